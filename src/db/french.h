/* french: a tokenizer for FTS5, named "french", that finds words as French people type them.
 *
 * Words are cut where Unicode says (apostrophes, hyphens, dots and @ cut too) and lower-cased; the
 * small words that join others are dropped; the rest is stemmed and loses its accents. The stem of
 * the unaccented spelling stands at the same place: "annulée" is found by "annulee" and the other
 * way round, although Snowball stems them differently. So does, in a text, the word as it is
 * spelled: "annulat" is the beginning of "annulation" while one types it, though not of its stem.
 * Words with a digit are kept as they are. */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

/* Changes whenever the same text would give other words: indexes made before are made again. */
#define FRENCH_VERSION 2

/* Makes the tokenizer known to a connection. cache_slots, a power of two: how many words it
 * remembers the stems of, about 100 bytes each once used. SQLITE_OK, or why not. */
int french_register(sqlite3 *handle, unsigned cache_slots);

/* The interface of FTS5, which SQLite hands out only through a query; NULL without FTS5. */
fts5_api *french_api(sqlite3 *handle);

/* Whether a query that holds text has any word to look for; as_prefix: its last word is the
 * beginning of one, which is never dropped. */
bool french_has_words(sqlite3 *handle, const char *text, bool as_prefix);
