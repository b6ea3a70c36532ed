/* What was written and has not left yet. */
#include "conversation/held.h"

#include "base/clock.h"
#include "base/error.h"
#include "conversation/attachment-hold-store.h"
#include "conversation/conversation-state.h"
#include "file/file.h"
#include "lib/house.h"
#include "lib/world.h"
#include "person/person.h"
#include "setting/setting.h"

#include <jansson.h>
#include <string.h>

static const Module *const modules[] = {&conversation_module, &person_module, &setting_module,
                                        NULL};

static const char status_sql[] = "SELECT status FROM conversation WHERE id = $1";
static const char waiting_sql[] =
    "SELECT waiting_since IS NOT NULL FROM conversation WHERE id = $1";
static const char count_sql[] = "SELECT message_count FROM conversation WHERE id = $1";
static const char held_sql[] = "SELECT count(*) FROM held WHERE conversation = $1";
static const char back_sql[] = "SELECT held_back FROM held WHERE conversation = $1";
static const char queued_sql[] = "SELECT delivery FROM message WHERE id = $1";
static const char fact_sql[] = "SELECT count(*) FROM fact WHERE name = 'message.held_back'"
                               "   AND conversation = $1";

static int64_t
write_reply(World *world, int64_t conversation, const char *body)
{
    g_autofree char *path =
        g_strdup_printf("/api/conversations/%" G_GINT64_FORMAT "/messages", conversation);
    json_t *answer = world_json(world, &world->principal, "POST", path, body, 201);
    int64_t id = g_ascii_strtoll(json_string_value(json_object_get(answer, "id")), NULL, 10);

    json_decref(answer);
    return id;
}

static char *
message_path(int64_t message)
{
    return g_strdup_printf("/api/messages/%" G_GINT64_FORMAT, message);
}

static char *
state_of(World *world, int64_t message)
{
    g_autofree char *path = message_path(message);
    json_t *answer = world_json(world, &world->principal, "GET", path, NULL, 200);
    char *state =
        g_strdup(json_string_value(json_object_get(json_object_get(answer, "delivery"), "state")));

    json_decref(answer);
    return state;
}

static void
assert_state(World *world, int64_t message, const char *expected)
{
    g_autofree char *state = state_of(world, message);

    g_assert_cmpstr(state, ==, expected);
}

#define SOON  "{\"text\": \"Voici.\", \"undo\": true}"
#define LATER "{\"text\": \"Voici.\", \"send_at\": \"2026-11-24T08:00:00Z\"}"

static void
test_a_reply_can_be_taken_back_for_ten_seconds_then_it_leaves(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    int64_t message = write_reply(world, matter, SOON);

    assert_state(world, message, "queued");
    g_assert_cmpint(world_int(world, held_sql, matter), ==, 1);
    world_pass(world, 9 * CLOCK_SECOND);
    g_assert_cmpint(world_int(world, held_sql, matter), ==, 1);
    g_assert_cmpint(world_int(world, waiting_sql, matter), ==, 1);
    g_assert_cmpint(world_int(world, count_sql, matter), ==, 1);
    world_pass(world, 2 * CLOCK_SECOND);
    g_assert_cmpint(world_int(world, held_sql, matter), ==, 0);
    g_assert_cmpint(world_int(world, queued_sql, message), ==, DELIVERY_SENT);
    g_assert_cmpint(world_int(world, waiting_sql, matter), ==, 0);
    g_assert_cmpint(world_int(world, status_sql, matter), ==, STATUS_WAITING);
    assert_state(world, message, "sent");
}

static void
test_what_is_taken_back_comes_whole_and_never_leaves(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    int64_t message = write_reply(
        world, matter,
        "{\"html\": \"<p>Voici <b>tout</b></p><script>x()</script>\", \"undo\": true,"
        " \"cc\": [\"sacha@example.org\"], \"to\": [\"camille@example.org\"], \"quote\": true,"
        " \"close\": true}");
    g_autofree char *path = message_path(message);
    json_t *taken = world_json(world, &world->principal, "DELETE", path, NULL, 200);

    g_assert_cmpstr(json_string_value(json_object_get(taken, "text")), ==, "Voici tout");
    g_assert_cmpstr(json_string_value(json_object_get(taken, "html")), ==,
                    "<p>Voici <b>tout</b></p>");
    g_assert_cmpstr(json_string_value(json_array_get(json_object_get(taken, "cc"), 0)), ==,
                    "sacha@example.org");
    g_assert_true(json_is_true(json_object_get(taken, "quote")));
    g_assert_true(json_is_true(json_object_get(taken, "close")));
    json_decref(taken);
    world_pass(world, CLOCK_MINUTE);
    g_assert_cmpint(world_int(world, count_sql, matter), ==, 1);
    g_assert_cmpint(world_int(world, status_sql, matter), ==, STATUS_OPEN);
    world_only(world, &world->principal, "GET", path, NULL, 404);
    world_only(world, &world->principal, "DELETE", path, NULL, 404);
}

static void
test_what_left_is_not_taken_back(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    int64_t message = write_reply(world, matter, SOON);
    g_autofree char *path = message_path(message);

    world_pass(world, CLOCK_MINUTE);
    world_only(world, &world->principal, "DELETE", path, NULL, 409);
    world_only(world, &world->principal, "PATCH", path, "{\"send_at\": null}", 409);
}

static void
test_what_leaves_closes_its_matter_only_then(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);

    write_reply(world, matter, "{\"text\": \"Voici.\", \"undo\": true, \"close\": true}");
    g_assert_cmpint(world_int(world, status_sql, matter), ==, STATUS_OPEN);
    world_pass(world, CLOCK_MINUTE);
    g_assert_cmpint(world_int(world, status_sql, matter), ==, STATUS_CLOSED);
}

static void
test_a_scheduled_reply_is_moved_and_sent_at_once(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    int64_t message = write_reply(world, matter, LATER);
    g_autofree char *path = message_path(message);

    assert_state(world, message, "scheduled");
    world_only(world, &world->principal, "PATCH", path, "{\"send_at\": \"2026-11-25T08:00:00Z\"}",
               200);
    world_pass(world, 30 * CLOCK_HOUR); /* past the first time */
    assert_state(world, message, "scheduled");
    world_only(world, &world->principal, "PATCH", path, "{\"send_at\": null}", 200);
    world_work(world);
    assert_state(world, message, "sent");
}

static void
test_when_a_message_may_leave(void)
{
    static const struct {
        const char *body;
        unsigned status;
    } cases[] = {
        {"{\"text\": \"A\", \"send_at\": \"2026-11-20T08:00:00Z\"}", 400},
        {"{\"text\": \"A\", \"send_at\": \"2029-11-20T08:00:00Z\"}", 400},
        {"{\"text\": \"A\", \"send_at\": \"demain\"}", 400},
        {"{\"text\": \"A\", \"kind\": \"note\", \"send_at\": \"2026-11-25T08:00:00Z\"}", 400},
        {"{\"text\": \"\", \"undo\": true}", 400},
        {"{\"html\": \"<p></p>\", \"undo\": true}", 400},
        {"{\"text\": \"A\", \"undo\": true, \"to\": [\"personne\"]}", 400},
        {"{\"text\": \"A\", \"undo\": true, \"attachments\": [\"2251799813685248\"]}", 400},
        {"{\"text\": \"A\", \"kind\": \"note\", \"undo\": true}", 201},
    };
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    g_autofree char *path =
        g_strdup_printf("/api/conversations/%" G_GINT64_FORMAT "/messages", matter);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        world_only(world, &world->principal, "POST", path, cases[i].body, cases[i].status);
    g_assert_cmpint(world_int(world, held_sql, matter), ==, 0);
}

static void
test_the_person_who_writes_meanwhile_holds_back_what_was_meant_for_later(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    int64_t message = write_reply(world, matter, LATER);
    g_autofree char *path = message_path(message);

    world_hear(world, "camille@example.org", "Re: Bail", matter);
    g_assert_cmpint(world_int(world, back_sql, matter), ==, HELD_BACK_PERSON_WROTE);
    g_assert_cmpint(world_int(world, fact_sql, matter), ==, 1);
    world_pass(world, 30 * CLOCK_HOUR);
    assert_state(world, message, "held-back");
    world_only(world, &world->principal, "PATCH", path, "{\"send_at\": null}", 200);
    world_work(world);
    assert_state(world, message, "sent");
}

static void
test_who_changes_their_mind_is_not_held_back(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    int64_t message = write_reply(world, matter, SOON);

    world_hear(world, "camille@example.org", "Re: Bail", matter);
    world_pass(world, CLOCK_MINUTE);
    assert_state(world, message, "sent");
}

static bool
no_channel(Db *tx, void *data, GError **error)
{
    return db_run(tx, "UPDATE held SET channel = 'pigeon'", DB_NO_ARGS, error);
}

static void
test_what_cannot_leave_waits_for_a_person(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    int64_t message = write_reply(world, matter, LATER);

    world_write(world, no_channel, NULL);
    world_pass(world, 30 * CLOCK_HOUR);
    assert_state(world, message, "held-back");
    g_assert_cmpint(world_int(world, back_sql, matter), ==, HELD_BACK_REFUSED);
}

static void
test_the_thread_and_the_list_show_what_waits(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    int64_t message = write_reply(world, matter, LATER);
    static const struct {
        const char *path;
        size_t n, place;
    } cases[] = {
        {"/messages?order=newest", 2, 0},
        {"/messages", 2, 1},
    };
    json_t *all =
        world_json(world, &world->principal, "GET", "/api/scheduled?whose=mine", NULL, 200);
    json_t *first = json_array_get(json_object_get(all, "items"), 0);

    g_assert_cmpint(
        g_ascii_strtoll(json_string_value(json_object_get(json_object_get(first, "message"), "id")),
                        NULL, 10),
        ==, message);
    json_decref(all);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path =
            g_strdup_printf("/api/conversations/%" G_GINT64_FORMAT "%s", matter, cases[i].path);
        json_t *thread = world_json(world, &world->principal, "GET", path, NULL, 200);
        json_t *items = json_object_get(thread, "items");
        json_t *waits = json_array_get(items, cases[i].place);

        g_assert_cmpuint(json_array_size(items), ==, cases[i].n);
        g_assert_true(json_is_string(json_object_get(waits, "send_at")));
        json_decref(thread);
    }
}

/* ---- Merges ---- */

static void
merge_by_route(World *world, int64_t from, int64_t into)
{
    g_autofree char *path = g_strdup_printf("/api/conversations/%" G_GINT64_FORMAT "/merge", from);
    g_autofree char *body = g_strdup_printf("{\"into\": \"%" G_GINT64_FORMAT "\"}", into);

    world_only(world, &world->principal, "POST", path, body, 200);
}

static void
test_a_merge_carries_along_what_waits_and_gives_it_back(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t one = world_hear(world, "camille@example.org", "Bail", 0);
    int64_t other = world_hear(world, "camille@example.org", "Loyer", 0);
    int64_t message = write_reply(world, one, LATER);
    g_autofree char *unmerge =
        g_strdup_printf("/api/conversations/%" G_GINT64_FORMAT "/unmerge", one);

    merge_by_route(world, one, other);
    g_assert_cmpint(world_int(world, held_sql, other), ==, 1);
    world_only(world, &world->principal, "POST", unmerge, "", 200);
    g_assert_cmpint(world_int(world, held_sql, one), ==, 1);
    merge_by_route(world, one, other);
    world_pass(world, 30 * CLOCK_HOUR);
    g_assert_cmpint(world_int(world, "SELECT conversation FROM message WHERE id = $1", message), ==,
                    other);
}

/* ---- Files ---- */

typedef struct {
    House *house;
    int64_t staff, conversation, file, message;
} Filing;

static bool
upload(Db *tx, void *data, GError **error)
{
    Filing *filing = data;
    g_autoptr(GBytes) bytes = g_bytes_new_static("plan", 4);
    NewAttachment attachment = {
        .staff = filing->staff, .name = "plan.txt", .type = "text/plain", .size = 4};

    if (!file_put(filing->house->files, tx, bytes, "text/plain", &attachment.file, error) ||
        !attachment_store_insert(tx, &attachment, error))
        return false;
    filing->file = attachment.id;
    return true;
}

static bool
write_with_file(Db *tx, void *data, GError **error)
{
    Filing *filing = data;
    Draft draft = {.conversation = filing->conversation,
                   .direction = DIRECTION_OUT,
                   .staff = filing->staff,
                   .text = "Voici.",
                   .attachments = &filing->file,
                   .n_attachments = 1};

    return held_write(tx, &filing->house->context, &draft, 0, false, &filing->message, error);
}

static bool
take_back(Db *tx, void *data, GError **error)
{
    Filing *filing = data;
    g_auto(Held) held = {0};

    return held_take_back(tx, filing->message, filing->staff, &held, error);
}

static void
test_files_stay_with_what_waits_and_are_uploads_again_when_it_is_taken_back(void)
{
    static const char kept_sql[] = "SELECT count(*) FROM attachment";
    static const char of_sql[] = "SELECT staff FROM attachment WHERE id = $1 AND message IS NULL";
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    Received got = house_hear(house, &(Mail){.from = "camille@example.org"});
    Filing filing = {
        .house = house, .staff = house_staff(house, "sam"), .conversation = got.conversation};
    int64_t now = clock_now();

    g_assert_true(database_write(house->database, upload, &filing, &error));
    g_assert_true(database_write(house->database, write_with_file, &filing, &error));
    clock_freeze(now + 30 * CLOCK_DAY);
    g_assert_true(conversation_tidy(&house->context, &error));
    g_assert_cmpint(house_number(house, kept_sql, 0), ==, 1);
    filing.staff = house_staff(house, "alex");
    g_assert_true(database_write(house->database, take_back, &filing, &error));
    g_assert_cmpint(house_number(house, of_sql, filing.file), ==, filing.staff);
    g_assert_true(database_write(house->database, write_with_file, &filing, &error));
    g_assert_no_error(error);
    clock_freeze(now + 31 * CLOCK_DAY);
    house_work(house);
    g_assert_cmpuint(house->sent->len, ==, 1);
    g_assert_cmpuint(((SentParcel *)house->sent->pdata[0])->n_files, ==, 1);
    house_check(house, &conversation_module);
    clock_freeze(0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/held/a reply can be taken back for ten seconds, then it leaves",
                    test_a_reply_can_be_taken_back_for_ten_seconds_then_it_leaves);
    g_test_add_func("/held/what is taken back comes whole and never leaves",
                    test_what_is_taken_back_comes_whole_and_never_leaves);
    g_test_add_func("/held/what left is not taken back", test_what_left_is_not_taken_back);
    g_test_add_func("/held/what leaves closes its matter only then",
                    test_what_leaves_closes_its_matter_only_then);
    g_test_add_func("/held/a scheduled reply is moved and sent at once",
                    test_a_scheduled_reply_is_moved_and_sent_at_once);
    g_test_add_func("/held/when a message may leave", test_when_a_message_may_leave);
    g_test_add_func("/held/the person who writes meanwhile holds back what was meant for later",
                    test_the_person_who_writes_meanwhile_holds_back_what_was_meant_for_later);
    g_test_add_func("/held/who changes their mind is not held back",
                    test_who_changes_their_mind_is_not_held_back);
    g_test_add_func("/held/what cannot leave waits for a person",
                    test_what_cannot_leave_waits_for_a_person);
    g_test_add_func("/held/the thread and the list show what waits",
                    test_the_thread_and_the_list_show_what_waits);
    g_test_add_func("/held/a merge carries along what waits, and gives it back",
                    test_a_merge_carries_along_what_waits_and_gives_it_back);
    g_test_add_func("/held/files stay with what waits",
                    test_files_stay_with_what_waits_and_are_uploads_again_when_it_is_taken_back);
    return g_test_run();
}
