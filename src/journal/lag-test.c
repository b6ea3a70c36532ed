#include "journal/journal-store.h"

#include "lib/fixture.h"

typedef struct {
    const char *name;
    int64_t at;
    int count;
} Facts;

static bool
append_facts(Db *tx, void *data, GError **error)
{
    const Facts *facts = data;

    for (int i = 0; i < facts->count; i++)
        if (!journal_append(tx, &(Fact){.name = facts->name, .at = facts->at + i}, error))
            return false;
    return true;
}

static void
append(Database *database, const char *name, int64_t at, int count)
{
    g_autoptr(GError) error = NULL;
    Facts facts = {name, at, count};

    database_write(database, append_facts, &facts, &error);
    g_assert_no_error(error);
}

static bool
handle(Db *tx, Context *context, const Fact *fact, GError **error)
{
    return true;
}

static const JournalReader readers[] = {
    {.name = "all", .facts = (const char *const[]){"*", NULL}, .handle = handle},
    {.name = "calls", .facts = (const char *const[]){"call.*", NULL}, .handle = handle},
    {.name = "rings", .facts = (const char *const[]){"call.rung", NULL}, .handle = handle},
    JOURNAL_READERS_END,
};
static const JournalReader *const tables[] = {readers};

static void
expect(Database *database, int reader, int64_t behind, int64_t since, int64_t failures)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) lags = journal_lags(database_reader(database), tables, 1, &error);
    const JournalLag *lag;

    g_assert_no_error(error);
    g_assert_cmpuint(lags->len, ==, 3);
    lag = &g_array_index(lags, JournalLag, reader);
    g_assert_cmpstr(lag->name, ==, readers[reader].name);
    g_assert_cmpint(lag->behind, ==, behind);
    g_assert_cmpint(lag->since, ==, since);
    g_assert_cmpint(lag->failures, ==, failures);
}

typedef struct {
    const char *reader, *reason;
    int64_t position;
} Place;

static bool
save(Db *tx, void *data, GError **error)
{
    const Place *place = data;

    return journal_save_position(tx, place->reader, place->position, place->reason, error);
}

static void
stand(Database *database, const char *reader, int64_t position, const char *reason)
{
    g_autoptr(GError) error = NULL;
    Place place = {reader, reason, position};

    database_write(database, save, &place, &error);
    g_assert_no_error(error);
}

static void
test_only_what_a_reader_wants_keeps_it_behind(void)
{
    g_autoptr(Database) database = database_fresh();

    append(database, "mail.sent", 10, 2);
    append(database, "call.made", 20, 1);
    append(database, "call.rung", 30, 1);
    append(database, "mail.sent", 40, 1);
    expect(database, 0, 5, 10, 0);
    expect(database, 1, 2, 20, 0);
    expect(database, 2, 1, 30, 0);
}

static void
test_a_reader_that_has_come_to_the_end_is_not_behind(void)
{
    g_autoptr(Database) database = database_fresh();

    expect(database, 0, 0, 0, 0);
    append(database, "call.rung", 30, 3);
    stand(database, "rings", journal_last(database_reader(database), NULL), NULL);
    expect(database, 2, 0, 0, 0);
    expect(database, 1, 3, 30, 0);
}

static void
test_a_reader_that_fails_says_how_often(void)
{
    g_autoptr(Database) database = database_fresh();

    append(database, "call.rung", 30, 1);
    stand(database, "rings", 0, "no");
    stand(database, "rings", 0, "no");
    expect(database, 2, 1, 30, 2);
}

static void
test_a_reader_far_back_hides_no_other(void)
{
    g_autoptr(Database) database = database_fresh();
    int64_t middle;

    append(database, "mail.sent", 1, JOURNAL_LAG_MAX);
    middle = journal_last(database_reader(database), NULL);
    append(database, "call.rung", 50000, 4);
    stand(database, "rings", middle, NULL);
    expect(database, 0, JOURNAL_LAG_MAX, 1, 0);
    expect(database, 2, 4, 50000, 0);
}

static void
test_what_comes_after_a_position_is_counted_to_a_bound(void)
{
    g_autoptr(Database) database = database_fresh();
    g_autoptr(GError) error = NULL;
    int64_t count, since;

    append(database, "a.done", 70, 5);
    g_assert_true(journal_count_after(database_reader(database), 0, 3, &count, &since, &error));
    g_assert_cmpint(count, ==, 3);
    g_assert_cmpint(since, ==, 70);
    g_assert_true(journal_count_after(database_reader(database),
                                      journal_last(database_reader(database), NULL), 3, &count,
                                      &since, &error));
    g_assert_cmpint(count, ==, 0);
    g_assert_cmpint(since, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/journal/lag/only what a reader wants keeps it behind",
                    test_only_what_a_reader_wants_keeps_it_behind);
    g_test_add_func("/journal/lag/a reader that has come to the end is not behind",
                    test_a_reader_that_has_come_to_the_end_is_not_behind);
    g_test_add_func("/journal/lag/a reader that fails says how often",
                    test_a_reader_that_fails_says_how_often);
    g_test_add_func("/journal/lag/a reader far back hides no other",
                    test_a_reader_far_back_hides_no_other);
    g_test_add_func("/journal/lag/what comes after a position is counted to a bound",
                    test_what_comes_after_a_position_is_counted_to_a_bound);
    return g_test_run();
}
