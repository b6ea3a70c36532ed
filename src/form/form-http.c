#include "form/form-http.h"

#include "base/error.h"
#include "form/form-answer-store.h"
#include "form/form-configuration.h"
#include "form/form-store.h"
#include "http/throttle.h"
#include "module/context.h"
#include "staff/staff.h"
#include "tag/tag.h"

/* ---- Going out ---- */

/* Each as what stands for it now. */
static bool
write_tags(JsonWriter *json, Db *db, const Form *form, GError **error)
{
    json_name(json, "tags");
    json_list_begin(json);
    for (guint i = 0; i < form->tags->len; i++) {
        int64_t present = tag_present(db, g_array_index(form->tags, int64_t, i), error);

        if (present < 0)
            return false;
        json_id(json, present);
    }
    json_list_end(json);
    return true;
}

/* The members of the definition, as they were given. */
static void
write_definition(JsonWriter *json, const char *definition)
{
    json_t *object = json_loads(definition, 0, NULL);
    const char *name;
    json_t *value;

    json_object_del(object, "tags");

    json_object_foreach(object, name, value)
    {
        char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

        json_name(json, name);
        json_raw(json, text);
        free(text); /* lint: forbidden-functions jansson allocated it */
    }
    json_decref(object);
}

/* A row of form-store.h. */
static bool
write_form(JsonWriter *json, Context *context, Db *db, DbRows *rows, GError **error)
{
    g_autoptr(Form) form = form_store_list_row(rows);
    g_autofree char *url = g_strdup_printf("%s/f/%s", context->public_url, db_rows_text(rows, 2));

    json_object_begin(json);
    json_put_id(json, "id", db_rows_int(rows, 1));
    json_put_text(json, "slug", db_rows_text(rows, 2));
    json_put_text(json, "name", db_rows_text(rows, 3));
    json_put_bool(json, "open", db_rows_int(rows, 4) != 0);
    write_definition(json, db_rows_text(rows, 5));
    json_name(json, "team");
    team_ref_write(json, db_rows_int(rows, 6), db_rows_text(rows, 10));
    json_put_text(json, "address", db_rows_text(rows, 7));
    json_put_int(json, "version", db_rows_int(rows, 8));
    json_put_text(json, "url", url);
    json_put_int(json, "received", db_rows_int(rows, 11));
    json_put_int(json, "aside", db_rows_int(rows, 12));
    json_put_time(json, "made_at", db_rows_int(rows, 0));
    json_put_time(json, "changed_at", db_rows_int(rows, 9));
    if (form != NULL && !write_tags(json, db, form, error))
        return false;
    json_object_end(json);
    return true;
}

static bool
get_forms(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    JsonWriter *json;
    int64_t last_at = 0, last_id = 0;
    size_t n = 0;
    Page page;
    int more;

    if (!request_page(request, &page, error))
        return false;
    rows = form_store_list(request_db(request), page.before_key, page.before_id, page.limit + 1,
                           error);
    if (rows == NULL)
        return false;
    json = reply_list(request);
    while ((more = db_rows_next(rows, error)) == 1 && n++ < page.limit) {
        if (!write_form(json, request_context(request), request_db(request), rows, error))
            return false;
        last_at = db_rows_int(rows, 0);
        last_id = db_rows_int(rows, 1);
    }
    if (more < 0)
        return false;
    reply_list_end(request, more == 1, last_at, last_id);
    return true;
}

static bool
reply_form(Request *request, unsigned status, int64_t id, GError **error)
{
    g_autoptr(DbRows) rows = form_store_one(request_db(request), id, error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no form %" G_GINT64_FORMAT, id);
    if (found < 0)
        return false;
    return write_form(reply_json(request, status), request_context(request), request_db(request),
                      rows, error);
}

static bool
get_form(Request *request, GError **error)
{
    return reply_form(request, 200, request_id(request, "id"), error);
}

/* ---- Coming in ---- */

typedef struct {
    Form *form;
    int64_t staff;
} Saving;

/* Run again, it begins as it did the first time. */
static bool
save(Db *tx, void *data, GError **error)
{
    const Saving *saving = data;
    Form *form = saving->form;
    int64_t id = form->id, version = form->version;

    if (form_save(tx, form, saving->staff, error))
        return true;
    form->id = id;
    form->version = version;
    return false;
}

static bool
save_body(Request *request, int64_t id, unsigned status, GError **error)
{
    g_autoptr(Form) form = form_of_json(request_body(request), error);
    Saving saving = {form, request_principal(request)->staff};

    if (form == NULL)
        return false;
    form->id = id;
    form->version = request_int(request, "version", 0);
    form->team = request_id(request, "team");
    return request_write(request, save, &saving, error) &&
           reply_form(request, status, form->id, error);
}

static bool
post_form(Request *request, GError **error)
{
    return save_body(request, 0, 201, error);
}

static bool
put_form(Request *request, GError **error)
{
    return save_body(request, request_id(request, "id"), 200, error);
}

/* ---- Module ---- */

static const Field slug_fields[] = {
    {.name = "slug", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 60},
    {.name = "lang",
     .type = FIELD_CHOICE,
     .choices = (const char *const[]){"fr", "en", NULL},
     .about = "Rather than the browser's."},
    FIELDS_END,
};

static const Field aside_fields[] = {
    {.name = "form", .type = FIELD_ID, .about = "Of one form only."},
    FIELDS_END,
};

static const char example[] =
    "{\"slug\":\"contact\",\"name\":\"Contact\",\"open\":true,\"languages\":[\"fr\"],"
    "\"title\":{\"fr\":\"Nous écrire\"},\"fields\":[{\"key\":\"email\",\"type\":\"email\","
    "\"label\":{\"fr\":\"Votre adresse\"},\"required\":true},{\"key\":\"message\","
    "\"type\":\"long_text\",\"label\":{\"fr\":\"Votre message\"},\"required\":true}]}";

static const char preview_example[] =
    "{\"language\":\"fr\",\"form\":{\"slug\":\"contact\",\"name\":\"Contact\",\"open\":true,"
    "\"languages\":[\"fr\"],\"title\":{\"fr\":\"Nous écrire\"},\"fields\":[{\"key\":\"message\","
    "\"type\":\"long_text\",\"label\":{\"fr\":\"Votre message\"}}]}}";

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/f/{slug}",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_open,
        .handler = form_visit_get,
        .about = "The page of a form.",
        .flags = ROUTE_PAGE,
        .query = slug_fields,
    },
    {
        .method = "POST",
        .path = "/f/{slug}",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_open,
        .handler = form_visit_post,
        .about = "Takes what was filled in: `f.` and the key of a field names each part.",
        .flags = ROUTE_PAGE | ROUTE_MULTIPART,
        .query = slug_fields,
    },
    {
        .method = "GET",
        .path = "/api/forms",
        .right = RIGHT_CONVERSATION_READ,
        .handler = get_forms,
        .about = "Forms by which people write to us, the newest first.",
        .flags = ROUTE_LIST,
        .reply = &form_shape,
    },
    {
        .method = "POST",
        .path = "/api/forms",
        .right = RIGHT_SETTING_MANAGE,
        .handler = post_form,
        .about = "Makes a form.",
        .body = &form_draft_shape,
        .reply = &form_shape,
        .example = example,
    },
    {
        .method = "GET",
        .path = "/api/forms/{id}",
        .right = RIGHT_CONVERSATION_READ,
        .handler = get_form,
        .about = "One form.",
        .reply = &form_shape,
    },
    {
        .method = "PUT",
        .path = "/api/forms/{id}",
        .right = RIGHT_SETTING_MANAGE,
        .handler = put_form,
        .about = "Changes a form, whole. What was sent with the fields of before stays as it was.",
        .body = &form_draft_shape,
        .reply = &form_shape,
        .example = example,
    },
    {
        .method = "POST",
        .path = "/api/form-preview",
        .right = RIGHT_SETTING_MANAGE,
        .handler = form_preview,
        .about = "The page of a form that is being made. Keeps nothing.",
        .body = &form_preview_shape,
        .reply = &form_preview_reply_shape,
        .example = preview_example,
    },
    {
        .method = "GET",
        .path = "/api/form-answers",
        .right = RIGHT_CONVERSATION_READ,
        .handler = form_aside_list,
        .about = "What was sent by forms and is kept aside for a person to look at.",
        .flags = ROUTE_LIST,
        .query = aside_fields,
        .reply = &form_answer_shape,
    },
    {
        .method = "POST",
        .path = "/api/form-answers/{id}/accept",
        .right = RIGHT_CONVERSATION_WRITE,
        .handler = form_aside_accept,
        .about = "Brings in what was kept aside; the person gets their copy.",
    },
    {
        .method = "POST",
        .path = "/api/form-answers/{id}/drop",
        .right = RIGHT_CONVERSATION_WRITE,
        .handler = form_aside_drop,
        .about = "Drops what was kept aside, with all that was in it.",
    },
    ROUTES_END,
};

const Module form_module = {
    .name = "form",
    .routes = routes,
    .jobs = form_jobs,
    .timers = form_timers,
    .invariants = form_invariants,
    .wordings = form_wordings,
    .configurations = form_configurations,
};
