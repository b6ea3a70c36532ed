#include "mailbox/mailbox-fetch-address.h"

#include "lib/house.h"
#include "mailbox/mailbox-fetch-store.h"
#include "mailbox/mailbox-store.h"

#include <string.h>

static Mailbox mailbox = {
    .id = 7,
    .name = (char *)"Réclamations",
    .address = (char *)"contact@example.org",
    .provider = (char *)"other",
    .state = MAILBOX_ON,
    .after = AFTER_LEAVE,
    .folder = (char *)"INBOX",
    .auth = MAILBOX_PASSWORD,
};

static bool
do_add(Db *tx, void *data, GError **error)
{
    MailboxAddress own = {
        .mailbox = 7, .address = (char *)"contact@example.org", .name = (char *)""};
    MailboxAddress alias = {
        .mailbox = 7, .address = (char *)"aide@example.org", .name = (char *)""};
    g_autoptr(GPtrArray) addresses = g_ptr_array_new();

    g_ptr_array_add(addresses, &own);
    g_ptr_array_add(addresses, &alias);
    return mailbox_store_insert(tx, &mailbox, 1, error) &&
           mailbox_store_put_addresses(tx, 7, addresses, error);
}

static House *
house_with_mailbox(void)
{
    House *house = house_new();
    g_autoptr(GError) error = NULL;

    database_write(house->database, do_add, NULL, &error);
    g_assert_no_error(error);
    return house;
}

static void
test_the_address_is_the_one_the_mail_names(void)
{
    static const struct {
        const char *source, *to, *cc, *ours;
    } cases[] = {
        {"To: x\n\n", "aide@example.org", NULL, "aide@example.org"},
        {"To: x\n\n", "someone@example.com", "aide+t-1@example.org", "aide@example.org"},
        {"To: x\n\n", "someone@example.com", NULL, "contact@example.org"},
        {"Delivered-To: AIDE+x@Example.org\r\nTo: x\r\n\r\n", "contact@example.org", NULL,
         "aide@example.org"},
        {"Delivered-To: u1@host.example\nX-Original-To: <aide@example.org>\n\n", "z@example.com",
         NULL, "aide@example.org"},
        {"Subject: x\n\nDelivered-To: aide@example.org\n", "z@example.com", NULL,
         "contact@example.org"},
        {"", NULL, NULL, "contact@example.org"},
        {"Delivered-To:", NULL, NULL, "contact@example.org"},
    };
    g_autoptr(House) house = house_with_mailbox();
    g_autoptr(OurAddresses) ours =
        our_addresses_new(database_reader(house->database), &mailbox, NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Incoming) mail = incoming_new("mail");

        mail->source = g_bytes_new_static(cases[i].source, strlen(cases[i].source));
        if (cases[i].to != NULL)
            g_ptr_array_add(mail->to, channel_address_new(cases[i].to, NULL));
        if (cases[i].cc != NULL)
            g_ptr_array_add(mail->cc, channel_address_new(cases[i].cc, NULL));
        g_assert_cmpstr(our_address_of(ours, mail), ==, cases[i].ours);
    }
}

static bool
do_move(Db *tx, void *data, GError **error)
{
    const MailboxCursor *cursor = data;

    return mailbox_cursor_put(tx, cursor, error) &&
           mailbox_refused_put(tx, cursor, 12, "it could not be taken in", 0, error) &&
           mailbox_refused_put(tx, cursor, 12, "it could not be taken in", 0, error);
}

static void
test_how_far_a_folder_was_fetched_is_kept(void)
{
    g_autoptr(House) house = house_with_mailbox();
    Db *db = database_reader(house->database);
    MailboxCursor cursor = {.mailbox = 7, .folder = "INBOX"};
    MailboxCursor moved = {.mailbox = 7,
                           .folder = "INBOX",
                           .account = -5,
                           .uid_validity = 4294967295,
                           .uid_last = 4294967294,
                           .uid_trying = 12,
                           .deaths = 3};
    MailboxCursor gone = {.mailbox = 8, .folder = "INBOX"};

    g_assert_true(mailbox_cursor_get(db, &cursor, NULL));
    g_assert_cmpuint(cursor.uid_validity, ==, 0);
    g_assert_true(database_write(house->database, do_move, &moved, NULL));
    g_assert_true(database_write(house->database, do_move, &gone, NULL));
    g_assert_true(mailbox_cursor_get(db, &cursor, NULL));
    g_assert_cmpmem(&cursor, offsetof(MailboxCursor, folder), &moved,
                    offsetof(MailboxCursor, folder));
    g_assert_cmpint(cursor.account, ==, -5);
    g_assert_cmpuint(cursor.uid_validity, ==, 4294967295);
    g_assert_cmpuint(cursor.uid_last, ==, 4294967294);
    g_assert_cmpuint(cursor.uid_trying, ==, 12);
    g_assert_cmpint(cursor.deaths, ==, 3);
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM mailbox_refused WHERE $1 = 0", 0), ==,
                    1);
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM mailbox_cursor WHERE $1 = 0", 0), ==,
                    1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox-fetch/the address of ours is the one the mail names",
                    test_the_address_is_the_one_the_mail_names);
    g_test_add_func("/mailbox-fetch/how far a folder was fetched is kept",
                    test_how_far_a_folder_was_fetched_is_kept);
    return g_test_run();
}
