#include "db/postgresql.h"

#include "base/error.h"

#include <string.h>

/* The first that begins so holds. Codes are those of the appendix A of PostgreSQL's manual. */
static const struct {
    const char *state;
    AppError code;
    bool conflict; /* with another transaction: worth running again */
} codes[] = {
    {"23505", APP_ERROR_CONFLICT, false},    /* unique_violation */
    {"40", APP_ERROR_UNAVAILABLE, true},     /* serialization failure, deadlock */
    {"55P03", APP_ERROR_UNAVAILABLE, false}, /* lock_timeout */
    {"57", APP_ERROR_UNAVAILABLE, false},    /* statement_timeout, shutdown */
    {"08", APP_ERROR_UNAVAILABLE, false},    /* connection */
    {"53", APP_ERROR_UNAVAILABLE, false},    /* disk full, memory, too many connections */
    {"58", APP_ERROR_UNAVAILABLE, false},    /* input/output */
    {"25006", APP_ERROR_UNAVAILABLE, false}, /* read-only: a standby, or one of our readers */
    {"25P03", APP_ERROR_UNAVAILABLE, false}, /* idle_in_transaction_session_timeout */
    {"28", APP_ERROR_UNAVAILABLE, false},    /* authorisation */
    {"3D000", APP_ERROR_UNAVAILABLE, false}, /* no such database */
};

/* Messages of this class quote what was given. */
#define DATA_EXCEPTION "22"

static void
set_from_state(PostgresqlDb *postgresql, const char *state, const char *message, GError **error)
{
    AppError code = APP_ERROR_INTERNAL;

    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        if (g_str_has_prefix(state, codes[i].state)) {
            code = codes[i].code;
            postgresql->conflict = postgresql->conflict || codes[i].conflict;
            break;
        }
    if (message == NULL || g_str_has_prefix(state, DATA_EXCEPTION))
        message = "a value was refused";
    error_set(error, code, "database: %s (%s)", message, state);
}

bool
postgresql_fail(PostgresqlDb *postgresql, PGresult *result, GError **error)
{
    const char *state = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;

    if (PQstatus(postgresql->connection) == CONNECTION_BAD)
        postgresql->lost = true;
    if (state != NULL)
        set_from_state(postgresql, state, PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY),
                       error);
    else {
        g_autofree char *said = g_strdup(PQerrorMessage(postgresql->connection));

        error_set(error, APP_ERROR_UNAVAILABLE, "database: %s",
                  said[0] != '\0' ? g_strchomp(said) : "no answer");
    }
    PQclear(result);
    return false;
}
