#include "channel/form/form-channel.h"

#include <string.h>

static void
test_a_number_is_the_same_however_it_is_written(void)
{
    static const struct {
        const char *written, *number;
    } rows[] = {
        {"01 99 00 12 34", "0199001234"},
        {"01.99.00.12.34", "0199001234"},
        {"+33 1 99 00 12 34", "0199001234"},
        {"+33 (0)1 99 00 12 34", "0199001234"},
        {"0033199001234", "0199001234"},
        {"+44 20 7946 0958", "+442079460958"},
        {"3631", NULL},
        {"appelez-moi", NULL},
        {"1234567890123456", NULL},
        {"", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *number = form_phone(rows[i].written);

        g_assert_cmpstr(number, ==, rows[i].number);
    }
}

static Incoming *
incoming_of(const char *email, const char *phone)
{
    static const FormLine lines[] = {
        {"Nom", "Zoé Martin", false},
        {"Message", "Bonjour,\nmon vélo", true},
        {"Date", "2026-12-01", false},
    };
    g_autoptr(GPtrArray) files = g_ptr_array_new();

    return form_incoming(&(FormSent){
        .reference = "K7QM-2F9D",
        .subject = "Un devis",
        .name = "Zoé Martin",
        .email = email,
        .phone = phone,
        .language = "fr",
        .at = 1000,
        .lines = lines,
        .n_lines = G_N_ELEMENTS(lines),
        .files = files,
    });
}

static void
test_who_wrote_is_known_by_what_they_gave(void)
{
    static const struct {
        const char *email, *phone, *kind, *address;
    } rows[] = {
        {"zoe@example.org", "0199001234", NULL, "zoe@example.org"},
        {NULL, "0199001234", "phone", "0199001234"},
        {NULL, NULL, "form", "K7QM-2F9D"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Incoming) incoming = incoming_of(rows[i].email, rows[i].phone);

        g_assert_cmpstr(incoming->from_kind, ==, rows[i].kind);
        g_assert_cmpstr(incoming->from.address, ==, rows[i].address);
    }
}

static void
test_a_list_shows_what_the_person_said_not_their_name(void)
{
    g_autoptr(Incoming) incoming = incoming_of("zoe@example.org", NULL);

    g_assert_cmpstr(incoming->text, ==,
                    "Bonjour,\nmon vélo\n\nNom : Zoé Martin\nDate : 2026-12-01");
}

static void
test_the_same_brought_twice_is_the_same(void)
{
    g_autoptr(Incoming) one = incoming_of("zoe@example.org", NULL);
    g_autoptr(Incoming) other = incoming_of("zoe@example.org", NULL);

    g_assert_cmpstr(one->external_id, ==, other->external_id);
    g_assert_cmpstr(one->content_hash, ==, other->content_hash);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/form-channel/a-number-is-the-same-however-it-is-written",
                    test_a_number_is_the_same_however_it_is_written);
    g_test_add_func("/form-channel/who-wrote-is-known-by-what-they-gave",
                    test_who_wrote_is_known_by_what_they_gave);
    g_test_add_func("/form-channel/a-list-shows-what-the-person-said-not-their-name",
                    test_a_list_shows_what_the_person_said_not_their_name);
    g_test_add_func("/form-channel/the-same-brought-twice-is-the-same",
                    test_the_same_brought_twice_is_the_same);
    return g_test_run();
}
