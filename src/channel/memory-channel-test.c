/* A channel that only this file knows: what a folder below this one has to bring, and all that the
 * rest of the program does with it. It is live: a person is there, or has left. */
#include "base/clock.h"
#include "conversation/conversation.h" /* lint: includes-go-down a whole matter passes through it */
#include "job/job.h"
#include "lib/house.h"
#include "person/person.h" /* lint: includes-go-down the same */

#include <string.h>

/* ---- The channel ---- */

static struct {
    bool there;            /* the person */
    const char *elsewhere; /* the mail address they left */
    GPtrArray *shown;      /* of char*: what they saw */
    char *writing;         /* who writes to them */
} line;

static bool
present(Context *context, const char *address)
{
    return line.there;
}

static SendOutcome
send_text(Context *context, const Outgoing *outgoing, GError **error)
{
    g_assert_cmpstr(outgoing->to[0], ==, "bench-7");
    g_assert_null(outgoing->to[1]);
    if (!line.there) {
        outgoing->report->elsewhere = g_strdup(line.elsewhere);
        return SEND_ABSENT;
    }
    g_ptr_array_add(line.shown, g_strdup(outgoing->text));
    return SEND_DONE;
}

static void
show_typing(Context *context, const char *address, const char *name, bool typing)
{
    g_free(line.writing);
    line.writing = typing ? g_strdup_printf("%s to %s", name, address) : NULL;
}

static const Channel memory_channel = {
    .name = "memory",
    .address_kind = "memory",
    .live = true,
    .send = send_text,
    .present = present,
    .typing = show_typing,
};

/* ---- A small Lien that has it ---- */

static House *
house_with_memory(void)
{
    static const Channel *channels[3];
    House *house = house_new();

    channels[0] = house->context.channels[0];
    channels[1] = &memory_channel;
    house->context.channels = channels;
    g_clear_pointer(&line.shown, g_ptr_array_unref);
    line.shown = g_ptr_array_new_with_free_func(g_free);
    line.there = true;
    line.elsewhere = NULL;
    return house;
}

static Received
hear(House *house, const char *text, int64_t conversation)
{
    static unsigned counter;
    g_autoptr(Incoming) incoming = incoming_new("memory");
    g_autoptr(GError) error = NULL;
    Received received;

    g_free(incoming->from.address);
    incoming->from.address = g_strdup("bench-7");
    incoming->from.name = g_strdup("Camille");
    incoming->external_id = g_strdup_printf("memory-%u", ++counter);
    g_free(incoming->subject);
    incoming->subject = g_strdup("Bonjour");
    g_free(incoming->text);
    incoming->text = g_strdup(text);
    incoming->received_at = clock_now();
    if (conversation != 0)
        incoming->thread_token = conversation_token(&house->context, conversation);
    g_assert_true(house->context.receive(&house->context, &incoming, 1, &received, &error));
    g_assert_no_error(error);
    return received;
}

static int64_t
delivery(House *house, int64_t message)
{
    return house_number(house, "SELECT delivery FROM message WHERE id = $1", message);
}

static void
check(House *house)
{
    house_check(house, &person_module);
    house_check(house, &conversation_module);
}

/* ---- What it shows ---- */

static void
test_a_person_who_is_there_is_answered_in_the_channel(void)
{
    g_autoptr(House) house = house_with_memory();
    int64_t staff = house_staff(house, "sam");
    Received first = hear(house, "Bonjour", 0), second = hear(house, "Encore", first.conversation);
    int64_t answer;

    g_assert_cmpint(second.conversation, ==, first.conversation);
    answer = house_write(house, first.conversation, DIRECTION_OUT, staff, "Me voici.");
    house_write(house, first.conversation, DIRECTION_NOTE, staff, "Entre nous.");
    house_work(house);
    g_assert_cmpuint(line.shown->len, ==, 1);
    g_assert_cmpstr(line.shown->pdata[0], ==, "Me voici.");
    g_assert_cmpint(delivery(house, answer), ==, DELIVERY_SENT);
    g_assert_cmpuint(house->sent->len, ==, 0);
    check(house);
}

static void
test_who_has_left_is_answered_by_mail_in_the_same_matter(void)
{
    g_autoptr(House) house = house_with_memory();
    int64_t staff = house_staff(house, "sam"), answer;
    Received first = hear(house, "Bonjour, ma commande ?", 0), back;
    g_autofree char *elsewhere = NULL;
    const SentParcel *sent;

    line.there = false;
    line.elsewhere = "camille@example.org";
    answer = house_write(house, first.conversation, DIRECTION_OUT, staff, "Elle est partie.");
    house_work(house);
    g_assert_cmpuint(line.shown->len, ==, 0);
    g_assert_cmpuint(house->sent->len, ==, 1);
    sent = house->sent->pdata[0];
    g_assert_cmpint(sent->message, ==, answer);
    g_assert_cmpstr(sent->to, ==, "camille@example.org");
    g_assert_cmpstr(sent->from, ==, "contact@lien.test");
    g_assert_cmpstr(sent->subject, ==, "Re: Bonjour");
    g_assert_true(g_str_has_prefix(sent->text, "Elle est partie.\n\n"));
    g_assert_nonnull(strstr(sent->text, "> Bonjour, ma commande ?"));
    g_assert_cmpint(delivery(house, answer), ==, DELIVERY_SENT);
    elsewhere = house_text(house, "SELECT elsewhere FROM message WHERE id = $1", answer);
    g_assert_cmpstr(elsewhere, ==, "mail");

    /* The answer to that mail comes back here, by what it answers alone. */
    back = house_hear(house, &(Mail){.from = "camille@example.org",
                                     .subject = "Re: Bonjour",
                                     .answers = {sent->external_id}});
    g_assert_cmpint(back.conversation, ==, first.conversation);
    check(house);
}

static void
test_without_an_address_it_waits_for_their_return(void)
{
    g_autoptr(House) house = house_with_memory();
    int64_t staff = house_staff(house, "sam"), answer;
    Received first = hear(house, "Bonjour", 0);

    line.there = false;
    answer = house_write(house, first.conversation, DIRECTION_OUT, staff, "Me voici.");
    house_work(house);
    g_assert_cmpint(delivery(house, answer), ==, DELIVERY_ABSENT);
    g_assert_cmpuint(house->sent->len, ==, 0);
    check(house);
}

typedef struct {
    int64_t message;
    bool heard;
} Later;

static bool
tell_later(Db *tx, void *data, GError **error)
{
    const Later *later = data;

    return later->heard ? conversation_heard(tx, later->message, error)
                        : conversation_unheard(tx, later->message, error);
}

static void
test_what_waits_is_heard_on_return_or_leaves_once_there_is_an_address(void)
{
    for (int heard = 0; heard < 2; heard++) {
        g_autoptr(House) house = house_with_memory();
        int64_t staff = house_staff(house, "sam");
        Received first = hear(house, "Bonjour", 0);
        Later later = {.heard = heard == 1};

        line.there = false;
        later.message = house_write(house, first.conversation, DIRECTION_OUT, staff, "Me voici.");
        house_work(house);
        line.elsewhere = "camille@example.org";
        g_assert_true(database_write(house->database, tell_later, &later, NULL));
        house_work(house);
        g_assert_cmpint(delivery(house, later.message), ==, DELIVERY_SENT);
        g_assert_cmpuint(house->sent->len, ==, heard == 1 ? 0 : 1);
        check(house);
    }
}

static void
test_what_it_took_and_nobody_heard_leaves_by_mail(void)
{
    g_autoptr(House) house = house_with_memory();
    int64_t staff = house_staff(house, "sam");
    Received first = hear(house, "Bonjour", 0);
    Later later = {0};

    later.message = house_write(house, first.conversation, DIRECTION_OUT, staff, "Me voici.");
    house_work(house);
    g_assert_cmpint(delivery(house, later.message), ==, DELIVERY_SENT);
    line.there = false;
    line.elsewhere = "camille@example.org";
    g_assert_true(database_write(house->database, tell_later, &later, NULL));
    house_work(house);
    g_assert_cmpuint(house->sent->len, ==, 1);
    g_assert_cmpint(delivery(house, later.message), ==, DELIVERY_SENT);
    check(house);
}

static void
test_a_mail_that_is_refused_elsewhere_gives_the_matter_back(void)
{
    g_autoptr(House) house = house_with_memory();
    int64_t staff = house_staff(house, "sam"), answer;
    Received first = hear(house, "Bonjour", 0);

    line.there = false;
    line.elsewhere = "nobody@example.org";
    house->next_outcome = SEND_REFUSED;
    answer = house_write(house, first.conversation, DIRECTION_OUT, staff, "Me voici.");
    house_work(house);
    g_assert_cmpint(delivery(house, answer), ==, DELIVERY_FAILED);
    g_assert_cmpint(
        house_number(house, "SELECT status FROM conversation WHERE id = $1", first.conversation),
        ==, STATUS_OPEN);
    check(house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/memory-channel/there", test_a_person_who_is_there_is_answered_in_the_channel);
    g_test_add_func("/memory-channel/left",
                    test_who_has_left_is_answered_by_mail_in_the_same_matter);
    g_test_add_func("/memory-channel/no-address",
                    test_without_an_address_it_waits_for_their_return);
    g_test_add_func("/memory-channel/later",
                    test_what_waits_is_heard_on_return_or_leaves_once_there_is_an_address);
    g_test_add_func("/memory-channel/unheard", test_what_it_took_and_nobody_heard_leaves_by_mail);
    g_test_add_func("/memory-channel/refused",
                    test_a_mail_that_is_refused_elsewhere_gives_the_matter_back);
    return g_test_run();
}
