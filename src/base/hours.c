#include "base/hours.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

typedef struct {
    guint32 first, last; /* GDate's day numbers, both included */
    HoursDay day;
} Dates;

struct Hours {
    HoursDay week[G_DATE_SUNDAY + 1]; /* from G_DATE_MONDAY */
    GArray *dates;                    /* of Dates, in the order they were said */
};

void
hours_free(Hours *hours)
{
    if (hours == NULL)
        return;
    g_array_unref(hours->dates);
    g_free(hours);
}

static bool
parse_digits(const char **text, int count, int *ret_number)
{
    int number = 0;

    for (int i = 0; i < count; i++) {
        if (!g_ascii_isdigit((*text)[i]))
            return false;
        number = number * 10 + g_ascii_digit_value((*text)[i]);
    }
    *text += count;
    *ret_number = number;
    return true;
}

static bool
parse_char(const char **text, char expected)
{
    if (**text != expected)
        return false;
    (*text)++;
    return true;
}

static bool
parse_minute(const char **text, int *ret_minute)
{
    int hour, minute;

    if (!parse_digits(text, 2, &hour) || !parse_char(text, ':') ||
        !parse_digits(text, 2, &minute) || minute > 59 || hour * 60 + minute > HOURS_DAY)
        return false;
    *ret_minute = hour * 60 + minute;
    return true;
}

static bool
parse_span(const char *word, HoursDay *day)
{
    int after = day->n_spans > 0 ? day->spans[day->n_spans - 1].close : 0;
    HoursSpan span;

    if (day->n_spans == HOURS_SPANS_MAX || !parse_minute(&word, &span.open) ||
        !parse_char(&word, '-') || !parse_minute(&word, &span.close) || *word != '\0' ||
        span.open < after || span.close <= span.open)
        return false;
    day->spans[day->n_spans++] = span;
    return true;
}

static bool
parse_spans(char *const *words, HoursDay *ret_day)
{
    HoursDay day = {.n_spans = 0};

    if (words[0] == NULL)
        return false;
    if (!g_str_equal(words[0], "closed")) {
        for (size_t i = 0; words[i] != NULL; i++)
            if (!parse_span(words[i], &day))
                return false;
    } else if (words[1] != NULL) {
        return false;
    }
    *ret_day = day;
    return true;
}

static bool
parse_weekday(const char **text, int *ret_weekday)
{
    static const char names[][4] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    for (int i = 0; i < 7; i++)
        if (strncmp(*text, names[i], 3) == 0) {
            *text += 3;
            *ret_weekday = G_DATE_MONDAY + i;
            return true;
        }
    return false;
}

/* "mon-fri", "mon,wed". */
static bool
parse_week(Hours *hours, const char *days, const HoursDay *day)
{
    do {
        int first, last;

        if (!parse_weekday(&days, &first))
            return false;
        last = first;
        if (parse_char(&days, '-') && !parse_weekday(&days, &last))
            return false;
        if (last < first)
            return false;
        for (int i = first; i <= last; i++)
            hours->week[i] = *day;
    } while (parse_char(&days, ','));
    return *days == '\0';
}

static bool
parse_date(const char **text, guint32 *ret_julian)
{
    int year, month, day;
    GDate date;

    if (!parse_digits(text, 4, &year) || !parse_char(text, '-') || !parse_digits(text, 2, &month) ||
        !parse_char(text, '-') || !parse_digits(text, 2, &day) ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return false;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    *ret_julian = g_date_get_julian(&date);
    return true;
}

/* "2026-12-24", "2026-08-03..2026-08-14". */
static bool
parse_dates(Hours *hours, const char *days, const HoursDay *day)
{
    Dates dates = {.day = *day};

    if (hours->dates->len == HOURS_DATES_MAX || !parse_date(&days, &dates.first))
        return false;
    dates.last = dates.first;
    if (g_str_has_prefix(days, "..")) {
        days += 2;
        if (!parse_date(&days, &dates.last) || dates.last < dates.first)
            return false;
    }
    g_array_append_val(hours->dates, dates);
    return *days == '\0';
}

static bool
parse_part(Hours *hours, const char *part)
{
    g_auto(GStrv) words = g_strsplit(part, " ", -1);
    HoursDay day;

    if (!parse_spans(words + 1, &day))
        return false;
    return g_ascii_isdigit(words[0][0]) ? parse_dates(hours, words[0], &day)
                                        : parse_week(hours, words[0], &day);
}

static bool
is_ever_open(const Hours *hours)
{
    for (int i = G_DATE_MONDAY; i <= G_DATE_SUNDAY; i++)
        if (hours->week[i].n_spans > 0)
            return true;
    return false;
}

Hours *
hours_parse(const char *text, GError **error)
{
    g_autoptr(Hours) hours = g_new0(Hours, 1);
    g_auto(GStrv) parts = NULL;

    hours->dates = g_array_new(FALSE, FALSE, sizeof(Dates));
    if (strlen(text) > HOURS_TEXT_MAX) {
        error_set(error, APP_ERROR_INVALID, "opening hours are over %d bytes", HOURS_TEXT_MAX);
        return NULL;
    }
    parts = g_strsplit(text, ";", -1);
    for (size_t i = 0; parts[i] != NULL; i++) {
        g_autofree char *part = text_line(parts[i]);

        if (*part != '\0' && !parse_part(hours, part)) {
            error_set(error, APP_ERROR_INVALID,
                      "opening hours: \"%s\" is not like \"mon-fri 09:00-12:30 14:00-18:00\"",
                      part);
            return NULL;
        }
    }
    if (!is_ever_open(hours)) {
        error_set(error, APP_ERROR_INVALID, "opening hours: no day of the week is open");
        return NULL;
    }
    return g_steal_pointer(&hours);
}

const HoursDay *
hours_weekday(const Hours *hours, GDateWeekday weekday)
{
    return &hours->week[weekday];
}

const HoursDay *
hours_date(const Hours *hours, guint32 julian)
{
    for (size_t i = hours->dates->len; i > 0; i--) {
        const Dates *dates = &g_array_index(hours->dates, Dates, i - 1);

        if (julian >= dates->first && julian <= dates->last)
            return &dates->day;
    }
    return NULL;
}
