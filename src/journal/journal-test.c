#include "journal/journal.h"
#include "lib/fixture.h"

static bool
append(Db *tx, void *fact, GError **error)
{
    return journal_append(tx, fact, error);
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

    database_write(database, append, &(Fact){.name = "a.done"}, &error);
    database_write(database, append, &(Fact){.name = "b.done"}, &error);
    g_assert_no_error(error);
    g_assert_cmpint(journal_read(database_reader(database), 0, 10, keep_name, names, &error), ==,
                    2);
    g_assert_cmpstr(names->str, ==, "a.done b.done ");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/journal/read/order", test_facts_are_read_in_order_from_a_position);
    return g_test_run();
}
