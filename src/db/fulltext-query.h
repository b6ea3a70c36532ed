/* fulltext-query: from what a person types to an expression of FTS5. Private to this folder. */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

/* The expression for a query (see fulltext.h) over documents of a kind, -1 for any; NULL when there
 * is nothing to look for. The last word is taken as a beginning too, unless whole. handle knows the
 * tokenizer. Owned by the caller. */
char *fulltext_query(sqlite3 *handle, const char *typed, int kind, bool whole);
