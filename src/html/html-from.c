#include "html/html.h"

#include <string.h>

/* Where an address that begins at text ends: white space, quotes, and the punctuation behind it are
 * not its. */
static gsize
address_length(const char *text)
{
    gsize length = strcspn(text, " \t\n<>\"`{}|\\^");

    while (length > 0 && strchr(".,;:!?'*_", text[length - 1]) != NULL)
        length--;
    /* A closing bracket belongs to the sentence, unless it was opened inside. */
    if (length > 0 && text[length - 1] == ')' && memchr(text, '(', length) == NULL)
        length--;
    return length;
}

static gsize
link_at(const char *text)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:"};

    for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++) {
        gsize length = strlen(schemes[i]);

        if (g_ascii_strncasecmp(text, schemes[i], length) == 0) {
            gsize whole = address_length(text);

            return whole > length ? whole : 0;
        }
    }
    return 0;
}

static const char *
entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Control characters go: as numbers, those of Latin-1 would be read as letters of windows-1252. */
static void
append_escaped(GString *out, const char *text, gsize length)
{
    for (const char *at = text; at < text + length; at++) {
        guchar c = (guchar)*at;
        bool latin_control = c == 0xC2 && at + 1 < text + length && (guchar)at[1] < 0xA0;

        if (latin_control)
            at++;
        else if (entity(*at) != NULL)
            g_string_append(out, entity(*at));
        else if ((c >= ' ' && c != 0x7F) || c == '\t')
            g_string_append_c(out, *at);
    }
}

static void
append_line(GString *out, const char *line, gsize length)
{
    gsize from = 0;

    for (gsize at = 0; at < length;) {
        gsize link = at == 0 || !g_ascii_isalnum(line[at - 1]) ? link_at(line + at) : 0;

        if (link == 0) {
            at++;
            continue;
        }
        append_escaped(out, line + from, at - from);
        g_string_append(out, "<a href=\"");
        append_escaped(out, line + at, link);
        g_string_append(out, "\">");
        append_escaped(out, line + at, link);
        g_string_append(out, "</a>");
        from = at += link;
    }
    append_escaped(out, line + from, length - from);
}

char *
html_from_text(const char *text)
{
    GString *out = g_string_sized_new(strlen(text) + strlen(text) / 8 + 16);
    bool inside = false;

    while (*text != '\0') {
        gsize length = strcspn(text, "\r\n");
        bool blank = strspn(text, " \t") >= length;

        if (blank && inside) {
            g_string_append(out, "</p>\n");
        } else if (!blank) {
            g_string_append(out, inside ? "<br>\n" : "<p>");
            append_line(out, text, length);
        }
        inside = !blank;
        text += length;
        if (text[0] == '\r' && text[1] == '\n')
            text++;
        if (*text != '\0')
            text++;
    }
    if (inside)
        g_string_append(out, "</p>");
    return g_string_free(out, FALSE);
}
