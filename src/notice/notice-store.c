#include "notice/notice-store.h"

#include "base/id.h"

#define TEAM_MAX 500 /* members told of one message */

static const char merge_sql[] =
    "UPDATE notice SET count = count + 1, message = $4, actor = $5, ways = $6, at = $7,"
    "                  mailed_at = NULL"
    " WHERE staff = $1 AND kind = $2 AND conversation = $3 AND seen_at IS NULL RETURNING id";

static const char add_sql[] =
    "INSERT INTO notice (id, staff, kind, conversation, message, actor, ways, at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

static const char see_sql[] =
    "UPDATE notice SET seen_at = $3 WHERE staff = $1 AND id = $2 AND seen_at IS NULL";

static const char see_conversation_sql[] =
    "UPDATE notice SET seen_at = $3"
    " WHERE staff = $1 AND conversation = $2 AND seen_at IS NULL";

static const char see_all_sql[] =
    "UPDATE notice SET seen_at = $2 WHERE staff = $1 AND seen_at IS NULL";

static const char list_sql[] =
    "SELECT n.at, n.id, n.kind, n.seen_at, n.count, n.conversation, c.subject, p.id, p.name,"
    "       p.address, n.message, substr(coalesce(m.reply, m.text), 1, 200), s.id, s.name"
    "  FROM notice n LEFT JOIN conversation c ON c.id = n.conversation"
    "  LEFT JOIN person p ON p.id = c.person LEFT JOIN message m ON m.id = n.message"
    "  LEFT JOIN staff s ON s.id = n.actor"
    " WHERE n.staff = $1 AND n.ways & 1 = 1 AND ($2 = 0 OR n.seen_at IS NULL)"
    "   AND (n.at, n.id) < ($3, $4)"
    " ORDER BY n.at DESC, n.id DESC LIMIT $5";

static const char count_sql[] =
    "SELECT count(*) FROM notice WHERE staff = $1 AND seen_at IS NULL AND ways & 1 = 1";

static const char ways_sql[] = "SELECT ways FROM notice_choice WHERE staff = $1 AND kind = $2";

static const char choose_sql[] = "INSERT INTO notice_choice (staff, kind, ways) VALUES ($1, $2, $3)"
                                 " ON CONFLICT (staff, kind) DO UPDATE SET ways = excluded.ways";

static const char rhythm_sql[] =
    "SELECT digest, digest_hour, outside_hours, content, quiet_until, digest_at"
    "  FROM notice_rhythm WHERE staff = $1";

static const char set_rhythm_sql[] =
    "INSERT INTO notice_rhythm"
    " (staff, digest, digest_hour, outside_hours, content, quiet_until, digest_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (staff) DO UPDATE SET digest = excluded.digest,"
    "  digest_hour = excluded.digest_hour, outside_hours = excluded.outside_hours,"
    "  content = excluded.content, quiet_until = excluded.quiet_until,"
    "  digest_at = excluded.digest_at";

static const char holder_sql[] = "SELECT assignee, team FROM conversation WHERE id = $1";

static const char members_sql[] = "SELECT s.id FROM team_member t JOIN staff s ON s.id = t.staff"
                                  " WHERE t.team = $1 AND s.active = 1 ORDER BY s.id LIMIT $2";

static const char author_sql[] = "SELECT staff FROM message WHERE id = $1 AND staff IS NOT NULL"
                                 " UNION ALL SELECT staff FROM held WHERE id = $1";

static const char loop_owner_sql[] = "SELECT owner FROM loop WHERE id = $1 AND owner IS NOT NULL";

/* 1: of a reply; 10: NOTICE_DRAFT; 3 and 4: snoozed, closed. */
static const char forgotten_sql[] =
    "SELECT d.staff, d.conversation FROM draft d"
    "  JOIN conversation c ON c.id = d.conversation JOIN staff s ON s.id = d.staff"
    " WHERE d.kind = 1 AND d.conversation IS NOT NULL AND d.saved_at <= $1 AND s.active = 1"
    "   AND c.waiting_since IS NOT NULL AND c.status NOT IN (3, 4)"
    "   AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.staff = d.staff AND n.kind = 10"
    "                    AND n.conversation = d.conversation AND n.at >= d.saved_at)"
    "   AND NOT EXISTS (SELECT 1 FROM notice_choice w"
    "                    WHERE w.staff = d.staff AND w.kind = 10 AND w.ways = 0)"
    " ORDER BY d.saved_at LIMIT $2";

static const char waiting_sql[] =
    "SELECT DISTINCT n.staff FROM notice n JOIN staff s ON s.id = n.staff"
    " WHERE n.seen_at IS NULL AND n.mailed_at IS NULL AND n.ways & 4 = 4 AND s.active = 1";

static const char to_mail_sql[] =
    "SELECT n.kind, n.count, n.conversation, c.subject, p.name, p.address"
    "  FROM notice n LEFT JOIN conversation c ON c.id = n.conversation"
    "  LEFT JOIN person p ON p.id = c.person"
    " WHERE n.staff = $1 AND n.seen_at IS NULL AND n.mailed_at IS NULL AND n.ways & 4 = 4"
    "   AND n.at <= $2"
    " ORDER BY n.kind, n.at DESC LIMIT $3";

static const char mailed_sql[] =
    "UPDATE notice SET mailed_at = $2"
    " WHERE staff = $1 AND seen_at IS NULL AND mailed_at IS NULL AND at <= $2";

static const char tidy_sql[] =
    "DELETE FROM notice WHERE at < $2 OR (at < $1 AND seen_at IS NOT NULL)";

bool
notice_store_put(Db *tx, const Notice *notice, int ways, int64_t *ret_notice, GError **error)
{
    int found = 0;

    if (notice->conversation != 0)
        found = db_find_int(tx, merge_sql,
                            DB_ARGS(DB_INT(notice->staff), DB_INT(notice->kind),
                                    DB_INT(notice->conversation), DB_ID(notice->message),
                                    DB_ID(notice->actor), DB_INT(ways), DB_INT(notice->at)),
                            ret_notice, error);
    if (found != 0)
        return found == 1;
    *ret_notice = id_new();
    return db_run(tx, add_sql,
                  DB_ARGS(DB_INT(*ret_notice), DB_INT(notice->staff), DB_INT(notice->kind),
                          DB_ID(notice->conversation), DB_ID(notice->message), DB_ID(notice->actor),
                          DB_INT(ways), DB_INT(notice->at)),
                  error);
}

bool
notice_store_see(Db *tx, int64_t staff, int64_t notice, int64_t at, GError **error)
{
    return db_run(tx, see_sql, DB_ARGS(DB_INT(staff), DB_INT(notice), DB_INT(at)), error);
}

bool
notice_store_see_conversation(Db *tx, int64_t staff, int64_t conversation, int64_t at,
                              GError **error)
{
    return db_run(tx, see_conversation_sql,
                  DB_ARGS(DB_INT(staff), DB_INT(conversation), DB_INT(at)), error);
}

bool
notice_store_see_all(Db *tx, int64_t staff, int64_t at, GError **error)
{
    return db_run(tx, see_all_sql, DB_ARGS(DB_INT(staff), DB_INT(at)), error);
}

DbRows *
notice_store_list(Db *db, int64_t staff, bool unseen, int64_t before_at, int64_t before_id,
                  size_t limit, GError **error)
{
    return db_query(db, list_sql,
                    DB_ARGS(DB_INT(staff), DB_INT(unseen), DB_INT(before_at), DB_INT(before_id),
                            DB_INT((int64_t)limit)),
                    error);
}

int64_t
notice_store_count(Db *db, int64_t staff, GError **error)
{
    int64_t count = 0;

    return db_find_int(db, count_sql, DB_ARGS(DB_INT(staff)), &count, error) < 0 ? -1 : count;
}

int
notice_store_ways(Db *db, int64_t staff, NoticeKind kind, int *ret_ways, GError **error)
{
    int64_t ways = 0;
    int found = db_find_int(db, ways_sql, DB_ARGS(DB_INT(staff), DB_INT(kind)), &ways, error);

    if (found == 1)
        *ret_ways = (int)ways;
    return found;
}

bool
notice_store_choose(Db *tx, int64_t staff, NoticeKind kind, int ways, GError **error)
{
    return db_run(tx, choose_sql, DB_ARGS(DB_INT(staff), DB_INT(kind), DB_INT(ways)), error);
}

int
notice_store_rhythm(Db *db, int64_t staff, NoticeRhythm *ret_rhythm, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, rhythm_sql, DB_ARGS(DB_INT(staff)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_rhythm = (NoticeRhythm){
            .digest = (NoticeDigest)db_rows_int(rows, 0),
            .digest_hour = (int)db_rows_int(rows, 1),
            .outside_hours = db_rows_int(rows, 2) != 0,
            .content = db_rows_int(rows, 3) != 0,
            .quiet_until = db_rows_int(rows, 4),
            .digest_at = db_rows_int(rows, 5),
        };
    return found;
}

bool
notice_store_set_rhythm(Db *tx, int64_t staff, const NoticeRhythm *rhythm, GError **error)
{
    return db_run(tx, set_rhythm_sql,
                  DB_ARGS(DB_INT(staff), DB_INT(rhythm->digest), DB_INT(rhythm->digest_hour),
                          DB_INT(rhythm->outside_hours), DB_INT(rhythm->content),
                          DB_ID(rhythm->quiet_until), DB_ID(rhythm->digest_at)),
                  error);
}

int
notice_store_holder(Db *db, int64_t conversation, int64_t *ret_assignee, int64_t *ret_team,
                    GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, holder_sql, DB_ARGS(DB_INT(conversation)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        *ret_assignee = db_rows_int(rows, 0);
        *ret_team = db_rows_int(rows, 1);
    }
    return found;
}

GArray *
notice_store_members(Db *db, int64_t team, GError **error)
{
    return db_find_ids(db, members_sql, DB_ARGS(DB_INT(team), DB_INT(TEAM_MAX)), error);
}

int
notice_store_author(Db *db, int64_t message, int64_t *ret_staff, GError **error)
{
    return db_find_int(db, author_sql, DB_ARGS(DB_INT(message)), ret_staff, error);
}

int
notice_store_loop_owner(Db *db, int64_t loop, int64_t *ret_staff, GError **error)
{
    return db_find_int(db, loop_owner_sql, DB_ARGS(DB_INT(loop)), ret_staff, error);
}

GArray *
notice_store_forgotten(Db *db, int64_t before, size_t limit, GError **error)
{
    g_autoptr(GArray) forgotten = g_array_new(FALSE, FALSE, sizeof(NoticeForgotten));
    g_autoptr(DbRows) rows =
        db_query(db, forgotten_sql, DB_ARGS(DB_INT(before), DB_INT((int64_t)limit)), error);
    int more = rows != NULL ? 1 : -1;

    while (more > 0 && (more = db_rows_next(rows, error)) > 0) {
        NoticeForgotten one = {db_rows_int(rows, 0), db_rows_int(rows, 1)};

        g_array_append_val(forgotten, one);
    }
    return more == 0 ? g_steal_pointer(&forgotten) : NULL;
}

GArray *
notice_store_waiting(Db *db, GError **error)
{
    return db_find_ids(db, waiting_sql, DB_NO_ARGS, error);
}

DbRows *
notice_store_to_mail(Db *db, int64_t staff, int64_t until, size_t limit, GError **error)
{
    return db_query(db, to_mail_sql, DB_ARGS(DB_INT(staff), DB_INT(until), DB_INT((int64_t)limit)),
                    error);
}

bool
notice_store_mailed(Db *tx, int64_t staff, int64_t until, GError **error)
{
    return db_run(tx, mailed_sql, DB_ARGS(DB_INT(staff), DB_INT(until)), error);
}

bool
notice_store_tidy(Db *tx, int64_t seen_before, int64_t made_before, GError **error)
{
    return db_run(tx, tidy_sql, DB_ARGS(DB_INT(seen_before), DB_INT(made_before)), error);
}

const Invariant notice_invariants[] = {
    {.name = "notice.once",
     .about = "Someone has one notice at most of a kind in a matter that they have not seen.",
     .sql = "SELECT min(id) FROM notice WHERE seen_at IS NULL AND conversation IS NOT NULL"
            " GROUP BY staff, kind, conversation HAVING count(*) > 1"},
    INVARIANTS_END,
};
