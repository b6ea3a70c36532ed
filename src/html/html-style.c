#include "html/html-allow.h"

#include <stdlib.h>
#include <string.h>

#define STYLE_MAX 4000 /* bytes of one attribute */

static int
compare(const void *name, const void *row)
{
    return strcmp(name, *(const char *const *)row);
}

/* How text looks and where it stands among its neighbours. Nothing that leaves its place, covers
 * another or fetches. */
static bool
is_allowed(const char *property)
{
    static const char *const allowed[] = {
        "background",
        "background-color",
        "border",
        "border-bottom",
        "border-bottom-color",
        "border-bottom-style",
        "border-bottom-width",
        "border-collapse",
        "border-color",
        "border-left",
        "border-left-color",
        "border-left-style",
        "border-left-width",
        "border-radius",
        "border-right",
        "border-right-color",
        "border-right-style",
        "border-right-width",
        "border-spacing",
        "border-style",
        "border-top",
        "border-top-color",
        "border-top-style",
        "border-top-width",
        "border-width",
        "caption-side",
        "clear",
        "color",
        "direction",
        "display",
        "empty-cells",
        "float",
        "font",
        "font-family",
        "font-size",
        "font-style",
        "font-variant",
        "font-weight",
        "height",
        "letter-spacing",
        "line-height",
        "list-style-position",
        "list-style-type",
        "margin",
        "margin-bottom",
        "margin-left",
        "margin-right",
        "margin-top",
        "max-height",
        "max-width",
        "min-height",
        "min-width",
        "overflow-wrap",
        "padding",
        "padding-bottom",
        "padding-left",
        "padding-right",
        "padding-top",
        "table-layout",
        "text-align",
        "text-decoration",
        "text-decoration-color",
        "text-decoration-line",
        "text-decoration-style",
        "text-indent",
        "text-transform",
        "unicode-bidi",
        "vertical-align",
        "white-space",
        "width",
        "word-break",
        "word-spacing",
        "word-wrap",
    };

    return bsearch(property, allowed, G_N_ELEMENTS(allowed), sizeof allowed[0], compare) != NULL;
}

/* The only functions are colours: no url(), no expression(), whatever stands before it. */
static bool
is_colour_function(const char *value, const char *open)
{
    static const char *const functions[] = {"rgb", "rgba", "hsl", "hsla"};
    const char *from = open;

    while (from > value && (g_ascii_isalnum(from[-1]) || from[-1] == '-'))
        from--;
    for (gsize i = 0; i < G_N_ELEMENTS(functions); i++)
        if ((gsize)(open - from) == strlen(functions[i]) &&
            g_ascii_strncasecmp(from, functions[i], (gsize)(open - from)) == 0)
            return true;
    return false;
}

static bool
is_plain_value(const char *value)
{
    for (const char *at = value; *at != '\0'; at++) {
        if (*at == '(' && !is_colour_function(value, at))
            return false;
        if (!g_ascii_isalnum(*at) && strchr(" #%.,()'!+-/\"", *at) == NULL)
            return false;
        if (*at == '/' && at[1] == '*')
            return false;
    }
    return value[0] != '\0';
}

char *
html_style(const char *style)
{
    g_auto(GStrv) declarations = NULL;
    g_autoptr(GString) kept = g_string_new(NULL);

    /* An escape can spell anything, a comment can hide it: no honest mail needs them here. */
    if (strlen(style) > STYLE_MAX || strchr(style, '\\') != NULL || strstr(style, "/*") != NULL)
        return NULL;
    declarations = g_strsplit(style, ";", 200);
    for (char **one = declarations; *one != NULL; one++) {
        char *colon = strchr(*one, ':');
        g_autofree char *property = NULL;
        g_autofree char *value = NULL;

        if (colon == NULL)
            continue;
        property = g_ascii_strdown(*one, colon - *one);
        value = g_strstrip(g_strdup(colon + 1));
        if (!is_allowed(g_strstrip(property)) || !is_plain_value(value))
            continue;
        g_string_append_printf(kept, "%s%s:%s", kept->len > 0 ? ";" : "", property, value);
    }
    return kept->len > 0 ? g_strdup(kept->str) : NULL;
}
