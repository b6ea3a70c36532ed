#include "db/migrate.h"

#include "db/engine.h"
#include "lib/cluster.h"
#include "lib/fixture.h"

#include <string.h>

static const Migration first_steps[] = {
    {1, "one", "CREATE TABLE one (id BIGINT  PRIMARY KEY, text TEXT);"},
    {0, NULL, NULL},
};
static const Migration changed_steps[] = {
    {1, "one", "CREATE TABLE one (id BIGINT PRIMARY KEY);"},
    {0, NULL, NULL},
};
static const Migration more_steps[] = {
    {1, "one", "CREATE TABLE one (id BIGINT  PRIMARY KEY, text TEXT);"},
    {3, "three", "CREATE TABLE three (id INTEGER); INSERT INTO three VALUES (7);"},
    {0, NULL, NULL},
};
static const Migration broken_steps[] = {
    {1, "one", "CREATE TABLE one (id BIGINT  PRIMARY KEY, text TEXT);"},
    {3, "three", "CREATE TABLE three (id INTEGER); INSERT INTO threee VALUES (7);"},
    {0, NULL, NULL},
};

static bool
has_three(Db *db)
{
    static const char sql[] = "SELECT id FROM three";
    int64_t seven = 0;
    int found = db_find_int(db, sql, DB_NO_ARGS, &seven, NULL);

    g_assert_cmpint(seven, ==, found > 0 ? 7 : 0);
    return found >= 0;
}

static Db *
fresh_connection(void)
{
    g_autofree char *url = database_url();
    g_autoptr(GError) error = NULL;
    Db *db = engine_open(url, DB_WRITER, &error);

    g_assert_no_error(error);
    return db;
}

static void
test_migrations_run_once_in_order(void)
{
    Db *db = fresh_connection();
    g_autoptr(GError) error = NULL;

    g_assert_true(migrate(db, first_steps, &error));
    g_assert_true(migrate(db, first_steps, &error));
    g_assert_false(has_three(db));
    g_assert_true(migrate(db, more_steps, &error));
    g_assert_true(has_three(db));
    g_assert_no_error(error);
    engine_close(db);
}

static void
test_an_id_is_the_place_of_its_row_in_sqlite(void)
{
    static const char sql[] = "SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'one'";
    Db *db = fresh_connection();
    int64_t trees = 0;

    g_assert_true(migrate(db, first_steps, NULL));
    g_assert_cmpint(db_find_int(db, sql, DB_NO_ARGS, &trees, NULL), ==, 1);
    g_assert_cmpint(trees, ==, 1);
    engine_close(db);
}

static void *
migrate_once(void *url)
{
    Db *db = engine_open(url, DB_WRITER, NULL);

    g_assert_nonnull(db);
    g_assert_true(migrate(db, more_steps, NULL));
    engine_close(db);
    return NULL;
}

/* As when two nodes of a new version start together. */
static void
test_those_who_migrate_at_once_take_turns(void)
{
    g_autofree char *url = database_url();
    GThread *threads[4];
    Db *db;

    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("migrate", migrate_once, url);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        g_thread_join(threads[i]);
    db = engine_open(url, DB_WRITER, NULL);
    g_assert_true(has_three(db));
    engine_close(db);
}

static void
test_a_schema_that_is_not_ours_is_refused(void)
{
    static const struct {
        const Migration *ran, *ours;
        const char *reason;
    } cases[] = {
        {first_steps, changed_steps, "0001-one was changed"},
        {more_steps, first_steps, "newer program"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Db *db = fresh_connection();
        g_autoptr(GError) error = NULL;

        g_assert_true(migrate(db, cases[i].ran, NULL));
        g_assert_false(migrate(db, cases[i].ours, &error));
        g_assert_nonnull(strstr(error->message, cases[i].reason));
        engine_close(db);
    }
}

static void
test_a_broken_migration_leaves_nothing(void)
{
    Db *db = fresh_connection();
    g_autoptr(GError) error = NULL;

    g_assert_false(migrate(db, broken_steps, &error));
    g_assert_nonnull(strstr(error->message, "0003-three"));
    g_assert_false(has_three(db));
    g_clear_error(&error);
    g_assert_true(migrate(db, more_steps, &error));
    engine_close(db);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/migrate/once", test_migrations_run_once_in_order);
    if (!cluster_is_there())
        g_test_add_func("/migrate/tree", test_an_id_is_the_place_of_its_row_in_sqlite);
    g_test_add_func("/migrate/at-once", test_those_who_migrate_at_once_take_turns);
    g_test_add_func("/migrate/refused", test_a_schema_that_is_not_ours_is_refused);
    g_test_add_func("/migrate/broken", test_a_broken_migration_leaves_nothing);
    return g_test_run();
}
