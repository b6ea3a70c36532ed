#include "base/clock.h"
#include "conversation/list-store.h"
#include "lib/cluster.h"
#include "lib/house.h"
#include "tag/tag.h"

#include <string.h>

/* The plan of a statement, one line after the other. Owned by the caller. */
static char *
plan_of(House *house, const char *sql)
{
    g_autofree char *text = g_strconcat("EXPLAIN QUERY PLAN ", sql, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(DbRows) rows = NULL;
    GString *plan = g_string_new(NULL);

    rows = db_query(database_reader(house->database), g_intern_string(text),
                    DB_ARGS(DB_INT(1), DB_INT(1), DB_INT(1), DB_INT(1), DB_TEXT(""), DB_INT(1),
                            DB_INT(1), DB_INT(50), DB_INT(0), DB_INT(0), DB_INT(0), DB_INT(0),
                            DB_INT(1), DB_INT(0), DB_INT(0), DB_INT(0), DB_INT(0), DB_INT(0),
                            DB_INT(0), DB_INT(0), DB_INT(0)),
                    &error);
    g_assert_no_error(error);
    while (db_rows_next(rows, &error) == 1)
        g_string_append_printf(plan, "%s\n", db_rows_text(rows, 3));
    g_assert_no_error(error);
    return g_string_free(plan, FALSE);
}

static void
test_each_list_is_read_in_the_order_of_an_index(void)
{
    g_autoptr(House) house = house_new();
    const char *sql;

    if (cluster_is_there())
        return g_test_skip("these plans are SQLite's");
    for (size_t i = 0; (sql = list_store_sql(i)) != NULL; i++) {
        g_autofree char *plan = plan_of(house, sql);

        g_test_message("%s\n%s", sql, plan);
        g_assert_null(strstr(plan, "TEMP B-TREE"));
        g_assert_null(strstr(plan, "SCAN"));
        g_assert_nonnull(strstr(plan, "SEARCH c USING"));
    }
}

/* Each list of what is active has an index of its own: reading that of all for the few of one team
 * costs more as the others grow. */
static void
test_what_is_active_of_few_is_not_looked_for_in_all(void)
{
    g_autoptr(House) house = house_new();
    static const char *const indexes[] = {"conversation_active_assignee (<expr>=",
                                          "conversation_active_team (team="};

    if (cluster_is_there())
        return g_test_skip("these plans are SQLite's");
    for (size_t i = 0; i < G_N_ELEMENTS(indexes); i++) {
        int found = 0;
        const char *sql;

        for (size_t j = 0; (sql = list_store_sql(j)) != NULL; j++) {
            g_autofree char *plan = plan_of(house, sql);

            found += strstr(plan, indexes[i]) != NULL;
        }
        g_assert_cmpint(found, ==, 2); /* newest and oldest */
    }
}

typedef struct {
    int64_t ids[64];
    size_t n;
    int64_t last_key, last_id;
} Found;

static void
note(const ListRow *row, void *data)
{
    Found *found = data;

    found->ids[found->n++] = row->id;
    found->last_key = row->key;
    found->last_id = row->id;
}

static void
test_pages_give_every_row_once_whatever_comes_meanwhile(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    Found found = {0};
    ListQuery query = {.until = INT64_MAX, .limit = 3};

    list_query_begin(&query);
    for (int i = 0; i < 10; i++) /* several at the same time */
        house_hear(house, &(Mail){.from = "camille@example.org", .at = 1000 + i / 4});
    for (size_t before = 1; before != found.n;) {
        before = found.n;
        g_assert_true(
            list_store_page(database_reader(house->database), &query, note, &found, &error));
        query.from_key = found.last_key;
        query.from_id = found.last_id;
        house_hear(house, &(Mail){.from = "camille@example.org", .at = 9000});
    }
    g_assert_cmpuint(found.n, ==, 10);
    for (size_t i = 1; i < found.n; i++)
        g_assert_cmpint(found.ids[i], !=, found.ids[i - 1]);
}

static void
test_filters_are_all_applied(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    int64_t staff = house_staff(house, "sam");
    Received mine = house_hear(house, &(Mail){.from = "camille@example.org"});
    Received closed = house_hear(house, &(Mail){.from = "camille@example.org"});
    int64_t person =
        house_number(house, "SELECT person FROM conversation WHERE id = $1", mine.conversation);
    const struct {
        ListQuery query;
        size_t n;
    } cases[] = {
        {{.status = LIST_ALL}, 3},
        {{.status = LIST_ACTIVE}, 2},
        {{.status = STATUS_CLOSED}, 1},
        {{.status = STATUS_OPEN}, 2},
        {{.status = STATUS_SNOOZED}, 0},
        {{.status = LIST_ALL, .assignee = staff}, 1},
        {{.status = STATUS_CLOSED, .assignee = staff}, 0},
        {{.status = LIST_ACTIVE, .assignee = LIST_NOBODY}, 1},
        {{.status = LIST_ALL, .person = person}, 2},
        {{.status = STATUS_CLOSED, .person = person}, 1},
        {{.status = LIST_ALL, .channel = "chat"}, 0},
        {{.status = LIST_ALL, .channel = "mail", .sort = LIST_OLDEST}, 3},
        {{.status = LIST_ALL, .team = 77}, 0},
        {{.status = LIST_ACTIVE, .assignee = staff}, 1},
        {{.status = STATUS_OPEN, .assignee = LIST_NOBODY, .sort = LIST_OLDEST}, 1},
        {{.status = LIST_ACTIVE, .team = 77}, 0},
    };

    house_hear(house, &(Mail){.from = "sacha@example.org"});
    house_assign(house, mine.conversation, staff);
    house_change(house, closed.conversation, STATUS_CLOSED, staff);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        ListQuery query = cases[i].query;
        Found found = {0};

        g_test_message("case %zu", i);
        query.limit = 50;
        query.until = INT64_MAX;
        list_query_begin(&query);
        g_assert_true(
            list_store_page(database_reader(house->database), &query, note, &found, &error));
        g_assert_cmpuint(found.n, ==, cases[i].n);
    }
}

static bool
press(Db *tx, void *data, GError **error)
{
    ConversationChange change = CONVERSATION_KEEP_ALL;

    change.priority = PRIORITY_URGENT;
    return conversation_change(tx, *(int64_t *)data, &change, 0, error);
}

static bool
tag_some(Db *tx, void *data, GError **error)
{
    int64_t *ids = data; /* two matters, then the tags */
    int64_t put;

    return tag_add(tx, &(TagChange){.name = "Rare"}, 0, &ids[3], error) &&
           tag_add(tx, &(TagChange){.name = "Partout"}, 0, &ids[4], error) &&
           tag_put(tx, ids[0], ids[3], &put, error) && tag_put(tx, ids[0], ids[4], &put, error) &&
           tag_put(tx, ids[1], ids[3], &put, error) && tag_put(tx, ids[1], ids[4], &put, error) &&
           tag_put(tx, ids[2], ids[4], &put, error);
}

static void
test_a_rare_tag_leads_in_every_order(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    int64_t ids[5];
    /* Which stand first and second: of the matters 0 (older, urgent) and 1. */
    const struct {
        ListSort sort;
        int first;
    } cases[] = {{LIST_NEWEST, 1}, {LIST_OLDEST, 0}, {LIST_LONGEST, 0}, {LIST_PRESSING, 0}};

    for (int i = 0; i < 3; i++)
        ids[i] = house_hear(house, &(Mail){.from = "camille@example.org", .at = 1000 * (i + 1)})
                     .conversation;
    g_assert_true(database_write(house->database, tag_some, ids, &error));
    g_assert_true(database_write(house->database, press, &ids[0], &error));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        /* The common tag is asked first: the rare one is found to lead. */
        ListQuery query = {.status = LIST_ACTIVE,
                           .sort = cases[i].sort,
                           .until = INT64_MAX,
                           .tags = {ids[4], ids[3]},
                           .limit = 1};
        Found found = {0};

        g_test_message("case %zu", i);
        list_query_begin(&query);
        for (int page = 0; page < 3; page++) {
            g_assert_true(
                list_store_page(database_reader(house->database), &query, note, &found, &error));
            query.from_key = found.last_key;
            query.from_id = found.last_id;
        }
        g_assert_cmpuint(found.n, ==, 2);
        g_assert_cmpint(found.ids[0], ==, ids[cases[i].first]);
        g_assert_cmpint(found.ids[1], ==, ids[1 - cases[i].first]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/list/plans", test_each_list_is_read_in_the_order_of_an_index);
    g_test_add_func("/list/plans-of-few", test_what_is_active_of_few_is_not_looked_for_in_all);
    g_test_add_func("/list/pages", test_pages_give_every_row_once_whatever_comes_meanwhile);
    g_test_add_func("/list/filters", test_filters_are_all_applied);
    g_test_add_func("/list/rare-tag", test_a_rare_tag_leads_in_every_order);
    return g_test_run();
}
