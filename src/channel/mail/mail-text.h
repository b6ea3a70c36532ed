/* mail-text: texts that are not written as they are to be read. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* A paragraph that its program cut in lines for the way (RFC 3676, format=flowed), whole again;
 * delsp: the space at which it was cut may not be the writer's. Owned by the caller. */
char *mail_text_flowed(const char *text, bool delsp);

/* The words of a text/enriched or text/richtext (RFC 1896, 1341), without its commands. Owned by
 * the caller. */
char *mail_text_enriched(const char *text);

/* Declared a plain text, it is a page all the same: it begins as one. */
bool mail_text_is_page(const char *text);

/* Says no more than that the mail is to be read elsewhere, as programs put beside a page. */
bool mail_text_is_stub(const char *text);
