#include "canned/canned-http.h"
#include "canned/canned-store.h"

#include "conversation/attachment-hold-store.h"
#include "conversation/conversation-http.h"

typedef struct {
    Request *request;
    Canned canned;
    GArray *copies; /* of int64_t */
} Using;

/* Files become uploads of who uses it: they may be taken out of the reply. */
static bool
write_use(Db *tx, void *data, GError **error)
{
    Using *using = data;
    g_autoptr(GArray) files = NULL;

    canned_clear(&using->canned);
    g_array_set_size(using->copies, 0);
    if (!canned_need(tx, using->request, false, &using->canned, error))
        return false;
    files = attachment_store_held(tx, using->canned.id, error);
    for (guint i = 0; files != NULL && i < files->len; i++) {
        int64_t copy;

        if (!attachment_store_copy(tx, g_array_index(files, int64_t, i),
                                   request_principal(using->request)->staff, &copy, error))
            return false;
        g_array_append_val(using->copies, copy);
    }
    return files != NULL && canned_store_use(tx, using->canned.id, error);
}

static bool
write_filled(Request *request, const Using *using, char **values, GError **error)
{
    const Canned *canned = &using->canned;
    const char *const *given = (const char *const *)values;
    g_autoptr(GPtrArray) missing = g_ptr_array_new();
    g_autofree char *text = canned_fill(canned->text, given, false, missing);
    g_autofree char *html =
        canned->html != NULL ? canned_fill(canned->html, given, true, missing) : NULL;
    g_autofree char *subject =
        canned->subject != NULL ? canned_fill(canned->subject, given, false, missing) : NULL;
    JsonWriter *json = reply_json(request, 200);

    json_object_begin(json);
    json_put_text(json, "subject", subject);
    json_put_text(json, "text", text);
    json_put_text(json, "html", html);
    json_name(json, "attachments");
    json_list_begin(json);
    for (guint i = 0; i < using->copies->len; i++) {
        g_auto(Attachment) attachment = {0};

        if (attachment_store_get(request_db(request), g_array_index(using->copies, int64_t, i),
                                 &attachment, error) != 1)
            return false;
        attachment_write(json, &attachment);
    }
    json_list_end(json);
    json_name(json, "missing");
    json_list_begin(json);
    for (guint i = 0; i < missing->len; i++)
        json_text(json, missing->pdata[i]);
    json_list_end(json);
    json_object_end(json);
    return true;
}

bool
post_canned_use(Request *request, GError **error)
{
    char *values[CANNED_VALUES] = {NULL};
    Using using = {.request = request, .copies = g_array_new(FALSE, FALSE, sizeof(int64_t))};
    bool ok = request_write(request, write_use, &using, error) &&
              canned_values(request_db(request), request_context(request),
                            request_id(request, "conversation"), request_principal(request)->staff,
                            using.canned.language, values, error) &&
              write_filled(request, &using, values, error);

    for (size_t i = 0; i < CANNED_VALUES; i++)
        g_free(values[i]);
    canned_clear(&using.canned);
    g_array_unref(using.copies);
    return ok;
}
