/* fulltext-query: from what a person types to an expression of FTS5. Private to this folder. */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

/* Letters before a word is looked for by its beginning: those that have an index of their own. */
#define FULLTEXT_BEGINNING 3

/* The last word of a query is being typed: what it is looked for as, besides as it stands. All
 * zero: nothing else. */
typedef struct {
    const char *const *words; /* NULL-terminated, instead of what was typed; NULL: that */
    bool begun;               /* as beginnings of words, not as words */
} FulltextLast;

/* The expression for a query (see fulltext.h); NULL when there is nothing to look for. handle knows
 * the tokenizer. Owned by the caller. */
char *fulltext_query(sqlite3 *handle, const char *typed, const FulltextLast *last);

/* The last word of a query when it is a single one, still being typed, of more letters than
 * FULLTEXT_BEGINNING; else NULL. Owned by the caller. */
char *fulltext_beginning(const char *typed);
