#include "indicator/indicator-store.h"

/* A source is the definition of an indicator: its rows, with the same columns in each. Both the
 * figures and the table select from it. $1 and $2: from, to (excluded); $3: channel, '' any; $4:
 * team, 0 any. */
#define SCOPED " AND ($3 = '' OR channel = $3) AND ($4 = 0 OR team = $4)"

/* The index message_contact answers alone when no team is asked for. */
#define MESSAGES(direction)                                                                        \
    "SELECT id, at, 0 AS start_at, 0 AS end_at, 0 AS score, channel, conversation, person"         \
    "  FROM message"                                                                               \
    " WHERE at >= $1 AND at < $2 AND direction = " direction " AND kind = 0"                       \
    "   AND ($3 = '' OR channel = $3)"                                                             \
    "   AND ($4 = 0 OR EXISTS (SELECT 1 FROM conversation"                                         \
    "         WHERE conversation.id = message.conversation AND conversation.team = $4))"

/* Of matters that are over, then of those that are not. */
#define FIRST_ANSWERS                                                                              \
    "SELECT id, first_answer_at AS at, opened_at AS start_at, first_answer_at AS end_at,"          \
    "       0 AS score, channel, conversation, person"                                             \
    "  FROM episode WHERE first_answer_at >= $1 AND first_answer_at < $2" SCOPED " UNION ALL "     \
    "SELECT id, first_answer_at, opened_at, first_answer_at, 0, channel, id, person"               \
    "  FROM conversation"                                                                          \
    " WHERE status <> 4 AND first_answer_at >= $1 AND first_answer_at < $2" SCOPED

#define RESOLUTIONS                                                                                \
    "SELECT id, closed_at AS at, opened_at AS start_at, closed_at AS end_at, 0 AS score,"          \
    "       channel, conversation, person"                                                         \
    "  FROM episode WHERE closed_at >= $1 AND closed_at < $2" SCOPED

#define BACKLOG                                                                                    \
    "SELECT id, opened_at AS at, opened_at AS start_at, closed_at AS end_at, 0 AS score,"          \
    "       channel, conversation, person"                                                         \
    "  FROM episode WHERE closed_at >= $1 AND opened_at < $2" SCOPED " UNION ALL "                 \
    "SELECT id, opened_at, opened_at, 0, 0, channel, id, person"                                   \
    "  FROM conversation WHERE status <> 4 AND opened_at < $2" SCOPED

#define ANSWERS                                                                                    \
    "SELECT id, answered_at AS at, 0 AS start_at, 0 AS end_at, score, channel, conversation,"      \
    "       person"                                                                                \
    "  FROM survey WHERE answered_at >= $1 AND answered_at < $2" SCOPED

#define FIGURES(source) "SELECT at, start_at, end_at, score, channel FROM (" source ") AS source"

/* $5 and $6: where the page before ended; $7: how many. The page is found first, then its rows
 * told. */
#define ROWS(source)                                                                               \
    "SELECT page.at, start_at, end_at, score, page.channel, page.id, conversation.id,"             \
    "       conversation.subject, person.id, person.name, person.address"                          \
    "  FROM (SELECT * FROM (" source ") AS source"                                                 \
    "         WHERE (at, id) < ($5, $6) ORDER BY at DESC, id DESC LIMIT $7) AS page"               \
    "  JOIN conversation ON conversation.id = page.conversation"                                   \
    "  JOIN person ON person.id = COALESCE(page.person, conversation.person)"                      \
    " ORDER BY page.at DESC, page.id DESC"

static const char *const figures_sql[INDICATOR_COUNT] = {
    [INDICATOR_CONTACTS_IN] = FIGURES(MESSAGES("1")),
    [INDICATOR_CONTACTS_OUT] = FIGURES(MESSAGES("2")),
    [INDICATOR_FIRST_ANSWER] = FIGURES(FIRST_ANSWERS),
    [INDICATOR_RESOLUTION] = FIGURES(RESOLUTIONS),
    [INDICATOR_BACKLOG] = FIGURES(BACKLOG),
    [INDICATOR_CSAT] = FIGURES(ANSWERS),
};

static const char *const rows_sql[INDICATOR_COUNT] = {
    [INDICATOR_CONTACTS_IN] = ROWS(MESSAGES("1")),
    [INDICATOR_CONTACTS_OUT] = ROWS(MESSAGES("2")),
    [INDICATOR_FIRST_ANSWER] = ROWS(FIRST_ANSWERS),
    [INDICATOR_RESOLUTION] = ROWS(RESOLUTIONS),
    [INDICATOR_BACKLOG] = ROWS(BACKLOG),
    [INDICATOR_CSAT] = ROWS(ANSWERS),
};

static IndicatorRow
read_row(DbRows *rows)
{
    return (IndicatorRow){
        .at = db_rows_int(rows, 0),
        .start = db_rows_int(rows, 1),
        .end = db_rows_int(rows, 2),
        .score = db_rows_int(rows, 3),
        .channel = db_rows_text(rows, 4),
    };
}

bool
indicator_store_each(Db *db, IndicatorName name, const IndicatorSpan *span, IndicatorEach each,
                     void *data, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, figures_sql[name],
                 DB_ARGS(DB_INT(span->from), DB_INT(span->to),
                         DB_TEXT(span->channel != NULL ? span->channel : ""), DB_INT(span->team)),
                 error);
    int more = -1;

    while (rows != NULL && (more = db_rows_next(rows, error)) == 1) {
        IndicatorRow row = read_row(rows);

        if (!each(&row, data, error))
            return false;
    }
    return more == 0;
}

DbRows *
indicator_store_rows(Db *db, IndicatorName name, const IndicatorSpan *span, const Page *page,
                     GError **error)
{
    return db_query(db, rows_sql[name],
                    DB_ARGS(DB_INT(span->from), DB_INT(span->to),
                            DB_TEXT(span->channel != NULL ? span->channel : ""), DB_INT(span->team),
                            DB_INT(page->before_key), DB_INT(page->before_id),
                            DB_INT((int64_t)page->limit + 1)),
                    error);
}

IndicatorDetail
indicator_store_detail(DbRows *rows)
{
    return (IndicatorDetail){
        .row = read_row(rows),
        .id = db_rows_int(rows, 5),
        .conversation = db_rows_int(rows, 6),
        .subject = db_rows_text(rows, 7),
        .person = db_rows_int(rows, 8),
        .person_name = db_rows_text(rows, 9),
        .person_address = db_rows_text(rows, 10),
    };
}
