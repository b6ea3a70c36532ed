#include "mailbox/oauth-store.h"

static const char client_sql[] = "SELECT provider, client_id, secret, authorize_url, token_url,"
                                 "  scope FROM oauth_client WHERE provider = $1";
static const char put_client_sql[] =
    "INSERT INTO oauth_client (provider, client_id, secret, authorize_url, token_url, scope)"
    " VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (provider) DO UPDATE SET client_id = excluded.client_id,"
    "  secret = excluded.secret, authorize_url = excluded.authorize_url,"
    "  token_url = excluded.token_url, scope = excluded.scope";
static const char forget_consents_sql[] =
    "UPDATE mailbox SET secret = NULL WHERE provider = $1 AND auth = 2";

static const char drop_ended_sql[] = "DELETE FROM oauth_attempt WHERE ends_at < $1";
static const char put_attempt_sql[] =
    "INSERT INTO oauth_attempt (state, mailbox, staff, verifier, ends_at)"
    " VALUES ($1, $2, $3, $4, $5)";
static const char attempt_sql[] = "SELECT mailbox, staff, verifier, ends_at FROM oauth_attempt"
                                  " WHERE state = $1";
static const char drop_attempt_sql[] = "DELETE FROM oauth_attempt WHERE state = $1";

void
oauth_client_free(OAuthClient *client)
{
    if (client == NULL)
        return;
    g_free(client->provider);
    g_free(client->client_id);
    g_free(client->secret);
    g_free(client->authorize_url);
    g_free(client->token_url);
    g_free(client->scope);
    g_free(client);
}

int
oauth_store_client(Db *db, const char *provider, OAuthClient **ret_client, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, client_sql, DB_ARGS(DB_TEXT(provider)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        OAuthClient *client = g_new0(OAuthClient, 1);

        client->provider = g_strdup(db_rows_text(rows, 0));
        client->client_id = g_strdup(db_rows_text(rows, 1));
        client->secret = g_strdup(db_rows_text(rows, 2));
        client->authorize_url = g_strdup(db_rows_text(rows, 3));
        client->token_url = g_strdup(db_rows_text(rows, 4));
        client->scope = g_strdup(db_rows_text(rows, 5));
        *ret_client = client;
    }
    return found;
}

bool
oauth_store_put_client(Db *tx, const OAuthClient *client, GError **error)
{
    return db_run(tx, put_client_sql,
                  DB_ARGS(DB_TEXT(client->provider), DB_TEXT(client->client_id),
                          DB_TEXT(client->secret), DB_TEXT(client->authorize_url),
                          DB_TEXT(client->token_url), DB_TEXT(client->scope)),
                  error);
}

bool
oauth_store_forget_consents(Db *tx, const char *provider, GError **error)
{
    return db_run(tx, forget_consents_sql, DB_ARGS(DB_TEXT(provider)), error);
}

void
oauth_attempt_clear(OAuthAttempt *attempt)
{
    g_free(attempt->verifier);
    *attempt = (OAuthAttempt){0};
}

bool
oauth_store_put_attempt(Db *tx, const char *state, const OAuthAttempt *attempt, int64_t now,
                        GError **error)
{
    return db_run(tx, drop_ended_sql, DB_ARGS(DB_INT(now)), error) &&
           db_run(tx, put_attempt_sql,
                  DB_ARGS(DB_TEXT(state), DB_INT(attempt->mailbox), DB_INT(attempt->staff),
                          DB_TEXT(attempt->verifier), DB_INT(attempt->ends_at)),
                  error);
}

int
oauth_store_take_attempt(Db *tx, const char *state, OAuthAttempt *ret_attempt, GError **error)
{
    g_autoptr(DbRows) rows = db_query(tx, attempt_sql, DB_ARGS(DB_TEXT(state)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found != 1)
        return found;
    *ret_attempt = (OAuthAttempt){
        .mailbox = db_rows_int(rows, 0),
        .staff = db_rows_int(rows, 1),
        .verifier = g_strdup(db_rows_text(rows, 2)),
        .ends_at = db_rows_int(rows, 3),
    };
    return db_run(tx, drop_attempt_sql, DB_ARGS(DB_TEXT(state)), error) ? 1 : -1;
}
