/* fixture: what tests stand on. Everything it makes is gone when the program ends, however it ends:
 * what an aborted test leaves, the next one removes. */
#pragma once

#include "db/db.h"

/* A folder of this process for files, in memory where the system offers it (fsync costs nothing).
 */
const char *scratch_dir(void);

/* A path in it that no one else has; nothing is there yet. Owned by the caller. */
char *scratch_path(const char *suffix);

/* Where a new store may be opened: nothing is there yet. On the engine of the run: SQLite, or the
 * PostgreSQL of lib/cluster.h. Owned by the caller. */
char *database_url(void);

/* A new store with every migration applied. The caller closes it. */
Database *database_fresh(void);
