#include "status/status.h"

#include "http/server.h"
#include "lib/fixture.h"
#include "lib/house.h"

#include <string.h>

static const Module *const only_status[] = {&status_module, NULL};

static const Principal administrator = {.staff = 1, .rights = UINT64_C(1) << RIGHT_SETTING_MANAGE};

/* ---- The verdict ---- */

/* All is well, at a time; each test spoils one thing. */
static Status
sound(void)
{
    return (Status){
        .at = 100 * CLOCK_DAY,
        .disk = {.size = 1000, .free = 500},
        .queues = g_ptr_array_new_with_free_func(g_free),
        .readers = g_array_new(FALSE, TRUE, sizeof(JournalLag)),
        .mailboxes = g_ptr_array_new_with_free_func(g_free),
        .nodes = g_ptr_array_new_with_free_func(g_free),
        .searching = true,
        .backup_at = 100 * CLOCK_DAY - CLOCK_HOUR,
    };
}

static void
clear(Status *status)
{
    g_ptr_array_unref(status->queues);
    g_array_unref(status->readers);
    g_ptr_array_unref(status->mailboxes);
    g_ptr_array_unref(status->nodes);
}

static void
expect(Status *status, StatusCheckId check, StatusLevel level, const char *code)
{
    StatusVerdict verdicts[STATUS_CHECKS];

    status_judge(status, verdicts);
    g_assert_cmpstr(verdicts[check].code, ==, code);
    g_assert_cmpint(verdicts[check].level, ==, level);
    for (int i = 0; i < STATUS_CHECKS; i++)
        if (i != (int)check && i != CHECK_MAILBOXES)
            g_assert_cmpstr(verdicts[i].code, ==, "ok");
    g_assert_cmpint(status_worst(verdicts), ==, level);
}

static void
test_room_is_low_under_a_tenth_and_out_under_a_thirtieth(void)
{
    static const struct {
        int64_t free;
        StatusLevel level;
        const char *code;
    } cases[] = {{100, LEVEL_OK, "ok"},
                 {99, LEVEL_WARNING, "low"},
                 {30, LEVEL_WARNING, "low"},
                 {29, LEVEL_BAD, "full"},
                 {0, LEVEL_BAD, "full"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Status status = sound();

        status.disk.free = cases[i].free;
        expect(&status, CHECK_DISK, cases[i].level, cases[i].code);
        clear(&status);
    }
}

static void
add_queue(Status *status, JobQueue queue)
{
    StatusQueue *kept = g_new0(StatusQueue, 1);

    kept->queue = queue;
    g_ptr_array_add(status->queues, kept);
}

static void
test_jobs_are_late_by_the_oldest_of_all_kinds(void)
{
    static const struct {
        int64_t late;
        StatusLevel level;
        const char *code;
    } cases[] = {{STATUS_JOB_LATE, LEVEL_OK, "ok"},
                 {STATUS_JOB_LATE + 1, LEVEL_WARNING, "late"},
                 {STATUS_JOB_TOO_LATE + 1, LEVEL_BAD, "late"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Status status = sound();

        add_queue(&status, (JobQueue){.due = 2, .oldest_due_at = status.at - 1});
        add_queue(&status, (JobQueue){.due = 1, .oldest_due_at = status.at - cases[i].late});
        add_queue(&status, (JobQueue){.later = 9});
        expect(&status, CHECK_JOBS, cases[i].level, cases[i].code);
        clear(&status);
    }
}

static void
test_a_parked_job_asks_for_a_person(void)
{
    Status status = sound();

    add_queue(&status, (JobQueue){.parked = 1});
    expect(&status, CHECK_PARKED, LEVEL_WARNING, "parked");
    clear(&status);
}

static void
test_a_reader_that_fails_is_worse_than_one_that_is_late(void)
{
    Status status = sound();
    JournalLag late = {.name = "a", .behind = 3, .since = status.at - STATUS_READER_LATE - 1};
    JournalLag stuck = {
        .name = "b", .behind = 1, .since = status.at, .failures = JOURNAL_STUCK_AFTER};

    g_array_append_val(status.readers, late);
    expect(&status, CHECK_READERS, LEVEL_WARNING, "behind");
    g_array_append_val(status.readers, stuck);
    expect(&status, CHECK_READERS, LEVEL_BAD, "stuck");
    clear(&status);
}

static void
test_the_index_is_behind_then_being_built(void)
{
    Status status = sound();

    status.search_behind = 10;
    status.search_since = status.at - STATUS_SEARCH_LATE;
    expect(&status, CHECK_SEARCH, LEVEL_OK, "ok");
    status.search_since--;
    expect(&status, CHECK_SEARCH, LEVEL_WARNING, "behind");
    status.search_behind = STATUS_SEARCH_MAX;
    expect(&status, CHECK_SEARCH, LEVEL_BAD, "rebuilding");
    clear(&status);
}

static void
test_a_mailbox_that_only_a_person_can_mend_comes_first(void)
{
    static const struct {
        MailboxHealthState state;
        StatusLevel level;
        const char *code;
    } cases[] = {{HEALTH_PAUSED, LEVEL_OK, "ok"},
                 {HEALTH_LATE, LEVEL_WARNING, "late"},
                 {HEALTH_FAILING, LEVEL_BAD, "failing"},
                 {HEALTH_SIGNED_OUT, LEVEL_BAD, "signed_out"}};
    Status status = sound();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        StatusMailbox *mailbox = g_new0(StatusMailbox, 1);

        mailbox->state = cases[i].state; /* those before stay */
        g_ptr_array_add(status.mailboxes, mailbox);
        expect(&status, CHECK_MAILBOXES, cases[i].level, cases[i].code);
    }
    clear(&status);
}

static StatusNode *
add_node(Status *status, const char *version, int64_t silent)
{
    StatusNode *node = g_new0(StatusNode, 1);

    node->version = (char *)version;
    node->seen_at = status->at - silent;
    g_ptr_array_add(status->nodes, node);
    return node;
}

static void
test_a_node_that_is_silent_is_gone(void)
{
    Status status = sound();
    StatusNode *other;

    add_node(&status, "1", 0);
    other = add_node(&status, "1", STATUS_NODE_GONE);
    expect(&status, CHECK_NODES, LEVEL_OK, "ok");
    other->version = (char *)"2";
    expect(&status, CHECK_NODES, LEVEL_WARNING, "versions");
    other->seen_at--;
    expect(&status, CHECK_NODES, LEVEL_BAD, "gone");
    clear(&status);
}

static void
test_a_backup_grows_old(void)
{
    static const struct {
        int64_t age;
        StatusLevel level;
        const char *code;
    } cases[] = {{STATUS_BACKUP_OLD, LEVEL_OK, "ok"},
                 {STATUS_BACKUP_OLD + 1, LEVEL_WARNING, "old"},
                 {STATUS_BACKUP_TOO + 1, LEVEL_BAD, "old"},
                 {100 * CLOCK_DAY, LEVEL_WARNING, "never"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Status status = sound();

        status.backup_at = status.at - cases[i].age;
        expect(&status, CHECK_BACKUP, cases[i].level, cases[i].code);
        clear(&status);
    }
}

/* ---- The look ---- */

static bool
begin(Db *tx, void *data, GError **error)
{
    int64_t now = *(int64_t *)data;

    return job_add(tx, "message.send", 1, NULL, now - CLOCK_MINUTE, error) &&
           job_add(tx, "message.send", 2, NULL, now + CLOCK_DAY, error) &&
           job_add_parked(tx, "survey.ask", 3, NULL, 16, "no", error);
}

static void
test_jobs_are_counted_by_kind_and_what_they_wait_for(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Status) status = NULL;
    int64_t now = 100 * CLOCK_DAY;
    const JobQueue *sent, *asked;

    clock_freeze(now);
    g_assert_true(database_write(house->database, begin, &now, &error));
    status = status_look(&house->context, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(status->queues->len, ==, 2);
    sent = &((StatusQueue *)status->queues->pdata[0])->queue;
    asked = &((StatusQueue *)status->queues->pdata[1])->queue;
    g_assert_cmpstr(sent->kind, ==, "message.send");
    g_assert_cmpint(sent->due, ==, 1);
    g_assert_cmpint(sent->later, ==, 1);
    g_assert_cmpint(sent->oldest_due_at, ==, now - CLOCK_MINUTE);
    g_assert_cmpint(asked->parked, ==, 1);
    g_assert_cmpint(asked->oldest_due_at, ==, 0);
    clock_freeze(0);
}

static void
test_a_backup_that_was_made_is_known(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Status) status = NULL;

    clock_freeze(7 * CLOCK_DAY);
    g_assert_true(status_tell_backup(house->database, 5, &error));
    clock_freeze(8 * CLOCK_DAY);
    g_assert_true(status_tell_backup(house->database, 6, &error));
    status = status_look(&house->context, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status->backup_at, ==, 8 * CLOCK_DAY);
    g_assert_cmpint(status->backup_bytes, ==, 6);
    clock_freeze(0);
}

static void
test_a_node_is_there_while_it_runs(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *name = status_node_name(&house->context);
    guint seen = 0;

    g_assert_true(status_module.start(&house->context, &error));
    while (seen == 0) { /* its thread has not beaten yet */
        g_autoptr(Status) status = status_look(&house->context, NULL, &error);

        g_assert_no_error(error);
        seen = status->nodes->len;
        if (seen == 1)
            g_assert_cmpstr(((StatusNode *)status->nodes->pdata[0])->name, ==, name);
    }
    status_module.stop(&house->context);
    {
        g_autoptr(Status) status = status_look(&house->context, NULL, &error);

        g_assert_no_error(error);
        g_assert_cmpuint(status->nodes->len, ==, 0);
    }
}

/* ---- Who may read ---- */

static unsigned
ask_metrics(House *house, const char *const *headers)
{
    const Route *const tables[] = {status_module.routes};

    return route_ask(house->database, &house->context, tables, 1,
                     &(Ask){.method = "GET", .path = "/metrics", .headers = headers}, NULL);
}

static void
test_figures_are_for_this_machine_or_for_a_token(void)
{
    static const char token[] = "a token of enough length";
    static const char *const right[] = {"Authorization", "Bearer a token of enough length", NULL};
    static const char *const wrong[] = {"Authorization", "Bearer a token of enough lengtH", NULL};
    g_autoptr(House) house = house_new();

    /* Tests ask from 192.0.2.1. */
    g_assert_cmpuint(ask_metrics(house, NULL), ==, 403);
    g_assert_cmpuint(ask_metrics(house, right), ==, 403);
    house->context.metrics_token = token;
    g_assert_cmpuint(ask_metrics(house, NULL), ==, 401);
    g_assert_cmpuint(ask_metrics(house, wrong), ==, 401);
    g_assert_cmpuint(ask_metrics(house, right), ==, 200);
}

static void
test_the_page_has_the_shape_it_promises(void)
{
    g_autoptr(House) house = house_new();
    json_t *answer =
        house_json(house, only_status, &administrator, "GET", "/api/status", NULL, 200);

    g_assert_cmpuint(json_array_size(json_object_get(answer, "checks")), ==, STATUS_CHECKS);
    json_decref(answer);
}

static void
test_a_node_whose_store_answers_is_ready(void)
{
    g_autoptr(House) house = house_new();

    status_ready_forget();
    g_assert_null(status_not_ready(&house->context));
}

static void
test_a_node_that_takes_no_mail_though_it_should_is_not_ready(void)
{
    g_autoptr(House) house = house_new();
    MailOptions mail = *house->context.mail;

    mail.lmtp = "127.0.0.1:2424";
    house->context.mail = &mail;
    status_ready_forget();
    g_assert_cmpstr(status_not_ready(&house->context), ==, "lmtp");
}

static bool
spoil(Db *tx, void *data, GError **error)
{
    static const char sql[] = "DROP TABLE fact";

    return db_run(tx, sql, DB_NO_ARGS, error);
}

static void
test_a_node_whose_store_fails_is_not_ready_and_says_so_for_a_second(void)
{
    g_autoptr(House) house = house_new();
    g_autofree char *answer = NULL;
    const Route *const tables[] = {status_module.routes};

    status_ready_forget();
    g_assert_null(status_not_ready(&house->context));
    g_assert_true(database_write(house->database, spoil, NULL, NULL));
    g_assert_null(status_not_ready(&house->context)); /* the answer of just now */
    status_ready_forget();
    g_assert_cmpuint(route_ask(house->database, &house->context, tables, 1,
                               &(Ask){.method = "GET", .path = "/ready"}, &answer),
                     ==, 503);
    g_assert_cmpstr(answer, ==, "{\"ready\":false,\"reason\":\"store\"}");
}

static bool
add_facts(Db *tx, void *data, GError **error)
{
    static const char sql[] =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)"
        " INSERT INTO fact (position, at, name, data) SELECT i, i, 'a.done', '{}' FROM n";

    return db_run(tx, sql, DB_ARGS(DB_INT(*(int64_t *)data)), error);
}

static void
test_a_node_that_would_find_next_to_nothing_is_not_ready(void)
{
    static const struct {
        int64_t facts;
        const char *reason;
    } cases[] = {{STATUS_SEARCH_MAX - 1, NULL}, {STATUS_SEARCH_MAX, "search"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        g_autofree char *path = scratch_path("index");
        g_autoptr(GError) error = NULL;
        int64_t facts = cases[i].facts - journal_last(database_reader(house->database), NULL);

        g_assert_cmpint(facts, ==, cases[i].facts); /* none yet */
        house->context.fulltext = fulltext_open(path, &error);
        g_assert_no_error(error);
        database_write(house->database, add_facts, &facts, &error);
        g_assert_no_error(error);
        status_ready_forget();
        g_assert_cmpstr(status_not_ready(&house->context), ==, cases[i].reason);
        g_clear_pointer(&house->context.fulltext, fulltext_close);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/status/room is low under a tenth and out under a thirtieth",
                    test_room_is_low_under_a_tenth_and_out_under_a_thirtieth);
    g_test_add_func("/status/jobs are late by the oldest of all kinds",
                    test_jobs_are_late_by_the_oldest_of_all_kinds);
    g_test_add_func("/status/a parked job asks for a person", test_a_parked_job_asks_for_a_person);
    g_test_add_func("/status/a reader that fails is worse than one that is late",
                    test_a_reader_that_fails_is_worse_than_one_that_is_late);
    g_test_add_func("/status/the index is behind, then being built",
                    test_the_index_is_behind_then_being_built);
    g_test_add_func("/status/a mailbox that only a person can mend comes first",
                    test_a_mailbox_that_only_a_person_can_mend_comes_first);
    g_test_add_func("/status/a node that is silent is gone", test_a_node_that_is_silent_is_gone);
    g_test_add_func("/status/a backup grows old", test_a_backup_grows_old);
    g_test_add_func("/status/jobs are counted by kind and what they wait for",
                    test_jobs_are_counted_by_kind_and_what_they_wait_for);
    g_test_add_func("/status/a backup that was made is known",
                    test_a_backup_that_was_made_is_known);
    g_test_add_func("/status/a node is there while it runs", test_a_node_is_there_while_it_runs);
    g_test_add_func("/status/figures are for this machine or for a token",
                    test_figures_are_for_this_machine_or_for_a_token);
    g_test_add_func("/status/the page has the shape it promises",
                    test_the_page_has_the_shape_it_promises);
    g_test_add_func("/status/a node whose store answers is ready",
                    test_a_node_whose_store_answers_is_ready);
    g_test_add_func("/status/a node that takes no mail though it should is not ready",
                    test_a_node_that_takes_no_mail_though_it_should_is_not_ready);
    g_test_add_func("/status/a node whose store fails is not ready, and says so for a second",
                    test_a_node_whose_store_fails_is_not_ready_and_says_so_for_a_second);
    g_test_add_func("/status/a node that would find next to nothing is not ready",
                    test_a_node_that_would_find_next_to_nothing_is_not_ready);
    return g_test_run();
}
