/* search: messages and persons found by their words.
 *
 * A thread of its own follows the journal and feeds the full-text index (db/fulltext.h) in batches;
 * the index remembers the last position of the journal it has seen, so intake never waits for it,
 * and an index that was thrown away is built again from the first fact. It reads the tables of
 * person/ and conversation/ by SQL (search-store.c) and includes nothing of them: they stand above
 * and ask it.
 *
 * Documents: a message (subject, author's name and address, text) and a person (name, addresses).
 */
#pragma once

#include "module/module.h"

typedef enum { SEARCH_MESSAGE, SEARCH_PERSON } SearchKind; /* kinds of FulltextDocument */

typedef struct Search Search;

/* Starts the indexer; NULL when searching is off (context->fulltext is NULL). */
Search *search_start(Context *context);
void search_stop(Search *search);

/* Brings the index up to the newest fact, on this thread: for tests and commands; not while an
 * indexer runs. */
bool search_catch_up(Context *context, GError **error);

/* The conversations that hold the words of a query, the one with the newest match first, each once.
 * each is called with the conversation and its newest matching message until it returns false; only
 * matches older than before (a message, 0: no bound) are given. Looks at the newest
 * SEARCH_MATCHES_MAX matches at most. */
#define SEARCH_MATCHES_MAX 5000
typedef bool (*SearchEach)(int64_t conversation, int64_t message, void *data, GError **error);
bool search_conversations(Context *context, Db *db, const char *query, int64_t before,
                          SearchEach each, void *data, GError **error);

/* A passage of text around the first words of the query, on one line, at most max bytes; the found
 * words stand between U+E000 and U+E001. Owned by the caller. */
char *search_excerpt(Context *context, const char *query, const char *text, size_t max);

extern const Module search_module;
