#include "conversation/conversation-merge.h"

#include "base/clock.h"
#include "base/error.h"
#include "lib/house.h"
#include "person/person.h"

#include <string.h>

static const char status_sql[] = "SELECT status FROM conversation WHERE id = $1";
static const char count_sql[] = "SELECT message_count FROM conversation WHERE id = $1";
static const char where_sql[] = "SELECT conversation FROM message WHERE id = $1";
static const char waiting_sql[] = "SELECT waiting_since FROM conversation WHERE id = $1";
static const char opened_sql[] = "SELECT opened_at FROM conversation WHERE id = $1";

static void
check(House *house)
{
    house_check(house, &person_module);
    house_check(house, &conversation_module);
}

/* ---- Doing it ---- */

typedef struct {
    int64_t conversation, other, staff;
    Split split;
    int64_t result;
} Act;

static bool
merge(Db *tx, void *data, GError **error)
{
    Act *act = data;

    return conversation_merge(tx, act->conversation, act->other, CONVERSATION_KEEP, act->staff,
                              &act->result, error);
}

static bool
unmerge(Db *tx, void *data, GError **error)
{
    Act *act = data;

    return conversation_unmerge(tx, act->conversation, act->staff, error);
}

static bool
split(Db *tx, void *data, GError **error)
{
    Act *act = data;

    return conversation_split(tx, &act->split, act->staff, &act->result, error);
}

static int64_t
must(House *house, DbWork work, Act act)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(database_write(house->database, work, &act, &error));
    g_assert_no_error(error);
    return act.result;
}

static void
refused(House *house, DbWork work, Act act, AppError code)
{
    g_autoptr(GError) error = NULL;

    g_assert_false(database_write(house->database, work, &act, &error));
    g_assert_error(error, APP_ERROR, (int)code);
}

static int64_t
split_one(House *house, int64_t conversation, int64_t message, const char *subject)
{
    return must(house, split,
                (Act){.split = {conversation, &message, 1, subject, CONVERSATION_KEEP}});
}

static Received
answers_by_token(House *house, const char *from, int64_t conversation)
{
    g_autofree char *token = conversation_token(&house->context, conversation);

    return house_hear(house, &(Mail){.from = from, .token = token});
}

/* All that a merge may change, but versions. */
static char *
everything(House *house)
{
    static const char sql[] =
        "SELECT (SELECT string_agg(line, ' / ') FROM (SELECT id || ' ' || status || ' ' ||"
        "         subject || ' ' || channel || ' ' || person || ' ' || coalesce(our_address, '')"
        "         || ' a' || coalesce(assignee, 0) || ' t' || coalesce(team, 0) || ' ' || preview"
        "         || ' n' || message_count || ' ' || opened_at || ' ' || last_at || ' w' ||"
        "         coalesce(waiting_since, 0) || ' f' || coalesce(first_answer_at, 0) || ' c' ||"
        "         coalesce(closed_at, 0) || ' s' || coalesce(snoozed_until, 0) || ' r' || reopened"
        "         || ' m' || coalesce(merged_into, 0) AS line FROM conversation ORDER BY id) AS c)"
        " || ' / ' || (SELECT string_agg(line, ' / ') FROM (SELECT id || ' in ' ||"
        "         conversation || ' ' || coalesce(subject, '-') AS line FROM message ORDER BY id) "
        "AS m)"
        " || ' / ' || (SELECT string_agg(line, ' / ') FROM (SELECT conversation || ' of '"
        "         || person AS line FROM participant ORDER BY conversation, person) AS p)"
        " || ' / ' || (SELECT count(*) || ' episodes' FROM episode) || ($1 - $1)";

    return house_text(house, sql, 0);
}

/* ---- What the staff sees ---- */

static void
test_answers_to_either_thread_arrive_in_the_survivor(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received a = house_hear(house, &(Mail){.from = "camille@example.org", .id = "a@example.org"});
    Received b = house_hear(house, &(Mail){.from = "sacha@example.org", .subject = "La même"});
    g_autofree char *ours =
        house_text(house, "SELECT external_id FROM message WHERE id = $1",
                   house_write(house, a.conversation, DIRECTION_OUT, staff, "Voici."));
    Received got;

    g_assert_cmpint(must(house, merge, (Act){a.conversation, b.conversation, staff}), ==,
                    b.conversation);
    g_assert_cmpint(house_number(house, where_sql, a.message), ==, b.conversation);
    g_assert_cmpint(house_number(house, count_sql, b.conversation), ==, 3);
    g_assert_cmpint(house_number(house, count_sql, a.conversation), ==, 0);
    g_assert_cmpint(house_number(house, status_sql, b.conversation), ==, STATUS_OPEN);
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM participant WHERE conversation = $1",
                                 b.conversation),
                    ==, 2);
    got = answers_by_token(house, "camille@travail.example", a.conversation);
    g_assert_cmpint(got.conversation, ==, b.conversation);
    got = house_hear(house, &(Mail){.from = "camille@example.org", .answers = {ours}});
    g_assert_cmpint(got.conversation, ==, b.conversation);
    got = answers_by_token(house, "sacha@example.org", b.conversation);
    g_assert_cmpint(got.conversation, ==, b.conversation);
    check(house);
}

static void
test_the_survivor_owes_what_either_owed(void)
{
    static const struct {
        ConversationStatus merged, survivor, both;
        bool older; /* it waits since the merged one did */
    } cases[] = {
        {STATUS_OPEN, STATUS_OPEN, STATUS_OPEN, true},
        {STATUS_OPEN, STATUS_WAITING, STATUS_OPEN, true},
        {STATUS_WAITING, STATUS_OPEN, STATUS_OPEN, false},
        {STATUS_OPEN, STATUS_SNOOZED, STATUS_OPEN, true},
        {STATUS_WAITING, STATUS_SNOOZED, STATUS_SNOOZED, false},
        {STATUS_SNOOZED, STATUS_WAITING, STATUS_SNOOZED, true},
        {STATUS_OPEN, STATUS_CLOSED, STATUS_OPEN, true},
        {STATUS_WAITING, STATUS_CLOSED, STATUS_WAITING, false},
        {STATUS_SNOOZED, STATUS_CLOSED, STATUS_SNOOZED, true},
        {STATUS_CLOSED, STATUS_OPEN, STATUS_OPEN, false},
        {STATUS_CLOSED, STATUS_WAITING, STATUS_WAITING, false},
        {STATUS_CLOSED, STATUS_CLOSED, STATUS_CLOSED, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        int64_t staff = house_staff(house, "sam");
        const ConversationStatus wanted[] = {cases[i].merged, cases[i].survivor};
        Received got[2];
        g_autofree char *before = NULL;
        g_autofree char *after = NULL;

        g_test_message("%s into %s", conversation_status_word(wanted[0]),
                       conversation_status_word(wanted[1]));
        for (int j = 0; j < 2; j++) {
            got[j] = house_hear(house, &(Mail){.from = "camille@example.org", .at = 1000 + j});
            if (wanted[j] == STATUS_WAITING)
                house_write(house, got[j].conversation, DIRECTION_OUT, staff, "Voici.");
            else
                house_change(house, got[j].conversation, wanted[j], staff);
        }
        before = everything(house);
        must(house, merge, (Act){got[0].conversation, got[1].conversation, staff});
        g_assert_cmpint(house_number(house, status_sql, got[1].conversation), ==, cases[i].both);
        if (cases[i].older) {
            g_assert_cmpint(house_number(house, waiting_sql, got[1].conversation), ==, 1000);
            g_assert_cmpint(house_number(house, opened_sql, got[1].conversation), ==, 1000);
        }
        check(house);
        must(house, unmerge, (Act){got[0].conversation, 0, staff});
        after = everything(house);
        g_assert_cmpstr(after, ==, before);
        check(house);
    }
}

static void
test_chains_lead_to_their_end_and_rings_are_refused(void)
{
    g_autoptr(House) house = house_new();
    Received a = house_hear(house, &(Mail){.from = "a@example.org"});
    Received b = house_hear(house, &(Mail){.from = "b@example.org"});
    Received c = house_hear(house, &(Mail){.from = "c@example.org"});

    must(house, merge, (Act){a.conversation, b.conversation, 0});
    refused(house, merge, (Act){b.conversation, a.conversation, 0}, APP_ERROR_INVALID);
    refused(house, merge, (Act){b.conversation, b.conversation, 0}, APP_ERROR_INVALID);
    refused(house, merge, (Act){a.conversation, c.conversation, 0}, APP_ERROR_CONFLICT);
    refused(house, merge, (Act){c.conversation, 12345, 0}, APP_ERROR_NOT_FOUND);
    g_assert_cmpint(must(house, merge, (Act){c.conversation, a.conversation, 0}), ==,
                    b.conversation);
    must(house, unmerge, (Act){c.conversation, 0, 0});
    must(house, merge, (Act){b.conversation, c.conversation, 0});
    g_assert_cmpint(answers_by_token(house, "a@example.org", a.conversation).conversation, ==,
                    c.conversation);
    refused(house, unmerge, (Act){a.conversation, 0, 0}, APP_ERROR_CONFLICT);
    refused(house, unmerge, (Act){c.conversation, 0, 0}, APP_ERROR_CONFLICT);
    check(house);
    must(house, unmerge, (Act){b.conversation, 0, 0});
    g_assert_cmpint(house_number(house, count_sql, b.conversation), ==, 3);
    must(house, unmerge, (Act){a.conversation, 0, 0});
    g_assert_cmpint(house_number(house, count_sql, a.conversation), ==, 2);
    check(house);
}

static void
test_what_came_since_goes_back_if_it_was_for_the_merged_one(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received a = house_hear(house, &(Mail){.from = "camille@example.org", .id = "a@example.org"});
    Received b = house_hear(house, &(Mail){.from = "sacha@example.org"});
    Received by_token, by_reference, to_survivor;
    int64_t reply;

    house_write(house, a.conversation, DIRECTION_OUT, staff, "Voici.");
    house_change(house, a.conversation, STATUS_CLOSED, staff);
    must(house, merge, (Act){a.conversation, b.conversation, staff});
    by_token = answers_by_token(house, "camille@example.org", a.conversation);
    by_reference =
        house_hear(house, &(Mail){.from = "camille@example.org", .answers = {"a@example.org"}});
    to_survivor = answers_by_token(house, "sacha@example.org", b.conversation);
    reply = house_write(house, b.conversation, DIRECTION_OUT, staff, "À tous deux.");
    must(house, unmerge, (Act){a.conversation, 0, staff});
    g_assert_cmpint(house_number(house, where_sql, by_token.message), ==, a.conversation);
    g_assert_cmpint(house_number(house, where_sql, by_reference.message), ==, a.conversation);
    g_assert_cmpint(house_number(house, where_sql, to_survivor.message), ==, b.conversation);
    g_assert_cmpint(house_number(house, where_sql, reply), ==, b.conversation);
    /* It was over, and she has spoken since. */
    g_assert_cmpint(house_number(house, status_sql, a.conversation), ==, STATUS_OPEN);
    g_assert_cmpint(house_number(house, status_sql, b.conversation), ==, STATUS_WAITING);
    check(house);
}

static void
test_a_merged_matter_shows_nowhere_and_changes_no_more(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received a = house_hear(house, &(Mail){.from = "camille@example.org"});
    Received b = house_hear(house, &(Mail){.from = "camille@example.org"});

    house_change(house, a.conversation, STATUS_CLOSED, staff);
    must(house, merge, (Act){a.conversation, b.conversation, staff});
    refused(house, split, (Act){.split = {a.conversation, &a.message, 1, "x", CONVERSATION_KEEP}},
            APP_ERROR_CONFLICT);
    /* A survey of the one that was closed, say, asks where the person is now. */
    house_write(house, a.conversation, DIRECTION_OUT, 0, "Comment était-ce ?");
    g_assert_cmpint(house_number(house, count_sql, b.conversation), ==, 3);
    check(house);
}

/* ---- Splitting ---- */

static void
test_an_answer_goes_where_the_message_is_now(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received a = house_hear(house, &(Mail){.from = "camille@example.org", .subject = "Facture"});
    Received second = answers_by_token(house, "camille@example.org", a.conversation);
    int64_t ours = house_write(house, a.conversation, DIRECTION_OUT, staff, "Pour la seconde.");
    g_autofree char *external =
        house_text(house, "SELECT external_id FROM message WHERE id = $1", ours);
    g_autofree char *token = conversation_token(&house->context, a.conversation);
    const int64_t leaving[] = {second.message, ours};
    Received got;
    int64_t matter = must(
        house, split,
        (Act){.split = {a.conversation, leaving, 2, "Changement d’adresse", CONVERSATION_KEEP}});

    g_assert_cmpint(house_number(house, status_sql, matter), ==, STATUS_WAITING);
    g_assert_cmpint(house_number(house, count_sql, matter), ==, 2);
    g_assert_cmpint(house_number(house, status_sql, a.conversation), ==, STATUS_OPEN);
    check(house);
    /* The address of our mail has the old token; the message it answers says more. */
    got = house_hear(
        house, &(Mail){.from = "camille@travail.example", .token = token, .answers = {external}});
    g_assert_cmpint(got.conversation, ==, matter);
    got = house_hear(house, &(Mail){.from = "camille@example.org", .answers = {external}});
    g_assert_cmpint(got.conversation, ==, matter);
    got = answers_by_token(house, "camille@example.org", a.conversation);
    g_assert_cmpint(got.conversation, ==, a.conversation);
    check(house);
}

static void
test_what_opened_a_closed_matter_leaves_it_closed_as_it_was(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received a = house_hear(house, &(Mail){.from = "camille@example.org"});
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;
    static const char row_sql[] = "SELECT status || ' ' || opened_at || ' ' || closed_at || ' ' ||"
                                  " reopened || ' ' || message_count FROM conversation"
                                  " WHERE id = $1";
    Received other;

    house_write(house, a.conversation, DIRECTION_OUT, staff, "Voici.");
    house_change(house, a.conversation, STATUS_CLOSED, staff);
    before = house_text(house, row_sql, a.conversation);
    other = answers_by_token(house, "camille@example.org", a.conversation);
    g_assert_cmpint(house_number(house, status_sql, a.conversation), ==, STATUS_OPEN);
    split_one(house, a.conversation, other.message, "Autre chose");
    after = house_text(house, row_sql, a.conversation);
    g_assert_cmpstr(after, ==, before);
    check(house);
}

static void
test_splits_that_cannot_be(void)
{
    g_autoptr(House) house = house_new();
    Received a = house_hear(house, &(Mail){.from = "camille@example.org"});
    Received b = house_hear(house, &(Mail){.from = "sacha@example.org"});
    Received more = answers_by_token(house, "camille@example.org", a.conversation);
    const int64_t all[] = {a.message, more.message}, twice[] = {more.message, more.message};
    const struct {
        Split split;
        AppError code;
    } cases[] = {
        {{a.conversation, all, 2, "Tout", CONVERSATION_KEEP}, APP_ERROR_INVALID},
        {{a.conversation, twice, 2, "Deux fois", CONVERSATION_KEEP}, APP_ERROR_INVALID},
        {{a.conversation, &b.message, 1, "D’une autre", CONVERSATION_KEEP}, APP_ERROR_INVALID},
        {{a.conversation, all, 1, "  ", CONVERSATION_KEEP}, APP_ERROR_INVALID},
        {{a.conversation, all, 1, "Trop tard", 1}, APP_ERROR_CONFLICT},
        {{12345, all, 1, "Nulle part", CONVERSATION_KEEP}, APP_ERROR_NOT_FOUND},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].split.subject);
        refused(house, split, (Act){.split = cases[i].split}, cases[i].code);
    }
    check(house);
}

/* ---- Whatever happens ---- */

#define LIVES   12
#define MOMENTS 40

typedef struct {
    House *house;
    GRand *chance;
    int64_t staff;
    GArray *conversations, *messages; /* of int64_t */
} Life;

static int64_t
any(Life *life, GArray *ids)
{
    return g_array_index(ids, int64_t, g_rand_int_range(life->chance, 0, (gint32)ids->len));
}

static bool
is_merged(Life *life, int64_t conversation)
{
    return house_number(life->house, "SELECT merged_into FROM conversation WHERE id = $1",
                        conversation) != 0;
}

static void
someone_writes(Life *life, bool token, bool reference)
{
    static const char *const people[] = {"camille@example.org", "sacha@example.org",
                                         "alix@example.org"};
    bool known = life->conversations->len > 0;
    g_autofree char *named =
        token && known ? conversation_token(&life->house->context, any(life, life->conversations))
                       : NULL;
    g_autofree char *answered =
        reference && known
            ? house_text(life->house, "SELECT external_id FROM message WHERE id = $1",
                         any(life, life->messages))
            : NULL;
    Received got =
        house_hear(life->house, &(Mail){.from = people[g_rand_int_range(life->chance, 0, 3)],
                                        .token = named,
                                        .answers = {answered}});

    g_array_append_val(life->messages, got.message);
    if (house_number(life->house, count_sql, got.conversation) == 1)
        g_array_append_val(life->conversations, got.conversation);
}

static void
staff_writes(Life *life)
{
    int64_t conversation = any(life, life->conversations), message;

    if (is_merged(life, conversation))
        return;
    message = house_write(life->house, conversation, DIRECTION_OUT, life->staff, "Voici.");
    g_array_append_val(life->messages, message);
}

static void
staff_changes(Life *life)
{
    int64_t conversation = any(life, life->conversations);

    if (!is_merged(life, conversation))
        house_change(
            life->house, conversation,
            (ConversationStatus)g_rand_int_range(life->chance, STATUS_OPEN, STATUS_CLOSED + 1),
            life->staff);
}

static void
try(Life *life, DbWork work, Act act)
{
    g_autoptr(GError) error = NULL;

    act.staff = life->staff;
    if (!database_write(life->house->database, work, &act, &error)) {
        g_assert_true(g_error_matches(error, APP_ERROR, APP_ERROR_INVALID) ||
                      g_error_matches(error, APP_ERROR, APP_ERROR_CONFLICT));
        return;
    }
    if (work == split)
        g_array_append_val(life->conversations, act.result);
}

static void
merges_and_thinks_better(Life *life)
{
    Act act = {any(life, life->conversations), any(life, life->conversations), life->staff};
    g_autofree char *before = everything(life->house);
    g_autofree char *after = NULL;

    if (!database_write(life->house->database, merge, &act, NULL))
        return;
    must(life->house, unmerge, act);
    after = everything(life->house);
    g_assert_cmpstr(after, ==, before);
}

static void
splits(Life *life)
{
    int64_t first = any(life, life->messages);

    try(life, split,
        (Act){.split = {house_number(life->house, where_sql, first), &first, 1, "Autre",
                        CONVERSATION_KEEP}});
}

static void
live_a_moment(Life *life)
{
    int what = life->conversations->len < 2 ? 0 : g_rand_int_range(life->chance, 0, 12);

    if (what <= 1)
        someone_writes(life, false, false);
    else if (what <= 3)
        someone_writes(life, true, what == 3);
    else if (what == 4)
        someone_writes(life, false, true);
    else if (what == 5)
        staff_writes(life);
    else if (what == 6)
        staff_changes(life);
    else if (what <= 8)
        try(life, merge, (Act){any(life, life->conversations), any(life, life->conversations), 0});
    else if (what == 9)
        try(life, unmerge, (Act){any(life, life->conversations), 0, 0});
    else if (what == 10)
        splits(life);
    else
        merges_and_thinks_better(life);
}

static void
test_whatever_happens_no_message_is_lost_and_all_adds_up(void)
{
    guint32 seed = g_test_rand_int();

    g_test_message("seed %u", seed);
    for (guint32 i = 0; i < LIVES; i++) {
        g_autoptr(House) house = house_new();
        g_autoptr(GRand) chance = g_rand_new_with_seed(seed + i);
        g_autoptr(GArray) conversations = g_array_new(FALSE, FALSE, sizeof(int64_t));
        g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(int64_t));
        Life life = {house, chance, house_staff(house, "sam"), conversations, messages};

        for (int j = 0; j < MOMENTS; j++) {
            live_a_moment(&life);
            g_assert_cmpint(
                house_number(house, "SELECT count(*) FROM message WHERE conversation > 0", 0), ==,
                messages->len);
            if (j % 8 == 0)
                check(house);
        }
        check(house);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/merge/answers to either thread arrive in the survivor",
                    test_answers_to_either_thread_arrive_in_the_survivor);
    g_test_add_func("/merge/the survivor owes what either owed",
                    test_the_survivor_owes_what_either_owed);
    g_test_add_func("/merge/chains lead to their end and rings are refused",
                    test_chains_lead_to_their_end_and_rings_are_refused);
    g_test_add_func("/merge/what came since goes back if it was for the merged one",
                    test_what_came_since_goes_back_if_it_was_for_the_merged_one);
    g_test_add_func("/merge/a merged matter shows nowhere and changes no more",
                    test_a_merged_matter_shows_nowhere_and_changes_no_more);
    g_test_add_func("/split/an answer goes where the message is now",
                    test_an_answer_goes_where_the_message_is_now);
    g_test_add_func("/split/what opened a closed matter leaves it closed as it was",
                    test_what_opened_a_closed_matter_leaves_it_closed_as_it_was);
    g_test_add_func("/split/those that cannot be", test_splits_that_cannot_be);
    g_test_add_func("/merge/whatever happens no message is lost and all adds up",
                    test_whatever_happens_no_message_is_lost_and_all_adds_up);
    return g_test_run();
}
