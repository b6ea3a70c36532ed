#include "canned/canned-http.h"
#include "canned/canned-store.h"

#include "conversation/attachment-hold-store.h"
#include "conversation/conversation-http.h"
#include "conversation/inline-image.h"

typedef struct {
    Request *request;
    Canned canned;
    GArray *files, *copies; /* of int64_t */
} Using;

bool
canned_copy_files(Db *tx, const Canned *canned, int64_t staff, GArray *files, GArray *copies,
                  GError **error)
{
    g_autoptr(GArray) held = attachment_store_held(tx, canned->id, error);

    g_array_set_size(files, 0);
    g_array_set_size(copies, 0);
    for (guint i = 0; held != NULL && i < held->len; i++) {
        int64_t file = g_array_index(held, int64_t, i), copy;

        if (!attachment_store_copy(tx, file, staff, &copy, error))
            return false;
        g_array_append_val(files, file);
        g_array_append_val(copies, copy);
    }
    return held != NULL;
}

char *
canned_fill_html(const Canned *canned, const char *const *values, const GArray *files,
                 const GArray *copies, GPtrArray *missing)
{
    g_autofree char *filled =
        canned->html != NULL ? canned_fill(canned->html, values, true, missing) : NULL;

    return filled != NULL
               ? inline_images_show(filled, (const int64_t *)(const void *)files->data,
                                    (const int64_t *)(const void *)copies->data, files->len)
               : NULL;
}

static bool
write_use(Db *tx, void *data, GError **error)
{
    Using *using = data;

    canned_clear(&using->canned);
    return canned_need(tx, using->request, false, &using->canned, error) &&
           canned_copy_files(tx, &using->canned, request_principal(using->request)->staff,
                             using->files, using->copies, error) &&
           canned_store_use(tx, using->canned.id, error);
}

static bool
write_filled(Request *request, const Using *using, char **values, GError **error)
{
    const Canned *canned = &using->canned;
    const char *const *given = (const char *const *)values;
    g_autoptr(GPtrArray) missing = g_ptr_array_new();
    g_autofree char *text = canned_fill(canned->text, given, false, missing);
    g_autofree char *html = canned_fill_html(canned, given, using->files, using->copies, missing);
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
    Using using = {.request = request,
                   .files = g_array_new(FALSE, FALSE, sizeof(int64_t)),
                   .copies = g_array_new(FALSE, FALSE, sizeof(int64_t))};
    bool ok = request_write(request, write_use, &using, error) &&
              canned_values(request_db(request), request_context(request),
                            request_id(request, "conversation"), request_principal(request)->staff,
                            using.canned.language, values, error) &&
              write_filled(request, &using, values, error);

    for (size_t i = 0; i < CANNED_VALUES; i++)
        g_free(values[i]);
    canned_clear(&using.canned);
    g_array_unref(using.files);
    g_array_unref(using.copies);
    return ok;
}
