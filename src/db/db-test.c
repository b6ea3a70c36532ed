#include "base/error.h"
#include "db/db.h"
#include "lib/fixture.h"

static const char make_sql[] = "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE)";
static const char add_sql[] = "INSERT INTO note (text) VALUES ($1)";
static const char count_sql[] = "SELECT count(*) FROM note";

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
count_notes(Database *database)
{
    g_autoptr(GError) error = NULL;
    int64_t count = -1;

    db_find_int(database_reader(database), count_sql, DB_NO_ARGS, &count, &error);
    g_assert_no_error(error);
    return count;
}

static Database *
database_with_notes(void)
{
    Database *database = database_fresh();

    g_assert_true(database_write(database, make_table, NULL, NULL));
    return database;
}

static void
test_a_write_is_seen_by_the_next_read(void)
{
    g_autoptr(Database) database = database_with_notes();

    g_assert_cmpint(count_notes(database), ==, 0);
    g_assert_true(database_write(database, add_note, (char *)"one", NULL));
    g_assert_cmpint(count_notes(database), ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/db/write/seen-by-next-read", test_a_write_is_seen_by_the_next_read);
    return g_test_run();
}
