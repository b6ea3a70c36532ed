/* imap-search: which mails there are. Inside imap/ only; imap_search() is in imap.h. */
#pragma once

#include "imap/imap-wire.h"

/* "17-Jul-1996 02:44:25 -0700" in milliseconds; 0 if it is no date. */
int64_t imap_date_read(const char *text);

/* For servers that do not tell the UIDNEXT of the folder that is open: one past the last mail's. */
bool imap_find_uid_next(Imap *imap, GError **error);
