#include "base/when.h"

#include "base/clock.h"
#include "base/when-words.h"

#include <string.h>

#define NONE (-1)

typedef WhenToken Token;

/* What was said so far. */
typedef struct {
    Token tokens[WHEN_TOKENS_MAX];
    size_t n, at;
    Calendar *calendar;
    int64_t now, today; /* today: its midnight, as calendar_day() */
    int64_t day;        /* the same of the day that is meant; NONE */
    int64_t exact;      /* milliseconds from now; NONE */
    int minutes;        /* after midnight; NONE */
    bool part;          /* a part of the day was said: its time may be told better */
} Said;

static const Token *
peek(const Said *said, size_t ahead)
{
    static const Token nothing = {WHEN_NONE, 0, 0, false};

    return said->at + ahead < said->n ? &said->tokens[said->at + ahead] : &nothing;
}

static bool
is_figure(const Said *said, size_t ahead)
{
    return peek(said, ahead)->figure;
}

static bool
is_sign(const Said *said, size_t ahead, char sign)
{
    return peek(said, ahead)->sign == sign;
}

/* ---- Days ---- */

static int
weekday_of(int64_t day)
{
    return (int)((day / CLOCK_DAY + 3) % 7); /* 1970-01-01 was a Thursday */
}

static int64_t
day_of(int year, int month, int day)
{
    g_autoptr(GDateTime) date = NULL;

    if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31)
        return NONE;
    date = g_date_time_new_utc(year, month, day, 0, 0, 0);
    return date != NULL ? g_date_time_to_unix(date) * 1000 : NONE;
}

static int64_t
months_later(int64_t day, int months)
{
    g_autoptr(GDateTime) from = g_date_time_new_from_unix_utc(day / 1000);
    g_autoptr(GDateTime) later = g_date_time_add_months(from, months);

    return later != NULL ? g_date_time_to_unix(later) * 1000 : NONE;
}

static bool
set_day(Said *said, int64_t day, size_t tokens)
{
    if (said->day != NONE || day == NONE)
        return false;
    said->day = day;
    said->at += tokens;
    return true;
}

/* The next such date when no year is said; a 29 February may be years ahead. */
static bool
set_date(Said *said, int day, int month, int year, size_t tokens)
{
    g_autoptr(GDateTime) today = g_date_time_new_from_unix_utc(said->today / 1000);
    int this_year = g_date_time_get_year(today);

    if (year != NONE)
        return set_day(said, day_of(year < 100 ? 2000 + year : year, month, day), tokens);
    for (int i = 0; i < 9; i++) {
        int64_t found = day_of(this_year + i, month, day);

        if (found != NONE && found >= said->today)
            return set_day(said, found, tokens);
    }
    return false;
}

/* "lundi 3 décembre": the weekday says nothing more, but must be right. */
static bool
take_weekday(Said *said)
{
    int wanted = peek(said, 0)->value;
    int ahead = (wanted - weekday_of(said->today) + 7) % 7;

    if (is_figure(said, 1) && peek(said, 2)->kind == WHEN_MONTH) {
        said->at++;
        return true;
    }
    return set_day(said, said->today + (ahead == 0 ? 7 : ahead) * CLOCK_DAY, 1);
}

/* "3 décembre 2026", "december 3", "03/12", "2026-12-03". */
static bool
take_date(Said *said)
{
    const Token *first = peek(said, 0);

    if (first->kind == WHEN_MONTH) {
        size_t day = peek(said, 1)->kind == WHEN_FILLER ? 2 : 1;
        size_t after = day + 1 +
                       (peek(said, day + 1)->kind == WHEN_FILLER && is_figure(said, day + 2) &&
                        peek(said, day + 2)->value > 99);
        bool year = is_figure(said, after) && peek(said, after)->value > 99;

        return is_figure(said, day) &&
               set_date(said, peek(said, day)->value, first->value,
                        year ? peek(said, after)->value : NONE, year ? after + 1 : day + 1);
    }
    if (is_sign(said, 1, '-') && is_figure(said, 2) && is_sign(said, 3, '-') && is_figure(said, 4))
        return set_date(said, peek(said, 4)->value, peek(said, 2)->value, first->value, 5);
    if (is_sign(said, 1, '/') && is_figure(said, 2)) {
        bool year = is_sign(said, 3, '/') && is_figure(said, 4);

        return set_date(said, first->value, peek(said, 2)->value,
                        year ? peek(said, 4)->value : NONE, year ? 5 : 3);
    }
    return false;
}

/* "3 décembre", "1er janvier 2027", "3rd of december". */
static bool
take_day_month(Said *said)
{
    size_t month = 1;
    bool year;

    while (peek(said, month)->kind == WHEN_FILLER)
        month++;
    if (peek(said, month)->kind != WHEN_MONTH)
        return false;
    year = is_figure(said, month + 1) && peek(said, month + 1)->value > 99;
    return set_date(said, peek(said, 0)->value, peek(said, month)->value,
                    year ? peek(said, month + 1)->value : NONE, month + (year ? 2 : 1));
}

/* ---- Times ---- */

static bool
set_minutes(Said *said, int hours, int minutes, size_t tokens)
{
    if ((said->minutes != NONE && !said->part) || hours > 23 || minutes > 59)
        return false;
    /* "demain soir à 7 h": the part of the day says which seven. */
    if (said->part && said->minutes >= 12 * 60 && hours < 12)
        hours += 12;
    said->minutes = hours * 60 + minutes;
    said->part = false;
    said->at += tokens;
    return true;
}

/* "9h", "9 h 30", "14:30", "9am", "9:30 pm". */
static bool
take_clock(Said *said)
{
    int hours = peek(said, 0)->value, minutes = 0;
    size_t tokens = 1;
    WhenKind half;

    if (is_sign(said, 1, ':') && is_figure(said, 2)) {
        minutes = peek(said, 2)->value;
        tokens = 3;
    } else if (peek(said, 1)->kind == WHEN_HOUR) {
        tokens = 2;
        if (is_figure(said, 2) && peek(said, 2)->value < 60 && peek(said, 3)->kind != WHEN_MONTH)
            minutes = peek(said, tokens++)->value;
    }
    half = peek(said, tokens)->kind;
    if (half != WHEN_AM && half != WHEN_PM)
        return tokens > 1 && set_minutes(said, hours, minutes, tokens);
    if (hours < 1 || hours > 12)
        return false;
    return set_minutes(said, hours % 12 + (half == WHEN_PM ? 12 : 0), minutes, tokens + 1);
}

static int
opening(Said *said, int64_t day)
{
    int64_t start = calendar_from_wall(said->calendar, day);
    int64_t open = calendar_next_opening(said->calendar, start);
    int64_t same = calendar_day(said->calendar, open);
    int64_t noon = calendar_from_wall(said->calendar, day + 12 * CLOCK_HOUR);

    /* A span that began the night before says nothing of the morning. */
    return same == day && open < noon && open > start
               ? (int)(12 * 60 - (noon - open) / CLOCK_MINUTE)
               : 9 * 60;
}

static bool
take_part(Said *said)
{
    int minutes = peek(said, 0)->value;

    said->at++;
    if (said->minutes == NONE) {
        said->minutes = minutes;
        said->part = true;
        return true;
    }
    /* "9 h du soir". */
    if (minutes >= 12 * 60 && said->minutes < 12 * 60)
        said->minutes += 12 * 60;
    return !said->part;
}

/* ---- From now on ---- */

static bool
later_days(Said *said, int n, bool working)
{
    int64_t end;

    if (!working)
        return set_day(said, said->today + n * CLOCK_DAY, 0);
    end = calendar_days_add(said->calendar, CALENDAR_OUVRES, said->now, n);
    return set_day(said, calendar_day(said->calendar, end - 1), 0);
}

/* "dans 3 jours", "in two weeks", "dans 2h30", "in a week". */
static bool
take_in(Said *said)
{
    int n = 1;
    WhenKind unit;

    said->at++;
    if (peek(said, 0)->kind == WHEN_NUMBER || peek(said, 0)->kind == WHEN_FILLER) {
        n = peek(said, 0)->kind == WHEN_NUMBER ? peek(said, 0)->value : 1;
        said->at++;
    }
    if (peek(said, 0)->kind == WHEN_WORKING && peek(said, 1)->kind == WHEN_DAY) {
        said->at += 2;
        return later_days(said, n, true);
    }
    unit = peek(said, 0)->kind;
    said->at++;
    if (unit == WHEN_MINUTE || unit == WHEN_HOUR) {
        if (said->exact != NONE)
            return false;
        said->exact = n * (unit == WHEN_HOUR ? CLOCK_HOUR : CLOCK_MINUTE);
        if (unit == WHEN_HOUR && is_figure(said, 0)) {
            said->exact += peek(said, 0)->value * CLOCK_MINUTE;
            said->at += peek(said, 1)->kind == WHEN_MINUTE ? 2 : 1;
        }
        return true;
    }
    if (unit == WHEN_DAY) {
        bool working = peek(said, 0)->kind == WHEN_WORKING;

        said->at += working;
        return later_days(said, n, working);
    }
    if (unit == WHEN_WEEK)
        return later_days(said, n * 7, false);
    return unit == WHEN_MONTHS && n <= 120 && set_day(said, months_later(said->today, n), 0);
}

/* "semaine prochaine", "next week": its Monday; "le mois prochain": its first day. */
static bool
take_next(Said *said, WhenKind unit, size_t tokens)
{
    g_autoptr(GDateTime) today = g_date_time_new_from_unix_utc(said->today / 1000);

    if (unit == WHEN_WEEK)
        return set_day(said, said->today + (7 - weekday_of(said->today)) * CLOCK_DAY, tokens);
    return set_day(
        said, months_later(said->today - (g_date_time_get_day_of_month(today) - 1) * CLOCK_DAY, 1),
        tokens);
}

/* "après-midi", "après-demain", "day after tomorrow". */
static bool
take_after(Said *said)
{
    const Token *next = peek(said, 1);

    if (next->kind == WHEN_DAYS && next->value == 1)
        return set_day(said, said->today + 2 * CLOCK_DAY, 2);
    if (next->kind != WHEN_TIME)
        return false;
    said->at++;
    said->tokens[said->at] = (Token){WHEN_PART, 14 * 60, 0, false};
    return take_part(said);
}

/* ---- The sentence ---- */

static bool
take_number(Said *said)
{
    return (is_figure(said, 0) && take_clock(said)) || (is_figure(said, 0) && take_date(said)) ||
           take_day_month(said);
}

static bool
is_unit(WhenKind kind)
{
    return kind == WHEN_WEEK || kind == WHEN_MONTHS;
}

static bool
take(Said *said)
{
    const Token *token = peek(said, 0);

    switch ((int)token->kind) {
    case WHEN_FILLER:
        said->at++;
        return true;
    case WHEN_NEXT:
        if (is_unit(peek(said, 1)->kind))
            return take_next(said, peek(said, 1)->kind, 2);
        said->at++;
        return said->day != NONE || peek(said, 0)->kind == WHEN_WEEKDAY;
    case WHEN_WEEK:
    case WHEN_MONTHS:
        return peek(said, 1)->kind == WHEN_NEXT && take_next(said, token->kind, 2);
    case WHEN_DAY:
        said->at++; /* "day after tomorrow" */
        return peek(said, 0)->kind == WHEN_AFTER;
    case WHEN_WEEKDAY:
        return take_weekday(said);
    case WHEN_MONTH:
        return take_date(said);
    case WHEN_DAYS:
        return set_day(said, said->today + token->value * CLOCK_DAY, 1);
    case WHEN_TIME:
        return set_minutes(said, token->value / 60, token->value % 60, 1);
    case WHEN_PART:
        return take_part(said);
    case WHEN_AFTER:
        return take_after(said);
    case WHEN_IN:
        return take_in(said);
    case WHEN_NUMBER:
        return take_number(said);
    default:
        return false;
    }
}

static bool
settle(Said *said, int64_t *ret_at)
{
    bool any_day = said->day == NONE;
    int64_t at;

    if (said->exact != NONE) {
        *ret_at = said->now + said->exact;
        return any_day && said->minutes == NONE && said->exact > 0 && said->exact <= WHEN_AHEAD;
    }
    if (any_day && said->minutes == NONE && !said->part)
        return false;
    if (any_day)
        said->day = said->today;
    if (said->minutes == NONE)
        said->minutes = opening(said, said->day);
    at = calendar_from_wall(said->calendar, said->day + said->minutes * CLOCK_MINUTE);
    if (any_day && at <= said->now)
        at = calendar_from_wall(said->calendar,
                                said->day + CLOCK_DAY + said->minutes * CLOCK_MINUTE);
    *ret_at = at;
    return at > said->now && at <= said->now + WHEN_AHEAD;
}

bool
when_parse(const char *text, const char *language, int64_t now, Calendar *calendar, int64_t *ret_at)
{
    Said said = {.calendar = calendar,
                 .now = now,
                 .today = calendar_day(calendar, now),
                 .day = NONE,
                 .exact = NONE,
                 .minutes = NONE};
    int64_t at;

    if (strlen(text) > WHEN_TEXT_MAX)
        return false;
    said.n = when_tokens(text, language, said.tokens);
    if (said.n == 0)
        return false;
    while (said.at < said.n)
        if (!take(&said))
            return false;
    if (!settle(&said, &at))
        return false;
    *ret_at = at;
    return true;
}

void
when_suggest(int64_t now, Calendar *calendar, WhenSuggestion ret[WHEN_SUGGESTIONS])
{
    static const struct {
        const char *word, *text;
    } usual[WHEN_SUGGESTIONS] = {
        {"in-three-hours", "dans 3 h"},
        {"tomorrow-morning", "demain matin"},
        {"monday-morning", "lundi matin"},
        {"in-a-week", "dans 1 semaine"},
    };

    for (size_t i = 0; i < WHEN_SUGGESTIONS; i++) {
        ret[i] = (WhenSuggestion){usual[i].word, now + CLOCK_DAY};
        when_parse(usual[i].text, "fr", now, calendar, &ret[i].at);
    }
}
