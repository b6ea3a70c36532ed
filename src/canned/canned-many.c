#include "canned/canned-http.h"
#include "canned/canned-store.h"

#include "base/error.h"
#include "base/limits.h"
#include "conversation/conversation-http.h"
#include "conversation/held.h"
#include "setting/setting.h"

/* One canned reply written to many persons, each with their own values. Each stands alone: what
 * cannot be written to one (nobody has an address there, a variable has no value) is told with its
 * reason and keeps no other from leaving. Looking first is the same work, taken back at once: what
 * is told then is what would be. */

#define BATCH 50 /* the writer is everybody's: others in between */

typedef struct {
    Request *request;
    const Canned *canned;
    int64_t staff, conversation;
    bool looks, closes;
    GPtrArray *missing; /* borrowed names of variables */
    char *text;         /* of this one */
    int64_t message;
} One;

static bool
fill_one(Db *tx, One *one, const GArray *files, const GArray *copies, char **ret_html,
         GError **error)
{
    char *values[CANNED_VALUES] = {NULL};
    const char *const *given = (const char *const *)values;
    const Canned *canned = one->canned;
    bool known = canned_values(tx, request_context(one->request), one->conversation, one->staff,
                               canned->language, values, error);

    if (known) {
        one->text = canned_fill(canned->text, given, false, one->missing);
        *ret_html = canned_fill_html(canned, given, files, copies, one->missing);
    }
    for (size_t i = 0; i < CANNED_VALUES; i++)
        g_free(values[i]);
    return known;
}

static bool
write_one(Db *tx, void *data, GError **error)
{
    One *one = data;
    g_autofree char *html = NULL;
    g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GArray) copies = g_array_new(FALSE, FALSE, sizeof(int64_t));
    Draft draft = {
        .conversation = one->conversation,
        .direction = DIRECTION_OUT,
        .staff = one->staff,
        .sign = true,
    };

    if (!canned_copy_files(tx, one->canned, one->staff, files, copies, error) ||
        !fill_one(tx, one, files, copies, &html, error))
        return false;
    if (one->missing->len > 0) /* nobody would see the gap before it leaves */
        return error_set(error, APP_ERROR_INVALID, "a variable has no value");
    draft.text = one->text;
    draft.html = html;
    draft.attachments = (const int64_t *)(void *)copies->data;
    draft.n_attachments = copies->len;
    if (!held_write(tx, request_context(one->request), &draft, 0, one->closes, &one->message,
                    error))
        return false;
    /* Only looked at: it is taken back. */
    return !one->looks || error_set(error, APP_ERROR_CONFLICT, "only looked at");
}

/* ---- Many ---- */

typedef struct {
    Request *request;
    Canned canned;
    const int64_t *ids; /* of this batch */
    size_t n;
    bool looks, closes;
    GString *written, *refused; /* JSON objects, each after a comma but the first */
    gsize written_before, refused_before;
    int64_t n_written, n_before;
    char *sample; /* the first as it would leave */
} Many;

static void
note_written(Many *many, const One *one)
{
    g_string_append_printf(many->written,
                           "%s{\"conversation\":\"%" G_GINT64_FORMAT
                           "\",\"message\":\"%" G_GINT64_FORMAT "\"}",
                           many->written->len > 0 ? "," : "", one->conversation, one->message);
    many->n_written++;
    if (many->sample == NULL)
        many->sample = g_strdup(one->text);
}

static void
note_refused(Many *many, const One *one, const GError *why)
{
    JsonWriter json;

    if (many->refused->len > 0)
        g_string_append_c(many->refused, ',');
    json_writer_init(&json, many->refused);
    json_object_begin(&json);
    json_put_id(&json, "conversation", one->conversation);
    json_put_text(&json, "code", error_word((AppError)why->code));
    json_name(&json, "missing");
    json_list_begin(&json);
    for (guint i = 0; i < one->missing->len; i++)
        json_text(&json, one->missing->pdata[i]);
    json_list_end(&json);
    json_object_end(&json);
}

static bool
write_next(Db *tx, Many *many, int64_t conversation, GError **error)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(GPtrArray) missing = g_ptr_array_new();
    One one = {
        .request = many->request,
        .canned = &many->canned,
        .staff = request_principal(many->request)->staff,
        .conversation = conversation,
        .looks = many->looks,
        .closes = many->closes,
        .missing = missing,
    };
    bool done = db_try(tx, write_one, &one, &why), refused = !done && error_is_refusal(why);

    if (done || (refused && many->looks && one.message != 0))
        note_written(many, &one);
    else if (refused)
        note_refused(many, &one, why);
    else
        g_propagate_error(error, g_steal_pointer(&why));
    g_free(one.text);
    return done || refused;
}

/* May run again: what it told before is forgotten. */
static bool
write_batch(Db *tx, void *data, GError **error)
{
    Many *many = data;

    g_string_truncate(many->written, many->written_before);
    g_string_truncate(many->refused, many->refused_before);
    many->n_written = many->n_before;
    for (size_t i = 0; i < many->n; i++)
        if (!write_next(tx, many, many->ids[i], error))
            return false;
    return many->looks || many->n_written == many->n_before ||
           canned_store_use(tx, many->canned.id, error);
}

static void
reply_many(Request *request, const Many *many)
{
    g_autofree char *written = g_strdup_printf("[%s]", many->written->str);
    g_autofree char *refused = g_strdup_printf("[%s]", many->refused->str);
    JsonWriter *json = reply_json(request, 200);

    json_object_begin(json);
    json_put_int(json, "count", many->n_written);
    json_name(json, "messages");
    json_raw(json, many->looks ? "[]" : written);
    json_name(json, "refused");
    json_raw(json, refused);
    json_put_text(json, "sample", many->sample);
    json_put_int(json, "undo_seconds",
                 setting_int(request_db(request), "conversation.undo_seconds", 0));
    json_object_end(json);
}

bool
post_canned_replies(Request *request, GError **error)
{
    size_t n;
    g_autofree int64_t *ids = request_ids(request, "conversations", &n);
    g_autoptr(GString) written = g_string_new(NULL);
    g_autoptr(GString) refused = g_string_new(NULL);
    Many many = {
        .request = request,
        .looks = request_bool(request, "preview", false),
        .closes = request_bool(request, "close", false),
        .written = written,
        .refused = refused,
    };
    bool done = canned_need(request_db(request), request, false, &many.canned, error);

    for (size_t i = 0; done && i < n; i += BATCH) {
        many.ids = ids + i;
        many.n = MIN(n - i, BATCH);
        many.written_before = written->len;
        many.refused_before = refused->len;
        many.n_before = many.n_written;
        done = request_write(request, write_batch, &many, error);
    }
    if (done)
        reply_many(request, &many);
    g_free(many.sample);
    canned_clear(&many.canned);
    return done;
}
