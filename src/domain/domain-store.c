#include "domain/domain-store.h"

#include "base/clock.h"

static const char key_sql[] =
    "SELECT state, selector, public_key, sealed FROM domain_key WHERE domain = $1";

static const char put_key_sql[] =
    "INSERT INTO domain_key (domain, selector, public_key, sealed, state, made_at)"
    " VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (domain) DO UPDATE"
    "    SET selector = excluded.selector, public_key = excluded.public_key,"
    "        sealed = excluded.sealed, state = excluded.state, made_at = excluded.made_at";

static const char switch_sql[] = "UPDATE domain_key SET state = $2 WHERE domain = $1";

static const char findings_sql[] =
    "SELECT checked_at, findings FROM domain_check WHERE domain = $1";

static const char put_findings_sql[] =
    "INSERT INTO domain_check (domain, checked_at, findings) VALUES ($1, $2, $3)"
    " ON CONFLICT (domain) DO UPDATE"
    "    SET checked_at = excluded.checked_at, findings = excluded.findings";

void
stored_key_clear(StoredKey *key)
{
    g_clear_pointer(&key->selector, g_free);
    g_clear_pointer(&key->public_key, g_free);
    g_clear_pointer(&key->sealed, g_free);
}

int
domain_store_key(Db *db, const char *domain, StoredKey *ret_key, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, key_sql, DB_ARGS(DB_TEXT(domain)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_key = (StoredKey){
            .state = (DomainKeyState)db_rows_int(rows, 0),
            .selector = g_strdup(db_rows_text(rows, 1)),
            .public_key = g_strdup(db_rows_text(rows, 2)),
            .sealed = g_strdup(db_rows_text(rows, 3)),
        };
    return found;
}

bool
domain_store_put_key(Db *tx, const char *domain, const StoredKey *key, GError **error)
{
    return db_run(tx, put_key_sql,
                  DB_ARGS(DB_TEXT(domain), DB_TEXT(key->selector), DB_TEXT(key->public_key),
                          DB_TEXT(key->sealed), DB_INT(key->state), DB_INT(clock_now())),
                  error);
}

bool
domain_store_switch(Db *tx, const char *domain, DomainKeyState state, int64_t *ret_changed,
                    GError **error)
{
    return db_change(tx, switch_sql, DB_ARGS(DB_TEXT(domain), DB_INT(state)), ret_changed, error);
}

int
domain_store_findings(Db *db, const char *domain, int64_t *ret_at, char **ret_findings,
                      GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, findings_sql, DB_ARGS(DB_TEXT(domain)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        *ret_at = db_rows_int(rows, 0);
        *ret_findings = g_strdup(db_rows_text(rows, 1));
    }
    return found;
}

bool
domain_store_put_findings(Db *tx, const char *domain, int64_t at, const char *findings,
                          GError **error)
{
    return db_run(tx, put_findings_sql, DB_ARGS(DB_TEXT(domain), DB_INT(at), DB_TEXT(findings)),
                  error);
}
