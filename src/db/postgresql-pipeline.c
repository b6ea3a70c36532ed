/* Statements of a writer whose answer nobody waits for go to the server together with the next one
 * that somebody does wait for: one journey for all of them. */
#include "db/postgresql.h"

#include "base/error.h"

#define UNANSWERED_MAX 64 /* what both sides hold before one looks at the other */

static bool
is_on(const PostgresqlDb *postgresql)
{
    return PQpipelineStatus(postgresql->connection) != PQ_PIPELINE_OFF;
}

bool
postgresql_sent(PostgresqlDb *postgresql, int sent, GError **error)
{
    if (sent != 1)
        return postgresql_fail(postgresql, NULL, error);
    postgresql->unanswered++;
    return postgresql->unanswered < UNANSWERED_MAX || postgresql_settle(postgresql, error);
}

bool
postgresql_begin_pipeline(PostgresqlDb *postgresql, GError **error)
{
    return is_on(postgresql) || PQenterPipelineMode(postgresql->connection) == 1 ||
           postgresql_fail(postgresql, NULL, error);
}

/* What one statement is answered. */
static PGresult *
next_answer(PostgresqlDb *postgresql)
{
    PGresult *answer = PQgetResult(postgresql->connection);

    for (PGresult *more; answer != NULL && (more = PQgetResult(postgresql->connection)) != NULL;)
        PQclear(more);
    return answer;
}

/* The first that failed says why; the server has passed over those behind it. */
PGresult *
postgresql_answer(PostgresqlDb *postgresql, GError **error)
{
    PGresult *answer = NULL;
    bool failed =
        PQpipelineSync(postgresql->connection) != 1 && !postgresql_fail(postgresql, NULL, error);

    while (postgresql->unanswered > 0 && !postgresql->lost) {
        postgresql->unanswered--;
        PQclear(answer);
        answer = next_answer(postgresql);
        if (!failed && !postgresql_succeeded(answer)) {
            failed = !postgresql_fail(postgresql, answer, error);
            answer = NULL;
        }
    }
    postgresql->unanswered = 0;
    if (!postgresql->lost)
        PQclear(PQgetResult(postgresql->connection)); /* the end of what was sent together */
    /* A server that ends a connection says so first: that it is cut shows only behind that. */
    postgresql->lost |= PQstatus(postgresql->connection) == CONNECTION_BAD;
    if (!failed)
        return answer;
    PQclear(answer);
    return NULL;
}

bool
postgresql_settle(PostgresqlDb *postgresql, GError **error)
{
    PGresult *answer;

    if (postgresql->unanswered == 0)
        return true;
    answer = postgresql_answer(postgresql, error);
    PQclear(answer);
    return answer != NULL;
}

bool
postgresql_end_pipeline(PostgresqlDb *postgresql, GError **error)
{
    if (!is_on(postgresql))
        return true;
    return postgresql_settle(postgresql, error) &&
           (PQexitPipelineMode(postgresql->connection) == 1 ||
            postgresql_fail(postgresql, NULL, error));
}
