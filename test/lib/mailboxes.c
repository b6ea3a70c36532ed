#include "lib/mailboxes.h"

MailboxDraft
mailbox_draft_of(const char *address)
{
    return (MailboxDraft){
        .mailbox =
            {
                .name = (char *)"Réclamations",
                .address = (char *)address,
                .provider = (char *)"other",
                .state = MAILBOX_ON,
                .imap = {(char *)"imap.example.org", 993, MAIL_TLS},
                .after = AFTER_LEAVE,
                .smtp = {(char *)"smtp.example.org", 587, MAIL_STARTTLS},
                .user = (char *)address,
                .auth = MAILBOX_PASSWORD,
            },
        .password = "a secret of ours",
    };
}

typedef struct {
    House *house;
    const MailboxDraft *draft;
    int64_t id;
} Adding;

static bool
do_add(Db *tx, void *data, GError **error)
{
    Adding *adding = data;

    return mailbox_add(tx, &adding->house->context, adding->draft, 0, &adding->id, error);
}

int64_t
house_mailbox(House *house, const MailboxDraft *draft)
{
    g_autoptr(GError) error = NULL;
    Adding adding = {.house = house, .draft = draft};

    database_write(house->database, do_add, &adding, &error);
    g_assert_no_error(error);
    return adding.id;
}

void
house_count_facts(House *house, const char *name, int64_t expected)
{
    g_autoptr(GError) error = NULL;
    int64_t count = -1;

    db_find_int(database_reader(house->database), "SELECT count(*) FROM fact WHERE name = $1",
                DB_ARGS(DB_TEXT(name)), &count, &error);
    g_assert_no_error(error);
    g_assert_cmpint(count, ==, expected);
}
