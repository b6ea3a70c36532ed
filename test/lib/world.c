#include "lib/world.h"

#include "base/clock.h"
#include "base/id.h"
#include "channel/form/form-channel.h"
#include "conversation/conversation.h"
#include "conversation/message-link.h"
#include "lib/fixture.h"
#include "staff/staff.h"

#define MODULES_MAX 16

/* ---- The channel ---- */

static char *
make_external_id(Context *context, int64_t message, const char *thread_token)
{
    return g_strdup_printf("%" G_GINT64_FORMAT ".%s@lien.example.org", message, thread_token);
}

static SendOutcome
keep(Context *context, const Outgoing *outgoing, GError **error)
{
    return SEND_DONE;
}

static const Channel mail_channel = {
    .name = "mail",
    .address_kind = "email",
    .takes_html = true,
    .external_id = make_external_id,
    .send = keep,
};

static const Channel *const channels[] = {&mail_channel, &form_channel, NULL};
static const MailOptions mail_options = {.address = "contact@example.org", .name = "Association"};
static const uint8_t key[32] = "world";

/* ---- Beginning and end ---- */

World *
world_new(const Module *const *modules)
{
    World *world = g_new0(World, 1);
    g_autoptr(GError) error = NULL;

    clock_freeze(WORLD_MONDAY);
    world->database = database_fresh();
    world->modules = modules;
    world->context = (Context){
        .database = world->database,
        .public_url = "https://lien.example.org",
        .organisation = "Les Amis du <Lac>",
        .key = key,
        .mail = &mail_options,
        .channels = channels,
        .receive = conversation_receive,
    };
    staff_add(world->database, "claire@example.org", "Claire Petit", "adviser", NULL,
              &world->adviser, &error);
    g_assert_no_error(error);
    world->principal =
        (Principal){.staff = world->adviser, .rights = staff_rights("adviser"), .csrf = "x"};
    return world;
}

void
world_free(World *world)
{
    database_close(world->database);
    g_free(world);
    clock_freeze(0);
}

/* ---- What people do ---- */

int64_t
world_hear(World *world, const char *address, const char *subject, int64_t conversation)
{
    g_autoptr(Incoming) incoming = incoming_new("mail");
    g_autoptr(GError) error = NULL;
    Received received;
    bool ok;

    g_free(incoming->from.address);
    incoming->from.address = g_strdup(address);
    incoming->external_id = g_strdup_printf("%" G_GINT64_FORMAT "@example.test", id_new());
    incoming->content_hash = g_strdup(incoming->external_id);
    incoming->our_address = g_strdup("contact@example.org");
    g_free(incoming->subject);
    incoming->subject = g_strdup(subject);
    g_free(incoming->text);
    incoming->text = g_strdup("Bonjour");
    if (conversation != 0)
        incoming->thread_token = conversation_token(&world->context, conversation);
    ok = conversation_receive(&world->context, &incoming, 1, &received, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
    return received.conversation;
}

typedef struct {
    World *world;
    int64_t conversation;
} Act;

static bool
answer(Db *tx, void *data, GError **error)
{
    const Act *act = data;
    ConversationChange change = CONVERSATION_KEEP_ALL;
    int64_t message;

    change.assignee = act->world->adviser;
    return conversation_change(tx, act->conversation, &change, act->world->adviser, error) &&
           conversation_write(tx, &act->world->context,
                              &(Draft){
                                  .conversation = act->conversation,
                                  .direction = DIRECTION_OUT,
                                  .staff = act->world->adviser,
                                  .text = "Voici la réponse",
                              },
                              &message, error);
}

static bool
close_matter(Db *tx, void *data, GError **error)
{
    const Act *act = data;
    ConversationChange change = CONVERSATION_KEEP_ALL;

    change.status = STATUS_CLOSED;
    return conversation_change(tx, act->conversation, &change, act->world->adviser, error);
}

void
world_answer(World *world, int64_t conversation)
{
    world_write(world, answer, &(Act){world, conversation});
}

void
world_close(World *world, int64_t conversation)
{
    world_write(world, close_matter, &(Act){world, conversation});
}

int64_t
world_contact(World *world, const char *address)
{
    int64_t conversation = world_hear(world, address, "Séjour", 0);

    world_answer(world, conversation);
    world_close(world, conversation);
    return conversation;
}

char *
world_invitation(World *world, int64_t conversation)
{
    static const char last_sql[] = "SELECT max(id) FROM message WHERE conversation = $1"
                                   " AND kind = 100";
    int64_t message = world_int(world, last_sql, conversation);
    char *text = world_text(world, "SELECT text FROM message WHERE id = $1", message);
    g_autoptr(GError) error = NULL;

    message_link_fill(database_reader(world->database), &world->context, message, &text, NULL, NULL,
                      &error);
    g_assert_no_error(error);
    return text;
}

/* ---- What the program does ---- */

void
world_work(World *world)
{
    const JournalReader *readers[MODULES_MAX];
    const JobKind *jobs[MODULES_MAX];
    size_t n_readers = 0, n_jobs = 0;
    g_autoptr(GError) error = NULL;

    for (const Module *const *module = world->modules; *module != NULL; module++) {
        if ((*module)->readers != NULL)
            readers[n_readers++] = (*module)->readers;
        if ((*module)->jobs != NULL)
            jobs[n_jobs++] = (*module)->jobs;
    }
    journal_catch_up(world->database, &world->context, readers, n_readers, &error);
    g_assert_no_error(error);
    job_run_due(world->database, &world->context, jobs, n_jobs, &error);
    g_assert_no_error(error);
    journal_catch_up(world->database, &world->context, readers, n_readers, &error);
    g_assert_no_error(error);
}

void
world_pass(World *world, int64_t ms)
{
    clock_freeze(clock_now() + ms);
    world_work(world);
}

/* ---- The store ---- */

void
world_write(World *world, DbWork work, void *data)
{
    g_autoptr(GError) error = NULL;
    bool ok = database_write(world->database, work, data, &error);

    g_assert_no_error(error);
    g_assert_true(ok);
}

typedef struct {
    const char *sql;
    int64_t argument;
} Statement;

static bool
run_statement(Db *tx, void *data, GError **error)
{
    const Statement *statement = data;

    return db_run(tx, statement->sql, DB_ARGS(DB_INT(statement->argument)), error);
}

void
world_sql(World *world, const char *sql, int64_t argument)
{
    world_write(world, run_statement, &(Statement){sql, argument});
}

int64_t
world_int(World *world, const char *sql, int64_t argument)
{
    g_autoptr(GError) error = NULL;
    int64_t value = 0;

    db_find_int(database_reader(world->database), sql, DB_ARGS(DB_INT(argument)), &value, &error);
    g_assert_no_error(error);
    return value;
}

char *
world_text(World *world, const char *sql, int64_t argument)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    db_find_text(database_reader(world->database), sql, DB_ARGS(DB_INT(argument)), &text, &error);
    g_assert_no_error(error);
    return text;
}

/* ---- Routes ---- */

static unsigned
ask(World *world, const Ask *asked, char **ret_body)
{
    const Route *tables[MODULES_MAX];
    size_t n = 0;

    for (const Module *const *module = world->modules; *module != NULL; module++)
        if ((*module)->routes != NULL)
            tables[n++] = (*module)->routes;
    return route_ask(world->database, &world->context, tables, n, asked, ret_body);
}

unsigned
world_ask(World *world, const Principal *who, const char *method, const char *path,
          const char *body, char **ret_body)
{
    Ask asked = {.method = method, .path = path, .body = body};

    if (who != NULL)
        asked.principal = *who;
    return ask(world, &asked, ret_body);
}

json_t *
world_json(World *world, const Principal *who, const char *method, const char *path,
           const char *body, unsigned expected)
{
    g_autofree char *text = NULL;
    unsigned status = world_ask(world, who, method, path, body, &text);

    g_assert_cmpuint(status, ==, expected);
    return text != NULL ? json_loads(text, 0, NULL) : NULL;
}

void
world_only(World *world, const Principal *who, const char *method, const char *path,
           const char *body, unsigned expected)
{
    json_decref(world_json(world, who, method, path, body, expected));
}

unsigned
world_form(World *world, const char *path, const char *form, char **ret_body)
{
    Ask asked = {
        .method = "POST",
        .path = path,
        .body = form,
        .form_or_type = "application/x-www-form-urlencoded",
    };

    return ask(world, &asked, ret_body);
}

unsigned
world_parts(World *world, const char *path, const char *body, char **ret_body)
{
    Ask asked = {
        .method = "POST",
        .path = path,
        .body = body,
        .form_or_type = "multipart/form-data; boundary=" WORLD_BOUNDARY,
    };

    return ask(world, &asked, ret_body);
}
