#include "journal/journal-store.h"

#include "base/clock.h"
#include "base/id.h"

/* One row of values, not of a SELECT: for that one SQLite would keep what it needs to undo the
 * statement alone, at a quarter of the cost of a mail that comes in. */
static const char append_sql[] =
    "INSERT INTO fact (position, at, name, actor, person, conversation, subject, data)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

#define FACT_COLUMNS "position, at, name, actor, person, conversation, subject, data"

static const char read_sql[] = "SELECT " FACT_COLUMNS " FROM fact"
                               " WHERE position > $1 ORDER BY position LIMIT $2";

static const char last_sql[] = "SELECT coalesce(max(position), 0) FROM fact";

static const char person_sql[] = "SELECT " FACT_COLUMNS " FROM fact"
                                 " WHERE person = $1 AND position < $2"
                                 " ORDER BY position DESC LIMIT $3";

static const char conversation_sql[] = "SELECT " FACT_COLUMNS " FROM fact"
                                       " WHERE conversation = $1 AND position < $2"
                                       " ORDER BY position DESC LIMIT $3";

/* A position is an id, and more than all positions before it even when another process, whose clock
 * is ahead, wrote last: whoever writes is alone (db/db.h). */
bool
journal_append(Db *tx, const Fact *fact, GError **error)
{
    int64_t last = journal_last(tx, error);

    return last >= 0 &&
           db_send(tx, append_sql,
                   DB_ARGS(DB_INT(MAX(id_new(), last + 1)),
                           DB_INT(fact->at != 0 ? fact->at : clock_now()), DB_TEXT(fact->name),
                           DB_ID(fact->actor), DB_ID(fact->person), DB_ID(fact->conversation),
                           DB_ID(fact->subject), DB_TEXT(fact->data != NULL ? fact->data : "{}")),
                   error);
}

/* Hands each row on; how many, or -1. */
static int
give_facts(DbRows *rows, FactEach each, void *data, GError **error)
{
    int given = 0;
    int more;

    if (rows == NULL)
        return -1;
    while ((more = db_rows_next(rows, error)) > 0) {
        g_autoptr(GError) stopped = NULL;
        Fact fact = {
            .position = db_rows_int(rows, 0),
            .at = db_rows_int(rows, 1),
            .name = db_rows_text(rows, 2),
            .actor = db_rows_int(rows, 3),
            .person = db_rows_int(rows, 4),
            .conversation = db_rows_int(rows, 5),
            .subject = db_rows_int(rows, 6),
            .data = db_rows_text(rows, 7),
        };

        given++;
        if (!each(&fact, data, &stopped)) {
            if (stopped == NULL)
                return given;
            g_propagate_error(error, g_steal_pointer(&stopped));
            return -1;
        }
    }
    return more < 0 ? -1 : given;
}

int
journal_read(Db *db, int64_t after, size_t limit, FactEach each, void *data, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, read_sql, DB_ARGS(DB_INT(after), DB_INT((int64_t)limit)), error);

    return give_facts(rows, each, data, error);
}

int64_t
journal_last(Db *db, GError **error)
{
    int64_t last;

    return db_find_int(db, last_sql, DB_NO_ARGS, &last, error) < 0 ? -1 : last;
}

static const char count_after_sql[] =
    "SELECT count(*) FROM (SELECT 1 FROM fact WHERE position > $1 LIMIT $2) AS later";

static const char next_at_sql[] =
    "SELECT at FROM fact WHERE position > $1 ORDER BY position LIMIT 1";

bool
journal_count_after(Db *db, int64_t position, int64_t max, int64_t *ret_count, int64_t *ret_since,
                    GError **error)
{
    *ret_count = *ret_since = 0;
    return db_find_int(db, count_after_sql, DB_ARGS(DB_INT(position), DB_INT(max)), ret_count,
                       error) >= 0 &&
           db_find_int(db, next_at_sql, DB_ARGS(DB_INT(position)), ret_since, error) >= 0;
}

static int
read_back(Db *db, const char *sql, int64_t about, int64_t before, size_t limit, FactEach each,
          void *data, GError **error)
{
    g_autoptr(DbRows) rows = db_query(
        db, sql,
        DB_ARGS(DB_INT(about), DB_INT(before != 0 ? before : G_MAXINT64), DB_INT((int64_t)limit)),
        error);

    return give_facts(rows, each, data, error);
}

int
journal_read_person(Db *db, int64_t person, int64_t before, size_t limit, FactEach each, void *data,
                    GError **error)
{
    return read_back(db, person_sql, person, before, limit, each, data, error);
}

int
journal_read_conversation(Db *db, int64_t conversation, int64_t before, size_t limit, FactEach each,
                          void *data, GError **error)
{
    return read_back(db, conversation_sql, conversation, before, limit, each, data, error);
}

/* ---- Readers ---- */

static const char position_sql[] = "SELECT position FROM journal_reader WHERE name = $1";

static const char failures_sql[] = "SELECT failures FROM journal_reader"
                                   " WHERE name = $1 AND position = $2";

static const char save_sql[] =
    "INSERT INTO journal_reader (name, position, failures, reason)"
    " VALUES ($1, $2, CASE WHEN $3 IS NULL THEN 0 ELSE 1 END, $3)"
    " ON CONFLICT (name) DO UPDATE SET position = excluded.position, reason = excluded.reason,"
    "    failures = CASE WHEN excluded.failures = 0 THEN 0"
    "                    WHEN excluded.position > journal_reader.position THEN 1"
    "                    ELSE journal_reader.failures + 1 END";

static const char stuck_sql[] = "SELECT count(*) FROM journal_reader WHERE failures >= $1";

int64_t
journal_position(Db *db, const char *reader, GError **error)
{
    int64_t position = 0;

    return db_find_int(db, position_sql, DB_ARGS(DB_TEXT(reader)), &position, error) < 0 ? -1
                                                                                         : position;
}

int64_t
journal_failures(Db *db, const char *reader, int64_t position, GError **error)
{
    int64_t failures = 0;

    return db_find_int(db, failures_sql, DB_ARGS(DB_TEXT(reader), DB_INT(position)), &failures,
                       error) < 0
               ? -1
               : failures;
}

bool
journal_save_position(Db *tx, const char *reader, int64_t position, const char *reason,
                      GError **error)
{
    return db_send(tx, save_sql, DB_ARGS(DB_TEXT(reader), DB_INT(position), DB_TEXT(reason)),
                   error);
}

int64_t
journal_count_stuck(Db *db, GError **error)
{
    int64_t count;

    return db_find_int(db, stuck_sql, DB_ARGS(DB_INT(JOURNAL_STUCK_AFTER)), &count, error) < 0
               ? -1
               : count;
}
