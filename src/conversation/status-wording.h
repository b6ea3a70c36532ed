/* status-wording: how the organisation names the states of a matter, on the desk. Inside this
 * folder only. */
#pragma once

#include "module/module.h"

extern const WordingRule conversation_wordings[];
