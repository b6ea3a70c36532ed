/* mail-word: the encoded words of headers (RFC 2047), as they are met: cut in the middle of a
 * character, padded in the middle of a text, with spaces in them. */
#pragma once

/* text is UTF-8 on one line. Encoded words become what they mean, in UTF-8; white space between two
 * of them goes. Owned by the caller. */
char *mail_words_decode(const char *text);
