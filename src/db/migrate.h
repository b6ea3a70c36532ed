/* migrate: the schema, brought from any earlier state to this one.
 *
 * Each folder keeps its steps as sql/NNNN-word.sql, numbered over the whole program; the build
 * embeds them all, in order. A step that has run is never changed: a database remembers the digest
 * of each and refuses to open when one differs, or when it was made by a newer program. */
#pragma once

#include "db/db.h"

typedef struct {
    int number;
    const char *name; /* "journal" */
    const char *sql;
} Migration;

/* Made by the build from every sql/ folder; ends with number 0. */
extern const Migration migrations[];

/* Applies what is missing, each step in its own transaction. */
bool migrate(Db *db, const Migration *steps, GError **error);
