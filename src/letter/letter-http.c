#include "letter/letter-http.h"

#include "base/error.h"
#include "brand/brand.h"
#include "letter/letter-store.h"

static const char *const deliveries[] = {"queued", "sent", "outbox", "retrying", "failed", NULL};

/* Styles of elements and the logo, and nothing else: it was written by us, and holds names that
 * others chose. */
#define POLICY                                                                                     \
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "       \
    "base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"

static const Shape letter_shape = {
    .name = "Letter",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
            {.name = "kind",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = (const char *const[]){"notice-digest", NULL}},
            {.name = "staff",
             .type = FIELD_ID,
             .flags = FIELD_REQUIRED,
             .about = "Whom it is for."},
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "address", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "subject", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "text", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "at", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
            {.name = "delivery",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = deliveries},
            {.name = "detail",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Why it has not left."},
            FIELDS_END,
        },
};

static void
write_letter(JsonWriter *json, DbRows *row)
{
    json_object_begin(json);
    json_put_id(json, "id", db_rows_int(row, 1));
    json_put_text(json, "kind", db_rows_text(row, 2));
    json_put_id(json, "staff", db_rows_int(row, 3));
    json_put_text(json, "name", db_rows_text(row, 4));
    json_put_text(json, "address", db_rows_text(row, 5));
    json_put_text(json, "subject", db_rows_text(row, 6));
    json_put_text(json, "text", db_rows_text(row, 7));
    json_put_time(json, "at", db_rows_int(row, 0));
    json_put_text(json, "delivery", deliveries[db_rows_int(row, 8) - LETTER_QUEUED]);
    json_put_text(json, "detail", db_rows_text(row, 9));
    json_object_end(json);
}

static bool
get_letters(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    Page page;

    if (!request_page(request, &page, error))
        return false;
    rows = letter_store_outbox(request_db(request), page.before_key, page.before_id, page.limit + 1,
                               error);
    return rows != NULL && reply_rows(request, rows, page.limit, write_letter, error);
}

static bool
get_html(Request *request, GError **error)
{
    Db *db = request_db(request);
    int64_t id = request_id(request, "id");
    g_autoptr(Letter) letter = NULL;
    g_autofree char *page = NULL;
    int found = letter_store_get(db, id, &letter, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no letter %" G_GINT64_FORMAT, id);
    if (found < 0)
        return false;
    page = brand_mail_shown(request_context(request), db, letter->html);
    reply_page(request, 200, page);
    reply_header(request, "Content-Security-Policy", POLICY);
    reply_header(request, "X-Frame-Options", "SAMEORIGIN");
    return true;
}

static bool
retry_work(Db *tx, void *data, GError **error)
{
    return letter_send_again(tx, *(const int64_t *)data, error);
}

static bool
post_retry(Request *request, GError **error)
{
    int64_t id = request_id(request, "id");

    if (!request_write(request, retry_work, &id, error))
        return false;
    reply_empty(request);
    return true;
}

const Route letter_routes[] = {
    {
        .method = "GET",
        .path = "/api/letters",
        .right = RIGHT_JOB_MANAGE,
        .handler = get_letters,
        .about = "Mails of the program to colleagues that no server has taken yet, newest first.",
        .flags = ROUTE_LIST,
        .reply = &letter_shape,
    },
    {
        .method = "GET",
        .path = "/api/letters/{id}/html",
        .right = RIGHT_JOB_MANAGE,
        .handler = get_html,
        .about = "One of them as it is read, as a page for a sandboxed frame.",
        .flags = ROUTE_PAGE,
    },
    {
        .method = "POST",
        .path = "/api/letters/{id}/retry",
        .right = RIGHT_JOB_MANAGE,
        .handler = post_retry,
        .about = "Sends again what failed or waits.",
    },
    ROUTES_END,
};
