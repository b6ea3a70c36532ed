/* mail-repair: mails whose structure is broken in a way that can be told with certainty. */
#pragma once

#include <glib.h>

/* Where the headers that begin bytes end although no empty line says so: the first line of text. 0
 * when they end as they should. */
gsize mail_repair_header_end(const char *bytes, gsize size);

/* The boundary that the parts of a text stand between although its header names none or another:
 * the first line of "--something" before the headers of a part. NULL if there is none. Owned by the
 * caller. */
char *mail_repair_boundary(const char *text);
