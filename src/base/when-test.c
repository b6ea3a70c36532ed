#include "base/when.h"

#include "base/clock.h"

#include <string.h>

/* Monday 2026-11-23, 10:00 in Paris. */
#define MONDAY INT64_C(1795424400000)

static Calendar *
paris(void)
{
    Calendar *calendar =
        calendar_new("Europe/Paris", "mon-fri 08:30-12:30 13:30-18:00", "metropole", NULL);

    g_assert_nonnull(calendar);
    return calendar;
}

static char *
shown(int64_t at)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Paris");
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / 1000);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);

    return g_date_time_format(local, "%Y-%m-%d %H:%M");
}

static void
test_moments_in_words_are_understood(void)
{
    static const struct {
        const char *text, *language, *expected;
    } cases[] = {
        {"lundi 9 h", "fr", "2026-11-30 09:00"},
        {"lundi", "fr", "2026-11-30 08:30"},
        {"Mardi 9h30", "fr", "2026-11-24 09:30"},
        {"mar 9h", "fr", "2026-11-24 09:00"},
        {"mar 9", "en", "2027-03-09 08:30"},
        {"demain", "fr", "2026-11-24 08:30"},
        {"demain matin", "fr", "2026-11-24 08:30"},
        {"demain après-midi", "fr", "2026-11-24 14:00"},
        {"demain à 7 h du soir", "fr", "2026-11-24 19:00"},
        {"demain soir à 7 h", "fr", "2026-11-24 19:00"},
        {"ce soir", "fr", "2026-11-23 18:00"},
        {"après-demain midi", "fr", "2026-11-25 12:00"},
        {"aujourd’hui 16:45", "fr", "2026-11-23 16:45"},
        {"9 h", "fr", "2026-11-24 09:00"},
        {"17h", "fr", "2026-11-23 17:00"},
        {"dans 3 jours", "fr", "2026-11-26 08:30"},
        {"dans 3 jours ouvrés", "fr", "2026-11-26 08:30"},
        {"dans 5 jours ouvrés à 14 h", "fr", "2026-11-30 14:00"},
        {"dans une heure", "fr", "2026-11-23 11:00"},
        {"dans 2h30", "fr", "2026-11-23 12:30"},
        {"dans 20 min", "fr", "2026-11-23 10:20"},
        {"dans une semaine", "fr", "2026-11-30 08:30"},
        {"dans deux mois", "fr", "2027-01-23 09:00"},
        {"la semaine prochaine", "fr", "2026-11-30 08:30"},
        {"le mois prochain", "fr", "2026-12-01 08:30"},
        {"le 3 décembre à 14h30", "fr", "2026-12-03 14:30"},
        {"3 decembre", "fr", "2026-12-03 08:30"},
        {"jeudi 3 décembre", "fr", "2026-12-03 08:30"},
        {"1er janvier 2027 9h", "fr", "2027-01-01 09:00"},
        {"03/12", "fr", "2026-12-03 08:30"},
        {"03/12/2026 à 8h", "fr", "2026-12-03 08:00"},
        {"2026-12-03 15:00", "fr", "2026-12-03 15:00"},
        {"5 janvier", "fr", "2027-01-05 08:30"},
        {"29 février", "fr", "2028-02-29 08:30"},
        {"next monday 9am", "en", "2026-11-30 09:00"},
        {"monday at 2:30 pm", "en", "2026-11-30 14:30"},
        {"tomorrow morning", "en", "2026-11-24 08:30"},
        {"the day after tomorrow", "en", "2026-11-25 08:30"},
        {"tonight", "en", "2026-11-23 18:00"},
        {"in 2 weeks", "en", "2026-12-07 08:30"},
        {"in an hour", "en", "2026-11-23 11:00"},
        {"in 3 working days", "en", "2026-11-26 08:30"},
        {"next week", "en", "2026-11-30 08:30"},
        {"december 3rd at noon", "en", "2026-12-03 12:00"},
        {"3rd of december 2026 5 pm", "en", "2026-12-03 17:00"},
        {"12 am tomorrow", "en", "2026-11-24 00:00"},
        {"samedi", "fr", "2026-11-28 09:00"},
    };
    g_autoptr(Calendar) calendar = paris();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *found = NULL;
        int64_t at = 0;

        g_test_message("%s", cases[i].text);
        g_assert_true(when_parse(cases[i].text, cases[i].language, MONDAY, calendar, &at));
        found = shown(at);
        g_assert_cmpstr(found, ==, cases[i].expected);
    }
}

static void
test_what_is_not_understood_whole_is_not_understood(void)
{
    static const char *const cases[] = {
        "",
        "bientôt",
        "lundi peut-être",
        "25 h",
        "lundi mardi",
        "9h 10h",
        "31 février",
        "32/01",
        "03/13",
        "2020-01-01",
        "aujourd'hui 8h",
        "dans",
        "dans 0 jour",
        "dans 3",
        "0 pm",
        "13 pm",
        "12345",
        "lundi; drop",
        "dans 99999 mois",
        "dans 2 h 9 h",
        "prochain",
    };
    g_autoptr(Calendar) calendar = paris();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t at = 7;

        g_test_message("%s", cases[i]);
        g_assert_false(when_parse(cases[i], "fr", MONDAY, calendar, &at));
        g_assert_cmpint(at, ==, 7);
    }
}

/* Any heap of known words is either refused or a moment ahead, whenever it is said. */
static void
test_any_sentence_is_a_moment_ahead_or_nothing(void)
{
    static const char *const words[] = {
        "lundi", "demain",   "9",  "h",    "30", "dans", "3",        "jours", "ouvrés",  "à",
        "le",    "décembre", "/",  "12",   ":",  "soir", "après",    "midi",  "matin",   "next",
        "week",  "am",       "pm", "2027", "in", "mois", "prochain", "29",    "février", "-",
    };
    g_autoptr(Calendar) calendar = paris();
    unsigned understood = 0;

    for (int i = 0; i < 20000; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        int64_t now = MONDAY + g_test_rand_int_range(0, 500 * 24 * 60) * CLOCK_MINUTE;
        int64_t at = 0, again = 0;

        for (int n = g_test_rand_int_range(1, 6); n > 0; n--)
            g_string_append_printf(text, "%s%s",
                                   words[g_test_rand_int_range(0, G_N_ELEMENTS(words))],
                                   g_test_rand_bit() ? " " : "");
        if (!when_parse(text->str, "fr", now, calendar, &at))
            continue;
        understood++;
        g_assert_cmpint(at, >, now);
        g_assert_cmpint(at, <=, now + WHEN_AHEAD);
        g_string_prepend(text, "  ");
        g_assert_true(when_parse(text->str, "fr", now, calendar, &again));
        g_assert_cmpint(again, ==, at);
    }
    g_assert_cmpuint(understood, >, 500);
}

static void
test_every_date_written_out_is_found_again(void)
{
    static const char *const formats[] = {"%Y-%m-%d %H:%M", "%d/%m/%Y à %Hh%M",
                                          "le %-d/%m/%Y %H:%M"};
    g_autoptr(Calendar) calendar = paris();

    for (int i = 0; i < 2000; i++) {
        int64_t wanted = MONDAY + g_test_rand_int_range(1, 3000 * 24 * 4) * 15 * CLOCK_MINUTE;
        g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Paris");
        g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(wanted / 1000);
        g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
        g_autofree char *text = g_date_time_format(local, formats[i % (int)G_N_ELEMENTS(formats)]);
        int64_t at = 0;

        g_test_message("%s", text);
        g_assert_true(when_parse(text, "fr", MONDAY, calendar, &at));
        /* The hour that comes twice is its first coming. */
        g_assert_true(at == wanted || at == wanted - CLOCK_HOUR);
    }
}

static void
test_what_is_suggested_is_ahead(void)
{
    g_autoptr(Calendar) calendar = paris();
    WhenSuggestion found[WHEN_SUGGESTIONS];

    when_suggest(MONDAY, calendar, found);
    for (size_t i = 0; i < WHEN_SUGGESTIONS; i++)
        g_assert_cmpint(found[i].at, >, MONDAY);
    g_assert_cmpint(found[0].at, ==, MONDAY + 3 * CLOCK_HOUR);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/when/moments in words are understood", test_moments_in_words_are_understood);
    g_test_add_func("/when/what is not understood whole is not understood",
                    test_what_is_not_understood_whole_is_not_understood);
    g_test_add_func("/when/any sentence is a moment ahead or nothing",
                    test_any_sentence_is_a_moment_ahead_or_nothing);
    g_test_add_func("/when/every date written out is found again",
                    test_every_date_written_out_is_found_again);
    g_test_add_func("/when/what is suggested is ahead", test_what_is_suggested_is_ahead);
    return g_test_run();
}
