#include "conversation/list-store.h"

/* Left joins, so that the matters lead and their index gives the order. */
#define ROWS                                                                                       \
    "SELECT c.id, c.subject, c.status, c.channel, c.person, p.name, p.address, c.assignee, "       \
    "s.name,"                                                                                      \
    "       c.team, t.name, c.preview, c.message_count, c.opened_at, c.last_at, c.waiting_since,"  \
    "       c.snoozed_until, c.closed_at, c.version, c.our_address, c.first_answer_at,"            \
    "       c.merged_into, c.priority"                                                             \
    "  FROM conversation c"                                                                        \
    "  LEFT JOIN person p ON p.id = c.person"                                                      \
    "  LEFT JOIN staff s ON s.id = c.assignee"                                                     \
    "  LEFT JOIN team t ON t.id = c.team"

/* What the leading index does not say. $1 status, $2 assignee, $3 team, $4 person, $5 channel. */
#define FILTERS                                                                                    \
    " AND ($1 = 0 OR c.status = $1 OR ($1 = -1 AND c.status <> 4))"                                \
    " AND ($2 = 0 OR coalesce(c.assignee, -1) = $2)"                                               \
    " AND ($3 = 0 OR c.team = $3) AND ($4 = 0 OR c.person = $4)"                                   \
    " AND ($5 = '' OR c.channel = $5) AND c.merged_into IS NULL"

#define NEWEST(leading)                                                                            \
    ROWS " WHERE " leading " AND (c.last_at, c.id) < ($6, $7)" FILTERS                             \
         " ORDER BY c.last_at DESC, c.id DESC LIMIT $8"
#define OLDEST(leading)                                                                            \
    ROWS " WHERE " leading " AND (c.last_at, c.id) > ($6, $7)" FILTERS                             \
         " ORDER BY c.last_at, c.id LIMIT $8"

/* Which index leads, the narrowest first. */
typedef enum { BY_PERSON, BY_ASSIGNEE, BY_TEAM, BY_ACTIVE, BY_STATUS, BY_TIME, N_LEADS } Lead;

static const char newest_person[] = NEWEST("c.person = $4");
static const char newest_assignee[] = NEWEST("c.assignee = $2");
static const char newest_team[] = NEWEST("c.team = $3");
static const char newest_active[] = NEWEST("c.status <> 4");
static const char newest_status[] = NEWEST("c.status = $1");
static const char newest_time[] = NEWEST("1 = 1");
static const char oldest_person[] = OLDEST("c.person = $4");
static const char oldest_assignee[] = OLDEST("c.assignee = $2");
static const char oldest_team[] = OLDEST("c.team = $3");
static const char oldest_active[] = OLDEST("c.status <> 4");
static const char oldest_status[] = OLDEST("c.status = $1");
static const char oldest_time[] = OLDEST("1 = 1");

static const char *const pages[2][N_LEADS] = {
    {newest_person, newest_assignee, newest_team, newest_active, newest_status, newest_time},
    {oldest_person, oldest_assignee, oldest_team, oldest_active, oldest_status, oldest_time},
};

static const char one_sql[] = ROWS " WHERE c.id = $6" FILTERS;
static const char whole_sql[] = ROWS " WHERE c.id = $1";

static Lead
lead_of(const ListQuery *query)
{
    if (query->person != 0)
        return BY_PERSON;
    if (query->assignee > 0)
        return BY_ASSIGNEE;
    if (query->team != 0)
        return BY_TEAM;
    if (query->status == LIST_ACTIVE)
        return BY_ACTIVE;
    return query->status != LIST_ALL ? BY_STATUS : BY_TIME;
}

static void
read_row(DbRows *rows, ListEach each, void *data)
{
    ListRow row = {
        .id = db_rows_int(rows, 0),
        .subject = db_rows_text(rows, 1),
        .status = (ConversationStatus)db_rows_int(rows, 2),
        .channel = db_rows_text(rows, 3),
        .person = db_rows_int(rows, 4),
        .person_name = db_rows_text(rows, 5),
        .person_address = db_rows_text(rows, 6),
        .assignee = db_rows_int(rows, 7),
        .assignee_name = db_rows_text(rows, 8),
        .team = db_rows_int(rows, 9),
        .team_name = db_rows_text(rows, 10),
        .preview = db_rows_text(rows, 11),
        .message_count = db_rows_int(rows, 12),
        .opened_at = db_rows_int(rows, 13),
        .last_at = db_rows_int(rows, 14),
        .waiting_since = db_rows_int(rows, 15),
        .snoozed_until = db_rows_int(rows, 16),
        .closed_at = db_rows_int(rows, 17),
        .version = db_rows_int(rows, 18),
        .our_address = db_rows_text(rows, 19),
        .first_answer_at = db_rows_int(rows, 20),
        .merged_into = db_rows_int(rows, 21),
        .priority = (ConversationPriority)db_rows_int(rows, 22),
    };

    each(&row, data);
}

const char *
list_store_sql(size_t i)
{
    return i < 2 * N_LEADS ? pages[i / N_LEADS][i % N_LEADS] : NULL;
}

#define FILTER_ARGS(query)                                                                         \
    DB_INT((query)->status), DB_INT((query)->assignee), DB_INT((query)->team),                     \
        DB_INT((query)->person), DB_TEXT((query)->channel != NULL ? (query)->channel : "")

bool
list_store_page(Db *db, const ListQuery *query, ListEach each, void *data, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, pages[query->oldest_first][lead_of(query)],
                 DB_ARGS(FILTER_ARGS(query), DB_INT(query->from_at), DB_INT(query->from_id),
                         DB_INT((int64_t)query->limit)),
                 error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        read_row(rows, each, data);
    return more == 0;
}

int
list_store_one(Db *db, int64_t conversation, const ListQuery *query, ListEach each, void *data,
               GError **error)
{
    g_autoptr(DbRows) rows =
        query != NULL
            ? db_query(db, one_sql, DB_ARGS(FILTER_ARGS(query), DB_INT(conversation)), error)
            : db_query(db, whole_sql, DB_ARGS(DB_INT(conversation)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        read_row(rows, each, data);
    return found;
}

/* ---- Counts ---- */

/* Read from the index of what is active alone. */
static const char counts_sql[] =
    "SELECT count(*) FILTER (WHERE assignee = $1), count(*) FILTER (WHERE assignee IS NULL),"
    "       count(*) FILTER (WHERE team IN (SELECT team FROM team_member WHERE staff = $1)),"
    "       count(*) FILTER (WHERE status = 1), count(*) FILTER (WHERE status = 2),"
    "       count(*) FILTER (WHERE status = 3), count(*) FILTER (WHERE status = 5)"
    "  FROM conversation WHERE status <> 4";

bool
list_store_counts(Db *db, int64_t staff, ListCounts *ret_counts, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, counts_sql, DB_ARGS(DB_INT(staff)), error);

    if (rows == NULL || db_rows_next(rows, error) != 1)
        return false;
    *ret_counts = (ListCounts){
        .mine = db_rows_int(rows, 0),
        .unassigned = db_rows_int(rows, 1),
        .teams = db_rows_int(rows, 2),
        .open = db_rows_int(rows, 3),
        .waiting = db_rows_int(rows, 4),
        .snoozed = db_rows_int(rows, 5),
        .pending = db_rows_int(rows, 6),
    };
    return true;
}
