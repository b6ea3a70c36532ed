/* draft-store: the rows of drafts, inside draft/ only. */
#pragma once

#include "draft/draft.h"

/* 1, 0, -1. Of one account: nobody reads another's. */
int draft_store_get(Db *db, int64_t id, int64_t staff, KeptDraft *ret_draft, GError **error);
int draft_store_of(Db *db, int64_t conversation, DraftKind kind, int64_t staff,
                   KeptDraft *ret_draft, GError **error);
bool draft_store_insert(Db *tx, const DraftSave *save, int64_t id, int64_t at, GError **error);
bool draft_store_update(Db *tx, const DraftSave *save, int64_t id, int64_t at, GError **error);
bool draft_store_drop(Db *tx, int64_t id, GError **error);
int64_t draft_store_count(Db *db, int64_t staff, GError **error);
/* Those of a conversation follow its merge; where one of the same kind is, it stays behind. */
bool draft_store_follow(Db *tx, int64_t from, int64_t to, GError **error);

/* A page of an account's, the last saved first. The draft is borrowed for the call. */
typedef bool (*KeptDraftEach)(const KeptDraft *draft, void *data, GError **error);
bool draft_store_list(Db *db, int64_t staff, int64_t before_at, int64_t before_id, size_t limit,
                      KeptDraftEach each, void *data, GError **error);
