/* html-allow: the lists of what received HTML may hold. What is on none of them does not come
 * through. */
#pragma once

#include <glib.h>
#include <gumbo.h>
#include <stdbool.h>

typedef enum {
    HTML_UNWRAP, /* the element goes, what is in it stays */
    HTML_KEEP,
    HTML_DROP, /* it goes with all that is in it */
} HtmlRule;

HtmlRule html_element_rule(GumboTag tag);

/* No end tag: br, hr, img, wbr, col. */
bool html_is_void(GumboTag tag);

/* Attributes that only say how something looks or reads; addresses and styles have rules of their
 * own. */
bool html_attribute_allowed(const char *name);

typedef enum {
    HTML_ADDRESS_NONE,
    HTML_ADDRESS_WEB,
    HTML_ADDRESS_WRITE,
    HTML_ADDRESS_CID,
    HTML_ADDRESS_DATA
} HtmlAddress;

/* What an address points to, after what browsers ignore in it was taken away: *ret_clean is owned
 * by the caller. NONE for a relative one, and for every scheme that could run something. */
HtmlAddress html_address(const char *value, char **ret_clean);

/* The declarations of a style attribute that are allowed; NULL if there is none. Owned by the
 * caller. */
char *html_style(const char *style);
