#include "html/html-allow.h"

#include <stdlib.h>
#include <string.h>

HtmlRule
html_element_rule(GumboTag tag)
{
    static const GumboTag kept[] = {
        GUMBO_TAG_A,       GUMBO_TAG_ABBR,    GUMBO_TAG_ADDRESS,    GUMBO_TAG_ARTICLE,
        GUMBO_TAG_ASIDE,   GUMBO_TAG_B,       GUMBO_TAG_BIG,        GUMBO_TAG_BLOCKQUOTE,
        GUMBO_TAG_BR,      GUMBO_TAG_CAPTION, GUMBO_TAG_CENTER,     GUMBO_TAG_CITE,
        GUMBO_TAG_CODE,    GUMBO_TAG_COL,     GUMBO_TAG_COLGROUP,   GUMBO_TAG_DD,
        GUMBO_TAG_DEL,     GUMBO_TAG_DFN,     GUMBO_TAG_DIV,        GUMBO_TAG_DL,
        GUMBO_TAG_DT,      GUMBO_TAG_EM,      GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,
        GUMBO_TAG_FONT,    GUMBO_TAG_FOOTER,  GUMBO_TAG_H1,         GUMBO_TAG_H2,
        GUMBO_TAG_H3,      GUMBO_TAG_H4,      GUMBO_TAG_H5,         GUMBO_TAG_H6,
        GUMBO_TAG_HEADER,  GUMBO_TAG_HR,      GUMBO_TAG_I,          GUMBO_TAG_IMG,
        GUMBO_TAG_INS,     GUMBO_TAG_KBD,     GUMBO_TAG_LI,         GUMBO_TAG_MAIN,
        GUMBO_TAG_MARK,    GUMBO_TAG_NAV,     GUMBO_TAG_OL,         GUMBO_TAG_P,
        GUMBO_TAG_PRE,     GUMBO_TAG_Q,       GUMBO_TAG_S,          GUMBO_TAG_SAMP,
        GUMBO_TAG_SECTION, GUMBO_TAG_SMALL,   GUMBO_TAG_SPAN,       GUMBO_TAG_STRIKE,
        GUMBO_TAG_STRONG,  GUMBO_TAG_SUB,     GUMBO_TAG_SUP,        GUMBO_TAG_TABLE,
        GUMBO_TAG_TBODY,   GUMBO_TAG_TD,      GUMBO_TAG_TFOOT,      GUMBO_TAG_TH,
        GUMBO_TAG_THEAD,   GUMBO_TAG_TIME,    GUMBO_TAG_TR,         GUMBO_TAG_TT,
        GUMBO_TAG_U,       GUMBO_TAG_UL,      GUMBO_TAG_VAR,        GUMBO_TAG_WBR,
    };
    /* Their content is not text for people, or is read by other rules than the page. */
    static const GumboTag dropped[] = {
        GUMBO_TAG_APPLET,   GUMBO_TAG_AUDIO,    GUMBO_TAG_CANVAS,   GUMBO_TAG_EMBED,
        GUMBO_TAG_FRAME,    GUMBO_TAG_FRAMESET, GUMBO_TAG_HEAD,     GUMBO_TAG_IFRAME,
        GUMBO_TAG_LINK,     GUMBO_TAG_MATH,     GUMBO_TAG_META,     GUMBO_TAG_NOEMBED,
        GUMBO_TAG_NOFRAMES, GUMBO_TAG_OBJECT,   GUMBO_TAG_PARAM,    GUMBO_TAG_PLAINTEXT,
        GUMBO_TAG_SCRIPT,   GUMBO_TAG_SELECT,   GUMBO_TAG_SOURCE,   GUMBO_TAG_STYLE,
        GUMBO_TAG_SVG,      GUMBO_TAG_TEMPLATE, GUMBO_TAG_TEXTAREA, GUMBO_TAG_TITLE,
        GUMBO_TAG_TRACK,    GUMBO_TAG_VIDEO,    GUMBO_TAG_XMP,      GUMBO_TAG_BASE,
        GUMBO_TAG_INPUT,
    };

    for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
        if (kept[i] == tag)
            return HTML_KEEP;
    for (gsize i = 0; i < G_N_ELEMENTS(dropped); i++)
        if (dropped[i] == tag)
            return HTML_DROP;
    return HTML_UNWRAP;
}

bool
html_is_void(GumboTag tag)
{
    return tag == GUMBO_TAG_BR || tag == GUMBO_TAG_HR || tag == GUMBO_TAG_IMG ||
           tag == GUMBO_TAG_WBR || tag == GUMBO_TAG_COL;
}

static int
compare(const void *name, const void *row)
{
    return strcmp(name, *(const char *const *)row);
}

bool
html_attribute_allowed(const char *name)
{
    static const char *const allowed[] = {
        "align",   "alt",      "bgcolor", "border", "cellpadding", "cellspacing", "color",
        "colspan", "datetime", "dir",     "face",   "height",      "hspace",      "lang",
        "nowrap",  "rowspan",  "scope",   "size",   "span",        "start",       "title",
        "type",    "valign",   "value",   "vspace", "width",
    };

    return bsearch(name, allowed, G_N_ELEMENTS(allowed), sizeof allowed[0], compare) != NULL;
}

/* Browsers skip control characters and spaces around an address, and line ends and tabs anywhere in
 * it. */
static char *
clean_address(const char *value)
{
    GString *clean = g_string_new(NULL);

    while (*value != '\0' && (unsigned char)*value <= ' ')
        value++;
    for (; *value != '\0'; value++)
        if ((unsigned char)*value >= ' ' && *value != 0x7F)
            g_string_append_c(clean, *value);
    return g_strchomp(g_string_free(clean, FALSE));
}

HtmlAddress
html_address(const char *value, char **ret_clean)
{
    static const struct {
        const char *start;
        HtmlAddress kind;
    } known[] = {
        {"https://", HTML_ADDRESS_WEB},
        {"http://", HTML_ADDRESS_WEB},
        {"mailto:", HTML_ADDRESS_WRITE},
        {"tel:", HTML_ADDRESS_WRITE},
        {"cid:", HTML_ADDRESS_CID},
        {"data:image/png;base64,", HTML_ADDRESS_DATA},
        {"data:image/jpeg;base64,", HTML_ADDRESS_DATA},
        {"data:image/jpg;base64,", HTML_ADDRESS_DATA},
        {"data:image/gif;base64,", HTML_ADDRESS_DATA},
        {"data:image/webp;base64,", HTML_ADDRESS_DATA},
    };

    *ret_clean = clean_address(value);
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_ascii_strncasecmp(*ret_clean, known[i].start, strlen(known[i].start)) == 0)
            return known[i].kind;
    g_clear_pointer(ret_clean, g_free);
    return HTML_ADDRESS_NONE;
}
