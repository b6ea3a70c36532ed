#include "conversation/conversation-past.h"

#include "base/clock.h"
#include "lib/world.h"
#include "person/person.h"

static const Module *const modules[] = {&person_module, &conversation_module, NULL};

/* What is left of a matter, whoever it is with and whichever its ids are. */
static const char matter_sql[] =
    "SELECT status || ' ' || subject || ' ' || channel || ' ' || our_address || ' ' || preview"
    " || ' count ' || message_count || ' opened ' || opened_at || ' last ' || last_at"
    " || ' waiting ' || coalesce(waiting_since, 0) || ' answer ' || coalesce(first_answer_at, 0)"
    " || ' closed ' || coalesce(closed_at, 0) || ' again ' || reopened || ' news ' || news_at"
    " || ' whose ' || coalesce(assignee, 0) || ' priority ' || priority"
    "  FROM conversation WHERE id = $1";
static const char facts_sql[] =
    "SELECT string_agg(said, '; ') FROM (SELECT name || ' ' || at || ' ' || coalesce(actor, 0)"
    " || ' ' || (person IS NOT NULL) || ' ' || (subject IS NOT NULL) || ' ' || data AS said"
    "  FROM fact WHERE conversation = $1 ORDER BY position) AS told";
static const char words_sql[] =
    "SELECT string_agg(said, '; ') FROM (SELECT direction || ' ' || channel || ' ' || kind || ' '"
    " || (person IS NOT NULL) || ' ' || coalesce(staff, 0) || ' ' || at || ' '"
    " || coalesce(subject, '-') || ' ' || text || ' ' || has_html || ' '"
    " || coalesce(delivery, 0) || ' ' || coalesce(delivery_at, 0) || ' '"
    " || (external_id IS NOT NULL) || ' ' || (content_hash IS NOT NULL) || ' '"
    " || replace(addresses, 'past@', 'lived@') AS said"
    "  FROM message WHERE conversation = $1 ORDER BY id) AS words";
static const char episodes_sql[] =
    "SELECT string_agg(said, '; ') FROM (SELECT opened_at || ' ' || coalesce(first_answer_at, 0)"
    " || ' ' || closed_at || ' ' || closed_by || ' ' || coalesce(assignee, 0) || ' ' || channel"
    " AS said FROM episode WHERE conversation = $1 ORDER BY id) AS closings";
static const char person_sql[] =
    "SELECT p.name || ' ' || made_at || ' ' || last_at || ' ' || (SELECT count(*) FROM participant"
    "  WHERE conversation = $1) FROM person p"
    " WHERE p.id = (SELECT person FROM conversation WHERE id = $1)";

typedef struct {
    World *world;
    const PastWord *words;
    size_t n;
    bool closed;
    int64_t settled_at, conversation;
} Story;

/* ---- Lived moment after moment ---- */

static void
own(char **ret_text, const char *text)
{
    g_free(*ret_text);
    *ret_text = g_strdup(text);
}

static void
hear(Story *story, const PastWord *word)
{
    g_autoptr(Incoming) incoming = incoming_new("mail");
    Context *context = &story->world->context;
    g_autoptr(GError) error = NULL;
    Received received;

    own(&incoming->from.address, "lived@example.org");
    own(&incoming->our_address, "contact@example.org");
    own(&incoming->subject, word->subject != NULL ? word->subject : "Séjour");
    own(&incoming->text, word->text);
    own(&incoming->external_id, word->external_id);
    own(&incoming->content_hash, word->content_hash);
    g_ptr_array_add(incoming->to, channel_address_new("contact@example.org", NULL));
    if (story->conversation != 0)
        incoming->thread_token = conversation_token(context, story->conversation);
    conversation_receive(context, &incoming, 1, &received, &error);
    g_assert_no_error(error);
    story->conversation = received.conversation;
}

static bool
answer(Db *tx, void *data, GError **error)
{
    const Story *story = data;
    const PastWord *word = &story->words[story->n];
    Draft draft = {
        .conversation = story->conversation,
        .direction = word->direction,
        .staff = word->staff,
        .text = word->text,
        .sent = true,
    };
    int64_t message;

    return conversation_write(tx, &story->world->context, &draft, &message, error);
}

static bool
settle(Db *tx, void *data, GError **error)
{
    const Story *story = data;
    ConversationChange change = CONVERSATION_KEEP_ALL;

    change.assignee = story->world->adviser;
    if (story->closed)
        change.status = STATUS_CLOSED;
    return conversation_change(tx, story->conversation, &change, story->world->adviser, error);
}

static void
live(Story *story)
{
    size_t n = story->n;

    for (story->n = 0; story->n < n; story->n++) {
        const PastWord *word = &story->words[story->n];

        clock_freeze(word->at);
        if (word->direction == DIRECTION_IN)
            hear(story, word);
        else
            world_write(story->world, answer, story);
    }
    clock_freeze(story->settled_at);
    world_write(story->world, settle, story);
}

/* ---- Written as past ---- */

static bool
write_past(Db *tx, void *data, GError **error)
{
    const Story *story = data;
    Past past = {
        .person = {.address = (char *)"past@example.org"},
        .our_address = "contact@example.org",
        .subject = "Séjour",
        .words = story->words,
        .n_words = story->n,
        .assignee = story->world->adviser,
        .staff = story->world->adviser,
        .closed = story->closed,
        .settled_at = story->settled_at,
    };

    return conversation_past_write(tx, &story->world->context, &past, error);
}

static void
compare(const Story *story, const char *sql)
{
    int64_t past = world_int(story->world, "SELECT max(id) FROM conversation WHERE id > $1", 0);
    g_autofree char *told = world_text(story->world, sql, past);
    g_autofree char *lived = world_text(story->world, sql, story->conversation);

    g_assert_cmpint(past, !=, story->conversation);
    g_assert_cmpstr(told, ==, lived);
}

#define AT(hours) (WORLD_MONDAY + (hours)*CLOCK_HOUR)

static void
test_a_past_matter_leaves_what_living_it_leaves(void)
{
    static const struct {
        size_t n;
        bool closed;
    } cases[] = {{1, false}, {1, true}, {2, false}, {2, true}, {4, false}, {5, true}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(World) world = world_new(modules);
        int64_t staff = world->adviser;
        const PastWord words[] = {
            {DIRECTION_IN, AT(0), 0, NULL, "Bonjour", "a@example.org", "a"},
            {DIRECTION_OUT, AT(2), staff, NULL, "Une  réponse.\n\nDe nous", NULL, NULL},
            {DIRECTION_IN, AT(5), 0, "Re: Séjour", "Bonjour", "b@example.org", "b"},
            {DIRECTION_NOTE, AT(6), staff, NULL, "À voir", NULL, NULL},
            {DIRECTION_IN, AT(9), 0, "Re: Séjour", "Bonjour", "c@example.org", "c"},
        };
        Story story = {world, words, cases[i].n, cases[i].closed, AT(30), 0};

        live(&story);
        world_write(world, write_past, &story);
        compare(&story, matter_sql);
        compare(&story, facts_sql);
        compare(&story, words_sql);
        compare(&story, episodes_sql);
        compare(&story, person_sql);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/past/lived", test_a_past_matter_leaves_what_living_it_leaves);
    return g_test_run();
}
