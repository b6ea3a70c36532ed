#include "mailbox/mailbox.h"

#include "base/error.h"
#include "base/id.h"
#include "lib/mailboxes.h"
#include "lib/route-negative.h"
#include "mailbox/mailbox-http.h"
#include "mailbox/mailbox-secret.h"

#include <string.h>

/* ---- What the tests do ---- */

typedef struct {
    House *house;
    const MailboxDraft *draft;
    int64_t id, version;
} Doing;

static bool
do_add(Db *tx, void *data, GError **error)
{
    Doing *doing = data;

    return mailbox_add(tx, &doing->house->context, doing->draft, 0, &doing->id, error);
}

static bool
do_change(Db *tx, void *data, GError **error)
{
    Doing *doing = data;

    return mailbox_change(tx, &doing->house->context, doing->id, doing->version, doing->draft, 0,
                          error);
}

static bool
do_remove(Db *tx, void *data, GError **error)
{
    return mailbox_remove(tx, ((Doing *)data)->id, 0, error);
}

static void
change(House *house, int64_t id, const MailboxDraft *draft)
{
    g_autoptr(GError) error = NULL;
    Doing doing = {.house = house, .draft = draft, .id = id};

    database_write(house->database, do_change, &doing, &error);
    g_assert_no_error(error);
}

/* The work is refused with a code, on a field. */
static void
assert_refused(House *house, DbWork work, Doing *doing, AppError code, const char *field)
{
    g_autoptr(GError) error = NULL;

    g_assert_false(database_write(house->database, work, doing, &error));
    g_assert_error(error, APP_ERROR, (int)code);
    g_assert_cmpstr(error_field(error), ==, field);
}

static Mailbox *
get(House *house, int64_t id)
{
    g_autoptr(GError) error = NULL;
    Mailbox *mailbox = NULL;

    g_assert_cmpint(mailbox_get(database_reader(house->database), id, &mailbox, &error), ==, 1);
    g_assert_no_error(error);
    return mailbox;
}

static char *
password_of(House *house, int64_t id)
{
    g_autoptr(Mailbox) mailbox = get(house, id);

    return mailbox->secret != NULL ? mailbox_unseal(&house->context, mailbox->secret) : NULL;
}

/* ---- Store ---- */

static void
test_a_mailbox_comes_back_as_it_was_kept(void)
{
    g_autoptr(House) house = house_new();
    MailboxDraft draft = mailbox_draft_of("contact@example.org");
    g_autoptr(Mailbox) mailbox = NULL;
    int64_t id;

    draft.mailbox.since = 1000;
    draft.mailbox.after = AFTER_MOVE;
    draft.mailbox.after_folder = (char *)"Traités";
    draft.mailbox.plus = true;
    id = house_mailbox(house, &draft);
    mailbox = get(house, id);
    g_assert_cmpstr(mailbox->name, ==, "Réclamations");
    g_assert_cmpstr(mailbox->imap.host, ==, "imap.example.org");
    g_assert_cmpint(mailbox->imap.port, ==, 993);
    g_assert_cmpint(mailbox->imap.security, ==, MAIL_TLS);
    g_assert_cmpint(mailbox->since, ==, 1000);
    g_assert_cmpint(mailbox->after, ==, AFTER_MOVE);
    g_assert_cmpstr(mailbox->after_folder, ==, "Traités");
    g_assert_cmpstr(mailbox->smtp.host, ==, "smtp.example.org");
    g_assert_cmpint(mailbox->smtp.security, ==, MAIL_STARTTLS);
    g_assert_true(mailbox->plus);
    g_assert_cmpint(mailbox->version, ==, 1);
    house_count_facts(house, "mailbox.added", 1);
}

static void
test_either_direction_may_be_absent(void)
{
    g_autoptr(House) house = house_new();
    MailboxDraft draft = mailbox_draft_of("contact@example.org");
    g_auto(MailServer) server = {0};
    g_autoptr(Mailbox) mailbox = NULL;
    g_autoptr(GError) error = NULL;

    draft.mailbox.imap = draft.mailbox.smtp = (MailboxEnd){0};
    draft.mailbox.user = NULL;
    draft.password = NULL;
    mailbox = get(house, house_mailbox(house, &draft));
    g_assert_null(mailbox->imap.host);
    g_assert_false(mailbox_imap_server(&house->context, mailbox, &server, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
    g_assert_cmpint(mailbox_mail_server_of(&house->context, "contact@example.org", &server, NULL),
                    ==, 0);
    g_assert_cmpint(mailbox_mail_server_of(&house->context, "else@example.org", &server, NULL), ==,
                    0);
}

static void
test_a_change_is_refused_when_another_came_first(void)
{
    g_autoptr(House) house = house_new();
    MailboxDraft draft = mailbox_draft_of("contact@example.org");
    int64_t id = house_mailbox(house, &draft);
    Doing doing = {.house = house, .draft = &draft, .id = id, .version = 7};

    assert_refused(house, do_change, &doing, APP_ERROR_CONFLICT, "version");
    doing.id = 12;
    assert_refused(house, do_change, &doing, APP_ERROR_NOT_FOUND, NULL);
    assert_refused(house, do_remove, &doing, APP_ERROR_NOT_FOUND, NULL);
    draft.mailbox.state = MAILBOX_PAUSED;
    change(house, id, &draft);
    house_count_facts(house, "mailbox.paused", 1);
    draft.mailbox.state = MAILBOX_ON;
    change(house, id, &draft);
    house_count_facts(house, "mailbox.resumed", 1);
    change(house, id, &draft);
    house_count_facts(house, "mailbox.changed", 1);
    g_assert_cmpint(house_number(house, "SELECT version FROM mailbox WHERE id = $1", id), ==, 4);
}

static void
test_a_removed_mailbox_leaves_its_conversations(void)
{
    g_autoptr(House) house = house_new();
    MailboxDraft draft = mailbox_draft_of("contact@lien.test");
    Doing doing = {.house = house, .draft = &draft, .id = house_mailbox(house, &draft)};
    Received received = house_hear(house, &(Mail){.from = "camille@example.org"});

    g_assert_true(database_write(house->database, do_remove, &doing, NULL));
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM mailbox_address", 0), ==, 0);
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM conversation WHERE id = $1",
                                 received.conversation),
                    ==, 1);
    house_count_facts(house, "mailbox.removed", 1);
}

/* ---- Addresses ---- */

static const MailboxAddress help_alias = {.address = (char *)"Aide@example.org",
                                          .name = (char *)"L’aide"};
static const MailboxAddress own_address = {.address = (char *)"contact@example.org",
                                           .name = (char *)"Les Tilleuls",
                                           .signature = (char *)"Les Tilleuls\n\n"};

static void
test_addresses_are_found_whatever_their_tag(void)
{
    static const struct {
        const char *address, *found;
    } cases[] = {
        {"contact@example.org", "contact@example.org"},
        {"CONTACT+ab12@Example.ORG", "contact@example.org"},
        {"aide+x+y@example.org", "aide@example.org"},
        {"contact@example.com", NULL},
        {"+contact@example.org", NULL},
        {"nothing", NULL},
    };
    g_autoptr(House) house = house_new();
    const MailboxAddress *addresses[] = {&help_alias, &own_address, NULL};
    MailboxDraft draft = mailbox_draft_of("contact@example.org");
    Db *db = database_reader(house->database);
    g_autoptr(GPtrArray) all = NULL;

    draft.addresses = addresses;
    house_mailbox(house, &draft);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MailboxAddress) address = NULL;
        bool known = cases[i].found != NULL;

        g_assert_cmpint(mailbox_owns(db, cases[i].address, NULL), ==, known);
        g_assert_cmpint(mailbox_of_address(db, cases[i].address, &address, NULL), ==, known);
        g_assert_cmpstr(known ? address->address : NULL, ==, cases[i].found);
    }
    all = mailbox_addresses(db, NULL);
    g_assert_cmpint(all->len, ==, 2);
    g_assert_cmpstr(((MailboxAddress *)all->pdata[0])->address, ==, "contact@example.org");
    g_assert_cmpstr(((MailboxAddress *)all->pdata[0])->name, ==, "Les Tilleuls");
}

static void
test_an_address_belongs_to_one_mailbox(void)
{
    g_autoptr(House) house = house_new();
    MailboxAddress nowhere = {.address = (char *)"b@example.org", .team = 9};
    const MailboxAddress *addresses[] = {&help_alias, NULL}, *twice[] = {&help_alias, &help_alias},
                         *teamless[] = {&nowhere, NULL};
    MailboxDraft first = mailbox_draft_of("contact@example.org"),
                 second = mailbox_draft_of("aide@example.org");
    Doing doing = {.house = house, .draft = &second};

    first.addresses = addresses;
    house_mailbox(house, &first);
    assert_refused(house, do_add, &doing, APP_ERROR_CONFLICT, "address");
    second = mailbox_draft_of("autre@example.org");
    second.addresses = addresses;
    assert_refused(house, do_add, &doing, APP_ERROR_CONFLICT, "addresses");
    second.addresses = (const MailboxAddress *[]){twice[0], twice[1], NULL};
    assert_refused(house, do_add, &doing, APP_ERROR_INVALID, "addresses[1].address");
    second.addresses = teamless;
    assert_refused(house, do_add, &doing, APP_ERROR_INVALID, "addresses");
}

static void
test_aliases_stay_when_a_change_does_not_name_them(void)
{
    g_autoptr(House) house = house_new();
    const MailboxAddress *addresses[] = {&own_address, &help_alias, NULL};
    MailboxDraft draft = mailbox_draft_of("contact@example.org");
    Db *db = database_reader(house->database);
    g_autoptr(MailboxAddress) own = NULL;
    int64_t id;

    draft.addresses = addresses;
    id = house_mailbox(house, &draft);
    draft.addresses = NULL;
    draft.mailbox.address = (char *)"bonjour@example.org";
    change(house, id, &draft);
    g_assert_cmpint(mailbox_owns(db, "contact@example.org", NULL), ==, 0);
    g_assert_cmpint(mailbox_owns(db, "aide@example.org", NULL), ==, 1);
    g_assert_cmpint(mailbox_of_address(db, "bonjour@example.org", &own, NULL), ==, 1);
    g_assert_cmpstr(own->name, ==, "Les Tilleuls");
    /* An alias that becomes the mailbox's own address is there once. */
    draft.mailbox.address = (char *)"aide@example.org";
    change(house, id, &draft);
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM mailbox_address", 0), ==, 1);
}

static bool
add_team(Db *tx, void *data, GError **error)
{
    int64_t team = *(int64_t *)data;

    return db_run(tx, "INSERT INTO team (id, name, made_at) VALUES ($1, 'Facturation', 0)",
                  DB_ARGS(DB_INT(team)), error) &&
           mailbox_sign_team(tx, team, "L’équipe facturation\n", error);
}

static void
test_an_address_signs_before_its_team(void)
{
    g_autoptr(House) house = house_new();
    const MailboxAddress *addresses[] = {&own_address, &help_alias, NULL};
    MailboxDraft draft = mailbox_draft_of("contact@example.org");
    Db *db = database_reader(house->database);
    g_autofree char *own = NULL;
    g_autofree char *team_s = NULL;
    char *none = NULL;
    int64_t team = id_new();

    draft.addresses = addresses;
    house_mailbox(house, &draft);
    g_assert_true(database_write(house->database, add_team, &team, NULL));
    g_assert_cmpint(mailbox_signature(db, "contact@example.org", team, &own, NULL), ==, 1);
    g_assert_cmpstr(own, ==, "Les Tilleuls");
    g_assert_cmpint(mailbox_signature(db, "aide@example.org", team, &team_s, NULL), ==, 1);
    g_assert_cmpstr(team_s, ==, "L’équipe facturation");
    g_assert_cmpint(mailbox_signature(db, "aide@example.org", 0, &none, NULL), ==, 0);
}

static void
test_what_begins_at_the_address_of_a_team_is_its_own(void)
{
    g_autoptr(House) house = house_new();
    MailboxDraft draft = mailbox_draft_of("contact@lien.test");
    int64_t team = id_new();
    MailboxAddress bills = {.address = (char *)"factures@lien.test", .team = team};
    const MailboxAddress *addresses[] = {&bills, NULL};
    static const char team_of[] = "SELECT COALESCE(team, 0) FROM conversation WHERE id = $1";
    Received received;

    g_assert_true(database_write(house->database, add_team, &team, NULL));
    draft.addresses = addresses;
    house_mailbox(house, &draft);
    received =
        house_hear(house, &(Mail){.from = "camille@example.org", .to = "factures@lien.test"});
    g_assert_cmpint(house_number(house, team_of, received.conversation), ==, team);
    house_count_facts(house, "conversation.assigned", 1);
    received = house_hear(house, &(Mail){.from = "camille@example.org", .to = "contact@lien.test"});
    g_assert_cmpint(house_number(house, team_of, received.conversation), ==, 0);
    house_check(house, &conversation_module);
}

/* ---- Secrets ---- */

static void
test_a_secret_opens_with_the_key_that_sealed_it_only(void)
{
    g_autoptr(House) house = house_new();
    static const uint8_t other_key[32] = "another key of thirty-two bytes";
    g_autofree char *sealed = mailbox_seal(&house->context, "mot de passe");
    g_autofree char *again = mailbox_seal(&house->context, "mot de passe");
    g_autoptr(MailboxSecret) opened = mailbox_unseal(&house->context, sealed);
    Context other = house->context;

    other.key = other_key;
    g_assert_cmpstr(opened, ==, "mot de passe");
    g_assert_cmpstr(sealed, !=, again);
    g_assert_null(strstr(sealed, "mot"));
    g_assert_null(mailbox_unseal(&other, sealed));
    for (size_t i = 0; i < strlen(sealed); i += 5) {
        g_autofree char *broken = g_strdup(sealed);

        broken[i] = broken[i] == 'A' ? 'B' : 'A';
        g_assert_null(mailbox_unseal(&house->context, broken));
    }
    g_assert_null(mailbox_unseal(&house->context, ""));
    g_assert_null(mailbox_unseal(&house->context, "é"));
}

static void
test_a_password_stays_with_the_servers_it_was_given_for(void)
{
    g_autoptr(House) house = house_new();
    MailboxDraft draft = mailbox_draft_of("contact@example.org");
    int64_t id = house_mailbox(house, &draft);
    Doing doing = {.house = house, .draft = &draft, .id = id};
    g_autofree char *kept = NULL;
    g_autofree char *changed = NULL;

    draft.password = NULL;
    draft.mailbox.name = (char *)"Autre";
    draft.mailbox.smtp.host = draft.mailbox.imap.host;
    change(house, id, &draft);
    kept = password_of(house, id);
    g_assert_cmpstr(kept, ==, "a secret of ours");
    draft.mailbox.imap.host = (char *)"imap.elsewhere.example";
    assert_refused(house, do_change, &doing, APP_ERROR_INVALID, "password");
    draft.mailbox.imap.host = draft.mailbox.smtp.host;
    draft.mailbox.user = (char *)"someone else";
    assert_refused(house, do_change, &doing, APP_ERROR_INVALID, "password");
    draft.password = "given again";
    change(house, id, &draft);
    changed = password_of(house, id);
    g_assert_cmpstr(changed, ==, "given again");
    draft.password = NULL;
    draft.mailbox.auth = MAILBOX_OAUTH;
    change(house, id, &draft);
    g_assert_null(password_of(house, id));
}

static void
test_a_server_comes_with_its_password(void)
{
    g_autoptr(House) house = house_new();
    MailboxDraft draft = mailbox_draft_of("contact@example.org");
    g_auto(MailServer) server = {0};
    static const uint8_t other_key[32] = "another key of thirty-two bytes";
    g_autoptr(GError) error = NULL;

    draft.mailbox.plus = true;
    house_mailbox(house, &draft);
    g_assert_cmpint(mailbox_mail_server_of(&house->context, "contact+x@example.org", &server, NULL),
                    ==, 1);
    g_assert_cmpstr(server.host, ==, "smtp.example.org");
    g_assert_cmpint(server.port, ==, 587);
    g_assert_cmpint(server.security, ==, MAIL_STARTTLS);
    g_assert_cmpstr(server.user, ==, "contact@example.org");
    g_assert_cmpstr(server.secret, ==, "a secret of ours");
    g_assert_true(server.plus);
    mail_server_clear(&server);
    house->context.key = other_key;
    g_assert_cmpint(mailbox_mail_server_of(&house->context, "contact@example.org", &server, &error),
                    ==, -1);
    g_assert_error(error, APP_ERROR, APP_ERROR_UNAUTHENTICATED);
}

/* ---- Routes ---- */

static void
test_routes_refuse_what_they_do_not_declare(void)
{
    g_autoptr(House) house = house_new();

    route_negative(house->database, &house->context, mailbox_routes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(path, function) g_test_add_func("/mailbox/" path, function)
    TEST("store/back", test_a_mailbox_comes_back_as_it_was_kept);
    TEST("store/absent", test_either_direction_may_be_absent);
    TEST("store/version", test_a_change_is_refused_when_another_came_first);
    TEST("store/removed", test_a_removed_mailbox_leaves_its_conversations);
    TEST("address/tag", test_addresses_are_found_whatever_their_tag);
    TEST("address/one", test_an_address_belongs_to_one_mailbox);
    TEST("address/kept", test_aliases_stay_when_a_change_does_not_name_them);
    TEST("address/signature", test_an_address_signs_before_its_team);
    TEST("address/team", test_what_begins_at_the_address_of_a_team_is_its_own);
    TEST("secret/key", test_a_secret_opens_with_the_key_that_sealed_it_only);
    TEST("secret/servers", test_a_password_stays_with_the_servers_it_was_given_for);
    TEST("secret/server", test_a_server_comes_with_its_password);
    TEST("routes/negative", test_routes_refuse_what_they_do_not_declare);
    return g_test_run();
}
