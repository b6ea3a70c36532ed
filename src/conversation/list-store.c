#include "conversation/list-store.h"

#include "conversation/list-lead-store.h"
#include "conversation/read-store.h"
#include "tag/tag.h"

#define UNREAD READ_NOT_BY("$13", "$21")

/* Left joins, so that the matters lead and their index gives the order. */
#define ROWS                                                                                       \
    "SELECT c.id, c.subject, c.status, c.channel, c.person, p.name, p.address, c.assignee, "       \
    "s.name,"                                                                                      \
    "       c.team, t.name, c.preview, c.message_count, c.opened_at, c.last_at, c.waiting_since,"  \
    "       c.snoozed_until, c.closed_at, c.version, c.our_address, c.first_answer_at,"            \
    "       c.merged_into, c.priority, CASE WHEN " UNREAD " THEN 1 ELSE 0 END,"                    \
    "       CASE WHEN EXISTS (SELECT 1 FROM conversation_tag g WHERE g.conversation = c.id)"       \
    "            THEN 1 ELSE 0 END"                                                                \
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

#define PERSON          "c.person = $4"
#define ACTIVE          "c.status <> 4"
#define ASSIGNEE        "c.assignee = $2"
#define TEAM            "c.team = $3"
#define STATUS          "c.status = $1"
#define TIME            "1 = 1"
#define ACTIVE_ASSIGNEE ACTIVE " AND " LIST_HAS_IT " = $2"
#define ACTIVE_TEAM     ACTIVE " AND " TEAM
#define MENTION         "c.id IN (SELECT conversation FROM message_mention WHERE staff = $13)"
#define TAG             "c.id IN (SELECT conversation FROM conversation_tag WHERE tag = $15)"
#define MY_TEAMS                                                                                   \
    "c.id IN (SELECT x.id FROM conversation x WHERE x.status <> 4"                                 \
    " AND x.team IN (SELECT team FROM team_member WHERE staff = $13))"

static const char newest_person[] = DOWN(PERSON, "c.last_at", "c.last_at");
static const char newest_active[] = DOWN(ACTIVE, "c.last_at", "c.last_at");
static const char newest_active_assignee[] = DOWN(ACTIVE_ASSIGNEE, "c.last_at", "c.last_at");
static const char newest_active_team[] = DOWN(ACTIVE_TEAM, "c.last_at", "c.last_at");
static const char newest_assignee[] = DOWN(ASSIGNEE, "c.last_at", "c.last_at");
static const char newest_team[] = DOWN(TEAM, "c.last_at", "c.last_at");
static const char newest_status[] = DOWN(STATUS, "c.last_at", "c.last_at");
static const char newest_time[] = DOWN(TIME, "c.last_at", "c.last_at");
static const char newest_mention[] = DOWN(MENTION, "+c.last_at", "+c.last_at");
static const char newest_tag[] = DOWN(TAG, "+c.last_at", "+c.last_at");
static const char newest_my_teams[] = DOWN(MY_TEAMS, "+c.last_at", "+c.last_at");
static const char oldest_person[] = UP(PERSON, "c.last_at", "c.last_at");
static const char oldest_active[] = UP(ACTIVE, "c.last_at", "c.last_at");
static const char oldest_active_assignee[] = UP(ACTIVE_ASSIGNEE, "c.last_at", "c.last_at");
static const char oldest_active_team[] = UP(ACTIVE_TEAM, "c.last_at", "c.last_at");
static const char oldest_assignee[] = UP(ASSIGNEE, "c.last_at", "c.last_at");
static const char oldest_team[] = UP(TEAM, "c.last_at", "c.last_at");
static const char oldest_status[] = UP(STATUS, "c.last_at", "c.last_at");
static const char oldest_time[] = UP(TIME, "c.last_at", "c.last_at");
static const char oldest_mention[] = UP(MENTION, "+c.last_at", "+c.last_at");
static const char oldest_tag[] = UP(TAG, "+c.last_at", "+c.last_at");
static const char oldest_my_teams[] = UP(MY_TEAMS, "+c.last_at", "+c.last_at");
static const char longest_active[] = UP(ACTIVE " AND " LONGEST " >= $6", LONGEST, "+c.last_at");
static const char longest_active_assignee[] = UP(ACTIVE_ASSIGNEE, "+" LONGEST, "+c.last_at");
static const char longest_active_team[] = UP(ACTIVE_TEAM, "+" LONGEST, "+c.last_at");
static const char longest_tag[] = UP(TAG, LONGEST, "+c.last_at");
static const char longest_my_teams[] = UP(MY_TEAMS, LONGEST, "+c.last_at");
static const char longest_any[] = UP(TIME, LONGEST, "+c.last_at");
static const char pressing_active[] =
    DOWN(ACTIVE " AND " PRESSING " <= $6", PRESSING, "+c.last_at");
static const char pressing_active_assignee[] = DOWN(ACTIVE_ASSIGNEE, "+" PRESSING, "+c.last_at");
static const char pressing_active_team[] = DOWN(ACTIVE_TEAM, "+" PRESSING, "+c.last_at");
static const char pressing_tag[] = DOWN(TAG, PRESSING, "+c.last_at");
static const char pressing_my_teams[] = DOWN(MY_TEAMS, PRESSING, "+c.last_at");
static const char pressing_any[] = DOWN(TIME, PRESSING, "+c.last_at");

/* The last of each order is for the leads that have none of their own. */
static const char *const by_order[][N_LEADS + 1] = {
    [LIST_NEWEST] = {newest_person, newest_active, newest_active_assignee, newest_active_team,
                     newest_assignee, newest_team, newest_status, newest_time, newest_mention,
                     newest_tag, newest_my_teams},
    [LIST_OLDEST] = {oldest_person, oldest_active, oldest_active_assignee, oldest_active_team,
                     oldest_assignee, oldest_team, oldest_status, oldest_time, oldest_mention,
                     oldest_tag, oldest_my_teams},
    [LIST_LONGEST] = {[BY_ACTIVE] = longest_active,
                      [BY_ACTIVE_ASSIGNEE] = longest_active_assignee,
                      [BY_ACTIVE_TEAM] = longest_active_team,
                      [BY_TAG] = longest_tag,
                      [BY_MY_TEAMS] = longest_my_teams,
                      [N_LEADS] = longest_any},
    [LIST_PRESSING] = {[BY_ACTIVE] = pressing_active,
                       [BY_ACTIVE_ASSIGNEE] = pressing_active_assignee,
                       [BY_ACTIVE_TEAM] = pressing_active_team,
                       [BY_TAG] = pressing_tag,
                       [BY_MY_TEAMS] = pressing_my_teams,
                       [N_LEADS] = pressing_any},
};

static const char ids_person[] = IDS(PERSON);
static const char ids_active[] = IDS(ACTIVE);
static const char ids_active_assignee[] = IDS(ACTIVE_ASSIGNEE);
static const char ids_active_team[] = IDS(ACTIVE_TEAM);
static const char ids_my_teams[] = IDS(MY_TEAMS);
static const char ids_assignee[] = IDS(ASSIGNEE);
static const char ids_team[] = IDS(TEAM);
static const char ids_status[] = IDS(STATUS);
static const char ids_time[] = IDS(TIME);
static const char ids_mention[] = IDS(MENTION);
static const char ids_tag[] = IDS(TAG);
static const char *const ids_by[N_LEADS] = {
    ids_person, ids_active, ids_active_assignee, ids_active_team, ids_assignee, ids_team,
    ids_status, ids_time,   ids_mention,         ids_tag,         ids_my_teams};

static const char one_sql[] = ROWS " WHERE c.id = $6 AND $7 = $8" BOUNDS("+c.last_at") FILTERS;
static const char whole_sql[] = ROWS " WHERE c.id = $6";

static const char *
page_sql(const ListQuery *query, ListLead lead)
{
    const char *const *of_order = by_order[query->sort];

    return of_order[lead] != NULL ? of_order[lead] : of_order[N_LEADS];
}

const char *
list_store_sql(size_t i)
{
    static const char *const others[] = {longest_active, pressing_active};

    if (i < 2 * BY_MENTION)
        return by_order[i / BY_MENTION][i % BY_MENTION];
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

/* The tags of a matter as JSON. Most have none, and need not be asked for: a question more for each
 * row is what a page on PostgreSQL costs. Owned by the caller; NULL on error. */
static char *
tags_of(Db *db, int64_t conversation, bool any, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    JsonWriter json;

    json_writer_init(&json, text);
    json_list_begin(&json);
    if (any && !tag_each_of(db, conversation, write_tag, &json, error))
        return NULL;
    json_list_end(&json);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static bool
read_row(Db *db, DbRows *rows, ListSort sort, ListEach each, void *data, GError **error)
{
    g_autofree char *tags = tags_of(db, db_rows_int(rows, 0), db_rows_int(rows, 24) != 0, error);
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
    if (!settle_tags(db, &query, error) || (lead = list_lead(db, &query, error)) < 0)
        return false;
    rows = db_query(db, page_sql(&query, (ListLead)lead),
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

    if (!settle_tags(db, &query, error) || (lead = list_lead(db, &query, error)) < 0)
        return false;
    rows = db_query(db, ids_by[lead], QUERY_ARGS(&query, 0, 0, (int64_t)max), error);
    more = rows != NULL ? 1 : -1;
    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        int64_t id = db_rows_int(rows, 0);

        g_array_append_val(ids, id);
    }
    return more == 0;
}
