/* file-review: what was stored before a scanner was named is shown to it too, the newest first, a
 * few at a time and only when nothing else waits for a verdict. How far it is lies in the store: a
 * restart goes on from there. When the scanner is taken away and named again, the review begins
 * anew and passes over what has a verdict.
 *
 * A file is held from the moment it is asked about: those whose turn has not come yet are opened as
 * before. Inside file/ only. */
#pragma once

#include "module/module.h"

/* A JobTimer's run. */
bool file_review(Context *context, GError **error);
