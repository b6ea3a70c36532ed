#include "conversation/conversation.h"
#include "lib/house.h"
#include "person/person.h"

static const char delivery_sql[] = "SELECT delivery FROM message WHERE id = $1";
static const char detail_sql[] = "SELECT delivery_detail FROM message WHERE id = $1";
static const char marked_sql[] =
    "SELECT count(*) FROM person_address WHERE failed_at IS NOT NULL AND $1 = $1";

static void
check(House *house)
{
    house_check(house, &person_module);
    house_check(house, &conversation_module);
}

/* ---- One is refused, the others have it ---- */

static void
try_to_send(House *house, int64_t message)
{
    g_autoptr(GError) error = NULL;
    Job job = {.kind = "message.send", .subject = message, .tries = 1};

    (void)conversation_module.jobs[0].run(&house->context, &job, &error);
}

static const SentParcel *
last_parcel(House *house)
{
    return house->sent->pdata[house->sent->len - 1];
}

static void
test_who_has_it_is_not_written_to_again(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam"), message;
    Received got =
        house_hear(house, &(Mail){.from = "camille@example.org", .cc = "sacha@example.org"});

    message = house_write(house, got.conversation, DIRECTION_OUT, staff, "Voici.");
    house->trouble = "sacha@example.org";
    house->next_outcome = SEND_RETRY;
    try_to_send(house, message);
    g_assert_null(last_parcel(house)->only);
    g_assert_cmpint(house_number(house, delivery_sql, message), ==, DELIVERY_RETRYING);

    try_to_send(house, message);
    g_assert_cmpstr(last_parcel(house)->only, ==, "sacha@example.org");
    g_assert_cmpstr(last_parcel(house)->to, ==, "camille@example.org"); /* the header stays */

    house->trouble = NULL;
    house->next_outcome = SEND_DONE;
    try_to_send(house, message);
    g_assert_cmpstr(last_parcel(house)->only, ==, "sacha@example.org");
    g_assert_cmpint(house_number(house, delivery_sql, message), ==, DELIVERY_SENT);
    g_assert_cmpint(house_number(house, marked_sql, 0), ==, 0);
    check(house);
}

static bool
send_again(Db *tx, void *message, GError **error)
{
    return conversation_send_again(tx, *(int64_t *)message, error);
}

static void
test_a_refused_recipient_fails_the_message_by_name(void)
{
    g_autoptr(House) house = house_new();
    g_autofree char *detail = NULL;
    int64_t staff = house_staff(house, "sam"), message;
    Received got =
        house_hear(house, &(Mail){.from = "camille@example.org", .cc = "sacha@example.org"});

    message = house_write(house, got.conversation, DIRECTION_OUT, staff, "Voici.");
    house->trouble = "camille@example.org";
    house->next_outcome = SEND_REFUSED;
    try_to_send(house, message);
    detail = house_text(house, detail_sql, message);
    g_assert_cmpstr(detail, ==, "camille@example.org: 550 no");
    g_assert_cmpint(house_number(house, delivery_sql, message), ==, DELIVERY_FAILED);
    g_assert_cmpint(house_number(house, marked_sql, 0), ==, 1);

    /* Asked to try again, it goes to her alone. */
    g_assert_true(database_write(house->database, send_again, &message, NULL));
    house->trouble = NULL;
    house->next_outcome = SEND_DONE;
    house_work(house);
    g_assert_cmpstr(last_parcel(house)->only, ==, "camille@example.org");
    g_assert_cmpint(house_number(house, delivery_sql, message), ==, DELIVERY_SENT);
    check(house);
}

/* ---- Bounces that name their message ---- */

static const struct {
    const char *about;
    IncomingKind kind;
    int spoilt; /* which character of the token is another; -1: none */
    const char *bounced;
    MessageDelivery delivery;
    bool threaded, marked;
} bounces[] = {
    {"nothing but the address", INCOMING_BOUNCE, -1, NULL, DELIVERY_FAILED, true, false},
    {"it names its recipient", INCOMING_BOUNCE, -1, "camille@example.org", DELIVERY_FAILED, true,
     true},
    {"it names somebody else", INCOMING_BOUNCE, -1, "sacha@example.org", DELIVERY_FAILED, true,
     false},
    {"forged", INCOMING_BOUNCE, 20, "camille@example.org", DELIVERY_SENT, false, false},
    {"of a message made up", INCOMING_BOUNCE, 3, "camille@example.org", DELIVERY_SENT, false,
     false},
    {"she is away", INCOMING_AUTO_REPLY, -1, NULL, DELIVERY_SENT, true, false},
};

static void
test_bounce(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received got = house_hear(house, &(Mail){.from = "camille@example.org"}), back;
    int64_t first = house_write(house, got.conversation, DIRECTION_OUT, staff, "Voici.");
    int64_t second = house_write(house, got.conversation, DIRECTION_OUT, staff, "Et voilà.");
    g_autofree char *token = message_bounce_token(&house->context, first);

    house_work(house);
    if (bounces[i].spoilt >= 0)
        token[bounces[i].spoilt] = token[bounces[i].spoilt] == '7' ? '6' : '7';
    back = house_hear(house, &(Mail){.from = "mailer-daemon@example.net",
                                     .kind = bounces[i].kind,
                                     .bounce_token = token,
                                     .bounced = bounces[i].bounced,
                                     .bounce_permanent = true});
    g_assert_cmpint(back.conversation, ==, bounces[i].threaded ? got.conversation : 0);
    g_assert_cmpint(house_number(house, delivery_sql, first), ==, bounces[i].delivery);
    g_assert_cmpint(house_number(house, delivery_sql, second), ==, DELIVERY_SENT);
    g_assert_cmpint(house_number(house, marked_sql, 0), ==, bounces[i].marked);
    check(house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recipient/who has it is not written to again",
                    test_who_has_it_is_not_written_to_again);
    g_test_add_func("/recipient/a refused recipient fails the message by name",
                    test_a_refused_recipient_fails_the_message_by_name);
    for (gsize i = 0; i < G_N_ELEMENTS(bounces); i++) {
        g_autofree char *path = g_strconcat("/recipient/a bounce: ", bounces[i].about, NULL);

        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_bounce);
    }
    return g_test_run();
}
