/* batch: some rows of any table, in memory: read after one another in the order of the primary key,
 * and written as they are. Inside db/ only. */
#pragma once

#include "db/catalogue.h"

#define BATCH_ROWS 500 /* read and written together; a row may hold a whole mail */

typedef struct {
    const CatalogueTable *table;
    GArray *values; /* of DbArg, n_columns for each row; texts live in texts */
    GStringChunk *texts;
} Batch;

void batch_init(Batch *batch, const CatalogueTable *table);
void batch_clear(Batch *batch);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Batch, batch_clear)

/* How many rows. */
size_t batch_size(const Batch *batch);

/* Adds the rows of a query on the columns of its table; rows NULL: it failed. */
bool batch_read(Batch *batch, DbRows *rows, GError **error);

/* Every batch of a table after start, which is used up; an empty one is before all. */
typedef bool (*BatchEach)(const Batch *batch, void *data, GError **error);
bool batch_walk(Db *db, Batch *start, BatchEach each, void *data, GError **error);

/* A DbWork: inserts all rows of a Batch. PostgreSQL is given them at once, column by column: a row
 * each would be a question to another program each. */
bool batch_insert(Db *tx, void *batch, GError **error);
