/* What is sent without waiting for an answer: done when its work is done, undone with it when it
 * fails. */
#include "base/error.h"
#include "db/db.h"
#include "lib/fixture.h"

static const char make_sql[] = "CREATE TABLE word (text TEXT PRIMARY KEY)";
static const char add_sql[] = "INSERT INTO word (text) VALUES ($1)";
static const char count_sql[] = "SELECT count(*) FROM word";
static const char all_sql[] = "SELECT coalesce(string_agg(text, ' '), '') FROM"
                              " (SELECT text FROM word ORDER BY text) AS sorted";

static bool
make_table(Db *tx, void *data, GError **error)
{
    return db_run(tx, make_sql, DB_NO_ARGS, error);
}

static Database *
database_with_words(void)
{
    Database *database = database_fresh();

    g_assert_true(database_write(database, make_table, NULL, NULL));
    return database;
}

static bool
send_word(Db *tx, const char *text, GError **error)
{
    return db_send(tx, add_sql, DB_ARGS(DB_TEXT(text)), error);
}

static void
assert_words(Database *database, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *found = NULL;

    db_find_text(database_reader(database), all_sql, DB_NO_ARGS, &found, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(found, ==, expected);
}

/* ---- What goes well ---- */

static bool
send_and_look(Db *tx, void *data, GError **error)
{
    int64_t count = -1;

    if (!send_word(tx, "a", error) || !send_word(tx, "b", error) ||
        db_find_int(tx, count_sql, DB_NO_ARGS, &count, error) != 1)
        return false;
    g_assert_cmpint(count, ==, 2);
    return send_word(tx, "c", error);
}

static void
test_a_work_sees_what_it_sent_and_keeps_it(void)
{
    g_autoptr(Database) database = database_with_words();

    g_assert_true(database_write(database, send_and_look, NULL, NULL));
    assert_words(database, "a b c");
}

/* More than may be on the way at once; most texts are larger than a network's packets. */
static bool
send_many(Db *tx, void *data, GError **error)
{
    for (int i = 0; i < 1000; i++) {
        g_autofree char *text = g_strdup_printf("%04d%*s", i, i % 2 == 0 ? 4000 : 1, "");

        if (!send_word(tx, text, error))
            return false;
    }
    return true;
}

static void
test_a_thousand_statements_may_be_sent_in_a_row(void)
{
    g_autoptr(Database) database = database_with_words();
    int64_t count = -1;

    g_assert_true(database_write(database, send_many, NULL, NULL));
    g_assert_cmpint(db_find_int(database_reader(database), count_sql, DB_NO_ARGS, &count, NULL), ==,
                    1);
    g_assert_cmpint(count, ==, 1000);
}

/* ---- What fails ---- */

static bool
send_twice(Db *tx, void *data, GError **error)
{
    return send_word(tx, "same", error) && send_word(tx, "same", error) &&
           send_word(tx, "other", error);
}

static bool
send_twice_then_look(Db *tx, void *data, GError **error)
{
    int64_t count;

    return send_twice(tx, data, error) && db_find_int(tx, count_sql, DB_NO_ARGS, &count, error) > 0;
}

static bool
send_one(Db *tx, void *data, GError **error)
{
    return send_word(tx, data, error);
}

static void
test_what_fails_on_its_way_fails_its_work_alone_and_says_why(void)
{
    const DbWork works[] = {send_twice, send_twice_then_look};
    g_autoptr(Database) database = database_with_words();
    char before[] = "before", after[] = "after";

    g_assert_true(database_write(database, send_one, before, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(works); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_false(database_write(database, works[i], NULL, &error));
        g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
    }
    g_assert_true(database_write(database, send_one, after, NULL));
    assert_words(database, "after before");
}

/* All in one transaction: what fails in the middle is undone, its neighbours are not. */
static bool
try_three(Db *tx, void *data, GError **error)
{
    g_autoptr(GError) why = NULL;
    char first[] = "first", last[] = "last";

    g_assert_true(db_try(tx, send_one, first, error));
    g_assert_false(db_try(tx, send_twice, NULL, &why));
    g_assert_error(why, APP_ERROR, APP_ERROR_CONFLICT);
    return db_try(tx, send_one, last, error);
}

static void
test_a_try_that_fails_on_its_way_is_undone_alone(void)
{
    g_autoptr(Database) database = database_with_words();

    g_assert_true(database_write(database, try_three, NULL, NULL));
    assert_words(database, "first last");
}

/* A savepoint that comes behind the failure must not be what its undoing goes back to. */
static bool
send_twice_then_try(Db *tx, void *data, GError **error)
{
    char inner[] = "inner";
    bool sent = send_twice(tx, data, error);
    bool tried = db_try(tx, send_one, inner, sent ? error : NULL);

    return sent && tried;
}

static void
test_what_was_sent_before_a_try_fails_the_whole_work(void)
{
    g_autoptr(Database) database = database_with_words();
    g_autoptr(GError) error = NULL;

    g_assert_false(database_write(database, send_twice_then_try, NULL, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
    assert_words(database, "");
}

static bool
fail_after_sending(Db *tx, void *data, GError **error)
{
    return send_word(tx, "sent", error) && error_set(error, APP_ERROR_FORBIDDEN, "no");
}

static void
test_a_work_that_fails_takes_back_what_it_sent(void)
{
    g_autoptr(Database) database = database_with_words();
    g_autoptr(GError) error = NULL;

    g_assert_false(database_write(database, fail_after_sending, NULL, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_FORBIDDEN);
    assert_words(database, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/send/seen", test_a_work_sees_what_it_sent_and_keeps_it);
    g_test_add_func("/send/many", test_a_thousand_statements_may_be_sent_in_a_row);
    g_test_add_func("/send/failed", test_what_fails_on_its_way_fails_its_work_alone_and_says_why);
    g_test_add_func("/send/try", test_a_try_that_fails_on_its_way_is_undone_alone);
    g_test_add_func("/send/before-try", test_what_was_sent_before_a_try_fails_the_whole_work);
    g_test_add_func("/send/taken-back", test_a_work_that_fails_takes_back_what_it_sent);
    return g_test_run();
}
