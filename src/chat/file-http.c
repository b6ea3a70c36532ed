/* Files of a talk, both ways. */
#include "chat/chat-http.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "file/file-policy.h"
#include "file/file-scan.h"
#include "file/file.h"

#include <string.h>

typedef struct {
    Context *context;
    const Visitor *visitor;
    GBytes *bytes;
    TalkFile file;
} Upload;

static bool
upload_work(Db *tx, void *data, GError **error)
{
    Upload *upload = data;
    int64_t count = 0;

    if (!upload_store_count(tx, upload->visitor->id, &count, error))
        return false;
    if (count >= LIMIT_CHAT_UPLOADS)
        return error_set(error, APP_ERROR_TOO_MANY, "over %d files wait", LIMIT_CHAT_UPLOADS);
    return file_put(upload->context->files, tx, upload->bytes, upload->file.type,
                    &upload->file.file, error) &&
           file_scan_ask(upload->context, tx, upload->file.file, error) &&
           upload_store_insert(tx, upload->visitor->id, &upload->file, error);
}

/* One line, without what would name a folder. */
static char *
clean_name(const char *name)
{
    g_autofree char *line = text_line(name);

    for (char *at = line; *at != '\0'; at++)
        if (*at == '/' || *at == '\\')
            *at = '_';
    return line[0] != '\0' ? text_clip(line, LIMIT_FILE_NAME) : g_strdup("file");
}

/* A content in which a virus was found before is not even kept again. */
static bool
is_clean(Db *db, GBytes *bytes, GError **error)
{
    FileVerdict verdict;

    return file_scan_known(db, bytes, &verdict, error) &&
           (verdict != FILE_INFECTED ||
            error_set_field(error, APP_ERROR_FORBIDDEN, "file", "a virus was found in it"));
}

bool
chat_post_file(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Visitor) visitor = NULL;
    GBytes *bytes = request_bytes(request);
    g_auto(TalkFile) kept = {0};
    Upload upload = {.context = request_context(request), .bytes = bytes};
    JsonWriter *json;
    bool done;

    if (!chat_visitor_of(request, &widget, &visitor, error))
        return false;
    if (!widget->files)
        return error_set(error, APP_ERROR_FORBIDDEN, "this chat takes no files");
    if (bytes == NULL || g_bytes_get_size(bytes) == 0)
        return error_set(error, APP_ERROR_INVALID, "the file is empty");
    if (g_bytes_get_size(bytes) > LIMIT_CHAT_FILE)
        return error_set(error, APP_ERROR_TOO_LARGE, "a file is over %d bytes", LIMIT_CHAT_FILE);
    if (!file_policy_check(request_db(request), FILE_COMES_IN, request_text(request, "name"),
                           file_type(bytes), g_bytes_get_size(bytes), error) ||
        !is_clean(request_db(request), bytes, error))
        return false;
    upload.visitor = visitor;
    upload.file = (TalkFile){.name = clean_name(request_text(request, "name")),
                             .type = g_strdup(file_type(bytes)),
                             .size = (int64_t)g_bytes_get_size(bytes)};
    done = request_write(request, upload_work, &upload, error);
    kept = upload.file;
    if (!done)
        return false;
    json = reply_json(request, 201);
    json_object_begin(json);
    json_put_id(json, "id", kept.id);
    json_put_text(json, "name", kept.name);
    json_put_text(json, "type", kept.type);
    json_put_int(json, "size", kept.size);
    json_object_end(json);
    return true;
}

bool
chat_get_file(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Visitor) visitor = NULL;
    g_auto(TalkFile) file = {0};
    g_autoptr(GBytes) bytes = NULL;
    int found;

    if (!chat_visitor_of(request, &widget, &visitor, error))
        return false;
    found = file_store_find(request_db(request), visitor->id, request_id(request, "file"), &file,
                            error);
    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no such file");
    if (found == 1 && !file_scan_allows(request_db(request), file.file, error))
        return false;
    bytes = found == 1 ? file_get(request_context(request)->files, request_db(request), file.file,
                                  NULL, error)
                       : NULL;
    if (bytes == NULL)
        return false;
    reply_file(request, file.type, file.name, false, bytes);
    return true;
}
