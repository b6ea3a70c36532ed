/* catalogue: every table that the migrations make, and what is asked of each to copy it: read from
 * the schema itself, so that none can be forgotten. Inside db/ only.
 *
 * What is not of the migrations is not here: the full-text index, an engine's own tables, and the
 * list of migrations that have run; nor what running programs write of themselves (leases). */
#pragma once

#include "db/db.h"

#define CATALOGUE_COLUMNS_MAX 64

typedef struct {
    const char *name; /* all texts of a table are interned: they live as long as the program */
    bool is_text[CATALOGUE_COLUMNS_MAX]; /* else an integer */
    size_t n_columns;
    size_t keys[CATALOGUE_COLUMNS_MAX]; /* which columns make the primary key, in its order */
    size_t n_keys;

    const char *first_sql; /* $1 rows in the order of the key */
    const char *next_sql;  /* the same after the key in $1…, the limit comes last */
    const char *last_sql;  /* the last row */
    const char *insert_sql;
    const char *insert_many_sql; /* PostgreSQL's: an array of each column, as text */
    const char *any_sql;         /* one row when there is any */
} CatalogueTable;

/* Of CatalogueTable, those that others point to first. NULL on error. */
GPtrArray *catalogue_new(GError **error);
