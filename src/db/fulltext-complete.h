/* fulltext-complete: the words that a beginning may become. Private to this folder. */
#pragma once

#include "db/db.h"

/* The words that begin so in the newest documents that an expression finds: NULL-terminated, in no
 * order, none when none was seen; NULL on error. sample_sql gives the texts for the expression ($1)
 * and how many ($2). Owned by the caller. */
char **fulltext_complete(Db *db, const char *sample_sql, const char *expression,
                         const char *beginning, GError **error);
