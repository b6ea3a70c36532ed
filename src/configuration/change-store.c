#include "configuration/change-store.h"

/* Signing in, and what a mailbox goes through by itself, change nothing. */
static const char list_sql[] =
    "SELECT f.position, f.position, f.at, f.name, f.data, s.name,"
    "       coalesce(t.name, a.name, m.name)"
    " FROM fact f LEFT JOIN staff s ON s.id = f.actor"
    " LEFT JOIN team t ON t.id = f.subject LEFT JOIN staff a ON a.id = f.subject"
    " LEFT JOIN mailbox m ON m.id = f.subject"
    " WHERE f.conversation IS NULL AND f.person IS NULL AND f.position < $1"
    "   AND (substr(f.name, 1, instr(f.name, '.') - 1) IN ('setting', 'wording', 'brand', 'team',"
    "        'tag', 'view', 'canned', 'domain', 'configuration', 'guide')"
    "     OR f.name IN ('staff.added', 'staff.changed', 'mailbox.added', 'mailbox.changed',"
    "        'mailbox.paused', 'mailbox.resumed', 'mailbox.removed', 'form.added', 'form.changed',"
    "        'chat.widget_added', 'chat.widget_changed'))"
    " ORDER BY f.position DESC LIMIT $2";

DbRows *
change_store_list(Db *db, int64_t before, int64_t limit, GError **error)
{
    return db_query(db, list_sql, DB_ARGS(DB_INT(before), DB_INT(limit)), error);
}
