/* mail-charset: bytes of a mail into UTF-8, whatever they claim to be. Thirty years of mail lie
 * about their character set; what is certain is repaired and noted, the rest is shown as it was
 * declared. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The text of bytes declared to be in charset (NULL or "": nobody said). Always valid UTF-8,
 * without control characters, lines ended by LF. *ret_note (may be NULL) says what was repaired,
 * static, or NULL. Owned by the caller. */
char *mail_decode(const char *bytes, gsize length, const char *charset, const char **ret_note);

/* Loads the tables of every set that mails are known to use, for a process that will not be able to
 * open a file. A set that is not among them is then as one that nobody knows. */
void mail_charset_prepare(void);
