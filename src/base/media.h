/* media: what a file is, told from its content and never from what someone called it. libmagic's
 * data is loaded once for each thread that asks. */
#pragma once

#include <glib.h>

/* The media type of bytes: "image/png", "application/octet-stream" when nothing is known of them.
 * Interned: lives as long as the program. Any thread. */
const char *media_type(const void *bytes, gsize size);
