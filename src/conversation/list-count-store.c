/* How many are active: read from the index of what is active alone. */
#include "conversation/list-store.h"

#include "conversation/mention-store.h"
#include "conversation/read-store.h"

#define MY_TEAMS "(SELECT team FROM team_member WHERE staff = $1)"

static const char counts_sql[] =
    "SELECT count(*) FILTER (WHERE assignee = $1), count(*) FILTER (WHERE assignee IS NULL),"
    "       count(*) FILTER (WHERE team IN " MY_TEAMS "),"
    "       count(*) FILTER (WHERE status = 1), count(*) FILTER (WHERE status = 2),"
    "       count(*) FILTER (WHERE status = 3), count(*) FILTER (WHERE status = 5),"
    "       count(*) FILTER (WHERE assignee = $1 AND " READ_NOT_BY(
        "$1", "$2") "),"
                    "       count(*) FILTER (WHERE assignee IS NULL AND " READ_NOT_BY(
                        "$1", "$2") "),"
                                    "       count(*) FILTER (WHERE team IN " MY_TEAMS
                                    " AND " READ_NOT_BY(
                                        "$1", "$2") ")"
                                                    "  FROM conversation c WHERE status <> 4";

static const char team_counts_sql[] = "SELECT team, count(*), count(*) FILTER (WHERE " READ_NOT_BY(
    "$1", "$2") ")"
                "  FROM conversation c WHERE status <> 4"
                "   AND team IN " MY_TEAMS " GROUP BY team LIMIT 200";

bool
list_store_counts(Db *db, int64_t staff, ListCounts *ret_counts, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, counts_sql, DB_ARGS(DB_INT(staff), DB_INT(read_since(staff))), error);
    int64_t mentions = mention_count_unseen(db, staff, error);

    if (rows == NULL || mentions < 0 || db_rows_next(rows, error) != 1)
        return false;
    *ret_counts = (ListCounts){
        .mine = db_rows_int(rows, 0),
        .unassigned = db_rows_int(rows, 1),
        .teams = db_rows_int(rows, 2),
        .open = db_rows_int(rows, 3),
        .waiting = db_rows_int(rows, 4),
        .snoozed = db_rows_int(rows, 5),
        .pending = db_rows_int(rows, 6),
        .unread_mine = db_rows_int(rows, 7),
        .unread_unassigned = db_rows_int(rows, 8),
        .unread_teams = db_rows_int(rows, 9),
        .mentions = mentions,
    };
    return true;
}

bool
list_store_team_counts(Db *db, int64_t staff, ListTeamEach each, void *data, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, team_counts_sql, DB_ARGS(DB_INT(staff), DB_INT(read_since(staff))), error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        each(db_rows_int(rows, 0), db_rows_int(rows, 1), db_rows_int(rows, 2), data);
    return more == 0;
}
