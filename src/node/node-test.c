#include "node/node.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "lib/cluster.h"
#include "lib/fixture.h"

#include <stdatomic.h>

#define START INT64_C(1800000000000) /* when tests that turn the clock begin */

static Node *
join(Database *database)
{
    g_autoptr(GError) error = NULL;
    Node *node = node_join(database, false, &error);

    g_assert_no_error(error);
    return node;
}

/* The number in ids that are made now. */
static int64_t
number_now(void)
{
    return id_new() >> 12 & ID_NODE_MAX;
}

static void
test_programs_of_one_store_have_different_numbers(void)
{
    g_autoptr(Database) database = database_fresh();
    Node *one = join(database);
    int64_t first = number_now();
    Node *two = join(database);
    int64_t second = number_now();

    g_assert_cmpint(first, ==, 1);
    g_assert_cmpint(second, ==, 2);
    node_leave(two);
    node_leave(one);
}

static void
test_a_number_rests_for_an_hour_before_another_has_it(void)
{
    g_autoptr(Database) database = database_fresh();

    clock_freeze(START);
    node_leave(join(database));
    clock_freeze(START + CLOCK_HOUR - 1);
    node_leave(join(database));
    g_assert_cmpint(number_now(), ==, 2);
    clock_freeze(START + CLOCK_HOUR);
    node_leave(join(database));
    g_assert_cmpint(number_now(), ==, 1);
    clock_freeze(0);
}

static void
test_a_program_that_died_gives_its_number_back_in_the_end(void)
{
    g_autoptr(Database) database = database_fresh();
    g_autoptr(Node) dead = NULL;
    g_autoptr(Node) other = NULL;

    clock_freeze(START);
    dead = join(database);
    clock_freeze(START + CLOCK_DAY);
    other = join(database);
    g_assert_cmpint(number_now(), ==, 1);
    clock_freeze(0);
}

static void
test_there_are_as_many_numbers_as_ids_can_tell_apart(void)
{
    g_autoptr(Database) database = database_fresh();
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)node_leave);
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < ID_NODE_MAX; i++)
        g_ptr_array_add(all, join(database));
    g_assert_cmpint(number_now(), ==, ID_NODE_MAX);
    g_assert_null(node_join(database, false, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
}

/* ---- Leases ---- */

static bool
holds(Node *node, int64_t subject)
{
    g_autoptr(GError) error = NULL;
    bool held = false;

    node_hold(node, "test", &subject, 1, &held, &error);
    g_assert_no_error(error);
    return held;
}

static void
test_a_lease_is_one_nodes_until_it_leaves_or_is_silent(void)
{
    g_autoptr(Database) database = database_fresh();
    g_autoptr(Node) one = NULL;
    g_autoptr(Node) two = NULL;

    clock_freeze(START);
    one = join(database);
    two = join(database);
    g_assert_true(holds(one, 7));
    g_assert_false(holds(two, 7));
    g_assert_true(holds(two, 8));
    clock_freeze(START + NODE_LEASE - 1);
    g_assert_true(holds(one, 7)); /* in time: it goes on */
    clock_freeze(START + NODE_LEASE);
    g_assert_false(holds(two, 7));
    g_assert_true(holds(one, 8)); /* the other was silent */
    clock_freeze(START + 3 * NODE_LEASE);
    g_assert_true(holds(two, 7));
    g_assert_true(node_release(two, "test", NULL));
    g_assert_true(holds(one, 7));
    clock_freeze(0);
}

static void
test_alone_a_node_holds_every_lease(void)
{
    g_autofree char *path = scratch_path(".db");
    g_autofree char *url = g_strconcat("sqlite:", path, NULL);
    g_autoptr(Database) database = database_open(url, NULL);
    g_autoptr(Node) node = join(database);

    g_assert_false(database_is_shared(database));
    g_assert_true(holds(node, 7));
    g_assert_true(holds(NULL, 7)); /* a program that made no node */
}

/* ---- News ---- */

static void
count(void *heard)
{
    atomic_fetch_add((_Atomic int *)heard, 1);
}

static bool
work_nothing(Db *tx, void *data, GError **error)
{
    return true;
}

static bool
comes_to(_Atomic int *heard, int least)
{
    gint64 end = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;

    while (*heard < least && g_get_monotonic_time() < end)
        g_usleep(1000);
    return *heard >= least;
}

static void
test_what_another_process_commits_is_heard_of(void)
{
    g_autofree char *url = database_url();
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) ours = database_open(url, &error);
    g_autoptr(Database) others = NULL;
    _Atomic int heard = 0;
    int before;

    g_assert_no_error(error);
    others = database_open(url, &error);
    g_assert_no_error(error);
    database_after_commit(ours, count, &heard);
    for (int i = 0; i < 20; i++) {
        before = heard;
        g_assert_true(database_write(others, work_nothing, NULL, &error));
        g_assert_true(comes_to(&heard, before + 1));
    }
    database_forget(ours, &heard);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/node/numbers-differ", test_programs_of_one_store_have_different_numbers);
    g_test_add_func("/node/number-rests", test_a_number_rests_for_an_hour_before_another_has_it);
    g_test_add_func("/node/number-of-the-dead",
                    test_a_program_that_died_gives_its_number_back_in_the_end);
    g_test_add_func("/node/all-numbers", test_there_are_as_many_numbers_as_ids_can_tell_apart);
    g_test_add_func("/node/alone", test_alone_a_node_holds_every_lease);
    if (cluster_is_there()) { /* several nodes need an engine of many */
        g_test_add_func("/node/lease", test_a_lease_is_one_nodes_until_it_leaves_or_is_silent);
        g_test_add_func("/node/news", test_what_another_process_commits_is_heard_of);
    }
    return g_test_run();
}
