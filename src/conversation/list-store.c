#include "conversation/list-store.h"

#include "conversation/mention-store.h"
#include "conversation/read-store.h"
#include "tag/tag.h"

/* A member of staff has not read it, who would have had to since a time. */
#define UNREAD_BY(staff, since)                                                                    \
    "c.status <> 4 AND c.news_at > coalesce((SELECT r.read_at FROM conversation_read r"            \
    "   WHERE r.staff = " staff " AND r.conversation = c.id), " since ")"
#define UNREAD UNREAD_BY("$13", "$21")

/* Left joins, so that the matters lead and their index gives the order. */
#define ROWS                                                                                       \
    "SELECT c.id, c.subject, c.status, c.channel, c.person, p.name, p.address, c.assignee, "       \
    "s.name,"                                                                                      \
    "       c.team, t.name, c.preview, c.message_count, c.opened_at, c.last_at, c.waiting_since,"  \
    "       c.snoozed_until, c.closed_at, c.version, c.our_address, c.first_answer_at,"            \
    "       c.merged_into, c.priority, CASE WHEN " UNREAD " THEN 1 ELSE 0 END"                     \
    "  FROM conversation c"                                                                        \
    "  LEFT JOIN person p ON p.id = c.person"                                                      \
    "  LEFT JOIN staff s ON s.id = c.assignee"                                                     \
    "  LEFT JOIN team t ON t.id = c.team"

#define TAGGED(tag)                                                                                \
    " AND (" tag " = 0 OR EXISTS (SELECT 1 FROM conversation_tag x"                                \
    "   WHERE x.conversation = c.id AND x.tag = " tag "))"

/* What the leading index does not say. $1 status, $2 assignee, $3 team, $4 person, $5 channel;
 * $6 and $7 where the page begins, $8 how many; $9 priority, $10 waiting, $11 and $12 the last
 * message, $13 who looks, $14 mentions, $15 to $19 tags, $20 unread, $21 since
 * when, for UNREAD. */
#define FILTERS                                                                                    \
    " AND ($1 = 0 OR c.status = $1 OR ($1 = -1 AND c.status <> 4))"                                \
    " AND ($2 = 0 OR coalesce(c.assignee, -1) = $2)"                                               \
    " AND ($3 = 0 OR c.team = $3 OR ($3 = -1 AND c.team IN"                                        \
    "       (SELECT team FROM team_member WHERE staff = $13)))"                                    \
    " AND ($4 = 0 OR c.person = $4)"                                                               \
    " AND ($5 = '' OR c.channel = $5) AND ($9 = 0 OR c.priority = $9)"                             \
    " AND ($10 = 0 OR ($10 = 1) = (c.waiting_since IS NOT NULL))"                                  \
    " AND ($20 = 0 OR (" UNREAD "))"                                                               \
    " AND ($14 = 0 OR EXISTS (SELECT 1 FROM message_mention g"                                     \
    "       WHERE g.staff = $13 AND g.conversation = c.id))" TAGGED("$15") TAGGED("$16")           \
        TAGGED("$17") TAGGED("$18") TAGGED("$19") " AND c.merged_into IS NULL"

/* The keys of the orders; of the last two, as migration 0020 spells them. A pair that begins with
 * an expression is not searched in its index, hence the bound of the key alone. */
#define LONGEST  "coalesce(c.waiting_since, 9007199254740991)"
#define PRESSING "c.priority * 1125899906842624 + c.last_at"
#define NEVER    INT64_C(9007199254740991)
#define RANK     INT64_C(1125899906842624)

/* In an order of time the bounds end the reading; in another they must not lead. */
#define BOUNDS(at) " AND " at " >= $11 AND " at " < $12"
#define DOWN(leading, key, at)                                                                     \
    ROWS " WHERE " leading " AND (" key ", c.id) < ($6, $7)" BOUNDS(at) FILTERS                    \
        " ORDER BY " key " DESC, c.id DESC LIMIT $8"
#define UP(leading, key, at)                                                                       \
    ROWS " WHERE " leading " AND (" key ", c.id) > ($6, $7)" BOUNDS(at) FILTERS " ORDER BY " key   \
                                                                                ", c.id LIMIT $8"
#define IDS(leading)                                                                               \
    "SELECT c.id FROM conversation c WHERE " leading BOUNDS("+c.last_at") FILTERS " LIMIT $8"

/* What leads: for most an index that also has the order. BY_MENTION and BY_TAG find few, which are
 * sorted; BY_ANY is whatever the engine likes, sorted. */
typedef enum {
    BY_PERSON,
    BY_ACTIVE,
    BY_ASSIGNEE,
    BY_TEAM,
    BY_STATUS,
    BY_TIME,
    BY_MENTION,
    BY_TAG,
    N_LEADS
} Lead;

#define PERSON   "c.person = $4"
#define ACTIVE   "c.status <> 4"
#define ASSIGNEE "c.assignee = $2"
#define TEAM     "c.team = $3"
#define STATUS   "c.status = $1"
#define TIME     "1 = 1"
#define MENTION  "c.id IN (SELECT conversation FROM message_mention WHERE staff = $13)"
#define TAG      "c.id IN (SELECT conversation FROM conversation_tag WHERE tag = $15)"

static const char newest_person[] = DOWN(PERSON, "c.last_at", "c.last_at");
static const char newest_active[] = DOWN(ACTIVE, "c.last_at", "c.last_at");
static const char newest_assignee[] = DOWN(ASSIGNEE, "c.last_at", "c.last_at");
static const char newest_team[] = DOWN(TEAM, "c.last_at", "c.last_at");
static const char newest_status[] = DOWN(STATUS, "c.last_at", "c.last_at");
static const char newest_time[] = DOWN(TIME, "c.last_at", "c.last_at");
static const char newest_mention[] = DOWN(MENTION, "+c.last_at", "+c.last_at");
static const char newest_tag[] = DOWN(TAG, "+c.last_at", "+c.last_at");
static const char oldest_person[] = UP(PERSON, "c.last_at", "c.last_at");
static const char oldest_active[] = UP(ACTIVE, "c.last_at", "c.last_at");
static const char oldest_assignee[] = UP(ASSIGNEE, "c.last_at", "c.last_at");
static const char oldest_team[] = UP(TEAM, "c.last_at", "c.last_at");
static const char oldest_status[] = UP(STATUS, "c.last_at", "c.last_at");
static const char oldest_time[] = UP(TIME, "c.last_at", "c.last_at");
static const char oldest_mention[] = UP(MENTION, "+c.last_at", "+c.last_at");
static const char oldest_tag[] = UP(TAG, "+c.last_at", "+c.last_at");
static const char longest_active[] = UP(ACTIVE " AND " LONGEST " >= $6", LONGEST, "+c.last_at");
static const char longest_any[] = UP(TIME, LONGEST, "+c.last_at");
static const char pressing_active[] =
    DOWN(ACTIVE " AND " PRESSING " <= $6", PRESSING, "+c.last_at");
static const char pressing_any[] = DOWN(TIME, PRESSING, "+c.last_at");
static const char longest_tag[] = UP(TAG, LONGEST, "+c.last_at");
static const char pressing_tag[] = DOWN(TAG, PRESSING, "+c.last_at");

static const char *const by_time[2][N_LEADS] = {
    {newest_person, newest_active, newest_assignee, newest_team, newest_status, newest_time,
     newest_mention, newest_tag},
    {oldest_person, oldest_active, oldest_assignee, oldest_team, oldest_status, oldest_time,
     oldest_mention, oldest_tag},
};

static const char ids_person[] = IDS(PERSON);
static const char ids_active[] = IDS(ACTIVE);
static const char ids_assignee[] = IDS(ASSIGNEE);
static const char ids_team[] = IDS(TEAM);
static const char ids_status[] = IDS(STATUS);
static const char ids_time[] = IDS(TIME);
static const char ids_mention[] = IDS(MENTION);
static const char ids_tag[] = IDS(TAG);
static const char *const ids_by[N_LEADS] = {ids_person, ids_active, ids_assignee, ids_team,
                                            ids_status, ids_time,   ids_mention,  ids_tag};

static const char one_sql[] = ROWS " WHERE c.id = $6 AND $7 = $8" BOUNDS("+c.last_at") FILTERS;
static const char whole_sql[] = ROWS " WHERE c.id = $6";

/* A tag that fewer carry leads, whatever else is asked; one of more is soon met in the order of
 * time. */
#define FEW 2000

/* Puts the rarest of the tags first; how many carry it, counted up to FEW. -1: error. */
static int64_t
lead_tag(Db *db, ListQuery *query, GError **error)
{
    int64_t least = FEW;

    for (size_t i = 0; i < LIST_TAGS_MAX && query->tags[i] != 0 && least > 0; i++) {
        int64_t tag = query->tags[i], n = tag_count(db, tag, least, error);

        if (n < 0)
            return -1;
        if (n < least) {
            query->tags[i] = query->tags[0];
            query->tags[0] = tag;
            least = n;
        }
    }
    return least;
}

static int
lead_of(Db *db, ListQuery *query, GError **error)
{
    int64_t n;

    if (query->person != 0)
        return BY_PERSON;
    if (query->tags[0] != 0) {
        n = lead_tag(db, query, error);
        if (n < FEW)
            return n < 0 ? -1 : BY_TAG;
    }
    if (query->unread || (query->status != LIST_ALL && query->status != STATUS_CLOSED))
        return BY_ACTIVE;
    if (query->mentions)
        return BY_MENTION;
    if (query->assignee > 0)
        return BY_ASSIGNEE;
    if (query->team > 0)
        return BY_TEAM;
    return query->status != LIST_ALL ? BY_STATUS : BY_TIME;
}

static const char *
page_sql(const ListQuery *query, Lead lead)
{
    switch (query->sort) {
    case LIST_LONGEST:
        return lead == BY_ACTIVE ? longest_active : lead == BY_TAG ? longest_tag : longest_any;
    case LIST_PRESSING:
        return lead == BY_ACTIVE ? pressing_active : lead == BY_TAG ? pressing_tag : pressing_any;
    case LIST_OLDEST:
        return by_time[1][lead];
    case LIST_NEWEST:
        break;
    }
    return by_time[0][lead];
}

const char *
list_store_sql(size_t i)
{
    static const char *const others[] = {longest_active, pressing_active};

    if (i < 2 * BY_MENTION)
        return by_time[i / BY_MENTION][i % BY_MENTION];
    i -= 2 * BY_MENTION;
    return i < G_N_ELEMENTS(others) ? others[i] : NULL;
}

/* ---- Rows ---- */

static int64_t
key_of(const ListRow *row, ListSort sort)
{
    switch (sort) {
    case LIST_LONGEST:
        return row->waiting_since != 0 ? row->waiting_since : NEVER;
    case LIST_PRESSING:
        return row->priority * RANK + row->last_at;
    case LIST_NEWEST:
    case LIST_OLDEST:
        break;
    }
    return row->last_at;
}

static void
write_tag(int64_t tag, const char *name, const char *colour, void *data)
{
    tag_ref_write(data, tag, name, colour);
}

/* The tags of a matter as JSON. Owned by the caller; NULL on error. */
static char *
tags_of(Db *db, int64_t conversation, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    JsonWriter json;

    json_writer_init(&json, text);
    json_list_begin(&json);
    if (!tag_each_of(db, conversation, write_tag, &json, error))
        return NULL;
    json_list_end(&json);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static bool
read_row(Db *db, DbRows *rows, ListSort sort, ListEach each, void *data, GError **error)
{
    g_autofree char *tags = tags_of(db, db_rows_int(rows, 0), error);
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
        .unread = db_rows_int(rows, 23) != 0,
    };

    if (tags == NULL)
        return false;
    row.tags = tags;
    row.key = key_of(&row, sort);
    each(&row, data);
    return true;
}

/* A tag that was merged into another stands for that one. */
static bool
settle_tags(Db *db, ListQuery *query, GError **error)
{
    for (size_t i = 0; i < LIST_TAGS_MAX && query->tags[i] != 0; i++) {
        int64_t present = tag_present(db, query->tags[i], error);

        if (present < 0)
            return false;
        query->tags[i] = present != 0 ? present : query->tags[i];
    }
    return true;
}

/* In an order of time, what is too new or too old is not even read. */
static void
settle_times(ListQuery *query)
{
    if (query->sort == LIST_NEWEST && query->until < query->from_key) {
        query->from_key = query->until;
        query->from_id = 0;
    }
    if (query->sort == LIST_OLDEST && query->since > query->from_key) {
        query->from_key = query->since;
        query->from_id = 0;
    }
}

#define QUERY_ARGS(query, first, second, third)                                                    \
    DB_ARGS(DB_INT((query)->status), DB_INT((query)->assignee), DB_INT((query)->team),             \
            DB_INT((query)->person), DB_TEXT((query)->channel != NULL ? (query)->channel : ""),    \
            DB_INT(first), DB_INT(second), DB_INT(third), DB_INT((query)->priority),               \
            DB_INT((query)->waiting), DB_INT((query)->since), DB_INT((query)->until),              \
            DB_INT((query)->staff), DB_INT((query)->mentions), DB_INT((query)->tags[0]),           \
            DB_INT((query)->tags[1]), DB_INT((query)->tags[2]), DB_INT((query)->tags[3]),          \
            DB_INT((query)->tags[4]), DB_INT((query)->unread), DB_INT(read_since((query)->staff)))

bool
list_store_page(Db *db, const ListQuery *asked, ListEach each, void *data, GError **error)
{
    ListQuery query = *asked;
    g_autoptr(DbRows) rows = NULL;
    int lead, more;

    settle_times(&query);
    if (!settle_tags(db, &query, error) || (lead = lead_of(db, &query, error)) < 0)
        return false;
    rows = db_query(db, page_sql(&query, (Lead)lead),
                    QUERY_ARGS(&query, query.from_key, query.from_id, (int64_t)query.limit), error);
    more = rows != NULL ? 1 : -1;
    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        if (!read_row(db, rows, query.sort, each, data, error))
            return false;
    return more == 0;
}

static int
read_one(Db *db, const char *sql, int64_t conversation, const ListQuery *query, ListEach each,
         void *data, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, sql, QUERY_ARGS(query, conversation, 0, 0), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1 && !read_row(db, rows, query->sort, each, data, error))
        return -1;
    return found;
}

int
list_store_one(Db *db, int64_t conversation, const ListQuery *asked, ListEach each, void *data,
               GError **error)
{
    ListQuery query = *asked;

    if (!settle_tags(db, &query, error))
        return -1;
    return read_one(db, one_sql, conversation, &query, each, data, error);
}

int
list_store_whole(Db *db, int64_t conversation, int64_t staff, ListEach each, void *data,
                 GError **error)
{
    ListQuery query = {.staff = staff};

    return read_one(db, whole_sql, conversation, &query, each, data, error);
}

bool
list_store_ids(Db *db, const ListQuery *asked, size_t max, GArray *ids, GError **error)
{
    ListQuery query = *asked;
    g_autoptr(DbRows) rows = NULL;
    int lead, more;

    if (!settle_tags(db, &query, error) || (lead = lead_of(db, &query, error)) < 0)
        return false;
    rows = db_query(db, ids_by[lead], QUERY_ARGS(&query, 0, 0, (int64_t)max), error);
    more = rows != NULL ? 1 : -1;
    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        int64_t id = db_rows_int(rows, 0);

        g_array_append_val(ids, id);
    }
    return more == 0;
}

/* ---- Counts ---- */

#define MY_TEAMS "(SELECT team FROM team_member WHERE staff = $1)"

/* Read from the index of what is active alone. */
static const char counts_sql[] =
    "SELECT count(*) FILTER (WHERE assignee = $1), count(*) FILTER (WHERE assignee IS NULL),"
    "       count(*) FILTER (WHERE team IN " MY_TEAMS "),"
    "       count(*) FILTER (WHERE status = 1), count(*) FILTER (WHERE status = 2),"
    "       count(*) FILTER (WHERE status = 3), count(*) FILTER (WHERE status = 5),"
    "       count(*) FILTER (WHERE assignee = $1 AND " UNREAD_BY(
        "$1", "$2") "),"
                    "       count(*) FILTER (WHERE assignee IS NULL AND " UNREAD_BY(
                        "$1", "$2") "),"
                                    "       count(*) FILTER (WHERE team IN " MY_TEAMS
                                    " AND " UNREAD_BY(
                                        "$1", "$2") ")"
                                                    "  FROM conversation c WHERE status <> 4";

static const char team_counts_sql[] = "SELECT team, count(*), count(*) FILTER (WHERE " UNREAD_BY(
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
