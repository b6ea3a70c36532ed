#include "base/error.h"
#include "db/db.h"
#include "lib/fixture.h"

#include <string.h>

static const char make_sql[] = "CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT UNIQUE,"
                               " about BIGINT REFERENCES note (id), CHECK (text <> 'bad'))";
static const char add_sql[] = "INSERT INTO note (id, text)"
                              " SELECT coalesce(max(id), 0) + 1, $1 FROM note";
static const char add_about_sql[] = "INSERT INTO note (id, about) VALUES (98, $1)";

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

static Database *
database_with_notes(void)
{
    Database *database = database_fresh();

    g_assert_true(database_write(database, make_table, NULL, NULL));
    return database;
}

static void
test_parameters_go_by_number(void)
{
    static const char sql[] = "SELECT $2 || $1 || $2 || coalesce($3, 'null')";
    static const char few_sql[] = "SELECT $1 || $2";
    g_autoptr(Database) database = database_fresh();
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    Db *db = database_reader(database);

    g_assert_cmpint(
        db_find_text(db, sql, DB_ARGS(DB_TEXT("a"), DB_TEXT("b"), DB_TEXT(NULL)), &text, &error),
        ==, 1);
    g_assert_cmpstr(text, ==, "babnull");
    g_assert_null(db_query(db, few_sql, DB_ARGS(DB_TEXT("a")), &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INTERNAL);
}

static void
test_values_come_back_as_they_were(void)
{
    static const char sql[] = "SELECT $1, $2, $3, $4, $5, $6, $7";
    static const char bytes[] = "a\0b";
    g_autoptr(Database) database = database_fresh();
    g_autoptr(DbRows) rows =
        db_query(database_reader(database), sql,
                 DB_ARGS(DB_INT(INT64_MIN), DB_REAL(0.5), DB_TEXT("é"), DB_BYTES(bytes, 3), DB_NULL,
                         DB_ID(0), DB_BYTES(NULL, 0)),
                 NULL);
    gsize size = 99;

    g_assert_cmpint(db_rows_next(rows, NULL), ==, 1);
    g_assert_cmpint(db_rows_int(rows, 0), ==, INT64_MIN);
    g_assert_cmpfloat(db_rows_real(rows, 1), ==, 0.5);
    g_assert_cmpstr(db_rows_text(rows, 2), ==, "é");
    g_assert_cmpint(memcmp(db_rows_bytes(rows, 3, &size), bytes, 3), ==, 0);
    g_assert_cmpint(size, ==, 3);
    g_assert_true(db_rows_is_null(rows, 4));
    g_assert_true(db_rows_is_null(rows, 5));
    g_assert_null(db_rows_text(rows, 4));
    g_assert_cmpint(db_rows_int(rows, 4), ==, 0);
    g_assert_false(db_rows_is_null(rows, 6));
    g_assert_cmpint(db_rows_next(rows, NULL), ==, 0);
}

static void
test_a_query_can_be_read_inside_itself(void)
{
    static const char sql[] = "SELECT 1 AS value UNION SELECT 2 UNION SELECT 3";
    g_autoptr(Database) database = database_fresh();
    Db *db = database_reader(database);
    g_autoptr(DbRows) outer = db_query(db, sql, DB_NO_ARGS, NULL);
    int sum = 0;

    while (db_rows_next(outer, NULL) > 0) {
        g_autoptr(DbRows) inner = db_query(db, sql, DB_NO_ARGS, NULL);

        while (db_rows_next(inner, NULL) > 0)
            sum += (int)(db_rows_int(outer, 0) * db_rows_int(inner, 0));
    }
    g_assert_cmpint(sum, ==, 36);
}

static bool
add_bad(Db *tx, void *data, GError **error)
{
    return db_run(tx, add_sql, DB_ARGS(DB_TEXT("bad")), error);
}

static bool
add_about_nothing(Db *tx, void *data, GError **error)
{
    return db_run(tx, add_about_sql, DB_ARGS(DB_INT(99)), error);
}

static void
test_each_broken_constraint_has_its_code(void)
{
    static const struct {
        DbWork work;
        AppError code;
    } cases[] = {
        {add_note, APP_ERROR_CONFLICT}, /* the second time */
        {add_bad, APP_ERROR_INTERNAL},
        {add_about_nothing, APP_ERROR_INTERNAL},
    };
    g_autoptr(Database) database = database_with_notes();

    g_assert_true(database_write(database, add_note, NOTE("same"), NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_false(database_write(database, cases[i].work, NOTE("same"), &error));
        g_assert_error(error, APP_ERROR, (int)cases[i].code);
    }
}

static bool
change_notes(Db *tx, void *ret_changed, GError **error)
{
    static const char sql[] = "UPDATE note SET text = text || '!' WHERE id > $1";

    return db_change(tx, sql, DB_ARGS(DB_INT(1)), ret_changed, error);
}

static void
test_a_change_tells_how_many_rows(void)
{
    g_autoptr(Database) database = database_with_notes();
    int64_t changed = -1;

    g_assert_true(database_write(database, add_note, NOTE("one"), NULL));
    g_assert_true(database_write(database, change_notes, &changed, NULL));
    g_assert_cmpint(changed, ==, 0);
    g_assert_true(database_write(database, add_note, NOTE("two"), NULL));
    g_assert_true(database_write(database, change_notes, &changed, NULL));
    g_assert_cmpint(changed, ==, 1);
}

static void
test_texts_of_rows_are_joined_on_both_engines(void)
{
    static const struct {
        const char *sql, *expected;
    } cases[] = {
        {"SELECT string_agg(text, ', ') FROM (SELECT 'a' AS text UNION ALL SELECT 'b') AS t",
         "a, b"},
        {"SELECT string_agg(text, '-') FROM (SELECT 'a' AS text UNION ALL SELECT NULL"
         " UNION ALL SELECT '' UNION ALL SELECT 'é') AS t",
         "a--é"},
        {"SELECT string_agg(text, '-') FROM (SELECT 'a' AS text) AS t WHERE text = 'b'", NULL},
    };
    g_autoptr(Database) database = database_fresh();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *joined = NULL;

        db_find_text(database_reader(database), cases[i].sql, DB_NO_ARGS, &joined, &error);
        g_assert_no_error(error);
        g_assert_cmpstr(joined, ==, cases[i].expected);
    }
}

static void
test_ids_are_the_first_column_of_every_row(void)
{
    static const char some_sql[] = "SELECT column1 FROM (VALUES (7), (-1), ($1)) AS given"
                                   " WHERE column1 < 9";
    static const char wrong_sql[] = "SELECT id FROM nothing";
    g_autoptr(Database) database = database_fresh();
    g_autoptr(GError) error = NULL;
    Db *db = database_reader(database);
    g_autoptr(GArray) ids = db_find_ids(db, some_sql, DB_ARGS(DB_INT(INT64_MIN)), &error);
    g_autoptr(GArray) fewer = db_find_ids(db, some_sql, DB_ARGS(DB_INT(9)), &error);

    g_assert_no_error(error);
    g_assert_cmpuint(ids->len, ==, 3);
    g_assert_cmpint(g_array_index(ids, int64_t, 0), ==, 7);
    g_assert_cmpint(g_array_index(ids, int64_t, 1), ==, -1);
    g_assert_cmpint(g_array_index(ids, int64_t, 2), ==, INT64_MIN);
    g_assert_cmpuint(fewer->len, ==, 2);
    g_assert_null(db_find_ids(db, wrong_sql, DB_NO_ARGS, &error));
    g_assert_nonnull(error);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/statement/parameters", test_parameters_go_by_number);
    g_test_add_func("/statement/values", test_values_come_back_as_they_were);
    g_test_add_func("/statement/inside", test_a_query_can_be_read_inside_itself);
    g_test_add_func("/statement/constraints", test_each_broken_constraint_has_its_code);
    g_test_add_func("/statement/changed", test_a_change_tells_how_many_rows);
    g_test_add_func("/statement/joined", test_texts_of_rows_are_joined_on_both_engines);
    g_test_add_func("/statement/ids", test_ids_are_the_first_column_of_every_row);
    return g_test_run();
}
