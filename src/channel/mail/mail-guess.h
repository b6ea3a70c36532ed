/* mail-guess: which character set bytes are of that nobody declared, or that lie. */
#pragma once

#include <glib.h>

/* The name of the old set that bytes above ASCII, which are no UTF-8, are of: most of a text in one
 * of them says that it is Japanese, Chinese or Cyrillic; all else is Windows' western one. Static.
 */
const char *mail_guess_set(const char *bytes, gsize length);

/* Undoes UTF-8 that was read as windows-1252 and encoded again ("dÃ©jÃ " for "déjà"), where it can
 * only be that: all of text, or the words of it that are so beside others that are right. NULL when
 * there is none. Owned by the caller. */
char *mail_unmojibake(const char *text);
