#include "http/request-inside.h"

#include "base/error.h"

#include <inttypes.h>
#include <string.h>

/* A cursor is "KEY.ID" of the last row: readable, and worth nothing to whoever changes it. */
static bool
parse_cursor(const char *cursor, Page *page)
{
    const char *dot = strchr(cursor, '.');
    g_autofree char *key = dot != NULL ? g_strndup(cursor, (gsize)(dot - cursor)) : NULL;
    gint64 before_key, before_id;

    if (key == NULL ||
        !g_ascii_string_to_signed(key, 10, G_MININT64, G_MAXINT64, &before_key, NULL) ||
        !g_ascii_string_to_signed(dot + 1, 10, G_MININT64, G_MAXINT64, &before_id, NULL))
        return false;
    page->before_key = before_key;
    page->before_id = before_id;
    return true;
}

bool
request_page(Request *request, Page *ret_page, GError **error)
{
    const char *cursor = request_text(request, "cursor");
    Page page = {
        .limit = (size_t)request_int(request, "limit", LIMIT_LIST_DEFAULT),
        .before_key = INT64_MAX,
        .before_id = INT64_MAX,
    };

    if (cursor != NULL && !parse_cursor(cursor, &page))
        return error_set_field(error, APP_ERROR_INVALID, "cursor", "cursor is not one of ours");
    *ret_page = page;
    return true;
}

JsonWriter *
reply_list(Request *request)
{
    JsonWriter *json = reply_json(request, 200);

    json_object_begin(json);
    json_name(json, "items");
    json_list_begin(json);
    return json;
}

void
reply_list_end(Request *request, bool more, int64_t last_key, int64_t last_id)
{
    JsonWriter *json = &request->writer;
    char cursor[48];

    g_snprintf(cursor, sizeof cursor, "%" PRId64 ".%" PRId64, last_key, last_id);
    json_list_end(json);
    json_put_text(json, "next", more ? cursor : NULL);
    json_object_end(json);
}

bool
reply_rows(Request *request, DbRows *rows, size_t limit, RowWriter write, GError **error)
{
    JsonWriter *json = reply_list(request);
    int64_t last_key = 0, last_id = 0;
    size_t n = 0;
    int more;

    while ((more = db_rows_next(rows, error)) == 1 && n++ < limit) {
        write(json, rows);
        last_key = db_rows_int(rows, 0);
        last_id = db_rows_int(rows, 1);
    }
    if (more < 0)
        return false;
    reply_list_end(request, more == 1, last_key, last_id);
    return true;
}
