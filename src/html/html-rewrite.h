/* html-rewrite: the part of sanitising that happens in a worker (confine/): everything that reads
 * what a stranger wrote. Inside html/ only. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* As html_sanitise(), but that images of the message keep their address: src="cid:…" stands where
 * an image of the message was, and nowhere else, for no quotation mark of a text or of another
 * value is written as one. Never NULL. Owned by the caller. */
char *html_rewrite(const char *html, gsize length, bool remote_images, unsigned *ret_blocked);

/* Text with the four characters that HTML gives a sense to written otherwise. */
void html_put_escaped(GString *out, const char *text);
