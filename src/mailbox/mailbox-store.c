#include "mailbox/mailbox-store.h"

#define COLUMNS                                                                                    \
    "id, version, name, address, provider, state, imap_host, imap_port, imap_security,"            \
    " imap_folder, imap_since, imap_after, imap_after_folder, smtp_host, smtp_port,"               \
    " smtp_security, sign_in, auth, secret, plus"

static const char get_sql[] = "SELECT " COLUMNS " FROM mailbox WHERE id = $1";
static const char all_sql[] = "SELECT " COLUMNS " FROM mailbox ORDER BY id";

static const char insert_sql[] =
    "INSERT INTO mailbox (id, name, address, provider, state, imap_host, imap_port, imap_security,"
    "  imap_folder, imap_since, imap_after, imap_after_folder, smtp_host, smtp_port,"
    "  smtp_security, sign_in, auth, plus, made_at, version)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    "  $19, 1)";
static const char update_sql[] =
    "UPDATE mailbox SET name = $2, address = $3, provider = $4, state = $5, imap_host = $6,"
    "  imap_port = $7, imap_security = $8, imap_folder = $9, imap_since = $10, imap_after = $11,"
    "  imap_after_folder = $12, smtp_host = $13, smtp_port = $14, smtp_security = $15,"
    "  sign_in = $16, auth = $17, plus = $18, version = version + 1 WHERE id = $1";
static const char delete_sql[] = "DELETE FROM mailbox WHERE id = $1";
static const char put_secret_sql[] = "UPDATE mailbox SET secret = $2 WHERE id = $1";

static const char drop_addresses_sql[] = "DELETE FROM mailbox_address WHERE mailbox = $1";
static const char add_address_sql[] =
    "INSERT INTO mailbox_address (address, mailbox, place, name, signature, team)"
    " VALUES ($1, $2, $3, $4, $5, $6)";
static const char addresses_sql[] = "SELECT mailbox, address, name, signature, team"
                                    "  FROM mailbox_address WHERE mailbox = $1 OR $1 = 0"
                                    " ORDER BY mailbox, place";
/* $1 the address as it stands, $2 without its tag. */
static const char of_address_sql[] = "SELECT mailbox, address, name, signature, team"
                                     "  FROM mailbox_address WHERE address IN ($1, $2)"
                                     " ORDER BY address = $1 DESC LIMIT 1";
static const char holder_sql[] = "SELECT mailbox FROM mailbox_address WHERE address = $1";

static const char team_sql[] = "SELECT name FROM team WHERE id = $1";
static const char team_signature_sql[] = "SELECT signature FROM team_signature WHERE team = $1";
static const char signatures_sql[] = "SELECT id, id, name, signature FROM team"
                                     "  LEFT JOIN team_signature ON team = id"
                                     " WHERE id < $1 ORDER BY id DESC LIMIT $2";
static const char team_named_sql[] = "SELECT id FROM team WHERE name = $1";
static const char signed_teams_sql[] = "SELECT name, signature FROM team_signature"
                                       "  JOIN team ON id = team ORDER BY name";
static const char drop_team_signature_sql[] = "DELETE FROM team_signature WHERE team = $1";
static const char put_team_signature_sql[] =
    "INSERT INTO team_signature (team, signature) VALUES ($1, $2)"
    " ON CONFLICT (team) DO UPDATE SET signature = excluded.signature";

/* ---- Mailboxes ---- */

static MailboxEnd
read_end(DbRows *rows, int column)
{
    return (MailboxEnd){
        .host = g_strdup(db_rows_text(rows, column)),
        .port = (uint16_t)db_rows_int(rows, column + 1),
        .security = (MailSecurity)db_rows_int(rows, column + 2),
    };
}

static Mailbox *
read_row(DbRows *rows)
{
    Mailbox *mailbox = g_new0(Mailbox, 1);

    mailbox->id = db_rows_int(rows, 0);
    mailbox->version = db_rows_int(rows, 1);
    mailbox->name = g_strdup(db_rows_text(rows, 2));
    mailbox->address = g_strdup(db_rows_text(rows, 3));
    mailbox->provider = g_strdup(db_rows_text(rows, 4));
    mailbox->state = (MailboxState)db_rows_int(rows, 5);
    mailbox->imap = read_end(rows, 6);
    mailbox->folder = g_strdup(db_rows_text(rows, 9));
    mailbox->since = db_rows_int(rows, 10);
    mailbox->after = (MailboxAfter)db_rows_int(rows, 11);
    mailbox->after_folder = g_strdup(db_rows_text(rows, 12));
    mailbox->smtp = read_end(rows, 13);
    mailbox->user = g_strdup(db_rows_text(rows, 16));
    mailbox->auth = (MailboxAuth)db_rows_int(rows, 17);
    mailbox->secret = g_strdup(db_rows_text(rows, 18));
    mailbox->plus = db_rows_int(rows, 19) != 0;
    return mailbox;
}

int
mailbox_get(Db *db, int64_t id, Mailbox **ret_mailbox, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_mailbox = read_row(rows);
    return found;
}

GPtrArray *
mailbox_all(Db *db, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_free);
    g_autoptr(DbRows) rows = db_query(db, all_sql, DB_NO_ARGS, error);
    int more = rows != NULL ? db_rows_next(rows, error) : -1;

    for (; more > 0; more = db_rows_next(rows, error))
        g_ptr_array_add(all, read_row(rows));
    return more == 0 ? g_steal_pointer(&all) : NULL;
}

/* NULL where there is no such server. */
#define END_ARGS(end)                                                                              \
    DB_TEXT((end).host), DB_ID((end).host != NULL ? (end).port : 0),                               \
        DB_ID((end).host != NULL ? (int64_t)(end).security : 0)

#define MAILBOX_ARGS(m)                                                                            \
    DB_INT((m)->id), DB_TEXT((m)->name), DB_TEXT((m)->address), DB_TEXT((m)->provider),            \
        DB_INT((m)->state), END_ARGS((m)->imap), DB_TEXT((m)->folder), DB_INT((m)->since),         \
        DB_INT((m)->after), DB_TEXT((m)->after_folder), END_ARGS((m)->smtp), DB_TEXT((m)->user),   \
        DB_INT((m)->auth), DB_INT((m)->plus)

bool
mailbox_store_insert(Db *tx, const Mailbox *mailbox, int64_t at, GError **error)
{
    return db_run(tx, insert_sql, DB_ARGS(MAILBOX_ARGS(mailbox), DB_INT(at)), error);
}

bool
mailbox_store_update(Db *tx, const Mailbox *mailbox, GError **error)
{
    return db_run(tx, update_sql, DB_ARGS(MAILBOX_ARGS(mailbox)), error);
}

bool
mailbox_store_delete(Db *tx, int64_t id, GError **error)
{
    return db_run(tx, delete_sql, DB_ARGS(DB_INT(id)), error);
}

bool
mailbox_store_put_secret(Db *tx, int64_t id, const char *sealed, GError **error)
{
    return db_run(tx, put_secret_sql, DB_ARGS(DB_INT(id), DB_TEXT(sealed)), error);
}

/* ---- Addresses ---- */

static MailboxAddress *
read_address(DbRows *rows)
{
    MailboxAddress *address = g_new0(MailboxAddress, 1);

    address->mailbox = db_rows_int(rows, 0);
    address->address = g_strdup(db_rows_text(rows, 1));
    address->name = g_strdup(db_rows_text(rows, 2));
    address->signature = g_strdup(db_rows_text(rows, 3));
    address->team = db_rows_int(rows, 4);
    return address;
}

bool
mailbox_store_put_addresses(Db *tx, int64_t id, const GPtrArray *addresses, GError **error)
{
    if (!db_run(tx, drop_addresses_sql, DB_ARGS(DB_INT(id)), error))
        return false;
    for (guint i = 0; i < addresses->len; i++) {
        const MailboxAddress *address = addresses->pdata[i];

        if (!db_run(tx, add_address_sql,
                    DB_ARGS(DB_TEXT(address->address), DB_INT(id), DB_INT(i),
                            DB_TEXT(address->name), DB_TEXT(address->signature),
                            DB_ID(address->team)),
                    error))
            return false;
    }
    return true;
}

GPtrArray *
mailbox_store_addresses(Db *db, int64_t mailbox, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_address_free);
    g_autoptr(DbRows) rows = db_query(db, addresses_sql, DB_ARGS(DB_INT(mailbox)), error);
    int more = rows != NULL ? db_rows_next(rows, error) : -1;

    for (; more > 0; more = db_rows_next(rows, error))
        g_ptr_array_add(all, read_address(rows));
    return more == 0 ? g_steal_pointer(&all) : NULL;
}

GPtrArray *
mailbox_addresses(Db *db, GError **error)
{
    return mailbox_store_addresses(db, 0, error);
}

int
mailbox_store_of_address(Db *db, const char *address, const char *untagged,
                         MailboxAddress **ret_address, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, of_address_sql, DB_ARGS(DB_TEXT(address), DB_TEXT(untagged)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_address = read_address(rows);
    return found;
}

int
mailbox_store_holder(Db *db, const char *address, int64_t *ret_mailbox, GError **error)
{
    return db_find_int(db, holder_sql, DB_ARGS(DB_TEXT(address)), ret_mailbox, error);
}

/* ---- Teams ---- */

int
mailbox_store_team(Db *db, int64_t team, char **ret_name, GError **error)
{
    return db_find_text(db, team_sql, DB_ARGS(DB_INT(team)), ret_name, error);
}

int
mailbox_team_signature(Db *db, int64_t team, char **ret_signature, GError **error)
{
    return db_find_text(db, team_signature_sql, DB_ARGS(DB_INT(team)), ret_signature, error);
}

DbRows *
mailbox_store_signatures(Db *db, int64_t before, int64_t limit, GError **error)
{
    return db_query(db, signatures_sql, DB_ARGS(DB_INT(before), DB_INT(limit)), error);
}

bool
mailbox_store_put_team_signature(Db *tx, int64_t team, const char *signature, GError **error)
{
    if (signature == NULL)
        return db_run(tx, drop_team_signature_sql, DB_ARGS(DB_INT(team)), error);
    return db_run(tx, put_team_signature_sql, DB_ARGS(DB_INT(team), DB_TEXT(signature)), error);
}

int
mailbox_store_team_named(Db *db, const char *name, int64_t *ret_team, GError **error)
{
    return db_find_int(db, team_named_sql, DB_ARGS(DB_TEXT(name)), ret_team, error);
}

DbRows *
mailbox_store_signed_teams(Db *db, GError **error)
{
    return db_query(db, signed_teams_sql, DB_NO_ARGS, error);
}
