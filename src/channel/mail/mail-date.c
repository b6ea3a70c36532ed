#include "channel/mail/mail-date.h"

#include "base/clock.h"
#include "base/text.h"

#include <gmime/gmime.h>
#include <string.h>

#define DATE_MAX 120 /* bytes; a longer one is none */

/* Months in French, as text_fold() leaves them; "mars" before "mar", a day of the week. */
static const char *const french_months[][2] = {
    {"janv", "Jan"}, {"fev", "Feb"},  {"mars", "Mar"}, {"avr", "Apr"},
    {"mai", "May"},  {"juin", "Jun"}, {"juil", "Jul"}, {"aout", "Aug"},
    {"sept", "Sep"}, {"octo", "Oct"}, {"nov", "Nov"},  {"dec", "Dec"},
};

static int64_t
standard(const char *text)
{
    g_autoptr(GDateTime) date = g_mime_utils_header_decode_date(text);

    return date != NULL ? g_date_time_to_unix(date) * CLOCK_SECOND : 0;
}

/* "2026-11-23T10:30:00Z", "2026-11-23 10:30:00 +0100". */
static int64_t
iso(const char *text)
{
    g_autofree char *whole = g_ascii_strup(text, -1);
    g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
    g_autoptr(GDateTime) date = NULL;
    char *zone;

    if (strlen(text) < 16 || !g_ascii_isdigit(text[0]) || text[4] != '-')
        return 0;
    whole[10] = 'T';
    zone = strchr(whole, ' ');
    if (zone != NULL)
        memmove(zone, zone + 1, strlen(zone));
    date = g_date_time_new_from_iso8601(whole, utc);
    return date != NULL ? g_date_time_to_unix(date) * CLOCK_SECOND : 0;
}

static const char *
english_month(const char *word)
{
    for (gsize i = 0; i < G_N_ELEMENTS(french_months); i++)
        if (g_str_has_prefix(word, french_months[i][0]))
            return french_months[i][1];
    return word;
}

/* "GMT+1", "UTC+01:00": as "+0100". NULL if it is no such zone. */
static char *
zone(const char *word)
{
    gsize digits;
    int hours, minutes = 0;

    if ((!g_str_has_prefix(word, "gmt") && !g_str_has_prefix(word, "utc")) ||
        (word[3] != '+' && word[3] != '-'))
        return NULL;
    digits = strspn(word + 4, "0123456789");
    if (digits == 0 || digits > 4)
        return NULL;
    hours = (int)g_ascii_strtoll(word + 4, NULL, 10);
    if (digits > 2) {
        minutes = hours % 100;
        hours /= 100;
    } else if (word[4 + digits] == ':') {
        minutes = (int)g_ascii_strtoll(word + 5 + digits, NULL, 10);
    }
    return g_strdup_printf("%c%02d%02d", word[3], hours % 24, minutes % 60);
}

/* A year of programs that counted from 1900: "125". */
static bool
is_short_year(const char *word)
{
    return strlen(word) == 3 && word[0] == '1' && strspn(word, "0123456789") == 3;
}

/* The words of a date in the order of RFC 5322, each put right: "dim. 23 nov. 2026 10.30.00". */
static char *
put_right(const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " ,", 20);
    GString *right = g_string_new(NULL);
    bool numbers = false;

    for (char **word = words; *word != NULL; word++) {
        g_autofree char *offset = zone(*word);
        gsize digits = strspn(*word, "0123456789");

        numbers |= digits > 0;
        if (**word == '\0' || !numbers) /* a day of the week says nothing that the date does not */
            continue;
        if (digits > 0 && digits <= 2 && (*word)[digits] == '.')
            g_strdelimit(*word, ".", ':');
        if (right->len > 0)
            g_string_append_c(right, ' ');
        if (is_short_year(*word))
            g_string_append_printf(right, "20%s", *word + 1);
        else
            g_string_append(right, offset != NULL ? offset : english_month(*word));
    }
    return g_string_free(right, FALSE);
}

static bool
is_plain(const char *text)
{
    return strstr(text, "GMT+") == NULL && strstr(text, "GMT-") == NULL &&
           strstr(text, "UTC") == NULL && strchr(text, '.') == NULL;
}

int64_t
mail_date(const char *raw)
{
    g_autofree char *valid = NULL;
    g_autofree char *folded = NULL;
    g_autofree char *right = NULL;
    int64_t at = is_plain(raw) ? standard(raw) : 0;

    if (at != 0 || strlen(raw) > DATE_MAX)
        return at;
    valid = g_utf8_make_valid(raw, -1); /* a header is whatever bytes somebody sent */
    folded = text_fold(valid);
    at = iso(folded);
    if (at != 0)
        return at;
    right = put_right(folded);
    at = standard(right);
    return at != 0 ? at : standard(raw);
}
