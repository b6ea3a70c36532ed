/* mail-quote: what is new in an answer. The rest (quoted mails, signatures) is folded on screen,
 * never deleted: the whole text is always kept beside. When in doubt, a line is the person's. */
#pragma once

/* The text without the mails it quotes and the signature at its end. NULL when that would be all of
 * the text, or when nothing would be left. Owned by the caller. */
char *mail_reply(const char *text);
