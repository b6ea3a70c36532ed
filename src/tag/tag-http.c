#include "base/error.h"
#include "base/limits.h"
#include "tag/tag-configuration.h"
#include "tag/tag-store.h"

#define REQUIRED FIELD_REQUIRED

static const Field ref_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_TAG},
    {.name = "colour", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = tag_colours},
    FIELDS_END,
};
const Shape tag_ref_shape = {"TagRef", ref_fields};

static const Field tag_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_TAG},
    {.name = "colour", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = tag_colours},
    {.name = "about", .type = FIELD_TEXT, .flags = REQUIRED, .about = "When to use it."},
    {.name = "archived", .type = FIELD_BOOL, .flags = REQUIRED, .about = "Offered no more."},
    {.name = "count",
     .type = FIELD_INT,
     .flags = REQUIRED,
     .about = "Active conversations that carry it."},
    FIELDS_END,
};
static const Shape tag_shape = {"Tag", tag_fields};

static const Field new_tag_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED, .min = 1, .max = LIMIT_TAG},
    {.name = "colour", .type = FIELD_CHOICE, .choices = tag_colours},
    {.name = "about", .type = FIELD_TEXT},
    FIELDS_END,
};
static const Shape new_tag_shape = {"NewTag", new_tag_fields};

static const Field change_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .min = 1, .max = LIMIT_TAG},
    {.name = "colour", .type = FIELD_CHOICE, .choices = tag_colours},
    {.name = "about", .type = FIELD_TEXT},
    {.name = "archived", .type = FIELD_BOOL},
    FIELDS_END,
};
static const Shape change_shape = {"TagChange", change_fields};

static const Field merge_fields[] = {
    {.name = "into", .type = FIELD_ID, .flags = REQUIRED, .about = "What stands for both."},
    FIELDS_END,
};
static const Shape merge_shape = {"TagMerge", merge_fields};

void
tag_ref_write(JsonWriter *json, int64_t id, const char *name, const char *colour)
{
    json_object_begin(json);
    json_put_id(json, "id", id);
    json_put_text(json, "name", name);
    json_put_text(json, "colour", colour);
    json_object_end(json);
}

/* Columns of tag_store_list(). */
static void
write_tag(JsonWriter *json, DbRows *row)
{
    json_object_begin(json);
    json_put_id(json, "id", db_rows_int(row, 0));
    json_put_text(json, "name", db_rows_text(row, 2));
    json_put_text(json, "colour", db_rows_text(row, 3));
    json_put_text(json, "about", db_rows_text(row, 4));
    json_put_bool(json, "archived", db_rows_int(row, 5) != 0);
    json_put_int(json, "count", db_rows_int(row, 6));
    json_object_end(json);
}

static bool
get_tags(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    Page page;

    if (!request_page(request, &page, error))
        return false;
    rows = tag_store_list(request_db(request), 0, page.before_id, (int64_t)page.limit + 1, error);
    return rows != NULL && reply_rows(request, rows, page.limit, write_tag, error);
}

static bool
reply_tag(Request *request, int64_t tag, unsigned status, GError **error)
{
    g_autoptr(DbRows) rows = tag_store_list(request_db(request), tag, INT64_MAX, 1, error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        write_tag(reply_json(request, status), rows);
    return found == 1 ||
           (found == 0 && error_set(error, APP_ERROR_NOT_FOUND, "no tag %" G_GINT64_FORMAT, tag));
}

typedef struct {
    Request *request;
    int64_t tag;
} Work;

static TagChange
wanted(Request *request)
{
    return (TagChange){
        .name = request_text(request, "name"),
        .colour = request_text(request, "colour"),
        .about = request_text(request, "about"),
        .archived =
            request_has(request, "archived") ? request_bool(request, "archived", false) : -1,
    };
}

static bool
add(Db *tx, void *data, GError **error)
{
    Work *work = data;
    TagChange change = wanted(work->request);

    return tag_add(tx, &change, request_principal(work->request)->staff, &work->tag, error);
}

static bool
post_tag(Request *request, GError **error)
{
    Work work = {.request = request};

    return request_write(request, add, &work, error) && reply_tag(request, work.tag, 201, error);
}

static bool
change(Db *tx, void *data, GError **error)
{
    Work *work = data;
    TagChange change = wanted(work->request);

    return tag_change(tx, work->tag, &change, request_principal(work->request)->staff, NULL, error);
}

static bool
patch_tag(Request *request, GError **error)
{
    Work work = {.request = request, .tag = request_id(request, "id")};

    return request_write(request, change, &work, error) && reply_tag(request, work.tag, 200, error);
}

static bool
merge(Db *tx, void *data, GError **error)
{
    Request *request = data;

    return tag_merge(tx, request_id(request, "id"), request_id(request, "into"),
                     request_principal(request)->staff, error);
}

static bool
post_merge(Request *request, GError **error)
{
    return request_write(request, merge, request, error) &&
           reply_tag(request, request_id(request, "into"), 200, error);
}

static const Route routes[] = {
    {.method = "GET",
     .path = "/api/tags",
     .right = RIGHT_CONVERSATION_READ,
     .handler = get_tags,
     .about = "The tags of the organisation, archived ones too.",
     .flags = ROUTE_LIST,
     .reply = &tag_shape},
    {.method = "POST",
     .path = "/api/tags",
     .right = RIGHT_DESK_MANAGE,
     .handler = post_tag,
     .about = "Makes a tag.",
     .body = &new_tag_shape,
     .reply = &tag_shape,
     .example = "{\"name\": \"Facturation\", \"colour\": \"blue\"}"},
    {.method = "PATCH",
     .path = "/api/tags/{id}",
     .right = RIGHT_DESK_MANAGE,
     .handler = patch_tag,
     .about = "Renames, colours, explains or archives a tag.",
     .body = &change_shape,
     .reply = &tag_shape,
     .example = "{\"archived\": true}"},
    {.method = "POST",
     .path = "/api/tags/{id}/merge",
     .right = RIGHT_DESK_MANAGE,
     .handler = post_merge,
     .about = "Makes one tag of two: what carried this one carries the other. For good.",
     .body = &merge_shape,
     .reply = &tag_shape,
     .example = "{\"into\": \"2251799813685248\"}"},
    ROUTES_END,
};

const Module tag_module = {
    .name = "tag",
    .routes = routes,
    .invariants = tag_invariants,
    .configurations = tag_configurations,
};
