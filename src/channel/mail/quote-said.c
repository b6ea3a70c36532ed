#include "channel/mail/quote-said.h"

#include "channel/mail/quote-line.h"

#include <string.h>

bool
quote_may_end_said(const char *line, gsize length)
{
    while (length > 0 && strchr(" \t\r*_", line[length - 1]) != NULL)
        length--;
    if (length < 2)
        return false;
    return line[length - 1] == ':' || line[length - 1] == '-' || line[length - 1] == '>' ||
           (length >= 3 &&
            memcmp(line + length - 3, "\xEF\xBC\x9A", 3) == 0) || /* a full width colon */
           (length > 20 && g_ascii_isdigit(line[0]));
}

/* How a sentence says that someone wrote; at its end, before the colon. */
static bool
ends_with_wrote(const char *folded, gsize length)
{
    static const char *const verbs[] = {
        "wrote",
        "writes",
        "ecrit",
        "ecrivait",
        "schrieb",
        "schreef",
        "geschreven",
        "ha scritto",
        "scrisse",
        "escribio",
        "escreveu",
        "napisal(a)",
        "napisal",
        "napisala",
        "napisa\xC5\x82(a)",
        "napisa\xC5\x82",
        "skrev",
        "kirjoitti",
        "\xD0\xBD\xD0\xB0\xD0\xBF\xD0\xB8\xD1\x81\xD0\xB0\xD0\xBB",         /* Russian, he */
        "\xD0\xBD\xD0\xB0\xD0\xBF\xD0\xB8\xD1\x81\xD0\xB0\xD0\xBB\xD0\xB0", /* Russian, she */
        "\xD0\xBF\xD0\xB8\xD1\x88\xD0\xB5",                                 /* Ukrainian */
        "\xE5\x86\x99\xE9\x81\x93",                                         /* Chinese */
    };

    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
        gsize size = strlen(verbs[i]);

        if (length > size && memcmp(folded + length - size, verbs[i], size) == 0)
            return true;
    }
    /* "a écrit" whose accent was broken on the way. */
    if (length > 8 && memcmp(folded + length - 4, "crit", 4) == 0)
        for (gsize back = 6; back <= 12 && back < length; back++)
            if (memcmp(folded + length - back, " a ", 3) == 0)
                return true;
    return false;
}

/* Verbs that stand before the name or the time: "schrieb Max …:", "skrev Jeff …:", "schrieb am …
 * Uhr:". */
static bool
holds_wrote(const char *folded)
{
    static const char *const verbs[] = {" schrieb ", " skrev ", " schreef ", " escribio "};

    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (strstr(folded, verbs[i]) != NULL)
            return true;
    return false;
}

static bool
has_time(const char *text)
{
    for (const char *at = text; at[0] != '\0' && at[1] != '\0' && at[2] != '\0'; at++)
        if (g_ascii_isdigit(at[0]) && (at[1] == ':' || at[1] == 'h' || at[1] == '.') &&
            g_ascii_isdigit(at[2]) && g_ascii_isdigit(at[3]) && !g_ascii_isdigit(at[4]))
            return true;
    return false;
}

/* A day: 4/1/2016, 2016-01-04, or a year of this or the last century. */
static bool
has_date(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        gsize digits = strspn(at, "0123456789");

        if (digits == 0)
            continue;
        if (digits == 4 && (memcmp(at, "19", 2) == 0 || memcmp(at, "20", 2) == 0))
            return true;
        if (digits <= 2 && at[digits] != '\0' && strchr("/-.", at[digits]) != NULL &&
            g_ascii_isdigit(at[digits + 1]))
            return true;
        at += digits - 1;
    }
    return has_time(text);
}

static bool
starts_as_said(const char *folded)
{
    static const char *const starts[] = {
        "on ",    "le ",       "am ",    "op ",     "el ",       "em ",          "il ",
        "den ",   "at ",       "dnia ",  "dne ",    "a ",        "vendredi ",    "lundi ",
        "mardi ", "mercredi ", "jeudi ", "samedi ", "dimanche ", "\xE5\x9C\xA8 "};

    for (gsize i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_str_has_prefix(folded, starts[i]))
            return true;
    return g_ascii_isdigit(folded[0]);
}

/* "2016-03-03 17:21 GMT+01:00 Some One <x@y>", "2013/7/20 someone <x@y>": no verb at all. */
static bool
is_bare(const char *folded, gsize length)
{
    bool mail_end = length > 0 && folded[length - 1] == '>' && strchr(folded, '@') != NULL;

    if (strspn(folded, "0123456789") != 4 || (folded[4] != '-' && folded[4] != '/'))
        return false;
    return strstr(folded, " gmt+") != NULL || strstr(folded, " gmt-") != NULL || mail_end;
}

/* "Jean <j@example.org> a écrit le 03/03/2014 à 10:22 :": who first, then when. */
static bool
wrote_then_when(const char *folded)
{
    const char *wrote = strstr(folded, " a ecrit le ");

    return wrote != NULL && has_date(wrote);
}

/* Introductions that are as good as prose: only a quote behind them tells. */
static bool
is_doubtful(const char *folded, gsize length)
{
    static const char *const starts[] = {"selon ", "quoting ", "en reponse a ", "in reply to ",
                                         "citando a "};

    if (length > 6 && memcmp(folded + length - 6, " a dit", 6) == 0)
        return has_time(folded);
    if (strchr(folded, '@') == NULL)
        return false;
    for (gsize i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_str_has_prefix(folded, starts[i]))
            return true;
    return false;
}

bool
quote_is_said(const char *joined, bool after_gap, bool *ret_sure)
{
    const char *end = joined + strlen(joined);
    const char *at = quote_skip_marks(joined, end);
    g_autofree char *folded = NULL;
    gsize length;
    bool colon, sure, wrote;

    while (at < end && (*at == '-' || *at == '*' || *at == ' '))
        at++;
    folded = quote_fold(at, (gsize)(end - at));
    length = strlen(folded);
    while (length > 0 && strchr(" *_-", folded[length - 1]) != NULL)
        length--;
    colon = length > 0 && folded[length - 1] == ':';
    if (length > 3 && memcmp(folded + length - 3, "\xEF\xBC\x9A", 3) == 0) {
        colon = true;
        length -= 2;
    }
    length -= colon;
    while (length > 0 && folded[length - 1] == ' ')
        length--;
    folded[length] = '\0';
    sure = has_time(folded) || strchr(folded, '@') != NULL;
    if (ret_sure != NULL)
        *ret_sure = sure;
    if (is_bare(folded, length)) {
        if (ret_sure != NULL)
            *ret_sure = true;
        return true;
    }
    if (colon && after_gap && is_doubtful(folded, length)) {
        if (ret_sure != NULL)
            *ret_sure = false;
        return true;
    }
    if (colon && after_gap && sure && wrote_then_when(folded))
        return true;
    wrote = ends_with_wrote(folded, length) || (colon && holds_wrote(folded));
    if (!wrote || (!colon && strstr(joined, "----") == NULL))
        return false;
    if (starts_as_said(folded))
        return has_date(folded);
    /* A name first: only at the start of a paragraph, with an address; or the date in Cyrillic
     * letters. */
    return after_gap && (strchr(folded, '@') != NULL ||
                         ((guchar)folded[length - 1] >= 0x80 && has_date(folded)));
}
