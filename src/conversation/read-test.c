#include "base/clock.h"
#include "conversation/list-store.h"
#include "conversation/read-store.h"
#include "lib/house.h"

typedef struct {
    House *house;
    int64_t conversation, staff, message;
    bool changed;
} Reading;

static bool
see(Db *tx, void *data, GError **error)
{
    Reading *reading = data;

    return read_see(tx, reading->staff, reading->conversation, reading->message, &reading->changed,
                    error);
}

static bool
forget(Db *tx, void *data, GError **error)
{
    Reading *reading = data;

    return read_forget(tx, reading->staff, reading->conversation, error);
}

static void
run(Reading *reading, DbWork work)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(database_write(reading->house->database, work, reading, &error));
    g_assert_no_error(error);
}

static void
look(Reading *reading)
{
    reading->message = house_number(
        reading->house,
        "SELECT id FROM message WHERE conversation = $1 ORDER BY at DESC, id DESC LIMIT 1",
        reading->conversation);
    run(reading, see);
}

static void
note_unread(const ListRow *row, void *data)
{
    bool *unread = data;

    *unread = row->unread;
}

static bool
is_unread(House *house, int64_t conversation, int64_t staff)
{
    g_autoptr(GError) error = NULL;
    bool unread = false;

    int found = list_store_whole(database_reader(house->database), conversation, staff, note_unread,
                                 &unread, &error);

    g_assert_no_error(error);
    g_assert_cmpint(found, ==, 1);
    return unread;
}

/* The lists, the filter and the counts all say the same. */
static void
expect(House *house, int64_t conversation, int64_t staff, bool unread)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) found = NULL;
    ListQuery query = {.staff = staff, .until = INT64_MAX, .unread = true};
    ListCounts counts;
    Db *db = database_reader(house->database);

    list_query_begin(&query);
    found = list_query_find(&house->context, db, &query, 10, &error);
    g_assert_no_error(error);
    g_assert_true(list_store_counts(db, staff, &counts, &error));
    g_assert_cmpint(is_unread(house, conversation, staff), ==, unread);
    g_assert_cmpuint(found->len, ==, unread ? 1 : 0);
    g_assert_cmpint(counts.unread_unassigned, ==, unread ? 1 : 0);
}

static void
test_what_others_say_is_unread_until_one_looks(void)
{
    g_autoptr(House) house = house_new();
    int64_t sam = house_staff(house, "sam"), lou = house_staff(house, "lou");
    int64_t at = read_since(sam) + CLOCK_SECOND;
    Received received = house_hear(house, &(Mail){.from = "camille@example.org", .at = at});
    Reading reading = {house, received.conversation, sam, 0, false};

    expect(house, received.conversation, sam, true);
    look(&reading);
    g_assert_true(reading.changed);
    expect(house, received.conversation, sam, false);
    expect(house, received.conversation, lou, true);
    look(&reading);
    g_assert_false(reading.changed);

    clock_freeze(at + CLOCK_MINUTE);
    house_write(house, received.conversation, DIRECTION_NOTE, sam, "Je m’en occupe.");
    expect(house, received.conversation, sam, false); /* who had read all has read all still */
    clock_freeze(at + 2 * CLOCK_MINUTE);
    house_write(house, received.conversation, DIRECTION_NOTE, lou, "Merci.");
    expect(house, received.conversation, sam, true);
    expect(house, received.conversation, lou, true); /* who had not read has still to */
    clock_freeze(at + 3 * CLOCK_MINUTE);
    look(&reading);
    house_write(house, received.conversation, DIRECTION_OUT, 0, "Bien reçu.");
    expect(house, received.conversation, sam, false); /* the program says nothing new */
    run(&reading, forget);
    expect(house, received.conversation, sam, true);
    house_change(house, received.conversation, STATUS_CLOSED, sam);
    expect(house, received.conversation, sam, false);
    clock_freeze(0);
}

static void
test_what_was_said_before_one_came_is_read(void)
{
    g_autoptr(House) house = house_new();
    int64_t sam = house_staff(house, "sam");
    Received received = house_hear(house, &(Mail){.from = "camille@example.org", .at = 1000});
    Reading reading = {house, received.conversation, sam, 0, false};

    expect(house, received.conversation, sam, false);
    run(&reading, forget); /* and can be kept for later nevertheless */
    expect(house, received.conversation, sam, true);
    look(&reading);
    expect(house, received.conversation, sam, false);
}

static void
test_a_message_of_another_matter_reads_nothing(void)
{
    g_autoptr(House) house = house_new();
    int64_t sam = house_staff(house, "sam");
    int64_t at = read_since(sam) + CLOCK_SECOND;
    Received one = house_hear(house, &(Mail){.from = "camille@example.org", .at = at});
    Received other = house_hear(house, &(Mail){.from = "sacha@example.org", .at = at});
    Reading reading = {house, one.conversation, sam, other.message, true};

    run(&reading, see);
    g_assert_false(reading.changed);
    g_assert_true(is_unread(house, one.conversation, sam));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/read/others", test_what_others_say_is_unread_until_one_looks);
    g_test_add_func("/read/before", test_what_was_said_before_one_came_is_read);
    g_test_add_func("/read/other-matter", test_a_message_of_another_matter_reads_nothing);
    return g_test_run();
}
