#include "conversation/conversation-offer.h"

#include "base/error.h"
#include "lib/house.h"
#include "person/person.h"

#include <string.h>

static const char offer_sql[] = "SELECT offer FROM message WHERE id = $1";
static const char where_sql[] = "SELECT conversation FROM message WHERE id = $1";
static const char subject_sql[] = "SELECT subject FROM conversation WHERE id = $1";

typedef struct {
    int64_t message, conversation;
} Act;

static bool
accept(Db *tx, void *data, GError **error)
{
    Act *act = data;

    return offer_accept(tx, act->message, 0, &act->conversation, error);
}

static bool
refuse(Db *tx, void *data, GError **error)
{
    Act *act = data;

    return offer_refuse(tx, act->message, 0, error);
}

static bool
rename_matter(Db *tx, void *data, GError **error)
{
    Act *act = data;
    ConversationChange change = CONVERSATION_KEEP_ALL;

    change.subject = "Dossier 4711";
    return conversation_change(tx, act->conversation, &change, 0, error);
}

static Received
hear(House *house, int64_t conversation, const char *from, const char *subject)
{
    g_autofree char *token = conversation_token(&house->context, conversation);

    return house_hear(house, &(Mail){.from = from, .token = token, .subject = subject});
}

static void
test_a_new_subject_on_an_old_thread_is_offered(void)
{
    static const struct {
        const char *about, *from, *subject;
        bool renamed, offered;
    } cases[] = {
        {"another subject", "camille@example.org", "Changement d’adresse", false, true},
        {"behind Re:", "camille@example.org", "Re: Changement d’adresse", false, true},
        {"the same", "camille@example.org", "RE : ma facture", false, false},
        {"the same behind a tag", "camille@example.org", "[EXT] TR: Ma facture", false, false},
        {"nothing at all", "camille@example.org", "Re:", false, false},
        {"someone new in it", "inconnu@example.org", "Changement d’adresse", false, false},
        {"the old one after we renamed it", "camille@example.org", "Re: Ma facture", true, false},
        {"the new one", "camille@example.org", "Re: Dossier 4711", true, false},
        {"neither", "camille@example.org", "Changement d’adresse", true, true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        Received first =
            house_hear(house, &(Mail){.from = "camille@example.org", .subject = "Ma facture"});
        Act act = {0, first.conversation};
        Received got;

        g_test_message("%s", cases[i].about);
        if (cases[i].renamed)
            g_assert_true(database_write(house->database, rename_matter, &act, NULL));
        got = hear(house, first.conversation, cases[i].from, cases[i].subject);
        /* Never by itself. */
        g_assert_cmpint(got.conversation, ==, first.conversation);
        g_assert_cmpint(house_number(house, offer_sql, got.message), ==,
                        cases[i].offered ? OFFER_NEW_MATTER : 0);
        house_check(house, &conversation_module);
    }
}

static void
test_an_offer_is_accepted_with_what_the_person_wrote_after(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    int64_t staff = house_staff(house, "sam");
    Received first =
        house_hear(house, &(Mail){.from = "camille@example.org", .subject = "Ma facture"});
    Received other, more, someone;
    g_autofree char *subject = NULL;
    Act act = {0};

    house_write(house, first.conversation, DIRECTION_OUT, staff, "Voici.");
    other = hear(house, first.conversation, "camille@example.org", "Re: Changement d’adresse");
    someone = hear(house, first.conversation, "sacha@example.org", "Ma facture");
    more = hear(house, first.conversation, "camille@example.org", "Re: Changement d’adresse");
    g_assert_cmpint(house_number(house, offer_sql, more.message), ==, 0);
    act.message = other.message;
    g_assert_true(database_write(house->database, accept, &act, &error));
    g_assert_no_error(error);
    subject = house_text(house, subject_sql, act.conversation);
    g_assert_cmpstr(subject, ==, "Changement d’adresse");
    g_assert_cmpint(house_number(house, where_sql, other.message), ==, act.conversation);
    g_assert_cmpint(house_number(house, where_sql, more.message), ==, act.conversation);
    g_assert_cmpint(house_number(house, where_sql, someone.message), ==, first.conversation);
    g_assert_cmpint(house_number(house, where_sql, first.message), ==, first.conversation);
    g_assert_cmpint(house_number(house, offer_sql, other.message), ==, 0);
    g_assert_false(database_write(house->database, accept, &act, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
    house_check(house, &conversation_module);
    house_check(house, &person_module);
}

static void
test_an_offer_that_is_refused_is_not_made_again(void)
{
    g_autoptr(House) house = house_new();
    Received first =
        house_hear(house, &(Mail){.from = "camille@example.org", .subject = "Ma facture"});
    Received other = hear(house, first.conversation, "camille@example.org", "Adresse");
    Received again;
    Act act = {other.message, 0};

    g_assert_true(database_write(house->database, refuse, &act, NULL));
    g_assert_cmpint(house_number(house, offer_sql, other.message), ==, 0);
    g_assert_false(database_write(house->database, refuse, &act, NULL));
    again = hear(house, first.conversation, "camille@example.org", "Re: Adresse");
    g_assert_cmpint(house_number(house, offer_sql, again.message), ==, 0);
    house_check(house, &conversation_module);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/offer/a new subject on an old thread is offered",
                    test_a_new_subject_on_an_old_thread_is_offered);
    g_test_add_func("/offer/an offer is accepted with what the person wrote after",
                    test_an_offer_is_accepted_with_what_the_person_wrote_after);
    g_test_add_func("/offer/an offer that is refused is not made again",
                    test_an_offer_that_is_refused_is_not_made_again);
    return g_test_run();
}
