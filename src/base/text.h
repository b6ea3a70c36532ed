/* text: UTF-8 that came from outside, made safe to keep and to compare. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* A copy of at most max bytes, cut between characters. Owned by the caller. */
char *text_clip(const char *text, gsize max);

/* A copy that is valid UTF-8 without NUL or control characters (tab and line feed stay; CR LF and
 * lone CR become LF); each broken byte becomes U+FFFD. Owned by the caller. */
char *text_clean(const char *bytes, gssize length);

/* One line: runs of white space become one space, ends trimmed. Owned by the caller. */
char *text_line(const char *text);

/* For comparing as people do: lower case, accents and ligatures gone ("Élodie Œuvrard" → "elodie
 * oeuvrard"), one line. Owned by the caller. */
char *text_fold(const char *text);

/* An e-mail address as it is compared: trimmed, lower case, domain in ASCII. NULL if it is not
 * an address we could write to. Owned by the caller. */
char *text_email(const char *address);
