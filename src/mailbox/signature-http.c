/* What each team signs with. */
#include "mailbox/mailbox-http.h"

#include "mailbox/mailbox-store.h"
#include "staff/staff.h"

/* Columns of mailbox_store_signatures(), after the sort key. */
static void
write_signature(JsonWriter *json, DbRows *rows)
{
    json_object_begin(json);
    json_name(json, "team");
    team_ref_write(json, db_rows_int(rows, 1), db_rows_text(rows, 2));
    json_put_text(json, "signature", db_rows_text(rows, 3));
    json_object_end(json);
}

bool
get_signatures(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    Page page;

    if (!request_page(request, &page, error))
        return false;
    rows = mailbox_store_signatures(request_db(request), page.before_id, (int64_t)page.limit + 1,
                                    error);
    return rows != NULL && reply_rows(request, rows, page.limit, write_signature, error);
}

static bool
put_work(Db *tx, void *data, GError **error)
{
    Request *request = data;

    return mailbox_sign_team(tx, request_id(request, "team"), request_text(request, "signature"),
                             error);
}

bool
put_signature(Request *request, GError **error)
{
    int64_t team = request_id(request, "team");
    g_autofree char *name = NULL;
    g_autofree char *signature = NULL;
    JsonWriter *json;

    if (!request_write(request, put_work, request, error) ||
        mailbox_store_team(request_db(request), team, &name, error) < 0 ||
        mailbox_team_signature(request_db(request), team, &signature, error) < 0)
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_name(json, "team");
    team_ref_write(json, team, name);
    json_put_text(json, "signature", signature);
    json_object_end(json);
    return true;
}
