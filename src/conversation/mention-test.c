#include "conversation/conversation-merge.h"
#include "conversation/mention-store.h"
#include "lib/house.h"

typedef struct {
    int64_t message, conversation, staff, into, seen;
} Call;

static bool
add(Db *tx, void *data, GError **error)
{
    Call *call = data;

    return mention_add(tx, call->message, call->conversation, call->staff, 7, error);
}

static bool
see(Db *tx, void *data, GError **error)
{
    Call *call = data;

    return mention_see(tx, call->conversation, call->staff, &call->seen, error);
}

static bool
merge(Db *tx, void *data, GError **error)
{
    Call *call = data;
    int64_t survivor;

    return conversation_merge(tx, call->conversation, call->into, CONVERSATION_KEEP, 7, &survivor,
                              error);
}

static bool
unmerge(Db *tx, void *data, GError **error)
{
    Call *call = data;

    return conversation_unmerge(tx, call->conversation, 7, error);
}

static void
run(House *house, DbWork work, Call *call)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(database_write(house->database, work, call, &error));
    g_assert_no_error(error);
}

/* A matter with a note, and who is to be called in it. */
static Call
a_note(House *house, int64_t author)
{
    Received received = house_hear(house, &(Mail){.from = "camille@example.org"});

    return (Call){
        .conversation = received.conversation,
        .message = house_write(house, received.conversation, DIRECTION_NOTE, author, "Qui sait ?"),
    };
}

static int64_t
unseen(House *house, int64_t staff)
{
    return mention_count_unseen(database_reader(house->database), staff, NULL);
}

static void
test_a_colleague_is_called_once_and_told_by_one_fact(void)
{
    g_autoptr(House) house = house_new();
    Call call = a_note(house, house_staff(house, "sam"));

    call.staff = house_staff(house, "alex");
    run(house, add, &call);
    run(house, add, &call);
    g_assert_cmpint(unseen(house, call.staff), ==, 1);
    g_assert_cmpint(house_number(house,
                                 "SELECT count(*) FROM fact WHERE name = 'message.mentioned'"
                                 "   AND subject = $1 AND person IS NOT NULL",
                                 call.message),
                    ==, 1);
    house_check(house, &conversation_module);
}

static void
test_who_has_looked_is_called_no_more(void)
{
    g_autoptr(House) house = house_new();
    Call call = a_note(house, house_staff(house, "sam"));

    call.staff = house_staff(house, "alex");
    run(house, add, &call);
    run(house, see, &call);
    g_assert_cmpint(call.seen, ==, 1);
    g_assert_cmpint(unseen(house, call.staff), ==, 0);
    run(house, see, &call);
    g_assert_cmpint(call.seen, ==, 0);
}

static void
test_a_mention_goes_where_its_message_goes(void)
{
    g_autoptr(House) house = house_new();
    static const char where[] = "SELECT conversation FROM message_mention WHERE message = $1";
    Call call = a_note(house, house_staff(house, "sam"));

    call.into = house_hear(house, &(Mail){.from = "sacha@example.org"}).conversation;
    call.staff = house_staff(house, "alex");
    run(house, add, &call);
    run(house, merge, &call);
    g_assert_cmpint(house_number(house, where, call.message), ==, call.into);
    house_check(house, &conversation_module);
    run(house, unmerge, &call);
    g_assert_cmpint(house_number(house, where, call.message), ==, call.conversation);
    house_check(house, &conversation_module);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mention/once", test_a_colleague_is_called_once_and_told_by_one_fact);
    g_test_add_func("/mention/seen", test_who_has_looked_is_called_no_more);
    g_test_add_func("/mention/follow", test_a_mention_goes_where_its_message_goes);
    return g_test_run();
}
