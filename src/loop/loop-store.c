#include "loop/loop-store.h"

static const char add_sql[] =
    "INSERT INTO loop (id, survey, conversation, person, owner, due_at, state, made_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, 1, $7) ON CONFLICT (survey) DO NOTHING";

static const char get_sql[] =
    "SELECT loop.id, survey, loop.conversation, loop.person, owner, due_at, state, survey.score"
    "  FROM loop JOIN survey ON survey.id = loop.survey WHERE loop.id = $1";

static const char update_sql[] =
    "UPDATE loop SET owner = $2, due_at = $3, note = COALESCE($4, note) WHERE id = $1";

static const char close_sql[] =
    "UPDATE loop SET state = $2, outcome = $3, closed_by = $4, closed_at = $5 WHERE id = $1";

#define LIST_COLUMNS                                                                               \
    " loop.id, survey.score, survey.comment, survey.answered_at, conversation.id,"                 \
    " conversation.subject, person.id, person.name, person.address, staff.id, staff.name,"         \
    " loop.due_at, loop.state, loop.outcome, loop.note, loop.made_at, loop.closed_at"              \
    "  FROM loop"                                                                                  \
    "  JOIN survey ON survey.id = loop.survey"                                                     \
    "  JOIN conversation ON conversation.id = loop.conversation"                                   \
    "  JOIN person ON person.id = loop.person"                                                     \
    "  LEFT JOIN staff ON staff.id = loop.owner"

/* $1 owner, $2 how many, $3 and $4 where the page before ended. */
static const char list_todo_sql[] =
    "SELECT loop.due_at," LIST_COLUMNS
    " WHERE loop.state = 1 AND ($1 = -1 OR COALESCE(loop.owner, 0) = $1)"
    "   AND (loop.due_at, loop.id) > ($3, $4)"
    " ORDER BY loop.due_at, loop.id LIMIT $2";

static const char list_closed_sql[] =
    "SELECT loop.closed_at," LIST_COLUMNS
    " WHERE loop.closed_at IS NOT NULL AND ($1 = -1 OR COALESCE(loop.owner, 0) = $1)"
    "   AND (loop.closed_at, loop.id) < ($3, $4)"
    " ORDER BY loop.closed_at DESC, loop.id DESC LIMIT $2";

static const char row_sql[] = "SELECT loop.due_at," LIST_COLUMNS " WHERE loop.id = $1";

bool
loop_store_add(Db *tx, const Loop *loop, int64_t at, int64_t *ret_changed, GError **error)
{
    return db_change(tx, add_sql,
                     DB_ARGS(DB_INT(loop->id), DB_INT(loop->survey), DB_INT(loop->conversation),
                             DB_INT(loop->person), DB_ID(loop->owner), DB_INT(loop->due_at),
                             DB_INT(at)),
                     ret_changed, error);
}

int
loop_store_get(Db *db, int64_t id, Loop *ret_loop, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_loop = (Loop){
            .id = db_rows_int(rows, 0),
            .survey = db_rows_int(rows, 1),
            .conversation = db_rows_int(rows, 2),
            .person = db_rows_int(rows, 3),
            .owner = db_rows_int(rows, 4),
            .due_at = db_rows_int(rows, 5),
            .state = (LoopState)db_rows_int(rows, 6),
            .score = db_rows_int(rows, 7),
        };
    return found;
}

bool
loop_store_update(Db *tx, const Loop *loop, const char *note, GError **error)
{
    return db_run(
        tx, update_sql,
        DB_ARGS(DB_INT(loop->id), DB_ID(loop->owner), DB_INT(loop->due_at), DB_TEXT(note)), error);
}

bool
loop_store_close(Db *tx, const Loop *loop, const char *outcome, int64_t staff, int64_t at,
                 GError **error)
{
    return db_run(
        tx, close_sql,
        DB_ARGS(DB_INT(loop->id), DB_INT(loop->state), DB_TEXT(outcome), DB_ID(staff), DB_INT(at)),
        error);
}

DbRows *
loop_store_list(Db *db, const LoopFilter *filter, GError **error)
{
    int64_t key = filter->page.before_key, id = filter->page.before_id;

    /* What is due is read upwards: the first page begins before everything. */
    if (!filter->closed && key == INT64_MAX)
        key = id = INT64_MIN;
    return db_query(db, filter->closed ? list_closed_sql : list_todo_sql,
                    DB_ARGS(DB_INT(filter->owner), DB_INT((int64_t)filter->page.limit + 1),
                            DB_INT(key), DB_INT(id)),
                    error);
}

DbRows *
loop_store_row(Db *db, int64_t id, GError **error)
{
    return db_query(db, row_sql, DB_ARGS(DB_INT(id)), error);
}

const Invariant loop_invariants[] = {
    {.name = "loop.closed-with-outcome",
     .about = "A loop is closed exactly when it has an outcome, a time and a person who closed it.",
     .sql = "SELECT id FROM loop WHERE (state = 1) <> (outcome IS NULL)"
            "    OR (state = 1) <> (closed_at IS NULL) OR (state = 1) <> (closed_by IS NULL)"},
    {.name = "loop.told-to-survey",
     .about = "The survey of a loop names it.",
     .sql = "SELECT loop.id FROM loop JOIN survey ON survey.id = loop.survey"
            " WHERE survey.follow_up IS NULL OR survey.follow_up <> loop.id"},
    INVARIANTS_END,
};
