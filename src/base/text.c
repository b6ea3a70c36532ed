#include "base/text.h"

#include "base/limits.h"

#include <string.h>

char *
text_clip(const char *text, gsize max)
{
    gsize length = strlen(text);

    if (length > max) {
        length = max;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    return g_strndup(text, length);
}

char *
text_clean(const char *bytes, gssize length)
{
    g_autofree char *valid = g_utf8_make_valid(bytes, length);
    char *to = valid;

    for (const char *from = valid; *from != '\0'; from++) {
        if (*from == '\r') {
            if (from[1] != '\n')
                *to++ = '\n';
        } else if ((unsigned char)*from >= 0x20 ? *from != 0x7F : *from == '\n' || *from == '\t')
            *to++ = *from;
    }
    *to = '\0';
    return g_steal_pointer(&valid);
}

char *
text_line(const char *text)
{
    GString *line = g_string_new(NULL);
    bool space = false;

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (g_unichar_isspace(c) || g_unichar_iscntrl(c)) {
            space = line->len > 0;
            continue;
        }
        if (space)
            g_string_append_c(line, ' ');
        space = false;
        g_string_append_unichar(line, c);
    }
    return g_string_free(line, FALSE);
}

/* Letters that Unicode does not decompose and people type as two or one. */
static const char *
spelled(gunichar c)
{
    switch (c) {
    case 0x153: /* oe ligature */
        return "oe";
    case 0xE6: /* ae ligature */
        return "ae";
    case 0xDF: /* sharp s */
        return "ss";
    case 0xF8: /* o with stroke */
        return "o";
    case 0x2019: /* the curly apostrophe */
        return "'";
    default:
        return NULL;
    }
}

/* The same of a text in ASCII, which most words are, at a tenth of the cost. NULL if it is not. */
static char *
fold_ascii(const char *text)
{
    char *folded = g_malloc(strlen(text) + 1);
    char *to = folded;

    for (const char *at = text; *at != '\0'; at++) {
        unsigned char c = (unsigned char)*at;

        if (c >= 0x80) {
            g_free(folded);
            return NULL;
        }
        if (c > ' ' && c < 0x7F)
            *to++ = g_ascii_tolower((char)c);
        else if (to > folded && to[-1] != ' ')
            *to++ = ' ';
    }
    if (to > folded && to[-1] == ' ')
        to--;
    *to = '\0';
    return folded;
}

static char *
fold_unicode(const char *text)
{
    g_autofree char *line = text_line(text);
    g_autofree char *lower = g_utf8_strdown(line, -1);
    g_autofree char *apart = g_utf8_normalize(lower, -1, G_NORMALIZE_ALL);
    GString *folded = g_string_new(NULL);

    for (const char *at = apart != NULL ? apart : ""; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (g_unichar_ismark(c))
            continue;
        if (spelled(c) != NULL)
            g_string_append(folded, spelled(c));
        else
            g_string_append_unichar(folded, c);
    }
    return g_string_free(folded, FALSE);
}

char *
text_fold(const char *text)
{
    char *ascii = fold_ascii(text);

    return ascii != NULL ? ascii : fold_unicode(text);
}

static bool
is_local_part(const char *text, gsize length)
{
    if (length == 0 || length > 64)
        return false;
    for (gsize i = 0; i < length; i++)
        if ((unsigned char)text[i] <= ' ' || text[i] == 0x7F || strchr("<>()[],;:\\\"@", text[i]))
            return false;
    return true;
}

char *
text_email(const char *address)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(address));
    g_autofree char *domain = NULL;
    g_autofree char *local = NULL;
    char *at = strrchr(trimmed, '@');

    if (at == NULL || strlen(trimmed) > LIMIT_ADDRESS || !g_utf8_validate(trimmed, -1, NULL) ||
        !is_local_part(trimmed, (gsize)(at - trimmed)))
        return NULL;
    domain = g_hostname_to_ascii(at + 1);
    if (domain == NULL || domain[0] == '\0' || domain[0] == '.' || domain[0] == '-' ||
        strspn(domain, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") !=
            strlen(domain))
        return NULL;
    *at = '\0';
    local = g_utf8_strdown(trimmed, -1);
    for (char *c = domain; *c != '\0'; c++)
        *c = g_ascii_tolower(*c);
    return g_strconcat(local, "@", domain, NULL);
}
