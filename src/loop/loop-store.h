/* loop-store: the SQL of loops. Inside this folder only. */
#pragma once

#include "loop/loop.h"

/* *ret_changed 0: the survey has a loop already. */
bool loop_store_add(Db *tx, const Loop *loop, int64_t at, int64_t *ret_changed, GError **error);
/* 1 and *ret_loop, 0, -1. */
int loop_store_get(Db *db, int64_t id, Loop *ret_loop, GError **error);
bool loop_store_update(Db *tx, const Loop *loop, const char *note, GError **error);
bool loop_store_close(Db *tx, const Loop *loop, const char *outcome, int64_t staff, int64_t at,
                      GError **error);

/* A page: to do, the most urgent first; or closed, the last first. */
typedef struct {
    bool closed;
    int64_t owner; /* LOOP_KEEP: anyone; 0: nobody */
    Page page;
} LoopFilter;
DbRows *loop_store_list(Db *db, const LoopFilter *filter, GError **error);
/* One as the list gives it. */
DbRows *loop_store_row(Db *db, int64_t id, GError **error);

extern const Invariant loop_invariants[];
extern const JournalReader loop_readers[]; /* loop.c */
