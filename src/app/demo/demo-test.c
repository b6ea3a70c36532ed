/* The demo before it is played: its texts, its people, its files, its mails as our own parser reads
 * them. */
#include "app/demo/demo-cast.h"
#include "app/demo/demo-file.h"
#include "app/demo/demo-mail.h"
#include "app/demo/demo-talk.h"
#include "app/demo/demo-words.h"
#include "base/clock.h"
#include "base/text.h"
#include "channel/mail/mail.h"
#include "file/file.h"

#include <string.h>

#define NOON INT64_C(1795000000000) /* 18 November 2026 */

static const DemoStory *const books[] = {
    demo_planning_stories, demo_billing_stories, demo_care_stories,
    demo_bond_stories,     demo_english_stories,
};

static void
test_chance_is_the_same_each_time(void)
{
    DemoChance one = {7}, other = {7};

    for (int i = 0; i < 1000; i++) {
        int64_t value = demo_between(&one, -3, 9);

        g_assert_cmpint(value, ==, demo_between(&other, -3, 9));
        g_assert_cmpint(value, >=, -3);
        g_assert_cmpint(value, <=, 9);
    }
}

static void
test_words_choose_within_choices_and_say_names(void)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    bool seen[3] = {false, false, false};
    DemoChance chance = {1};

    g_hash_table_insert(names, (char *)"jour", (char *)"lundi");
    for (int i = 0; i < 100; i++) {
        g_autofree char *text = demo_words("a {b|c {d|$jour}} e", names, &chance);

        if (strcmp(text, "a b e") == 0)
            seen[0] = true;
        else if (strcmp(text, "a c d e") == 0)
            seen[1] = true;
        else if (strcmp(text, "a c lundi e") == 0)
            seen[2] = true;
        else
            g_error("%s", text);
    }
    g_assert_true(seen[0] && seen[1] && seen[2]);
}

static void
check_text(const char *template, DemoTalk *talk)
{
    g_autofree char *text = demo_words(template, talk->person->words, &talk->chance);

    g_assert_null(strpbrk(text, "{}|$"));
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_assert_cmpuint(strlen(text), >, 4);
}

static void
test_every_text_of_every_story_can_be_told(void)
{
    DemoChance chance = {3};

    for (size_t i = 0; i < G_N_ELEMENTS(books); i++)
        for (const DemoStory *story = books[i]; story->subject != NULL; story++)
            for (int told = 0; told < 20; told++) {
                DemoTalk *talk = demo_talk_new(story, &chance, NOON);

                for (const DemoTurn *turn = story->turns; turn->kind != TURN_END; turn++)
                    if (turn->text != NULL)
                        check_text(turn->text, talk);
                g_assert_cmpint(story->turns[0].kind, ==, TURN_IN);
                demo_talk_free(talk);
            }
}

static void
test_addresses_and_telephones_are_those_kept_for_fiction(void)
{
    DemoChance chance = {5};

    for (int i = 0; i < 500; i++) {
        g_autoptr(DemoPerson) person = demo_person_new(&chance, (DemoFrom)(i % 7), NOON);
        const char *tel = g_hash_table_lookup(person->words, "tel");
        g_autofree char *email = text_email(person->email);

        g_assert_cmpstr(email, ==, person->email);
        g_assert_true(g_str_has_suffix(email, ".example") ||
                      g_str_has_suffix(email, "@example.org"));
        g_assert_true(g_str_has_prefix(tel, "01 99 00 ") || g_str_has_prefix(tel, "06 39 98 "));
    }
    for (int i = 0; i < DEMO_STAFF; i++) {
        g_autofree char *email = demo_staff_email(&demo_staff[i]);
        g_autofree char *same = text_email(email);

        g_assert_cmpstr(email, ==, same);
    }
}

static void
test_every_team_has_somebody_to_answer(void)
{
    for (unsigned team = 0; team < N_TEAMS; team++) {
        int advisers = 0;

        for (int i = 0; i < DEMO_STAFF; i++)
            advisers += (demo_staff[i].teams >> team & 1) != 0 &&
                        strcmp(demo_staff[i].role, "adviser") == 0;
        g_assert_cmpint(advisers, >=, 2);
    }
}

static void
test_files_are_what_they_say(void)
{
    g_autoptr(GBytes) pdf = demo_pdf("Facture (n° 1)", "Été \\ hiver\n27,40 €");
    g_autoptr(GBytes) picture = demo_picture(17);
    g_autoptr(GBytes) logo = demo_logo();

    g_assert_cmpstr(file_type(pdf), ==, "application/pdf");
    g_assert_cmpstr(file_type(picture), ==, "image/png");
    g_assert_cmpstr(file_type(logo), ==, "image/png");
}

static void
test_a_mail_is_read_as_it_was_meant(void)
{
    static const struct {
        DemoBy by;
        IncomingKind kind;
    } cases[] = {
        {DEMO_BY_PERSON, INCOMING_PERSON},
        {DEMO_BY_MACHINE_AWAY, INCOMING_AUTO_REPLY},
        {DEMO_BY_LIST, INCOMING_LIST},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) source = demo_mail(&(DemoMail){
            .by = cases[i].by,
            .from_name = "Élodie Vidal",
            .from_address = "elodie@example.org",
            .to = DEMO_CONTACT,
            .subject = "Été à venir",
            .text = "Bonjour,\n\nÀ bientôt.",
            .message_id = "1@example.org",
            .in_reply_to = "0@example.org",
            .at = NOON,
            .with = WITH_HTML | WITH_PDF | WITH_PICTURE,
            .file_name = "facture.pdf",
        });
        g_autoptr(Incoming) incoming = mail_parse(source);

        g_assert_cmpint(incoming->kind, ==, cases[i].kind);
        g_assert_cmpstr(incoming->from.name, ==, "Élodie Vidal");
        g_assert_cmpstr(incoming->subject, ==, "Été à venir");
        g_assert_nonnull(strstr(incoming->text, "À bientôt."));
        g_assert_nonnull(strstr(incoming->html, "cid:logo@demo"));
        g_assert_cmpuint(incoming->files->len, ==, 3);
        g_assert_cmpint(incoming->sent_at, ==, NOON);
        g_assert_cmpstr(g_ptr_array_index(incoming->references, 0), ==, "0@example.org");
        g_assert_cmpuint(incoming->notes->len, ==, 0);
    }
}

static void
test_a_bounce_says_who_cannot_be_reached(void)
{
    g_autoptr(GBytes) source = demo_bounce("gone@example.org", "1.x@example.org", NOON);
    g_autoptr(Incoming) incoming = mail_parse(source);

    g_assert_cmpint(incoming->kind, ==, INCOMING_BOUNCE);
    g_assert_cmpstr(incoming->bounced_address, ==, "gone@example.org");
    g_assert_true(incoming->bounce_permanent);
}

static void
test_a_quote_is_folded_away_from_an_answer(void)
{
    g_autofree char *quote = demo_quote("Bonjour madame Vidal,\n\nC'est noté.", NOON);
    g_autofree char *text = g_strconcat("Merci beaucoup !", quote, NULL);
    g_autoptr(GBytes) source = demo_mail(&(DemoMail){
        .from_name = "A",
        .from_address = "a@example.org",
        .to = DEMO_CONTACT,
        .subject = "Re: x",
        .text = text,
        .message_id = "2@example.org",
        .at = NOON,
    });
    g_autoptr(Incoming) incoming = mail_parse(source);

    g_assert_cmpstr(incoming->reply, ==, "Merci beaucoup !");
}

static void
test_nobody_writes_at_night(void)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Paris");
    DemoChance chance = {9};

    for (int64_t at = NOON; at < NOON + CLOCK_DAY; at += 7 * CLOCK_MINUTE) {
        int64_t awake = demo_awake(&chance, at);
        g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(awake / 1000);
        g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);

        g_assert_cmpint(awake, >=, at);
        g_assert_cmpint(g_date_time_get_hour(local), >=, 7);
        g_assert_cmpint(g_date_time_get_hour(local), <, 22);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/demo/chance is the same each time", test_chance_is_the_same_each_time);
    g_test_add_func("/demo/words choose within choices and say names",
                    test_words_choose_within_choices_and_say_names);
    g_test_add_func("/demo/every text of every story can be told",
                    test_every_text_of_every_story_can_be_told);
    g_test_add_func("/demo/addresses and telephones are those kept for fiction",
                    test_addresses_and_telephones_are_those_kept_for_fiction);
    g_test_add_func("/demo/every team has somebody to answer",
                    test_every_team_has_somebody_to_answer);
    g_test_add_func("/demo/files are what they say", test_files_are_what_they_say);
    g_test_add_func("/demo/a mail is read as it was meant", test_a_mail_is_read_as_it_was_meant);
    g_test_add_func("/demo/a bounce says who cannot be reached",
                    test_a_bounce_says_who_cannot_be_reached);
    g_test_add_func("/demo/a quote is folded away from an answer",
                    test_a_quote_is_folded_away_from_an_answer);
    g_test_add_func("/demo/nobody writes at night", test_nobody_writes_at_night);
    return g_test_run();
}
