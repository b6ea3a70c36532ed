#include "search/search-store.h"

static const char message_text_sql[] =
    "SELECT coalesce(m.subject || ' ', '') || coalesce(c.subject, '') || ' ' ||"
    "       CASE WHEN m.direction = 1 THEN coalesce(p.name, '') || ' ' || coalesce(p.address, '')"
    "            ELSE '' END || ' ' || substr(m.text, 1, 200000)"
    "  FROM message m LEFT JOIN conversation c ON c.id = m.conversation"
    "  LEFT JOIN person p ON p.id = m.person WHERE m.id = $1";

/* A French number also as it is said, by twos, and as it is typed on a phone. */
#define PERSON_TEXT                                                                                \
    "p.name || ' ' || coalesce((SELECT string_agg(CASE"                                            \
    " WHEN a.kind = 'phone' AND a.address LIKE '+33_________' THEN"                                \
    "  a.address || ' 0' || substr(a.address, 4) || ' 0' || substr(a.address, 4, 1) || ' ' ||"     \
    "  substr(a.address, 5, 2) || ' ' || substr(a.address, 7, 2) || ' ' ||"                        \
    "  substr(a.address, 9, 2) || ' ' || substr(a.address, 11, 2)"                                 \
    " ELSE a.address END, ' ') FROM person_address a WHERE a.person = p.id), '')"

static const char person_text_sql[] = "SELECT " PERSON_TEXT " FROM person p WHERE p.id = $1";

static const char newest_sql[] =
    "SELECT id FROM message WHERE conversation = $1 ORDER BY at DESC, id DESC LIMIT 1";

static const char conversation_sql[] =
    "SELECT conversation FROM message WHERE id = $1 AND conversation IS NOT NULL";

static const char message_hit_sql[] =
    "SELECT m.at, m.conversation, coalesce(m.subject, c.subject, ''), c.status, m.person, p.name,"
    "       p.address, substr(m.text, 1, 200000), c.assignee, m.channel"
    "  FROM message m LEFT JOIN conversation c ON c.id = m.conversation"
    "  LEFT JOIN person p ON p.id = m.person WHERE m.id = $1";

static const char person_hit_sql[] =
    "SELECT p.last_at, NULL, NULL, NULL, p.id, p.name, p.address, " PERSON_TEXT ", NULL, NULL"
    "  FROM person p WHERE p.id = $1 AND p.merged_into IS NULL";

int
search_store_message_text(Db *db, int64_t message, char **ret_text, GError **error)
{
    return db_find_text(db, message_text_sql, DB_ARGS(DB_INT(message)), ret_text, error);
}

int
search_store_person_text(Db *db, int64_t person, char **ret_text, GError **error)
{
    return db_find_text(db, person_text_sql, DB_ARGS(DB_INT(person)), ret_text, error);
}

int
search_store_conversation(Db *db, int64_t message, int64_t *ret_conversation, GError **error)
{
    return db_find_int(db, conversation_sql, DB_ARGS(DB_INT(message)), ret_conversation, error);
}

int
search_store_newest(Db *db, int64_t conversation, int64_t *ret_message, GError **error)
{
    return db_find_int(db, newest_sql, DB_ARGS(DB_INT(conversation)), ret_message, error);
}

void
search_hit_clear(SearchHit *hit)
{
    g_free(hit->subject);
    g_free(hit->name);
    g_free(hit->address);
    g_free(hit->text);
    g_free(hit->channel);
}

static int
read_hit(Db *db, const char *sql, SearchKind kind, int64_t document, SearchHit *ret_hit,
         GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, sql, DB_ARGS(DB_INT(document)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_hit = (SearchHit){
            .kind = kind,
            .id = document,
            .at = db_rows_int(rows, 0),
            .conversation = db_rows_int(rows, 1),
            .subject = g_strdup(db_rows_text(rows, 2)),
            .status = db_rows_int(rows, 3),
            .person = db_rows_int(rows, 4),
            .name = g_strdup(db_rows_text(rows, 5)),
            .address = g_strdup(db_rows_text(rows, 6)),
            .text = g_strdup(db_rows_text(rows, 7)),
            .assignee = db_rows_int(rows, 8),
            .channel = g_strdup(db_rows_text(rows, 9)),
        };
    return found;
}

int
search_store_hit(Db *db, int64_t document, SearchHit *ret_hit, GError **error)
{
    int found = read_hit(db, message_hit_sql, SEARCH_MESSAGE, document, ret_hit, error);

    return found != 0 ? found
                      : read_hit(db, person_hit_sql, SEARCH_PERSON, document, ret_hit, error);
}
