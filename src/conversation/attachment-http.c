#include "conversation/conversation-http.h"

#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "conversation/attachment-hold-store.h"
#include "file/file-policy.h"
#include "file/file-scan.h"
#include "file/file.h"

#include <string.h>

int64_t *
request_ids(Request *request, const char *name, size_t *ret_n)
{
    const json_t *list = request_json(request, name);
    size_t n = json_array_size(list);
    int64_t *ids = g_new0(int64_t, n + 1);

    for (size_t i = 0; i < n; i++)
        id_parse(json_string_value(json_array_get(list, i)), &ids[i]);
    *ret_n = n;
    return ids;
}

typedef struct {
    Context *context;
    GBytes *bytes;
    NewAttachment attachment;
} Upload;

static bool
write_upload(Db *tx, void *data, GError **error)
{
    Upload *upload = data;

    return file_put(upload->context->files, tx, upload->bytes, upload->attachment.type,
                    &upload->attachment.file, error) &&
           file_scan_ask(upload->context, tx, upload->attachment.file, error) &&
           attachment_store_insert(tx, &upload->attachment, error);
}

/* The last part of a name, as one line: no folder of the sender's machine. */
static char *
file_name(const char *name)
{
    g_autofree char *line = text_line(name != NULL ? name : "");
    const char *start = line;

    for (const char *at = line; *at != '\0'; at++)
        if (*at == '/' || *at == '\\')
            start = at + 1;
    return start[0] != '\0' ? text_clip(start, LIMIT_FILE_NAME) : g_strdup("file");
}

bool
post_attachment(Request *request, GError **error)
{
    GBytes *bytes = request_bytes(request);
    g_autofree char *name = file_name(request_text(request, "name"));
    Upload upload = {.context = request_context(request), .bytes = bytes};
    FileVerdict verdict = FILE_UNASKED;
    Attachment made;

    upload.attachment = (NewAttachment){
        .staff = request_principal(request)->staff,
        .name = name,
        .type = file_type(bytes),
        .size = (int64_t)g_bytes_get_size(bytes),
    };
    if (!file_policy_check(request_db(request), FILE_GOES_OUT, name, upload.attachment.type,
                           g_bytes_get_size(bytes), error) ||
        !request_write(request, write_upload, &upload, error) ||
        !file_scan_verdict(request_db(request), upload.attachment.file, &verdict, error))
        return false;
    made = (Attachment){
        .verdict = verdict,
        .id = upload.attachment.id,
        .name = name,
        .type = (char *)upload.attachment.type,
        .size = upload.attachment.size,
    };
    attachment_write(reply_json(request, 201), &made);
    return true;
}

/* What may harm is opened by who has the right to and says so, as a download only. */
static bool
may_open(Request *request, const Attachment *attachment, GError **error)
{
    return (request_bool(request, "unsafe", false) && request_may(request, RIGHT_FILE_UNSAFE)) ||
           file_scan_allows(request_db(request), attachment->file, error);
}

bool
get_attachment(Request *request, GError **error)
{
    static const char *const shown[] = {"image/png", "image/jpeg", "image/gif", "image/webp", NULL};
    int64_t id = request_id(request, "id");
    g_auto(Attachment) attachment = {0};
    g_autofree char *type = NULL;
    g_autoptr(GBytes) bytes = NULL;
    int found = attachment_store_get(request_db(request), id, &attachment, error);

    /* One that is being written with is its author's alone. */
    if (found == 1 && attachment.message == 0 &&
        attachment.staff != request_principal(request)->staff)
        found = attachment_store_is_open(request_db(request), id, error);
    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no attachment %" G_GINT64_FORMAT, id);
    if (found < 0 || !may_open(request, &attachment, error))
        return false;
    bytes = file_get(request_context(request)->files, request_db(request), attachment.file, &type,
                     error);
    if (bytes == NULL)
        return false;
    if (request_bool(request, "show", false) && strcmp(type, "application/pdf") == 0 &&
        attachment.verdict != FILE_INFECTED) {
        reply_pdf(request, attachment.name, bytes);
        return true;
    }
    reply_file(request, type, attachment.name,
               g_strv_contains(shown, type) && attachment.verdict != FILE_INFECTED, bytes);
    return true;
}

typedef struct {
    int64_t id, staff;
    bool done;
} Dropping;

static bool
write_drop(Db *tx, void *data, GError **error)
{
    Dropping *dropping = data;

    return attachment_store_drop(tx, dropping->id, dropping->staff, &dropping->done, error);
}

bool
delete_attachment(Request *request, GError **error)
{
    Dropping dropping = {request_id(request, "id"), request_principal(request)->staff, false};

    if (!request_write(request, write_drop, &dropping, error))
        return false;
    if (!dropping.done)
        return error_set(error, APP_ERROR_NOT_FOUND,
                         "no attachment %" G_GINT64_FORMAT " of yours "
                         "is waiting to be sent",
                         dropping.id);
    reply_empty(request);
    return true;
}
