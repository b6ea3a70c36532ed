#include "db/batch.h"

#include "db/engine.h"

void
batch_init(Batch *batch, const CatalogueTable *table)
{
    batch->table = table;
    batch->values = g_array_new(FALSE, FALSE, sizeof(DbArg));
    batch->texts = g_string_chunk_new(64 * 1024);
}

void
batch_clear(Batch *batch)
{
    g_array_unref(batch->values);
    g_string_chunk_free(batch->texts);
}

static const DbArg *
row_of(const Batch *batch, size_t row)
{
    return &g_array_index(batch->values, DbArg, row * batch->table->n_columns);
}

size_t
batch_size(const Batch *batch)
{
    return batch->values->len / batch->table->n_columns;
}

static DbArg
value_of(Batch *batch, DbRows *rows, size_t column)
{
    bool is_text = batch->table->is_text[column];

    if (db_rows_is_null(rows, (int)column))
        return is_text ? DB_TEXT(NULL) : (DbArg){.type = DB_TYPE_INT, .null = true};
    if (!is_text)
        return DB_INT(db_rows_int(rows, (int)column));
    return DB_TEXT(g_string_chunk_insert(batch->texts, db_rows_text(rows, (int)column)));
}

bool
batch_read(Batch *batch, DbRows *rows, GError **error)
{
    int more = rows != NULL ? 1 : -1;

    while (more > 0 && (more = db_rows_next(rows, error)) > 0)
        for (size_t column = 0; column < batch->table->n_columns; column++) {
            DbArg value = value_of(batch, rows, column);

            g_array_append_val(batch->values, value);
        }
    return more == 0;
}

/* The rows after the last of before; the first ones when that has none. */
static bool
read_after(Db *db, const Batch *before, Batch *batch, GError **error)
{
    const CatalogueTable *table = batch->table;
    DbArg args[CATALOGUE_COLUMNS_MAX + 1];
    const DbArg *last = batch_size(before) > 0 ? row_of(before, batch_size(before) - 1) : NULL;
    size_t n = 0;
    g_autoptr(DbRows) rows = NULL;

    for (size_t i = 0; last != NULL && i < table->n_keys; i++)
        args[n++] = last[table->keys[i]];
    args[n++] = DB_INT(BATCH_ROWS);
    rows = db_query(db, last != NULL ? table->next_sql : table->first_sql, args, n, error);
    return batch_read(batch, rows, error);
}

bool
batch_walk(Db *db, Batch *start, BatchEach each, void *data, GError **error)
{
    size_t n;

    do {
        g_auto(Batch) batch = {0};
        Batch before = *start;

        batch_init(&batch, start->table);
        if (!read_after(db, start, &batch, error) ||
            (batch_size(&batch) > 0 && !each(&batch, data, error)))
            return false;
        n = batch_size(&batch);
        *start = batch;
        batch = before;
    } while (n == BATCH_ROWS);
    return true;
}

/* ---- Writing ---- */

/* A text within an array as PostgreSQL writes one. */
static void
append_quoted(GString *array, const char *text)
{
    g_string_append_c(array, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(array, '\\');
        g_string_append_c(array, *text);
    }
    g_string_append_c(array, '"');
}

/* The values of a column: {1,NULL,3}. Owned by the caller. */
static char *
column_of(const Batch *batch, size_t column)
{
    GString *array = g_string_new("{");

    for (size_t row = 0; row < batch_size(batch); row++) {
        const DbArg *value = &row_of(batch, row)[column];

        if (row > 0)
            g_string_append_c(array, ',');
        if (value->null)
            g_string_append(array, "NULL");
        else if (value->type == DB_TYPE_TEXT)
            append_quoted(array, value->bytes);
        else
            g_string_append_printf(array, "%" G_GINT64_FORMAT, value->integer);
    }
    g_string_append_c(array, '}');
    return g_string_free(array, FALSE);
}

static bool
insert_at_once(Db *tx, const Batch *batch, GError **error)
{
    const CatalogueTable *table = batch->table;
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);
    DbArg args[CATALOGUE_COLUMNS_MAX];

    for (size_t column = 0; column < table->n_columns; column++) {
        char *array = column_of(batch, column);

        g_ptr_array_add(columns, array);
        args[column] = DB_TEXT(array);
    }
    return db_run(tx, table->insert_many_sql, args, table->n_columns, error);
}

bool
batch_insert(Db *tx, void *data, GError **error)
{
    const Batch *batch = data;

    if (tx->engine == &postgresql_engine)
        return insert_at_once(tx, batch, error);
    for (size_t row = 0; row < batch_size(batch); row++)
        if (!db_run(tx, batch->table->insert_sql, row_of(batch, row), batch->table->n_columns,
                    error))
            return false;
    return true;
}
