#include "staff/staff-http.h"

#include "base/error.h"
#include "staff/session-store.h"
#include "staff/session.h"

bool
get_tokens(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    size_t n = 0;
    int64_t last = 0;
    JsonWriter *json;
    Page page;
    int more;

    if (!request_page(request, &page, error))
        return false;
    rows = token_store_list(request_db(request), request_principal(request)->staff, page.before_id,
                            (int64_t)page.limit + 1, error);
    if (rows == NULL)
        return false;
    json = reply_list(request);
    while ((more = db_rows_next(rows, error)) > 0 && n++ < page.limit) {
        last = db_rows_int(rows, 0);
        json_object_begin(json);
        json_put_id(json, "id", last);
        json_put_text(json, "name", db_rows_text(rows, 1));
        json_put_time(json, "made_at", db_rows_int(rows, 2));
        json_put_time(json, "used_at", db_rows_int(rows, 3));
        json_object_end(json);
    }
    reply_list_end(request, more > 0, last, last);
    return more >= 0;
}

bool
post_token(Request *request, GError **error)
{
    const Principal *principal = request_principal(request);
    g_autofree char *token = NULL;
    int64_t id;
    JsonWriter *json;

    /* Or a token that leaked would outlive its removal by a child of its own. */
    if (principal->session == 0)
        return error_set(error, APP_ERROR_FORBIDDEN, "a token cannot make tokens");
    token = staff_token_add(request_database(request), principal->staff,
                            request_text(request, "name"), &id, error);
    if (token == NULL)
        return false;
    json = reply_json(request, 201);
    json_object_begin(json);
    json_put_id(json, "id", id);
    json_put_text(json, "token", token);
    json_object_end(json);
    return true;
}

typedef struct {
    int64_t staff, token, ended;
} End;

static bool
end_work(Db *tx, void *data, GError **error)
{
    End *end = data;

    return token_store_end(tx, end->staff, end->token, &end->ended, error);
}

bool
delete_token(Request *request, GError **error)
{
    End end = {.staff = request_principal(request)->staff, .token = request_id(request, "id")};

    if (!request_write(request, end_work, &end, error))
        return false;
    if (end.ended == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no such token");
    session_forget();
    reply_empty(request);
    return true;
}
