#include "base/error.h"
#include "db/db.h"
#include "lib/cluster.h"
#include "lib/fixture.h"

#include <glib/gstdio.h>
#include <stdatomic.h>
#include <string.h>

static const char make_sql[] = "CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT UNIQUE)";
static const char add_sql[] = "INSERT INTO note (id, text)"
                              " SELECT coalesce(max(id), 0) + 1, $1 FROM note";
static const char count_sql[] = "SELECT count(*) FROM note";
static const char texts_sql[] = "SELECT text FROM note ORDER BY id";

/* A work may change its data; ours do not. */
#define NOTE(text) ((char *)(text))

static bool
make_table(Db *tx, void *data, GError **error)
{
    return db_run(tx, make_sql, DB_NO_ARGS, error);
}

static bool
add_note(Db *tx, void *text, GError **error)
{
    return db_run(tx, add_sql, DB_ARGS(DB_TEXT(text)), error);
}

static int64_t
find_int(Db *db, const char *sql)
{
    g_autoptr(GError) error = NULL;
    int64_t value = -1;

    db_find_int(db, sql, DB_NO_ARGS, &value, &error);
    g_assert_no_error(error);
    return value;
}

static void
assert_texts(Database *database, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) texts = g_string_new(NULL);
    g_autoptr(DbRows) rows = db_query(database_reader(database), texts_sql, DB_NO_ARGS, &error);

    g_assert_no_error(error);
    while (db_rows_next(rows, &error) > 0)
        g_string_append_printf(texts, "%s%s", texts->len > 0 ? " " : "", db_rows_text(rows, 0));
    g_assert_no_error(error);
    g_assert_cmpstr(texts->str, ==, expected);
}

static Database *
database_with_notes(void)
{
    Database *database = database_fresh();

    g_assert_true(database_write(database, make_table, NULL, NULL));
    return database;
}

/* ---- Writing ---- */

static void
test_a_write_is_seen_by_the_next_read(void)
{
    g_autoptr(Database) database = database_with_notes();
    char text[16];

    for (int i = 1; i <= 20; i++) {
        g_snprintf(text, sizeof text, "%d", i);
        g_assert_true(database_write(database, add_note, text, NULL));
        g_assert_cmpint(find_int(database_reader(database), count_sql), ==, i);
    }
}

static bool
add_then_fail(Db *tx, void *text, GError **error)
{
    return add_note(tx, text, error) && error_set(error, APP_ERROR_FORBIDDEN, "no");
}

static void
test_a_failed_work_leaves_nothing_and_says_why(void)
{
    g_autoptr(Database) database = database_with_notes();
    g_autoptr(GError) error = NULL;

    g_assert_false(database_write(database, add_then_fail, NOTE("one"), &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_FORBIDDEN);
    g_assert_cmpstr(error->message, ==, "no");
    assert_texts(database, "");
}

static bool
add_and_try(Db *tx, void *data, GError **error)
{
    return add_note(tx, NOTE("before"), error) && !db_try(tx, add_then_fail, NOTE("tried"), NULL) &&
           db_try(tx, add_note, NOTE("kept"), error) && add_note(tx, NOTE("after"), error);
}

static void
test_a_try_is_undone_alone(void)
{
    g_autoptr(Database) database = database_with_notes();
    g_autoptr(GError) error = NULL;

    database_write(database, add_and_try, NULL, &error);
    g_assert_no_error(error);
    assert_texts(database, "before kept after");
}

/* One thread that writes. */
typedef struct {
    Database *database;
    DbWork work;
    void *data;
    char text[16];
    bool done;
    GError *error;
    GThread *thread;
} Caller;

static void *
call(void *data)
{
    Caller *caller = data;

    caller->done = database_write(caller->database, caller->work, caller->data, &caller->error);
    return NULL;
}

typedef struct {
    Database *database;
    unsigned callers;
    _Atomic bool reached;
} Gate;

/* Keeps the writer busy until all the others wait: they will be one group with it. */
static bool
wait_for_callers(Db *tx, void *data, GError **error)
{
    Gate *gate = data;

    gate->reached = true;
    while (database_stats(gate->database).queued < gate->callers)
        g_usleep(100);
    return true;
}

/* Runs all callers in one group; each then knows whether it was done. */
static void
run_group(Database *database, Caller *callers, unsigned n)
{
    Gate gate = {.database = database, .callers = n};
    Caller first = {.database = database, .work = wait_for_callers, .data = &gate};

    first.thread = g_thread_new("first", call, &first);
    while (!gate.reached)
        g_usleep(100);
    for (unsigned i = 0; i < n; i++) {
        callers[i].database = database;
        callers[i].thread = g_thread_new("caller", call, &callers[i]);
    }
    for (unsigned i = 0; i < n; i++)
        g_thread_join(callers[i].thread);
    g_thread_join(first.thread);
    g_clear_error(&first.error);
}

static void
test_sixty_four_writers_share_one_commit(void)
{
    g_autoptr(Database) database = database_with_notes();
    Caller callers[64] = {0};
    int64_t before = database_stats(database).commits;

    for (int i = 0; i < 64; i++) {
        g_snprintf(callers[i].text, sizeof callers[i].text, "%d", i);
        callers[i].work = add_note;
        callers[i].data = callers[i].text;
    }
    run_group(database, callers, 64);
    for (int i = 0; i < 64; i++)
        g_assert_true(callers[i].done);
    /* On a slow machine, and where each word is a journey, the time of a group ends before all have
     * spoken. */
    g_assert_cmpint(database_stats(database).commits - before, <=, 32);
    g_assert_cmpint(find_int(database_reader(database), count_sql), ==, 64);
}

static void
test_a_failing_work_is_undone_alone_in_its_group(void)
{
    g_autoptr(Database) database = database_with_notes();
    Caller callers[9] = {0};

    for (int i = 0; i < 9; i++) {
        g_snprintf(callers[i].text, sizeof callers[i].text, "%d", i);
        callers[i].work = i % 3 == 1 ? add_then_fail : add_note;
        callers[i].data = i % 3 == 2 ? NOTE("same") : callers[i].text;
    }
    run_group(database, callers, 9);
    for (int i = 0; i < 9; i++) {
        if (i % 3 == 0)
            g_assert_true(callers[i].done);
        if (i % 3 == 1)
            g_assert_error(callers[i].error, APP_ERROR, APP_ERROR_FORBIDDEN);
        if (i % 3 == 2 && !callers[i].done)
            g_assert_error(callers[i].error, APP_ERROR, APP_ERROR_CONFLICT);
    }
    g_assert_cmpint(callers[2].done + callers[5].done + callers[8].done, ==, 1);
    for (int i = 0; i < 9; i++)
        g_clear_error(&callers[i].error);
    g_assert_cmpint(find_int(database_reader(database), count_sql), ==, 4);
}

/* As SQLite does by itself when the disk is full. */
static bool
lose_transaction(Db *tx, void *data, GError **error)
{
    static const char sql[] = "ROLLBACK";

    db_run(tx, sql, DB_NO_ARGS, NULL);
    g_assert_false(add_note(tx, NOTE("outside any transaction"), NULL));
    return true;
}

static void
test_a_lost_transaction_fails_its_whole_group(void)
{
    g_autoptr(Database) database = database_with_notes();
    g_autoptr(GError) error = NULL;

    g_assert_false(database_write(database, lose_transaction, NULL, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_UNAVAILABLE);
    assert_texts(database, "");
    g_assert_true(database_write(database, add_note, NOTE("later"), NULL));
    assert_texts(database, "later");
}

static bool
refuse(void *reason, GError **error)
{
    return reason == NULL || error_set(error, APP_ERROR_UNAVAILABLE, "the disk is full");
}

static void
count_call(void *count)
{
    ++*(int *)count;
}

static void
test_a_group_that_cannot_be_made_durable_fails_whole(void)
{
    g_autoptr(Database) database = database_with_notes();
    g_autoptr(GError) error = NULL;
    int64_t before = database_stats(database).commits;
    int calls = 0;

    database_before_commit(database, refuse, database);
    database_after_commit(database, count_call, &calls);
    g_assert_false(database_write(database, add_note, NOTE("one"), &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_UNAVAILABLE);
    database_forget(database, database);
    g_assert_true(database_write(database, add_note, NOTE("two"), NULL));
    assert_texts(database, "two");
    g_assert_cmpint(database_stats(database).commits - before, ==, 1);
    database_forget(database, &calls);
    /* An engine that tells of others may call at any time. */
    g_assert_cmpint(calls, >=, 1);
    g_assert_true(calls == 1 || database_is_shared(database));
}

static bool
write_inside(Db *tx, void *database, GError **error)
{
    return database_write(database, add_note, NOTE("inside"), error);
}

static void
test_a_write_inside_a_write_is_refused(void)
{
    g_autoptr(Database) database = database_with_notes();

    g_test_expect_message(NULL, G_LOG_LEVEL_CRITICAL, "*inside a transaction*");
    g_assert_false(database_write(database, write_inside, database, NULL));
    g_test_assert_expected_messages();
}

static void *
add_many(void *data)
{
    Caller *caller = data;
    char text[32];

    for (int i = 0; i < 100; i++) {
        g_snprintf(text, sizeof text, "%s-%d", caller->text, i);
        g_assert_true(database_write(caller->database, add_note, text, NULL));
    }
    return NULL;
}

/* As when a command runs beside the server. */
static void
test_two_stores_of_one_place_write_in_turn(void)
{
    g_autofree char *url = database_url();
    g_autoptr(Database) one = database_open(url, NULL);
    g_autoptr(Database) two = database_open(url, NULL);
    Caller callers[4] = {
        {one, .text = "a"}, {two, .text = "b"}, {one, .text = "c"}, {two, .text = "d"}};

    g_assert_true(database_write(one, make_table, NULL, NULL));
    for (int i = 0; i < 4; i++)
        callers[i].thread = g_thread_new("add", add_many, &callers[i]);
    for (int i = 0; i < 4; i++)
        g_thread_join(callers[i].thread);
    g_assert_cmpint(find_int(database_reader(one), count_sql), ==, 400);
}

/* ---- Reading ---- */

static void
test_a_reader_cannot_write(void)
{
    g_autoptr(Database) database = database_with_notes();
    g_autoptr(GError) error = NULL;

    g_assert_false(add_note(database_reader(database), NOTE("one"), &error));
    g_assert_nonnull(error);
    assert_texts(database, "");
}

static bool
count_twice(Db *db, void *database, GError **error)
{
    int64_t before = find_int(db, count_sql);

    g_assert_true(database_write(database, add_note, NOTE("meanwhile"), error));
    g_assert_cmpint(find_int(db, count_sql), ==, before);
    return true;
}

static void
test_a_read_keeps_one_view(void)
{
    g_autoptr(Database) database = database_with_notes();

    g_assert_true(database_read(database, count_twice, database, NULL));
    assert_texts(database, "meanwhile");
}

static void *
read_once(void *database)
{
    g_assert_cmpint(find_int(database_reader(database), count_sql), ==, 0);
    return NULL;
}

/* A thread that reads, tells so, and lives on until it is told. */
typedef struct {
    Database *database;
    _Atomic bool has_read, may_end;
} Stay;

static void *
read_and_stay(void *data)
{
    Stay *stay = data;

    read_once(stay->database);
    stay->has_read = true;
    while (!stay->may_end)
        g_usleep(100);
    return NULL;
}

static int
count_open_files(void)
{
    GDir *entries = g_dir_open("/proc/self/fd", 0, NULL);
    int count = 0;

    while (g_dir_read_name(entries) != NULL)
        count++;
    g_dir_close(entries);
    return count;
}

static void
test_connections_close_with_their_thread_or_the_store(void)
{
    int before = count_open_files();
    Stay stay = {.database = database_with_notes()};
    int with_store = count_open_files();
    GThread *staying;

    for (int i = 0; i < 5; i++)
        g_thread_join(g_thread_new("ending", read_once, stay.database));
    /* SQLite keeps one for the next to come: closing it would drop the locks of the others. */
    g_assert_cmpint(count_open_files(), <=, with_store + 1);
    staying = g_thread_new("staying", read_and_stay, &stay);
    while (!stay.has_read)
        g_usleep(100);
    g_assert_cmpint(count_open_files(), >, with_store);
    database_close(stay.database);
    g_assert_cmpint(count_open_files(), ==, before);
    stay.may_end = true;
    g_thread_join(staying);
}

/* ---- The whole store ---- */

static void
test_a_url_that_is_not_ours_is_refused(void)
{
    static const struct {
        const char *url;
        AppError code;
    } cases[] = {
        {"lien.db", APP_ERROR_INVALID},
        {"sqlite:", APP_ERROR_INVALID},
        {"mysql://somewhere", APP_ERROR_INVALID},
        {"sqlite:/no/such/folder/lien.db", APP_ERROR_UNAVAILABLE},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        g_test_message("%s", cases[i].url);
        g_assert_null(database_open(cases[i].url, &error));
        g_assert_error(error, APP_ERROR, (int)cases[i].code);
    }
}

static void
test_what_was_written_is_there_when_opened_again(void)
{
    g_autofree char *url = database_url();
    Database *database = database_open(url, NULL);

    g_assert_true(database_write(database, make_table, NULL, NULL));
    g_assert_true(database_write(database, add_note, NOTE("kept"), NULL));
    database_close(database);
    database = database_open(url, NULL);
    assert_texts(database, "kept");
    database_close(database);
}

static void
test_a_file_is_readable_by_its_owner_alone(void)
{
    g_autofree char *path = scratch_path(".db");
    g_autofree char *url = g_strconcat("sqlite:", path, NULL);
    GStatBuf info;

    database_close(database_open(url, NULL));
    g_assert_cmpint(g_stat(path, &info), ==, 0);
    g_assert_cmpint(info.st_mode & 0777, ==, 0600);
}

static void
test_a_backup_opens_and_never_overwrites(void)
{
    g_autoptr(Database) database = database_with_notes();
    g_autofree char *path = scratch_path(".backup");
    g_autofree char *url = g_strconcat("sqlite:", path, NULL);
    g_autoptr(Database) copy = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(database_write(database, add_note, NOTE("kept"), NULL));
    g_assert_true(database_backup(database, path, &error));
    g_assert_true(database_write(database, add_note, NOTE("later"), NULL));
    copy = database_open(url, &error);
    g_assert_no_error(error);
    assert_texts(copy, "kept");
    g_assert_false(database_backup(database, path, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
}

static void
test_damage_is_found(void)
{
    g_autofree char *path = scratch_path(".db");
    g_autofree char *url = g_strconcat("sqlite:", path, NULL);
    Database *database = database_open(url, NULL);
    g_autofree char *detail = NULL;
    g_autofree char *bytes = NULL;
    gsize size;

    g_assert_true(database_write(database, make_table, NULL, NULL));
    for (char text[] = "a"; text[0] <= 'z'; text[0]++)
        g_assert_true(database_write(database, add_note, text, NULL));
    g_assert_true(database_verify(database, &detail, NULL));
    g_assert_null(detail);
    database_close(database);
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    /* The last page is the index of texts: change one of its words. */
    for (gsize i = size - 8192; i < size; i++)
        if (bytes[i] == 'm')
            bytes[i] = 'M';
    g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
    database = database_open(url, NULL);
    g_assert_false(database_verify(database, &detail, NULL));
    g_assert_nonnull(detail);
    database_close(database);
}

static void
test_a_store_says_what_holds_it_and_how_large_it_is(void)
{
    g_autoptr(Database) database = database_fresh();
    g_autoptr(GError) error = NULL;
    DatabaseDescription found;
    bool postgresql = cluster_is_there();

    g_assert_true(database_describe(database, &found, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(found.engine, ==, postgresql ? "PostgreSQL" : "SQLite");
    g_assert_true(g_str_has_prefix(found.version, postgresql ? "15." : "3."));
    g_assert_null(strchr(found.version, ' '));
    g_assert_cmpint(found.bytes, >=, 4096);
    if (postgresql)
        g_assert_cmpint(found.log_bytes, ==, -1);
    else
        g_assert_cmpint(found.log_bytes, >=, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/db/write/seen", test_a_write_is_seen_by_the_next_read);
    g_test_add_func("/db/write/failed", test_a_failed_work_leaves_nothing_and_says_why);
    g_test_add_func("/db/write/try", test_a_try_is_undone_alone);
    g_test_add_func("/db/group/one-commit", test_sixty_four_writers_share_one_commit);
    g_test_add_func("/db/group/failed-alone", test_a_failing_work_is_undone_alone_in_its_group);
    g_test_add_func("/db/group/lost", test_a_lost_transaction_fails_its_whole_group);
    g_test_add_func("/db/group/not-durable", test_a_group_that_cannot_be_made_durable_fails_whole);
    g_test_add_func("/db/write/inside", test_a_write_inside_a_write_is_refused);
    g_test_add_func("/db/write/two-stores", test_two_stores_of_one_place_write_in_turn);
    g_test_add_func("/db/read/only", test_a_reader_cannot_write);
    g_test_add_func("/db/read/view", test_a_read_keeps_one_view);
    g_test_add_func("/db/read/threads", test_connections_close_with_their_thread_or_the_store);
    g_test_add_func("/db/store/url", test_a_url_that_is_not_ours_is_refused);
    g_test_add_func("/db/store/again", test_what_was_written_is_there_when_opened_again);
    g_test_add_func("/db/store/file", test_a_file_is_readable_by_its_owner_alone);
    if (!cluster_is_there()) /* what an engine keeps in one file of ours */
        g_test_add_func("/db/store/backup", test_a_backup_opens_and_never_overwrites);
    g_test_add_func("/db/store/description", test_a_store_says_what_holds_it_and_how_large_it_is);
    g_test_add_func("/db/store/damage", test_damage_is_found);
    return g_test_run();
}
