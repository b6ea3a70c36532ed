#include "configuration/change-store.h"

/* Signing in, and what a mailbox goes through by itself, change nothing. */
static const char list_sql[] =
    "SELECT f.position, f.position, f.at, f.name, f.data, s.name,"
    "       coalesce(t.name, a.name, m.name)"
    " FROM fact f LEFT JOIN staff s ON s.id = f.actor"
    " LEFT JOIN team t ON t.id = f.subject LEFT JOIN staff a ON a.id = f.subject"
    " LEFT JOIN mailbox m ON m.id = f.subject"
    " WHERE f.conversation IS NULL AND f.person IS NULL AND f.position < $1"
    "   AND (f.name LIKE 'setting.%' OR f.name LIKE 'wording.%' OR f.name LIKE 'brand.%'"
    "     OR f.name LIKE 'team.%' OR f.name LIKE 'tag.%' OR f.name LIKE 'view.%'"
    "     OR f.name LIKE 'canned.%' OR f.name LIKE 'domain.%' OR f.name LIKE 'configuration.%'"
    "     OR f.name LIKE 'guide.%'"
    "     OR f.name IN ('staff.added', 'staff.changed', 'mailbox.added', 'mailbox.changed',"
    "        'mailbox.paused', 'mailbox.resumed', 'mailbox.removed', 'form.added', 'form.changed',"
    "        'chat.widget_added', 'chat.widget_changed'))"
    " ORDER BY f.position DESC LIMIT $2";

DbRows *
change_store_list(Db *db, int64_t before, int64_t limit, GError **error)
{
    return db_query(db, list_sql, DB_ARGS(DB_INT(before), DB_INT(limit)), error);
}
