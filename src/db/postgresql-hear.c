/* What other writers have committed: each commit sends a notification with its writer's number
 * (postgresql.c), which PostgreSQL delivers once the commit is seen by everybody. What processes
 * tell each other in passing (tell.h) goes by a channel of its own. */
#include "db/postgresql.h"

#include "base/error.h"

#include <poll.h>
#include <string.h>

/* A line that is dead shows by its keepalives before. */
#define WAIT_MS 30000

#define PASSING "lien_passing"

static const char tell_sql[] = "SELECT pg_notify('" PASSING "', $1)";

static bool
take_notices(PostgresqlDb *postgresql, int64_t writer, GPtrArray *told)
{
    PGnotify *notice;
    bool any = false;

    while ((notice = PQnotifies(postgresql->connection)) != NULL) {
        if (strcmp(notice->relname, PASSING) == 0)
            g_ptr_array_add(told, g_strdup(notice->extra));
        else
            any |= g_ascii_strtoll(notice->extra, NULL, 10) != writer;
        PQfreemem(notice);
    }
    return any;
}

bool
postgresql_hear(Db *db, const Db *writer, int stop, bool *ret_news, GPtrArray *told, GError **error)
{
    PostgresqlDb *postgresql = (PostgresqlDb *)db;
    int64_t own = ((const PostgresqlDb *)writer)->writer;
    struct pollfd waits[] = {
        {.fd = PQsocket(postgresql->connection), .events = POLLIN},
        {.fd = stop, .events = POLLIN},
    };

    if (!postgresql->listens &&
        !postgresql_script(postgresql, "LISTEN lien; LISTEN " PASSING, error))
        return false;
    /* What was committed before we listened may have been missed. */
    *ret_news = !postgresql->listens || take_notices(postgresql, own, told);
    postgresql->listens = true;
    if (*ret_news || told->len > 0)
        return true;
    if (poll(waits, G_N_ELEMENTS(waits), WAIT_MS) > 0 && waits[0].revents != 0 &&
        PQconsumeInput(postgresql->connection) == 0)
        return postgresql_fail(postgresql, NULL, error);
    *ret_news = take_notices(postgresql, own, told);
    return true;
}

bool
postgresql_tell(Db *db, const char *text, GError **error)
{
    return db_run(db, tell_sql, DB_ARGS(DB_TEXT(text)), error);
}
