#include "base/token.h"
#include "channel/mail/mail-charset.h"
#include "channel/mail/mail-guess.h"
#include "channel/mail/mail-token.h"

#include <string.h>

static const struct {
    const char *name, *bytes, *charset, *text;
    bool noted;
} cases[] = {
    {"UTF-8", "d\xC3\xA9j\xC3\xA0", "utf-8", "d\xC3\xA9j\xC3\xA0", false},
    {"Latin 1 is Windows' own", "\x80 \xE9", "iso-8859-1", "\xE2\x82\xAC \xC3\xA9", false},
    {"nobody said: UTF-8", "\xC3\xA9t\xC3\xA9", NULL, "\xC3\xA9t\xC3\xA9", false},
    {"nobody said: western", "\xE9t\xE9", NULL, "\xC3\xA9t\xC3\xA9", true},
    {"nobody said: Japanese", "\x83\x63\x81\x5B\x83\x8B", NULL,
     "\xE3\x83\x84\xE3\x83\xBC\xE3\x83\xAB", true},
    {"declared western, it is UTF-8", "\xC3\xA9t\xC3\xA9", "iso-8859-1", "\xC3\xA9t\xC3\xA9", true},
    {"encoded twice", "d\xC3\x83\xC2\xA9j\xC3\x83\xC2\xA0", "utf-8", "d\xC3\xA9j\xC3\xA0", true},
    {"a set that nobody knows", "\xE9t\xE9", "x-martian", "\xC3\xA9t\xC3\xA9", true},
    {"Japanese in its mail form", "\x1B$B%D!<%k\x1B(B", "iso-2022-jp",
     "\xE3\x83\x84\xE3\x83\xBC\xE3\x83\xAB", false},
    {"lines end as ours do", "a\r\nb\rc", "us-ascii", "a\nb\nc", false},
    {"nothing", "", NULL, "", false},
};

static void
test_decode(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    const char *note;
    g_autofree char *text =
        mail_decode(cases[i].bytes, strlen(cases[i].bytes), cases[i].charset, &note);

    g_assert_cmpstr(text, ==, cases[i].text);
    g_assert_cmpint(note != NULL, ==, cases[i].noted);
}

static void
test_what_may_be_meant_so_is_left(void)
{
    g_assert_null(mail_unmojibake("d\xC3\xA9j\xC3\xA0"));
    g_assert_null(mail_unmojibake("ASCII"));
}

/* Through an address, and back. */
static void
test_a_token_is_found_again_and_taken_away(void)
{
    g_autofree char *address = mail_token_address("contact@asso.example", "c8f3kq02x7ab");
    g_autofree char *stripped = mail_token_strip("contact+c8f3kq02x7ab@asso.example");
    g_autoptr(GPtrArray) list =
        g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);
    g_autofree char *found = NULL;

    g_assert_cmpstr(address, ==, "contact+c8f3kq02x7ab@asso.example");
    g_assert_cmpstr(stripped, ==, "contact@asso.example");
    g_ptr_array_add(list, channel_address_new("other@example.org", NULL));
    g_ptr_array_add(list, channel_address_new("contact+C8F3KQ02X7AB@asso.example", NULL));
    found = mail_token_of_addresses(list);
    g_assert_cmpstr(found, ==, "c8f3kq02x7ab");
}

static void
test_tags_of_people_are_no_tokens(void)
{
    static const char *const theirs[] = {"a+shop@example.org", "a+newsletters@example.org",
                                         "+c8f3kq02x7ab@example.org", "nobody", "a+b_12345678@x.y"};

    for (gsize i = 0; i < G_N_ELEMENTS(theirs); i++) {
        g_autofree char *same = mail_token_strip(theirs[i]);

        g_assert_cmpstr(same, ==, theirs[i]);
    }
}

static void
test_a_token_in_a_message_id_is_that_of_the_nearest(void)
{
    g_autofree char *id = mail_token_message_id(42, "c8f3kq02x7ab", "contact@asso.example");
    g_autofree char *plain = mail_token_message_id(42, NULL, "contact@asso.example");
    g_autoptr(GPtrArray) references = g_ptr_array_new();
    g_autofree char *found = NULL;

    g_assert_cmpstr(id, ==, "42.c8f3kq02x7ab@asso.example");
    g_assert_cmpstr(plain, ==, "42@asso.example");
    g_ptr_array_add(references, (char *)"41.aaaaaaaa1111@asso.example");
    g_ptr_array_add(references, id);
    found = mail_token_of_references(references);
    g_assert_cmpstr(found, ==, "c8f3kq02x7ab");
}

/* Whatever letters and digits its number and its digest happen to give. */
static void
test_every_token_of_ours_is_found_again(void)
{
    static const uint8_t key[TOKEN_KEY_SIZE] = {1};

    for (int64_t id = 1; id <= 2000; id++) {
        g_autofree char *token = token_write(key, "test", id * INT64_C(4600000000000001));
        g_autofree char *address = mail_token_address("contact@asso.example", token);
        g_autofree char *bounce = mail_token_bounce_address("contact@asso.example", token);
        g_autofree char *reference = mail_token_message_id(42, token, "contact@asso.example");
        g_autoptr(GPtrArray) list =
            g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);
        g_autoptr(GPtrArray) references = g_ptr_array_new();
        g_autofree char *of_address = NULL, *of_bounce = NULL, *of_reference = NULL;

        g_ptr_array_add(list, channel_address_new(bounce, NULL));
        g_ptr_array_add(list, channel_address_new(address, NULL));
        g_ptr_array_add(references, reference);
        of_address = mail_token_of_addresses(list);
        of_bounce = mail_token_of_bounce(list);
        of_reference = mail_token_of_references(references);
        g_assert_cmpstr(of_address, ==, token);
        g_assert_cmpstr(of_bounce, ==, token);
        g_assert_cmpstr(of_reference, ==, token);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/mail-charset/", cases[i].name, NULL);

        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_decode);
    }
    g_test_add_func("/mail-charset/what may be meant so is left",
                    test_what_may_be_meant_so_is_left);
    g_test_add_func("/mail-token/ours", test_every_token_of_ours_is_found_again);
    g_test_add_func("/mail-token/a token is found again and taken away",
                    test_a_token_is_found_again_and_taken_away);
    g_test_add_func("/mail-token/tags of people are no tokens", test_tags_of_people_are_no_tokens);
    g_test_add_func("/mail-token/a token in a Message-ID is that of the nearest",
                    test_a_token_in_a_message_id_is_that_of_the_nearest);
    return g_test_run();
}
