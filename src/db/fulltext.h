/* fulltext: which documents hold these words, whatever their accents and French inflections.
 *
 * The index is derived: it lives beside the database, has its own writer, and can be thrown away
 * and built again. Words are lower-cased, stop words dropped, stemmed by Snowball's French stemmer,
 * accents folded; the stem of the unaccented spelling is indexed at the same place, because a third
 * of accented French words stem differently once typed without accents (shared measurements,
 * docs/architecture.md).
 *
 * A query is what a person types: words (all must be there), "a phrase", -without, and the last
 * word as a prefix when it is being typed, that is, when fewer than a hundred documents of the kind
 * hold the words as they stand. A beginning of more than three letters that very many documents
 * hold is taken for the words it has become in the newest of them. Nothing a person types is a
 * syntax error. */
#pragma once

#include "db/db.h"

typedef struct Fulltext Fulltext;

#define FULLTEXT_KINDS 4

typedef struct {
    int64_t id;       /* of the document: ids are found newest first */
    int64_t kind;     /* the caller's, below FULLTEXT_KINDS: message, person */
    const char *text; /* UTF-8 */
} FulltextDocument;

/* Opens or creates the index at path (":memory:" for tests). A damaged index is made new and empty.
 */
Fulltext *fulltext_open(const char *path, GError **error);
void fulltext_close(Fulltext *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fulltext, fulltext_close)

/* How far the caller has indexed: any number that grows, kept with the documents. 0 when new. */
int64_t fulltext_watermark(Fulltext *index);

/* Adds or replaces documents and moves the watermark, all or nothing. One thread at a time. */
bool fulltext_write(Fulltext *index, const FulltextDocument *documents, size_t n_documents,
                    int64_t watermark, GError **error);

/* Takes documents out, leaving no trace of their words in the file. */
bool fulltext_erase(Fulltext *index, const int64_t *ids, size_t n_ids, GError **error);

/* Ids of documents of a kind (-1: any) that match, newest first, older than before (0: no bound),
 * at most limit. Any thread. An empty or unsearchable query finds nothing. *ret_ids is a GArray of
 * int64_t owned by the caller. */
bool fulltext_search(Fulltext *index, const char *query, int kind, int64_t before, size_t limit,
                     GArray **ret_ids, GError **error);
