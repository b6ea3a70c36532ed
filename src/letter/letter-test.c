#include "letter/letter.h"

#include "base/error.h"
#include "brand/brand.h"
#include "lib/house.h"

#include <string.h>

static const char delivery_of[] = "SELECT delivery FROM letter WHERE id = $1";

/* A picture of 256 by 64; its head alone, which is all that is looked at. */
#define PNG "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\1\0\0\0\0\x40\x08\x06\0\0\0"

typedef struct {
    House *house;
    int64_t letter; /* of a logo: whether there is one */
} Act;

static bool
write_work(Db *tx, void *data, GError **error)
{
    Act *act = data;

    return letter_write(tx, &act->house->context,
                        &(LetterDraft){.kind = "notice-digest",
                                       .staff = 1,
                                       .address = "claire@example.org",
                                       .name = "Claire Petit",
                                       .language = "fr",
                                       .subject = "Deux conversations vous attendent",
                                       .text = "Bonjour Claire",
                                       .content = "<p>Bonjour Claire</p>"},
                        &act->letter, error);
}

static int64_t
write_letter(House *house)
{
    g_autoptr(GError) error = NULL;
    Act act = {.house = house};

    g_assert_true(database_write(house->database, write_work, &act, &error));
    g_assert_no_error(error);
    return act.letter;
}

/* Runs what is due, the letters' jobs among it. */
static void
work(House *house)
{
    const JobKind *const kinds[] = {letter_module.jobs};
    g_autoptr(GError) error = NULL;

    g_assert_true(job_run_due(house->database, &house->context, kinds, 1, &error));
    g_assert_no_error(error);
}

static bool
again_work(Db *tx, void *data, GError **error)
{
    return letter_send_again(tx, *(int64_t *)data, error);
}

static void
test_a_letter_leaves_once_and_tells_what_became_of_it(void)
{
    static const struct {
        SendOutcome says;
        LetterDelivery becomes;
        guint sent;
    } cases[] = {
        {SEND_DONE, LETTER_SENT, 1},
        {SEND_KEPT, LETTER_OUTBOX, 1},
        {SEND_RETRY, LETTER_RETRYING, 0},
        {SEND_REFUSED, LETTER_FAILED, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        int64_t letter = write_letter(house);

        house->next_outcome = cases[i].says;
        work(house);
        work(house);
        g_assert_cmpint(house_number(house, delivery_of, letter), ==, cases[i].becomes);
        g_assert_cmpuint(house->sent->len, ==, cases[i].sent);
    }
}

static void
test_what_was_given_up_is_sent_again_what_left_is_not(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    int64_t letter = write_letter(house);

    house->next_outcome = SEND_REFUSED;
    work(house);
    house->next_outcome = SEND_DONE;
    g_assert_true(database_write(house->database, again_work, &letter, &error));
    work(house);
    g_assert_cmpint(house_number(house, delivery_of, letter), ==, LETTER_SENT);
    g_assert_false(database_write(house->database, again_work, &letter, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
    g_clear_error(&error);
    letter = 7;
    g_assert_false(database_write(house->database, again_work, &letter, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
}

/* ---- What it looks like ---- */

static void
test_a_letter_is_text_and_html_in_the_name_of_the_organisation(void)
{
    g_autoptr(House) house = house_new();
    const SentParcel *sent;

    house->context.organisation = "Les Amis du <Lac>";
    write_letter(house);
    work(house);
    sent = house->sent->pdata[0];
    g_assert_cmpstr(sent->to, ==, "claire@example.org");
    g_assert_cmpstr(sent->text, ==, "Bonjour Claire");
    g_assert_true(sent->automatic);
    g_assert_nonnull(strstr(sent->html, "<p>Bonjour Claire</p>"));
    g_assert_nonnull(strstr(sent->html, "Les Amis du &lt;Lac&gt;"));
    g_assert_null(strstr(sent->html, "cid:"));
    g_assert_cmpuint(sent->n_files, ==, 0);
}

static bool
logo_work(Db *tx, void *data, GError **error)
{
    Act *act = data;
    g_autoptr(GBytes) logo = act->letter != 0 ? g_bytes_new_static(PNG, sizeof PNG - 1) : NULL;
    bool changed;

    return brand_set_logo(tx, &act->house->context, logo, 1, &changed, error);
}

static void
set_logo(House *house, bool some)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(
        database_write(house->database, logo_work, &(Act){.house = house, .letter = some}, &error));
    g_assert_no_error(error);
}

static void
test_the_logo_goes_with_the_mail_that_shows_it_as_long_as_there_is_one(void)
{
    g_autoptr(House) house = house_new();
    const SentParcel *sent;

    set_logo(house, true);
    write_letter(house);
    work(house);
    sent = house->sent->pdata[0];
    g_assert_nonnull(
        strstr(sent->html, "src=\"cid:" BRAND_MAIL_LOGO "\" width=\"192\" height=\"48\""));
    g_assert_cmpuint(sent->n_files, ==, 1);
    write_letter(house);
    set_logo(house, false);
    work(house);
    sent = house->sent->pdata[1];
    g_assert_cmpuint(sent->n_files, ==, 0);
}

static void
test_a_mail_looked_at_here_holds_its_logo(void)
{
    g_autoptr(House) house = house_new();
    Db *db = database_reader(house->database);
    g_autofree char *without = NULL;
    g_autofree char *with = NULL;

    without = brand_mail_shown(&house->context, db, "<img src=\"cid:" BRAND_MAIL_LOGO "\">");
    g_assert_cmpstr(without, ==, "<img src=\"\">");
    set_logo(house, true);
    with = brand_mail_shown(&house->context, db, "<img src=\"cid:" BRAND_MAIL_LOGO "\">");
    g_assert_true(g_str_has_prefix(with, "<img src=\"data:image/png;base64,iVBORw0KGgo"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/letter/a letter leaves once and tells what became of it",
                    test_a_letter_leaves_once_and_tells_what_became_of_it);
    g_test_add_func("/letter/what was given up is sent again, what left is not",
                    test_what_was_given_up_is_sent_again_what_left_is_not);
    g_test_add_func("/letter/a letter is text and HTML in the name of the organisation",
                    test_a_letter_is_text_and_html_in_the_name_of_the_organisation);
    g_test_add_func("/letter/the logo goes with the mail that shows it, as long as there is one",
                    test_the_logo_goes_with_the_mail_that_shows_it_as_long_as_there_is_one);
    g_test_add_func("/letter/a mail looked at here holds its logo",
                    test_a_mail_looked_at_here_holds_its_logo);
    return g_test_run();
}
