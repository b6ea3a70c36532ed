#include "journal/journal.h"

#include "base/error.h"
#include "job/job.h"
#include "lib/fixture.h"

#include <stdatomic.h>
#include <string.h>

/* What readers of these tests see and do. */
struct Context {
    const char *failing; /* the fact that the reader "failing" cannot handle, or NULL */
    _Atomic int handled;
};

static bool
append_work(Db *tx, void *fact, GError **error)
{
    return journal_append(tx, fact, error);
}

static void
append(Database *database, Fact fact)
{
    g_autoptr(GError) error = NULL;

    database_write(database, append_work, &fact, &error);
    g_assert_no_error(error);
}

static bool
keep_name(const Fact *fact, void *names, GError **error)
{
    g_string_append_printf(names, "%s ", fact->name);
    return true;
}

static void
test_facts_are_read_in_order_from_a_position(void)
{
    g_autoptr(Database) database = database_fresh();
    g_autoptr(GString) names = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    Db *db = database_reader(database);
    int64_t first;

    g_assert_cmpint(journal_last(db, &error), ==, 0);
    append(database, (Fact){.name = "a.done"});
    first = journal_last(db, &error);
    append(database, (Fact){.name = "b.done"});
    append(database, (Fact){.name = "c.done"});
    g_assert_cmpint(journal_read(db, 0, 10, keep_name, names, &error), ==, 3);
    g_assert_cmpint(journal_read(db, first, 10, keep_name, names, &error), ==, 2);
    g_assert_cmpint(journal_read(db, first, 1, keep_name, names, &error), ==, 1);
    g_assert_cmpstr(names->str, ==, "a.done b.done c.done b.done c.done b.done ");
    g_assert_no_error(error);
}

static bool
keep_whole(const Fact *fact, void *copy, GError **error)
{
    *(Fact *)copy = *fact;
    ((Fact *)copy)->name = g_intern_string(fact->name);
    ((Fact *)copy)->data = g_intern_string(fact->data);
    return false;
}

static void
test_a_fact_comes_back_as_it_was_told(void)
{
    g_autoptr(Database) database = database_fresh();
    Fact fact = {0};

    append(database, (Fact){.at = 5,
                            .name = "a.done",
                            .actor = 1,
                            .person = 2,
                            .conversation = 3,
                            .subject = INT64_C(9007199254740993),
                            .data = "{\"n\":1}"});
    append(database, (Fact){.name = "b.done"});
    g_assert_cmpint(journal_read(database_reader(database), 0, 9, keep_whole, &fact, NULL), ==, 1);
    g_assert_cmpint(fact.at, ==, 5);
    g_assert_cmpint(fact.actor, ==, 1);
    g_assert_cmpint(fact.person, ==, 2);
    g_assert_cmpint(fact.conversation, ==, 3);
    g_assert_cmpint(fact.subject, ==, INT64_C(9007199254740993));
    g_assert_cmpstr(fact.data, ==, "{\"n\":1}");
    g_assert_cmpint(
        journal_read(database_reader(database), fact.position, 9, keep_whole, &fact, NULL), ==, 1);
    g_assert_cmpint(fact.at, >, 5);
    g_assert_cmpint(fact.person, ==, 0);
    g_assert_cmpstr(fact.data, ==, "{}");
}

static void
test_histories_are_newest_first_and_of_one_person_or_matter(void)
{
    g_autoptr(Database) database = database_fresh();
    g_autoptr(GString) names = g_string_new(NULL);
    Db *db = database_reader(database);

    append(database, (Fact){.name = "a.done", .person = 1, .conversation = 7});
    append(database, (Fact){.name = "b.done", .person = 2, .conversation = 7});
    append(database, (Fact){.name = "c.done", .person = 1, .conversation = 8});
    journal_read_person(db, 1, 0, 10, keep_name, names, NULL);
    g_string_append(names, "| ");
    journal_read_person(db, 1, journal_last(db, NULL), 10, keep_name, names, NULL);
    g_string_append(names, "| ");
    journal_read_conversation(db, 7, 0, 10, keep_name, names, NULL);
    g_assert_cmpstr(names->str, ==, "c.done a.done | a.done | b.done a.done ");
}

static bool
append_far_ahead(Db *tx, void *data, GError **error)
{
    static const char sql[] = "INSERT INTO fact (position, at, name, data)"
                              " VALUES (9000000000000000000, 1, 'other.done', '{}')";

    return db_run(tx, sql, DB_NO_ARGS, error);
}

static void
test_positions_grow_whatever_the_clock_of_who_wrote_before(void)
{
    g_autoptr(Database) database = database_fresh();
    g_autoptr(GString) names = g_string_new(NULL);

    g_assert_true(database_write(database, append_far_ahead, NULL, NULL));
    append(database, (Fact){.name = "ours.done"});
    journal_read(database_reader(database), 0, 10, keep_name, names, NULL);
    g_assert_cmpstr(names->str, ==, "other.done ours.done ");
}

static void *
append_many(void *database)
{
    for (int i = 0; i < 50; i++)
        append(database, (Fact){.name = "many.done"});
    return NULL;
}

static bool
keep_position(const Fact *fact, void *position, GError **error)
{
    g_assert_cmpint(fact->position, >, *(int64_t *)position);
    *(int64_t *)position = fact->position;
    return true;
}

static void
test_no_fact_is_passed_over_while_many_write(void)
{
    g_autoptr(Database) database = database_fresh();
    GThread *threads[8];
    int64_t last = 0;
    int read = 0;

    for (int i = 0; i < 8; i++)
        threads[i] = g_thread_new("append", append_many, database);
    /* A fact that committed with a position smaller than one already read would be missing. */
    while (read < 8 * 50)
        read += journal_read(database_reader(database), last, 10, keep_position, &last, NULL);
    for (int i = 0; i < 8; i++)
        g_thread_join(threads[i]);
    g_assert_cmpint(last, ==, journal_last(database_reader(database), NULL));
}

/* ---- Readers ---- */

static const char table_sql[] = "CREATE TABLE seen (reader TEXT, position BIGINT)";
static const char seen_sql[] = "INSERT INTO seen VALUES ($1, $2)";
static const char seen_count_sql[] = "SELECT count(*) FROM seen WHERE reader = $1";

static bool
make_table(Db *tx, void *data, GError **error)
{
    return db_run(tx, table_sql, DB_NO_ARGS, error);
}

static bool
see(Db *tx, Context *context, const Fact *fact, const char *reader, GError **error)
{
    if (!db_run(tx, seen_sql, DB_ARGS(DB_TEXT(reader), DB_INT(fact->position)), error))
        return false;
    context->handled++;
    return true;
}

static bool
see_steady(Db *tx, Context *context, const Fact *fact, GError **error)
{
    return see(tx, context, fact, "steady", error);
}

static bool
see_failing(Db *tx, Context *context, const Fact *fact, GError **error)
{
    return see(tx, context, fact, "failing", error) &&
           (g_strcmp0(fact->name, context->failing) != 0 ||
            error_set(error, APP_ERROR_INTERNAL, "cannot handle it"));
}

static const char *const steady_facts[] = {"a.*", "b.done", NULL};
static const char *const failing_facts[] = {"*", NULL};
static const JournalReader test_readers[] = {
    {"test.failing", failing_facts, see_failing},
    {"test.steady", steady_facts, see_steady},
    JOURNAL_READERS_END,
};
static const JournalReader *const readers[] = {NULL, test_readers};

static Database *
database_with_seen(void)
{
    Database *database = database_fresh();

    g_assert_true(database_write(database, make_table, NULL, NULL));
    return database;
}

static int64_t
count_seen(Database *database, const char *reader)
{
    g_autoptr(GError) error = NULL;
    int64_t count = -1;

    db_find_int(database_reader(database), seen_count_sql, DB_ARGS(DB_TEXT(reader)), &count,
                &error);
    g_assert_no_error(error);
    return count;
}

static void
test_a_reader_gets_the_facts_it_wants_once(void)
{
    g_autoptr(Database) database = database_with_seen();
    g_autoptr(GError) error = NULL;
    Context context = {0};

    append(database, (Fact){.name = "a.done"});
    append(database, (Fact){.name = "a.undone"});
    append(database, (Fact){.name = "b.done"});
    append(database, (Fact){.name = "b.done_again"});
    append(database, (Fact){.name = "c.done"});
    for (int i = 0; i < 2; i++) {
        g_assert_true(journal_catch_up(database, &context, readers, 2, &error));
        g_assert_cmpint(count_seen(database, "steady"), ==, 3);
        g_assert_cmpint(count_seen(database, "failing"), ==, 5);
    }
}

static void
test_more_facts_than_a_batch_are_all_handled(void)
{
    g_autoptr(Database) database = database_with_seen();
    Context context = {0};

    for (int i = 0; i < 700; i++)
        append(database, (Fact){.name = i % 10 == 0 ? "a.done" : "other.done"});
    g_assert_true(journal_catch_up(database, &context, readers, 2, NULL));
    g_assert_cmpint(count_seen(database, "steady"), ==, 70);
    g_assert_cmpint(count_seen(database, "failing"), ==, 700);
}

static void
test_what_is_skipped_is_never_handled(void)
{
    g_autoptr(Database) database = database_with_seen();
    Context context = {0};

    append(database, (Fact){.name = "a.done"});
    g_assert_true(journal_skip(database, readers, 2, NULL));
    append(database, (Fact){.name = "b.done"});
    g_assert_true(journal_catch_up(database, &context, readers, 2, NULL));
    g_assert_cmpint(count_seen(database, "steady"), ==, 1);
    g_assert_cmpint(count_seen(database, "failing"), ==, 1);
}

static void
test_a_failing_reader_stops_alone_and_before_its_fact(void)
{
    g_autoptr(Database) database = database_with_seen();
    g_autoptr(GError) error = NULL;
    Context context = {.failing = "b.done"};

    append(database, (Fact){.name = "a.done"});
    append(database, (Fact){.name = "b.done"});
    append(database, (Fact){.name = "a.done"});
    g_assert_false(journal_catch_up(database, &context, readers, 2, &error));
    g_assert_nonnull(strstr(error->message, "cannot handle it"));
    g_assert_cmpint(count_seen(database, "steady"), ==, 3);
    g_assert_cmpint(count_seen(database, "failing"), ==, 1); /* its write for b.done is undone */
    context.failing = NULL;
    g_assert_true(journal_catch_up(database, &context, readers, 2, NULL));
    g_assert_cmpint(count_seen(database, "failing"), ==, 3);
    g_assert_cmpint(count_seen(database, "steady"), ==, 3);
}

/* The commit of a batch fails, as when the power goes: its work and its position are gone together.
 */
static bool
refuse_twice(void *left, GError **error)
{
    return --*(int *)left < 0 || error_set(error, APP_ERROR_UNAVAILABLE, "no power");
}

static void
test_work_of_a_reader_happens_once_when_a_commit_fails(void)
{
    g_autoptr(Database) database = database_with_seen();
    Context context = {0};
    int left = 2;

    append(database, (Fact){.name = "a.done"});
    database_before_commit(database, refuse_twice, &left);
    g_assert_false(journal_catch_up(database, &context, readers, 2, NULL));
    g_assert_false(journal_catch_up(database, &context, readers, 2, NULL));
    g_assert_cmpint(count_seen(database, "steady"), ==, 0);
    g_assert_true(journal_catch_up(database, &context, readers, 2, NULL));
    g_assert_cmpint(context.handled, ==, 6); /* three times, by two readers */
    g_assert_cmpint(count_seen(database, "steady"), ==, 1);
    g_assert_cmpint(count_seen(database, "failing"), ==, 1);
}

/* Waits for what other threads do; the test fails by its time limit if it never comes. */
#define WAIT_UNTIL(condition)                                                                      \
    do                                                                                             \
        g_usleep(1000);                                                                            \
    while (!(condition))

static void
test_a_reader_that_fails_again_and_again_is_counted(void)
{
    g_autoptr(Database) database = database_with_seen();
    Context context = {.failing = "b.done"};

    append(database, (Fact){.name = "a.done"});
    append(database, (Fact){.name = "b.done"});
    for (int tries = 1; tries <= JOURNAL_STUCK_AFTER; tries++) {
        g_assert_cmpint(journal_count_stuck(database_reader(database), NULL), ==, 0);
        g_assert_false(journal_catch_up(database, &context, readers, 2, NULL));
    }
    g_assert_cmpint(journal_count_stuck(database_reader(database), NULL), ==, 1);
    context.failing = NULL;
    g_assert_true(journal_catch_up(database, &context, readers, 2, NULL));
    g_assert_cmpint(journal_count_stuck(database_reader(database), NULL), ==, 0);
}

static bool
see_parked(const ParkedJob *job, void *data)
{
    g_assert_cmpstr(job->kind, ==, JOURNAL_JOB);
    g_assert_cmpstr(job->last_error, ==, "cannot handle it");
    g_assert_cmpint(job->tries, ==, JOURNAL_PARK_AFTER);
    *(int64_t *)data = job->subject;
    return true;
}

static void
test_a_fact_that_nobody_can_digest_is_parked_and_tried_again_when_asked(void)
{
    g_autoptr(Database) database = database_with_seen();
    Db *db = database_reader(database);
    Context context = {.failing = "b.done"};
    g_autoptr(GError) error = NULL;
    int64_t position = 0;

    append(database, (Fact){.name = "b.done"});
    append(database, (Fact){.name = "a.done"});
    for (int tries = 1; tries < JOURNAL_PARK_AFTER; tries++) {
        g_assert_false(journal_catch_up(database, &context, readers, 2, NULL));
        g_assert_cmpint(job_count_parked(db, NULL), ==, 0);
        g_assert_cmpint(count_seen(database, "failing"), ==, 0);
    }
    g_assert_true(journal_catch_up(database, &context, readers, 2, NULL));
    g_assert_cmpint(count_seen(database, "failing"), ==, 1); /* it went on with a.done */
    g_assert_cmpint(journal_count_stuck(db, NULL), ==, 0);
    g_assert_cmpint(job_list_parked(db, 0, 10, see_parked, &position, NULL), ==, 1);
    g_assert_false(
        journal_handle_parked(database, &context, readers, 2, "test.failing", position, &error));
    g_assert_nonnull(strstr(error->message, "cannot handle it"));
    context.failing = NULL;
    g_assert_true(
        journal_handle_parked(database, &context, readers, 2, "test.failing", position, NULL));
    g_assert_cmpint(count_seen(database, "failing"), ==, 2);
    g_clear_error(&error);
    g_assert_false(
        journal_handle_parked(database, &context, readers, 2, "test.gone", position, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
}

static void
test_a_follower_handles_facts_as_they_come(void)
{
    g_autoptr(Database) database = database_with_seen();
    Context context = {0};
    JournalFollower *follower;

    append(database, (Fact){.name = "a.done"});
    follower = journal_follow(database, &context, readers, 2);
    WAIT_UNTIL(context.handled == 2);
    append(database, (Fact){.name = "a.done"});
    WAIT_UNTIL(context.handled == 4);
    journal_follower_stop(follower);
    g_assert_cmpint(count_seen(database, "steady"), ==, 2);
}

/* ---- Watch ---- */

static void *
append_one(void *database)
{
    g_usleep(20000);
    append(database, (Fact){.name = "a.done"});
    return NULL;
}

static void
test_a_watch_wakes_for_a_fact(void)
{
    g_autoptr(Database) database = database_fresh();
    JournalWatch *watch = journal_watch_new(database);
    GThread *thread;
    int64_t last;

    g_assert_cmpint(journal_watch_wait(watch, 0, 1), ==, 0);
    thread = g_thread_new("append", append_one, database);
    last = journal_watch_wait(watch, 0, 60000);
    g_assert_cmpint(last, ==, journal_last(database_reader(database), NULL));
    g_assert_cmpint(last, >, 0);
    g_assert_cmpint(journal_watch_wait(watch, last, 1), ==, last);
    g_thread_join(thread);
    journal_watch_stop(watch);
    g_assert_cmpint(journal_watch_wait(watch, 0, 60000), ==, -1);
    journal_watch_free(watch);
    append(database, (Fact){.name = "b.done"}); /* nobody is told */
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/journal/read/order", test_facts_are_read_in_order_from_a_position);
    g_test_add_func("/journal/read/whole", test_a_fact_comes_back_as_it_was_told);
    g_test_add_func("/journal/read/history",
                    test_histories_are_newest_first_and_of_one_person_or_matter);
    g_test_add_func("/journal/position/clock",
                    test_positions_grow_whatever_the_clock_of_who_wrote_before);
    g_test_add_func("/journal/position/threads", test_no_fact_is_passed_over_while_many_write);
    g_test_add_func("/journal/reader/once", test_a_reader_gets_the_facts_it_wants_once);
    g_test_add_func("/journal/reader/batches", test_more_facts_than_a_batch_are_all_handled);
    g_test_add_func("/journal/skip", test_what_is_skipped_is_never_handled);
    g_test_add_func("/journal/reader/failing",
                    test_a_failing_reader_stops_alone_and_before_its_fact);
    g_test_add_func("/journal/reader/stuck", test_a_reader_that_fails_again_and_again_is_counted);
    g_test_add_func("/journal/reader/parked",
                    test_a_fact_that_nobody_can_digest_is_parked_and_tried_again_when_asked);
    g_test_add_func("/journal/reader/crash",
                    test_work_of_a_reader_happens_once_when_a_commit_fails);
    g_test_add_func("/journal/follower", test_a_follower_handles_facts_as_they_come);
    g_test_add_func("/journal/watch", test_a_watch_wakes_for_a_fact);
    return g_test_run();
}
