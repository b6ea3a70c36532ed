/* transfer: a whole store copied into another, whichever engines hold them.
 *
 * Every table's rows go over in the order of their primary key, tables that others point to first,
 * a batch of rows in a transaction. The source is read in one unchanging view; the target is empty
 * before. While it lasts the target holds a mark (table transfer): nothing else may use it. A copy
 * that was cut goes on after the last row that arrived, if the source is the same as it was. In the
 * end both are read again from the first row to the last and compared, table by table: only then
 * the mark goes.
 *
 * catalogue.c knows the tables. The full-text index is not copied: it is made again. */
#pragma once

#include "db/db.h"

typedef struct {
    const char *table;
    int64_t rows;
    const char *digest; /* of all of them, in hexadecimal: the same whichever engine holds them */
} TransferLine;

/* Called for each table once it is known to be the same on both sides. */
typedef void (*TransferEach)(const TransferLine *line, void *data);

/* APP_ERROR_CONFLICT: the target is not empty, or is the unfinished copy of something else, or the
 * source changed meanwhile; APP_ERROR_INVALID: the schemas are not the same. What arrived before
 * another error stays, to go on from. */
bool transfer_run(Database *from, Database *to, TransferEach each, void *data, GError **error);

/* Whether a copy into it has not ended: 1, 0, -1. */
int transfer_is_unfinished(Database *database, GError **error);

/* The rows of each table of one store, and their digest. */
bool transfer_tell(Database *database, TransferEach each, void *data, GError **error);
