/* bulk: many matters changed in one gesture. Inside conversation/ only.
 *
 * Each matter is changed as if it was alone: its own facts, its own refusal (it was merged
 * meanwhile, the account is gone), which keeps no other from changing. Up to LIMIT_BULK_NOW are
 * changed while one waits; all that a filter shows, up to LIMIT_BULK_ALL, by a job, whose list is
 * drawn when it is asked for: what comes in meanwhile is not touched. When one may change one's
 * mind (undo), a job does it after the setting's seconds (conversation.undo_seconds), and until it
 * begins it can be taken back whole: a closing is then neither measured nor asked about. The writer
 * is everybody's: BULK_BATCH at a time, and others in between.
 *
 * bulk.c: reading the change, changing; bulk-store.c: what a job has to do; bulk-http.c: routes. */
#pragma once

#include "conversation/conversation-store.h"

#define BULK_JOB   "conversation.bulk"
#define BULK_BATCH 50

typedef struct {
    ConversationChange change;
    int64_t *tags, *add_tags, *remove_tags; /* owned; what change points to */
} BulkChange;

void bulk_change_clear(BulkChange *change);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BulkChange, bulk_change_clear)

/* From a BulkChange of the API, of the right shape. */
void bulk_change_read(const json_t *words, BulkChange *ret_change);

/* Changes some matters, each behind its own savepoint. Those that are refused are added to failed
 * as JSON objects {conversation, code}, after a comma but the first; *ret_failed: how many. False
 * when the store itself fails: nothing of it remains. */
bool bulk_change(Db *tx, const int64_t *ids, size_t n, const ConversationChange *change,
                 int64_t staff, GString *failed, size_t *ret_failed, GError **error);

/* The job, and dropping what ended before a time. */
JobOutcome bulk_run(Context *context, const Job *job, GError **error);

/* ---- bulk-store.c ---- */

typedef struct {
    int64_t id, staff;
    char *change;        /* JSON, as it was asked */
    char *conversations; /* JSON list of ids */
    int64_t total, seen;
    char *failed; /* JSON objects, as bulk_change() writes them */
    int64_t n_failed, made_at, ended_at;
    int64_t begins_at; /* until then it can be taken back; 0: at once. Of a new one only */
} Bulk;

void bulk_free(Bulk *bulk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bulk, bulk_free)

bool bulk_store_insert(Db *tx, const Bulk *bulk, GError **error);
/* 1 and *ret_bulk, 0, -1. */
int bulk_store_get(Db *db, int64_t id, Bulk **ret_bulk, GError **error);
/* Writes how far it is. */
bool bulk_store_update(Db *tx, const Bulk *bulk, GError **error);
bool bulk_store_remove(Db *tx, int64_t id, GError **error);
bool bulk_store_drop(Db *tx, int64_t before, GError **error);
