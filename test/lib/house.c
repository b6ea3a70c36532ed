#include "lib/house.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/id.h"
#include "file/file.h"
#include "http/server.h"
#include "lib/fixture.h"
#include "person/person.h"

#include <string.h>

#define TABLES_MAX 8 /* of routes asked in one test */

static House *standing;

static void
sent_free(void *data)
{
    SentParcel *parcel = data;

    g_free(parcel->from);
    g_free(parcel->to);
    g_free(parcel->cc);
    g_free(parcel->bcc);
    g_free(parcel->subject);
    g_free(parcel->text);
    g_free(parcel->html);
    g_free(parcel->external_id);
    g_free(parcel->references);
    g_free(parcel->token);
    g_free(parcel->only);
    g_free(parcel);
}

static char *
make_external_id(Context *context, int64_t message, const char *token)
{
    return g_strdup_printf("%" G_GINT64_FORMAT ".%s@lien.test", message, token);
}

static void
free_recipient(void *data)
{
    SendRecipient *one = data;

    g_free(one->address);
    g_free(one->words);
    g_free(one);
}

/* One recipient is in trouble, the others have it. */
static void
report(const char *const *addresses, SendReport *told)
{
    if (told->recipients == NULL)
        told->recipients = g_ptr_array_new_with_free_func(free_recipient);
    for (; addresses != NULL && *addresses != NULL; addresses++) {
        SendRecipient *one = g_new0(SendRecipient, 1);
        bool trouble = strcmp(*addresses, standing->trouble) == 0;

        one->address = g_strdup(*addresses);
        one->outcome = trouble ? standing->next_outcome : SEND_DONE;
        one->permanent = one->outcome == SEND_REFUSED;
        one->words = trouble ? g_strdup("550 no") : NULL;
        g_ptr_array_add(told->recipients, one);
    }
}

static SendOutcome
keep(Context *context, const Outgoing *outgoing, GError **error)
{
    SentParcel *parcel;

    if (standing->trouble != NULL) {
        report(outgoing->only != NULL ? outgoing->only : outgoing->to, outgoing->report);
        report(outgoing->only != NULL ? NULL : outgoing->cc, outgoing->report);
    } else if (standing->next_outcome == SEND_RETRY || standing->next_outcome == SEND_REFUSED) {
        g_set_error(error, g_quark_from_static_string("test"), 0, "452 the channel says no");
        return standing->next_outcome;
    }
    parcel = g_new0(SentParcel, 1);
    parcel->message = outgoing->message;
    parcel->from = g_strdup(outgoing->from_address);
    parcel->to = g_strjoinv(",", (char **)outgoing->to);
    parcel->cc = outgoing->cc != NULL ? g_strjoinv(",", (char **)outgoing->cc) : NULL;
    parcel->bcc = outgoing->bcc != NULL ? g_strjoinv(",", (char **)outgoing->bcc) : NULL;
    parcel->only = outgoing->only != NULL ? g_strjoinv(",", (char **)outgoing->only) : NULL;
    parcel->subject = g_strdup(outgoing->subject);
    parcel->text = g_strdup(outgoing->text);
    parcel->html = g_strdup(outgoing->html);
    parcel->external_id = g_strdup(outgoing->external_id);
    parcel->references =
        outgoing->references != NULL ? g_strjoinv(" ", (char **)outgoing->references) : NULL;
    parcel->token = g_strdup(outgoing->thread_token);
    parcel->automatic = outgoing->automatic;
    parcel->n_files = outgoing->files->len;
    g_ptr_array_add(standing->sent, parcel);
    return standing->next_outcome;
}

static const Channel mail_channel = {
    .name = "mail",
    .address_kind = "email",
    .takes_files = true,
    .takes_html = true,
    .external_id = make_external_id,
    .send = keep,
};
static const Channel *const channels[] = {&mail_channel, NULL};

House *
house_new(void)
{
    static const uint8_t key[32] = "a key of thirty-two secret bytes";
    static const MailOptions mail = {.address = "contact@lien.test", .name = "Les Tilleuls"};
    g_autoptr(GError) error = NULL;
    House *house = g_new0(House, 1);

    g_assert_null(standing);
    standing = house;
    house->database = database_fresh();
    house->file_dir = scratch_path("files");
    house->files = file_store_open(house->file_dir, house->database, &error);
    g_assert_no_error(error);
    house->sent = g_ptr_array_new_with_free_func(sent_free);
    house->context = (Context){
        .database = house->database,
        .files = house->files,
        .public_url = "http://127.0.0.1:8080",
        .organisation = "Les Tilleuls",
        .key = key,
        .mail = &mail,
        .channels = channels,
        .receive = conversation_receive,
    };
    return house;
}

void
house_free(House *house)
{
    if (house == NULL)
        return;
    standing = NULL;
    file_store_close(house->files);
    database_close(house->database);
    g_ptr_array_unref(house->sent);
    g_free(house->file_dir);
    g_free(house);
}

Incoming *
house_incoming(const Mail *mail)
{
    static unsigned counter;
    Incoming *incoming = incoming_new("mail");
    const char *to = mail->to != NULL ? mail->to : "contact@lien.test";
    char hash[HASH_HEX_SIZE];

    incoming->kind = mail->kind;
    g_free(incoming->from.address);
    incoming->from.address = g_strdup(mail->from != NULL ? mail->from : "");
    incoming->from.name = g_strdup(mail->name);
    incoming->reply_to = g_strdup(mail->reply_to);
    g_ptr_array_add(incoming->to, channel_address_new(to, NULL));
    if (mail->cc != NULL)
        g_ptr_array_add(incoming->cc, channel_address_new(mail->cc, NULL));
    incoming->our_address = g_strdup(to);
    incoming->external_id =
        mail->id != NULL ? g_strdup(mail->id) : g_strdup_printf("own-%u@example.org", ++counter);
    for (size_t i = 0; i < G_N_ELEMENTS(mail->answers) && mail->answers[i] != NULL; i++)
        g_ptr_array_add(incoming->references, g_strdup(mail->answers[i]));
    incoming->thread_token = g_strdup(mail->token);
    incoming->bounce_token = g_strdup(mail->bounce_token);
    g_free(incoming->subject);
    incoming->subject = g_strdup(mail->subject != NULL ? mail->subject : "Question");
    g_free(incoming->text);
    incoming->text = g_strdup(mail->text != NULL ? mail->text : "Bonjour");
    incoming->html = g_strdup(mail->html);
    if (mail->file != NULL) {
        g_autoptr(GBytes) bytes = g_bytes_new(mail->file, strlen(mail->file));

        g_ptr_array_add(incoming->files, channel_file_new("pièce.txt", "text/plain", bytes));
    }
    hash_sha256_hex(incoming->text, strlen(incoming->text), hash);
    incoming->content_hash = g_strdup(mail->content_hash != NULL ? mail->content_hash : hash);
    incoming->source = g_bytes_new(incoming->text, strlen(incoming->text));
    incoming->bounced_address = g_strdup(mail->bounced);
    incoming->bounce_status = g_strdup(mail->bounce_status);
    incoming->bounce_permanent = mail->bounce_permanent;
    incoming->received_at = mail->at != 0 ? mail->at : clock_now();
    return incoming;
}

Received
house_hear(House *house, const Mail *mail)
{
    g_autoptr(Incoming) incoming = house_incoming(mail);
    g_autoptr(GError) error = NULL;
    Received received;

    g_assert_true(conversation_receive(&house->context, &incoming, 1, &received, &error));
    g_assert_no_error(error);
    return received;
}

typedef struct {
    House *house;
    Draft draft;
    int64_t message;
} Writing;

static bool
write_draft(Db *tx, void *data, GError **error)
{
    Writing *writing = data;

    return conversation_write(tx, &writing->house->context, &writing->draft, &writing->message,
                              error);
}

int64_t
house_write(House *house, int64_t conversation, MessageDirection direction, int64_t staff,
            const char *text)
{
    g_autoptr(GError) error = NULL;
    Writing writing = {
        house,
        {.conversation = conversation, .direction = direction, .staff = staff, .text = text},
        0};

    g_assert_true(database_write(house->database, write_draft, &writing, &error));
    g_assert_no_error(error);
    return writing.message;
}

typedef struct {
    int64_t conversation, staff;
    ConversationChange change;
} Changing;

static bool
write_change(Db *tx, void *data, GError **error)
{
    Changing *changing = data;

    return conversation_change(tx, changing->conversation, &changing->change, changing->staff,
                               error);
}

static void
apply(House *house, Changing *changing)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(database_write(house->database, write_change, changing, &error));
    g_assert_no_error(error);
}

void
house_change(House *house, int64_t conversation, ConversationStatus status, int64_t staff)
{
    Changing changing = {conversation, staff, CONVERSATION_KEEP_ALL};

    changing.change.status = status;
    if (status == STATUS_SNOOZED)
        changing.change.snoozed_until = clock_now() + CLOCK_HOUR;
    apply(house, &changing);
}

void
house_assign(House *house, int64_t conversation, int64_t staff)
{
    Changing changing = {conversation, staff, CONVERSATION_KEEP_ALL};

    changing.change.assignee = staff;
    apply(house, &changing);
}

static bool
merge(Db *tx, void *data, GError **error)
{
    static const char sql[] =
        "UPDATE person SET merged_into ="
        "  (SELECT person FROM person_address WHERE kind = 'email' AND address = $2)"
        " WHERE id = (SELECT person FROM person_address WHERE kind = 'email' AND address = $1)";
    const char *const *addresses = data;

    return db_run(tx, sql, DB_ARGS(DB_TEXT(addresses[0]), DB_TEXT(addresses[1])), error);
}

void
house_merge(House *house, const char *address, const char *into)
{
    const char *addresses[] = {address, into};
    g_autoptr(GError) error = NULL;

    g_assert_true(database_write(house->database, merge, addresses, &error));
    g_assert_no_error(error);
}

typedef struct {
    const char *name;
    int64_t staff;
} Hiring;

static bool
hire(Db *tx, void *data, GError **error)
{
    static const char sql[] = "INSERT INTO staff (id, person, email, name, role, made_at)"
                              " VALUES ($1, $2, $3, $4, 'adviser', $5)";
    Hiring *hiring = data;
    g_autofree char *email = g_strdup_printf("%s@lien.test", hiring->name);
    int64_t person;

    hiring->staff = id_new();
    return person_meet(tx, "email", email, hiring->name, "fr", clock_now(), &person, error) &&
           db_run(tx, sql,
                  DB_ARGS(DB_INT(hiring->staff), DB_INT(person), DB_TEXT(email),
                          DB_TEXT(hiring->name), DB_INT(clock_now())),
                  error);
}

int64_t
house_staff(House *house, const char *name)
{
    g_autoptr(GError) error = NULL;
    Hiring hiring = {name, 0};

    g_assert_true(database_write(house->database, hire, &hiring, &error));
    g_assert_no_error(error);
    return hiring.staff;
}

json_t *
house_json(House *house, const Module *const *modules, const Principal *who, const char *method,
           const char *path, const char *body, unsigned expected)
{
    const Route *tables[TABLES_MAX];
    g_autofree char *text = NULL;
    Ask question = {.method = method, .path = path, .body = body, .principal = *who};
    size_t n = 0;

    for (; modules[n] != NULL; n++) {
        g_assert_cmpuint(n, <, TABLES_MAX);
        tables[n] = modules[n]->routes;
    }
    g_assert_cmpuint(route_ask(house->database, &house->context, tables, n, &question, &text), ==,
                     expected);
    return text != NULL ? json_loads(text, 0, NULL) : NULL;
}

void
house_work(House *house)
{
    g_autoptr(GError) error = NULL;
    const JobKind *const kinds[] = {conversation_module.jobs};

    g_assert_true(job_run_due(house->database, &house->context, kinds, 1, &error));
    g_assert_no_error(error);
}

int64_t
house_number(House *house, const char *sql, int64_t argument)
{
    g_autoptr(GError) error = NULL;
    int64_t value = 0;
    int found = strstr(sql, "$1") != NULL ? db_find_int(database_reader(house->database), sql,
                                                        DB_ARGS(DB_INT(argument)), &value, &error)
                                          : db_find_int(database_reader(house->database), sql,
                                                        DB_NO_ARGS, &value, &error);

    g_assert_no_error(error);
    g_assert_cmpint(found, >=, 0);
    return value;
}

char *
house_text(House *house, const char *sql, int64_t argument)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    g_assert_cmpint(db_find_text(database_reader(house->database), sql, DB_ARGS(DB_INT(argument)),
                                 &text, &error),
                    >=, 0);
    g_assert_no_error(error);
    return text;
}

static int64_t
count_breaches(House *house, const Invariant *invariant)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(DbRows) rows = NULL;
    int64_t breaches = 0;
    int more;

    if (invariant->sql == NULL) {
        breaches = invariant->breaches(&house->context, &error);
        g_assert_no_error(error);
        return breaches;
    }
    rows = db_query(database_reader(house->database), invariant->sql, DB_NO_ARGS, &error);
    g_assert_no_error(error);
    while ((more = db_rows_next(rows, &error)) == 1)
        breaches++;
    g_assert_no_error(error);
    return breaches;
}

void
house_check(House *house, const Module *module)
{
    for (const Invariant *invariant = module->invariants; invariant->name != NULL; invariant++) {
        int64_t breaches = count_breaches(house, invariant);

        if (breaches != 0)
            g_test_message("%s: %s", invariant->name, invariant->about);
        g_assert_cmpint(breaches, ==, 0);
    }
}
