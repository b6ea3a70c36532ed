/* file-scan-store: the rows of verdicts. Inside file/ only. */
#pragma once

#include "file/file-scan.h"

/* *ret_new false: it was asked before. */
bool verdict_store_ask(Db *tx, int64_t file, int64_t at, bool *ret_new, GError **error);
/* found NULL: nothing. *ret_changed false: no such row. */
bool verdict_store_put(Db *tx, int64_t file, FileVerdict verdict, const char *found, int64_t at,
                       GError **error);
/* 1, 0: nobody asked, -1. */
int verdict_store_get(Db *db, int64_t file, int64_t *ret_state, GError **error);
/* Files that wait, the oldest first, at most limit: of int64_t. NULL: error. */
GArray *verdict_store_waiting(Db *db, size_t limit, GError **error);
/* On the content of a digest (base/hash.h): 1, 0: not stored or nobody asked, -1. */
int verdict_store_of_digest(Db *db, const char *digest, int64_t *ret_state, GError **error);

/* ---- The review of what was there before (file-review.h) ---- */

/* 1, 0: none is under way, -1. */
int review_store_get(Db *db, int64_t *ret_below, GError **error);
bool review_store_begin(Db *tx, int64_t below, int64_t at, GError **error);
bool review_store_move(Db *tx, int64_t below, GError **error);
bool review_store_end(Db *tx, GError **error);
/* Files below an id, the newest first, at most limit: of int64_t. NULL: error. */
GArray *review_store_page(Db *db, int64_t below, size_t limit, GError **error);

extern const Invariant file_invariants[];
