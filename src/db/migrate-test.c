#include "db/migrate.h"

#include "db/engine.h"
#include "lib/fixture.h"

#include <string.h>

static int64_t
find_int(Db *db, const char *sql)
{
    g_autoptr(GError) error = NULL;
    int64_t value = -1;

    db_find_int(db, sql, DB_NO_ARGS, &value, &error);
    g_assert_no_error(error);
    return value;
}

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

static const char tables_sql[] = "SELECT count(*) FROM sqlite_schema WHERE name = 'three'";
static const char trees_sql[] = "SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'one'";

static Db *
fresh_connection(void)
{
    g_autofree char *path = scratch_path(".db");
    g_autoptr(GError) error = NULL;
    Db *db = engine_open(path, DB_WRITER, DB_DURABLE, &error);

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
    g_assert_cmpint(find_int(db, tables_sql), ==, 0);
    g_assert_true(migrate(db, more_steps, &error));
    g_assert_cmpint(find_int(db, tables_sql), ==, 1);
    /* An id is the place of its row: no second tree. */
    g_assert_cmpint(find_int(db, trees_sql), ==, 1);
    g_assert_no_error(error);
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
    g_assert_cmpint(find_int(db, tables_sql), ==, 0);
    g_clear_error(&error);
    g_assert_true(migrate(db, more_steps, &error));
    engine_close(db);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/migrate/once", test_migrations_run_once_in_order);
    g_test_add_func("/migrate/refused", test_a_schema_that_is_not_ours_is_refused);
    g_test_add_func("/migrate/broken", test_a_broken_migration_leaves_nothing);
    return g_test_run();
}
