/* html: what others wrote in HTML, made readable and harmless.
 *
 * Received HTML is kept as it came. Its text is taken at intake, in one pass, for search, previews
 * and the folding of quotes (html-text.c). When someone looks at it, it is parsed as browsers parse
 * it and written again from an allow-list (html-sanitise.c with the lists of html-allow.c and the
 * styles of html-style.c), in a worker without any right (html-clean.c, confine/); whoever shows it
 * still puts it in a sandboxed frame under its own content-security-policy.
 *
 * No part of a page depends on what is here for more than its appearance: names and ids are taken
 * away, so that received HTML cannot imitate an element of ours. */
#pragma once

#include "confine/confine.h"

#include <glib.h>
#include <stdbool.h>

/* The text of a page or fragment, as a person would read it: blocks on lines of their own, list
 * items marked, quoted blocks led by "> ", white space as a browser would leave it. Scripts, styles
 * and comments are not text. Stops at max bytes; *ret_cut (may be NULL) says whether it did. html
 * is UTF-8, and need not end with a NUL. Owned by the caller. */
char *html_to_text(const char *html, gsize length, gsize max, bool *ret_cut);

/* Where the image of a Content-ID (without its angle brackets) is to be found, or NULL when the
 * message has none of that name. Owned by html_sanitise(). */
typedef char *(*HtmlImage)(const char *content_id, void *data);

typedef struct {
    bool remote_images; /* let images come from elsewhere: tells their server that the message is
                           being read */
    HtmlImage image;    /* for "cid:" images; NULL: they are left out */
    void *image_data;
} HtmlOptions;

/* A fragment fit for a body element: only elements, attributes, styles and addresses of the
 * allow-list; links open elsewhere and say nothing of where they were; an image that was held back
 * keeps its address in data-src. *ret_blocked (may be NULL) counts those. Sanitising the result
 * again gives the same. What is nested too deep or too long is left out. html is UTF-8. Owned by
 * the caller. NULL, said in the log, when two workers died of it or none can be had now: there is
 * its text. */
char *html_sanitise(const char *html, gsize length, const HtmlOptions *options,
                    unsigned *ret_blocked);
extern const ConfineTask html_task;

/* What someone typed as plain text, as HTML: escaped, a p element for each paragraph, addresses of
 * pages and of mail made links. Owned by the caller. */
char *html_from_text(const char *text);
