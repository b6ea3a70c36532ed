/* db/transfer.h on a whole organisation: there and back again, between the engine of the run and
 * SQLite. */
#include "app/seed/seed.h"
#include "base/error.h"
#include "db/transfer.h"
#include "lib/fixture.h"
#include "lib/house.h"

static const SeedSize size = {
    .persons = 60, .messages = 900, .units = 2, .seed = 5, .end = INT64_C(1790000000000)};

static const char tables_sql[] = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
                                 "   AND name NOT LIKE 'sqlite_%' AND name NOT IN ('migration', "
                                 "'transfer', 'node_lease', 'status_node')";
static const char persons_sql[] = "SELECT count(*) FROM person";
static const char messages_sql[] = "SELECT count(*) FROM message";

typedef struct {
    House *house; /* holds the seeded organisation, on the engine of the run */
    Database *copy;
} Move;

static Database *
open_sqlite(void)
{
    g_autofree char *path = scratch_path(".db");
    g_autofree char *url = g_strconcat("sqlite:", path, NULL);
    g_autoptr(GError) error = NULL;
    Database *database = database_open(url, &error);

    g_assert_no_error(error);
    return database;
}

static Move
move_new(void)
{
    Move move = {house_new(), open_sqlite()};
    g_autoptr(GError) error = NULL;

    seed_organisation(&move.house->context, &size, NULL, NULL, &error);
    g_assert_no_error(error);
    return move;
}

static void
move_clear(Move *move)
{
    database_close(move->copy);
    house_free(move->house);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Move, move_clear)

static int64_t
count(Database *database, const char *sql)
{
    g_autoptr(GError) error = NULL;
    int64_t n = -1;

    db_find_int(database_reader(database), sql, DB_NO_ARGS, &n, &error);
    g_assert_no_error(error);
    return n;
}

static void
add_line(const TransferLine *line, void *lines)
{
    g_string_append_printf(lines, "%s %" G_GINT64_FORMAT " %s\n", line->table, line->rows,
                           line->digest);
}

static void
add_table(const TransferLine *line, void *n)
{
    ++*(int64_t *)n;
}

static bool
change(Db *tx, void *sql, GError **error)
{
    return db_run(tx, sql, DB_NO_ARGS, error);
}

static void
run(Database *database, const char *sql)
{
    g_autoptr(GError) error = NULL;

    database_write(database, change, (char *)sql, &error);
    g_assert_no_error(error);
}

static void
assert_refused(const Move *move, AppError code, const char *word)
{
    g_autoptr(GError) error = NULL;

    g_assert_false(transfer_run(move->house->database, move->copy, NULL, NULL, &error));
    g_assert_error(error, APP_ERROR, (int)code);
    g_assert_nonnull(strstr(error->message, word));
}

/* What looks like something else to an engine. */
static const char odd_sql[] =
    "INSERT INTO tag (id, name, folded, colour, about, made_at) VALUES"
    " (1, '\"a\\\", {b}', '', 'NULL', '{NULL,\"}', 1), (2, 'é\n\t', ' ', '\\', '''', -5)";

static void
test_an_organisation_goes_to_another_engine_and_comes_back_the_same(void)
{
    g_auto(Move) move = move_new();
    g_autoptr(Database) back = database_fresh();
    g_autoptr(GString) there = g_string_new(NULL), here = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    run(move.house->database, odd_sql);
    g_assert_true(transfer_run(move.house->database, move.copy, add_line, there, &error));
    g_assert_true(transfer_run(move.copy, back, NULL, NULL, &error));
    g_assert_true(transfer_tell(back, add_line, here, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(here->str, ==, there->str);
    g_assert_nonnull(strstr(here->str, "message 900 "));
    g_assert_cmpint(count(back, messages_sql), ==, size.messages);
    g_assert_cmpint(transfer_is_unfinished(back, NULL), ==, 0);
}

static void
test_every_table_of_the_schema_is_copied(void)
{
    g_autoptr(Database) store = open_sqlite();
    int64_t told = 0;

    g_assert_true(transfer_tell(store, add_table, &told, NULL));
    g_assert_cmpint(told, ==, count(store, tables_sql));
}

static void
test_one_value_that_differs_changes_the_digest(void)
{
    static const char *const changes[] = {
        "UPDATE conversation SET assignee = NULL WHERE id = (SELECT min(id) FROM conversation)",
        "UPDATE message SET text = text || ' ' WHERE id = (SELECT max(id) FROM message)",
        "DELETE FROM person_word WHERE word = (SELECT max(word) FROM person_word)",
        "UPDATE fact SET at = at + 1 WHERE position = (SELECT max(position) FROM fact)",
    };
    g_auto(Move) move = move_new();
    g_autofree char *before = NULL;

    for (size_t i = 0; i <= G_N_ELEMENTS(changes); i++) {
        GString *lines = g_string_new(NULL);

        g_assert_true(transfer_tell(move.house->database, add_line, lines, NULL));
        g_assert_cmpstr(lines->str, !=, before);
        g_free(before);
        before = g_string_free(lines, FALSE);
        if (i < G_N_ELEMENTS(changes))
            run(move.house->database, changes[i]);
    }
}

/* ---- Cut in the middle ---- */

typedef struct {
    int left; /* commits */
} Cut;

static bool
cut_after(void *data, GError **error)
{
    Cut *cut = data;

    return cut->left-- > 0 || error_set(error, APP_ERROR_UNAVAILABLE, "cut");
}

static void
cut_copy(const Move *move, int commits)
{
    Cut cut = {commits};

    database_before_commit(move->copy, cut_after, &cut);
    assert_refused(move, APP_ERROR_UNAVAILABLE, "cut");
    database_forget(move->copy, &cut);
}

/* A whole copy, or what was left of it; in how many commits. */
static int
finish_copy(const Move *move, Database *to)
{
    Cut never = {INT_MAX};
    g_autoptr(GError) error = NULL;

    database_before_commit(to, cut_after, &never);
    transfer_run(move->house->database, to, NULL, NULL, &error);
    g_assert_no_error(error);
    database_forget(to, &never);
    return INT_MAX - never.left;
}

static void
test_a_copy_that_was_cut_goes_on_where_it_stopped(void)
{
    g_auto(Move) move = move_new();
    g_autoptr(Database) other = open_sqlite();
    int whole = finish_copy(&move, other);

    cut_copy(&move, 3);
    g_assert_cmpint(transfer_is_unfinished(move.copy, NULL), ==, 1);
    cut_copy(&move, 5);
    g_assert_cmpint(finish_copy(&move, move.copy), ==, whole - 3 - 5);
    g_assert_cmpint(count(move.copy, messages_sql), ==, size.messages);
    g_assert_cmpint(transfer_is_unfinished(move.copy, NULL), ==, 0);
}

/* ---- Refused ---- */

static void
test_what_is_not_empty_is_not_copied_into(void)
{
    g_auto(Move) move = move_new();

    run(move.copy, "INSERT INTO tag (id, name, folded, colour, about, made_at)"
                   " VALUES (1, 'A', 'a', 'red', '', 1)");
    assert_refused(&move, APP_ERROR_CONFLICT, "'tag' has rows");
    g_assert_cmpint(count(move.copy, persons_sql), ==, 0);
}

static void
test_another_version_is_not_copied_into(void)
{
    g_auto(Move) move = move_new();

    run(move.copy, "DELETE FROM migration WHERE number = (SELECT max(number) FROM migration)");
    assert_refused(&move, APP_ERROR_INVALID, "version");
}

static void
test_a_source_that_went_on_is_begun_again(void)
{
    g_auto(Move) move = move_new();

    cut_copy(&move, 4);
    run(move.house->database, "UPDATE fact SET position = position + 1"
                              " WHERE position = (SELECT max(position) FROM fact)");
    assert_refused(&move, APP_ERROR_CONFLICT, "begin again");
}

static void
test_a_row_that_changed_on_the_way_is_told(void)
{
    g_auto(Move) move = move_new();

    cut_copy(&move, 8);
    run(move.copy, "UPDATE person SET name = 'Autre'"
                   " WHERE id = (SELECT min(id) FROM person)");
    assert_refused(&move, APP_ERROR_CONFLICT, "table 'person' is not the same");
    g_assert_cmpint(transfer_is_unfinished(move.copy, NULL), ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/transfer/back",
                    test_an_organisation_goes_to_another_engine_and_comes_back_the_same);
    g_test_add_func("/transfer/tables", test_every_table_of_the_schema_is_copied);
    g_test_add_func("/transfer/digest", test_one_value_that_differs_changes_the_digest);
    g_test_add_func("/transfer/cut", test_a_copy_that_was_cut_goes_on_where_it_stopped);
    g_test_add_func("/transfer/not-empty", test_what_is_not_empty_is_not_copied_into);
    g_test_add_func("/transfer/version", test_another_version_is_not_copied_into);
    g_test_add_func("/transfer/source-changed", test_a_source_that_went_on_is_begun_again);
    g_test_add_func("/transfer/target-changed", test_a_row_that_changed_on_the_way_is_told);
    return g_test_run();
}
