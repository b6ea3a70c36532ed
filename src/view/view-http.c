#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "conversation/list-query.h"
#include "staff/staff.h"
#include "view/view-configuration.h"
#include "view/view-store.h"

/* ---- Shapes ---- */

#define QUERY(flags_)                                                                              \
    {                                                                                              \
        .name = "query", .type = FIELD_OBJECT, .flags = flags_, .shape = &list_filter_shape        \
    }

static const Field view_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.name = "owner",
     .type = FIELD_OBJECT,
     .flags = FIELD_REQUIRED | FIELD_NULLABLE,
     .shape = &staff_ref_shape},
    {.name = "team",
     .type = FIELD_OBJECT,
     .flags = FIELD_REQUIRED | FIELD_NULLABLE,
     .shape = &team_ref_shape,
     .about = "With which it is shared."},
    {.name = "everyone", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    QUERY(FIELD_REQUIRED),
    FIELDS_END,
};
static const Shape view_shape = {"View", view_fields};

static const Field new_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_NAME},
    {.name = "team", .type = FIELD_ID, .flags = FIELD_NULLABLE},
    {.name = "everyone", .type = FIELD_BOOL},
    QUERY(FIELD_REQUIRED),
    FIELDS_END,
};
static const Shape new_shape = {"NewView", new_fields};

static const Field change_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .min = 1, .max = LIMIT_NAME},
    {.name = "team", .type = FIELD_ID, .flags = FIELD_NULLABLE},
    {.name = "everyone", .type = FIELD_BOOL},
    QUERY(0),
    FIELDS_END,
};
static const Shape change_shape = {"ViewChange", change_fields};

static const Field order_fields[] = {
    {.name = "views",
     .type = FIELD_LIST,
     .flags = FIELD_REQUIRED,
     .max = LIMIT_VIEWS,
     .of = FIELD_ID,
     .about = "The first first."},
    FIELDS_END,
};
static const Shape order_shape = {"ViewOrder", order_fields};

static const Field count_fields[] = {
    {.name = "view", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.name = "count",
     .type = FIELD_INT,
     .flags = FIELD_REQUIRED,
     .about = "What it shows; 1000 stands for that or more."},
    {.name = "unread",
     .type = FIELD_INT,
     .flags = FIELD_REQUIRED,
     .about = "Those of them that I have not read."},
    FIELDS_END,
};
static const Shape count_shape = {"ViewCount", count_fields};

/* ---- Reading ---- */

/* Columns of view_store_list(). */
static void
write_view(JsonWriter *json, DbRows *row)
{
    json_object_begin(json);
    json_put_id(json, "id", db_rows_int(row, 1));
    json_put_text(json, "name", db_rows_text(row, 2));
    json_name(json, "owner");
    staff_ref_write(json, db_rows_int(row, 3), db_rows_text(row, 4));
    json_name(json, "team");
    team_ref_write(json, db_rows_int(row, 5), db_rows_text(row, 6));
    json_put_bool(json, "everyone", db_rows_int(row, 7) != 0);
    json_name(json, "query");
    json_raw(json, db_rows_text(row, 8));
    json_object_end(json);
}

static DbRows *
page_of(Request *request, Page *ret_page, GError **error)
{
    bool first;

    if (!request_page(request, ret_page, error))
        return NULL;
    first = !request_has(request, "cursor");
    return view_store_list(request_db(request), request_principal(request)->staff, 0,
                           first ? -1 : ret_page->before_key, first ? 0 : ret_page->before_id,
                           (int64_t)ret_page->limit + 1, error);
}

static bool
get_views(Request *request, GError **error)
{
    Page page;
    g_autoptr(DbRows) rows = page_of(request, &page, error);

    return rows != NULL && reply_rows(request, rows, page.limit, write_view, error);
}

/* What a view shows, up to VIEW_COUNT_MAX; -1: error. One whose words no longer make sense shows
 * nothing. */
static int64_t
count_one(Request *request, const char *query_text, bool unread, GError **error)
{
    json_t *words = json_loads(query_text, 0, NULL);
    g_autoptr(GArray) ids = NULL;
    ListQuery query;
    int64_t n = 0;

    if (words != NULL && list_query_read(words, request_principal(request)->staff, &query, NULL)) {
        query.unread = query.unread || unread;
        ids = list_query_find(request_context(request), request_db(request), &query, VIEW_COUNT_MAX,
                              error);
        n = ids != NULL ? (int64_t)ids->len : -1;
    }
    json_decref(words);
    return n;
}

static bool
get_counts(Request *request, GError **error)
{
    Page page;
    g_autoptr(DbRows) rows = page_of(request, &page, error);
    JsonWriter *json;
    int64_t place = 0, id = 0;
    size_t left = page.limit;
    int more = rows != NULL ? 1 : -1;

    if (rows == NULL)
        return false;
    json = reply_list(request);
    while ((more = db_rows_next(rows, error)) == 1 && left-- > 0) {
        int64_t n = count_one(request, db_rows_text(rows, 8), false, error);
        int64_t unread = n > 0 ? count_one(request, db_rows_text(rows, 8), true, error) : n;

        if (n < 0 || unread < 0)
            return false;
        place = db_rows_int(rows, 0);
        id = db_rows_int(rows, 1);
        json_object_begin(json);
        json_put_id(json, "view", id);
        json_put_int(json, "count", n);
        json_put_int(json, "unread", unread);
        json_object_end(json);
    }
    reply_list_end(request, more == 1, place, id);
    return more >= 0;
}

static bool
reply_view(Request *request, int64_t view, unsigned status, GError **error)
{
    g_autoptr(DbRows) rows = view_store_list(request_db(request), request_principal(request)->staff,
                                             view, -1, 0, 1, error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        write_view(reply_json(request, status), rows);
    return found == 1 ||
           (found == 0 && error_set(error, APP_ERROR_NOT_FOUND, "no view %" G_GINT64_FORMAT, view));
}

/* ---- Changing ---- */

typedef struct {
    Request *request;
    ViewActor actor;
    ViewChange change;
    int64_t view;
} Work;

static Work
work_of(Request *request)
{
    Work work = {
        .request = request,
        .actor = {request_principal(request)->staff, request_may(request, RIGHT_DESK_MANAGE)},
        .change = VIEW_KEEP_ALL,
    };

    work.change.name = request_text(request, "name");
    if (request_is_null(request, "team"))
        work.change.team = 0;
    else if (request_has(request, "team"))
        work.change.team = request_id(request, "team");
    if (request_has(request, "everyone"))
        work.change.everyone = request_bool(request, "everyone", false);
    return work;
}

/* The words as they are kept, if they make sense; NULL when none are given. */
static bool
take_query(Request *request, char **ret_query, GError **error)
{
    const json_t *words = request_json(request, "query");
    ListQuery query;

    *ret_query = NULL;
    if (words == NULL)
        return true;
    if (!list_query_read(words, request_principal(request)->staff, &query, error))
        return false;
    *ret_query = json_dumps(words, JSON_COMPACT);
    return true;
}

static bool
add(Db *tx, void *data, GError **error)
{
    Work *work = data;

    return view_add(tx, &work->actor, &work->change, &work->view, error);
}

static bool
change(Db *tx, void *data, GError **error)
{
    Work *work = data;

    return view_change(tx, &work->actor, work->view, &work->change, error);
}

static bool
post_view(Request *request, GError **error)
{
    Work work = work_of(request);
    g_autofree char *query = NULL;

    if (!take_query(request, &query, error))
        return false;
    work.change.query = query;
    return request_write(request, add, &work, error) && reply_view(request, work.view, 201, error);
}

static bool
patch_view(Request *request, GError **error)
{
    Work work = work_of(request);
    g_autofree char *query = NULL;

    if (!take_query(request, &query, error))
        return false;
    work.view = request_id(request, "id");
    work.change.query = query;
    return request_write(request, change, &work, error) &&
           reply_view(request, work.view, 200, error);
}

static bool
take_away(Db *tx, void *data, GError **error)
{
    Work *work = data;

    return view_remove(tx, &work->actor, request_id(work->request, "id"), error);
}

static bool
delete_view(Request *request, GError **error)
{
    Work work = work_of(request);

    if (!request_write(request, take_away, &work, error))
        return false;
    reply_empty(request);
    return true;
}

static bool
order(Db *tx, void *data, GError **error)
{
    Work *work = data;
    const json_t *list = request_json(work->request, "views");
    size_t n = json_array_size(list);
    g_autofree int64_t *views = g_new0(int64_t, n + 1);

    for (size_t i = 0; i < n; i++)
        id_parse(json_string_value(json_array_get(list, i)), &views[i]);
    return view_order(tx, &work->actor, views, n, error);
}

static bool
put_order(Request *request, GError **error)
{
    Work work = work_of(request);

    if (!request_write(request, order, &work, error))
        return false;
    reply_empty(request);
    return true;
}

#define DESK(word, handle) .method = word, .right = RIGHT_CONVERSATION_READ, .handler = handle

static const Route routes[] = {
    {DESK("GET", get_views), .path = "/api/views",
     .about = "The saved views that I see, in my order.", .flags = ROUTE_LIST,
     .reply = &view_shape},
    {DESK("GET", get_counts), .path = "/api/views/counts",
     .about = "How many conversations each of them shows.", .flags = ROUTE_LIST,
     .reply = &count_shape},
    {DESK("POST", post_view), .path = "/api/views",
     .about = "Keeps a filter under a name; for a team of mine, or, with desk.manage, for all.",
     .body = &new_shape, .reply = &view_shape,
     .example = "{\"name\": \"Urgentes\", \"query\": {\"status\": \"active\","
                " \"priority\": \"urgent\"}}"},
    {DESK("PATCH", patch_view), .path = "/api/views/{id}",
     .about = "Renames, changes or shares a view of mine.", .body = &change_shape,
     .reply = &view_shape, .example = "{\"name\": \"Urgentes du jour\"}"},
    {DESK("DELETE", delete_view), .path = "/api/views/{id}", .about = "Removes a view of mine."},
    {DESK("PUT", put_order), .path = "/api/views/order",
     .about = "Puts the views that I see in my order.", .body = &order_shape,
     .example = "{\"views\": [\"2251799813685248\"]}"},
    ROUTES_END,
};

const Module view_module = {
    .name = "view",
    .routes = routes,
    .invariants = view_invariants,
    .configurations = view_configurations,
};
