/* cluster: databases for tests on PostgreSQL, in the cluster that tools/run-tests starts for a run
 * and names in LIEN_TEST_DATABASE ("postgresql://lien@HOST", without a database). Without that
 * variable tests run on SQLite. */
#pragma once

#include <glib.h>
#include <stdbool.h>

bool cluster_is_there(void);

/* The URL of a new database; with_schema: every migration has run, as a copy of one that all
 * programs of the run share. It is dropped when the program ends, or before, once nobody is
 * connected any more. Owned by the caller. */
char *cluster_database(bool with_schema);

/* Cuts every other connection to the database of url; how many there were. */
int cluster_cut(const char *url);
