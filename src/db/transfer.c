#include "db/transfer.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "db/batch.h"

#include <string.h>

static const char schema_sql[] = "SELECT digest FROM migration ORDER BY number";
static const char newest_sql[] = "SELECT coalesce(max(position), 0) FROM fact";
static const char begun_sql[] = "SELECT position FROM transfer";
static const char begin_sql[] = "INSERT INTO transfer (id, position, begun_at) VALUES (1, $1, $2)";
static const char end_sql[] = "DELETE FROM transfer";

typedef struct {
    Database *from, *to; /* to NULL: only told */
    GPtrArray *tables;   /* of CatalogueTable */
    TransferEach each;
    void *data;
} Transfer;

/* ---- Writing ---- */

static bool
write_batch(const Batch *batch, void *data, GError **error)
{
    return database_write(data, batch_insert, (void *)batch, error);
}

/* After the last row that is there. */
static bool
copy_table(Db *from, Database *to, const CatalogueTable *table, GError **error)
{
    g_auto(Batch) start = {0};
    g_autoptr(DbRows) rows = db_query(database_reader(to), table->last_sql, DB_NO_ARGS, error);

    batch_init(&start, table);
    if (!batch_read(&start, rows, error))
        return false;
    g_clear_pointer(&rows, db_rows_free);
    return batch_walk(from, &start, write_batch, to, error);
}

/* ---- Comparing ---- */

/* Of what came before and a batch, again and again: batches are cut alike on both sides. */
typedef struct {
    GByteArray *bytes;
    uint8_t before[HASH_SHA256_SIZE];
    int64_t rows;
    char hex[HASH_HEX_SIZE];
} Digest;

/* The kind, the size, the bytes: two rows are never written alike. */
static void
add_value(GByteArray *bytes, const DbArg *value)
{
    bool is_text = value->type == DB_TYPE_TEXT;
    uint64_t size = value->null ? 0 : is_text ? strlen(value->bytes) : sizeof value->integer;
    uint64_t head[2] = {GUINT64_TO_LE(value->null ? 0 : is_text ? 1 : 2), GUINT64_TO_LE(size)};
    int64_t integer = GINT64_TO_LE(value->integer);

    g_byte_array_append(bytes, (const uint8_t *)head, sizeof head);
    if (size > 0)
        g_byte_array_append(bytes, is_text ? value->bytes : (const uint8_t *)&integer, (guint)size);
}

static bool
digest_batch(const Batch *batch, void *data, GError **error)
{
    Digest *digest = data;

    g_byte_array_set_size(digest->bytes, 0);
    g_byte_array_append(digest->bytes, digest->before, sizeof digest->before);
    for (guint i = 0; i < batch->values->len; i++)
        add_value(digest->bytes, &g_array_index(batch->values, DbArg, i));
    hash_sha256(digest->bytes->data, digest->bytes->len, digest->before);
    digest->rows += (int64_t)batch_size(batch);
    return true;
}

static bool
digest_table(Db *db, const CatalogueTable *table, Digest *ret_digest, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_auto(Batch) start = {0};

    batch_init(&start, table);
    *ret_digest = (Digest){.bytes = bytes};
    if (!batch_walk(db, &start, digest_batch, ret_digest, error))
        return false;
    hash_sha256_hex(ret_digest->before, sizeof ret_digest->before, ret_digest->hex);
    return true;
}

static bool
compare_table(const Transfer *transfer, Db *from, const CatalogueTable *table, GError **error)
{
    Digest ours, theirs;

    if (!digest_table(from, table, &ours, error))
        return false;
    if (transfer->to != NULL) {
        if (!digest_table(database_reader(transfer->to), table, &theirs, error))
            return false;
        if (ours.rows != theirs.rows || strcmp(ours.hex, theirs.hex) != 0)
            return error_set(error, APP_ERROR_CONFLICT,
                             "table '%s' is not the same: %" G_GINT64_FORMAT
                             " rows were copied, %" G_GINT64_FORMAT
                             " arrived; empty the target and begin again",
                             table->name, ours.rows, theirs.rows);
    }
    if (transfer->each != NULL)
        transfer->each(&(TransferLine){table->name, ours.rows, ours.hex}, transfer->data);
    return true;
}

/* ---- The whole ---- */

static char *
schema_of(Db *db, GError **error)
{
    g_autoptr(GString) digests = g_string_new(NULL);
    g_autoptr(DbRows) rows = db_query(db, schema_sql, DB_NO_ARGS, error);
    int more = rows != NULL ? 1 : -1;

    while (more > 0 && (more = db_rows_next(rows, error)) > 0)
        g_string_append(digests, db_rows_text(rows, 0));
    return more == 0 ? g_string_free(g_steal_pointer(&digests), FALSE) : NULL;
}

static bool
check_schemas(Db *from, Db *to, GError **error)
{
    g_autofree char *ours = schema_of(from, error);
    g_autofree char *theirs = ours != NULL ? schema_of(to, error) : NULL;

    if (ours == NULL || theirs == NULL)
        return false;
    return strcmp(ours, theirs) == 0 ||
           error_set(error, APP_ERROR_INVALID, "the two stores are not of the same version");
}

static bool
check_empty(const Transfer *transfer, Db *to, GError **error)
{
    for (guint i = 0; i < transfer->tables->len; i++) {
        const CatalogueTable *table = transfer->tables->pdata[i];
        int64_t one;
        int found = db_find_int(to, table->any_sql, DB_NO_ARGS, &one, error);

        if (found > 0)
            return error_set(error, APP_ERROR_CONFLICT,
                             "the target is not empty: table '%s' has rows; nothing was written",
                             table->name);
        if (found < 0)
            return false;
    }
    return true;
}

static bool
set_mark(Db *tx, void *data, GError **error)
{
    const int64_t *position = data;

    return db_run(tx, begin_sql, DB_ARGS(DB_INT(*position), DB_INT(clock_now())), error);
}

static bool
drop_mark(Db *tx, void *data, GError **error)
{
    return db_run(tx, end_sql, DB_NO_ARGS, error);
}

/* Into an empty store, or one where the copy of the same source was cut. */
static bool
begin(const Transfer *transfer, Db *from, GError **error)
{
    Db *to = database_reader(transfer->to);
    int64_t newest, begun = 0;
    int found;

    if (!check_schemas(from, to, error) ||
        db_find_int(from, newest_sql, DB_NO_ARGS, &newest, error) < 0)
        return false;
    found = db_find_int(to, begun_sql, DB_NO_ARGS, &begun, error);
    if (found > 0 && begun != newest)
        return error_set(error, APP_ERROR_CONFLICT,
                         "the target holds the unfinished copy of another store, or the source has "
                         "changed since; empty the target and begin again");
    return found > 0 || (found == 0 && check_empty(transfer, to, error) &&
                         database_write(transfer->to, set_mark, &newest, error));
}

/* In one view of the source. */
static bool
run(Db *from, void *data, GError **error)
{
    const Transfer *transfer = data;

    if (transfer->to != NULL && !begin(transfer, from, error))
        return false;
    for (guint i = 0; transfer->to != NULL && i < transfer->tables->len; i++)
        if (!copy_table(from, transfer->to, transfer->tables->pdata[i], error))
            return false;
    for (guint i = 0; i < transfer->tables->len; i++)
        if (!compare_table(transfer, from, transfer->tables->pdata[i], error))
            return false;
    return true;
}

int
transfer_is_unfinished(Database *database, GError **error)
{
    int64_t begun;

    return db_find_int(database_reader(database), begun_sql, DB_NO_ARGS, &begun, error);
}

bool
transfer_run(Database *from, Database *to, TransferEach each, void *data, GError **error)
{
    g_autoptr(GPtrArray) tables = catalogue_new(error);
    Transfer transfer = {from, to, tables, each, data};
    int unfinished = tables != NULL ? transfer_is_unfinished(from, error) : -1;

    if (unfinished > 0)
        return error_set(error, APP_ERROR_CONFLICT,
                         "the source is itself a copy that has not ended");
    return unfinished == 0 && database_read(from, run, &transfer, error) &&
           database_write(to, drop_mark, NULL, error);
}

bool
transfer_tell(Database *database, TransferEach each, void *data, GError **error)
{
    g_autoptr(GPtrArray) tables = catalogue_new(error);
    Transfer transfer = {database, NULL, tables, each, data};

    return tables != NULL && database_read(database, run, &transfer, error);
}
