/* search: messages and persons found by their words.
 *
 * A thread of its own follows the journal and feeds the full-text index (db/fulltext.h) in batches;
 * the index remembers the last position of the journal it has seen, so intake never waits for it,
 * and an index that was thrown away is built again from the first fact. It reads the tables of
 * conversation/ by SQL (search-store.c) and includes nothing of it: conversation/ stands above and
 * asks here.
 *
 * Documents: a message (its subject and its matter's, author's name and address, text) and a person
 * (name, addresses). What a hit is in, is asked when it is shown: a message that moved to another
 * matter needs no new document, but the first of a split, for the new subject.
 *
 * search.c: the indexer, search-find.c what it found, search-hit.c how that is told, search-http.c
 * the routes, search-store.c the SQL. */
#pragma once

#include "db/fulltext-mark.h"
#include "module/module.h"

typedef enum { SEARCH_MESSAGE, SEARCH_PERSON } SearchKind; /* kinds of FulltextDocument */
#define SEARCH_ANYTHING (-1)

typedef struct Search Search;

/* Starts the indexer; NULL when searching is off (context->fulltext is NULL). */
Search *search_start(Context *context);
void search_stop(Search *search);

/* Brings the index up to the newest fact, on this thread: for tests and commands; not while an
 * indexer runs. */
bool search_catch_up(Context *context, GError **error);

/* Facts that the index has not seen, max at most, and when the first of them happened (0: none).
 * False also when searching is off: APP_ERROR_UNAVAILABLE. */
bool search_behind(Context *context, int64_t max, int64_t *ret_facts, int64_t *ret_since,
                   GError **error);

/* Documents that match, newest first, older than before (a document, 0: no bound), as a GArray of
 * int64_t that the caller owns. APP_ERROR_UNAVAILABLE when searching is off. */
bool search_documents(Context *context, const char *query, int kind, int64_t before, size_t limit,
                      GArray **ret_ids, GError **error);

/* The conversations that hold the words of a query, the one with the newest match first, each once.
 * each is called with the conversation and its newest matching message until it returns false,
 * which is no failure unless it set error; only matches older than before (a message, 0: no bound)
 * are given. Looks at the newest SEARCH_MATCHES_MAX matches at most. */
#define SEARCH_MATCHES_MAX 5000
typedef bool (*SearchEach)(int64_t conversation, int64_t message, void *data, GError **error);
bool search_conversations(Context *context, Db *db, const char *query, int64_t before,
                          SearchEach each, void *data, GError **error);

/* A passage of text around the first words that marker finds, on one line; the found words stand
 * between U+E000 and U+E001. marker may be NULL. *ret_found (may be NULL): whether there was one.
 * Owned by the caller. */
#define SEARCH_EXCERPT_MAX 240 /* bytes, without the marks */
char *search_excerpt(FulltextMarker *marker, const char *text, bool *ret_found);

extern const Module search_module;
