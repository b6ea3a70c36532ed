/* tag-store: the SQL of tags, used inside tag/ only. */
#pragma once

#include "tag/tag.h"

typedef struct {
    int64_t id;
    char *name, *folded, *colour, *about;
    bool archived;
} Tag;

void tag_free(Tag *tag);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tag, tag_free)

bool tag_store_insert(Db *tx, const Tag *tag, int64_t staff, int64_t at, GError **error);
bool tag_store_update(Db *tx, const Tag *tag, GError **error);
/* One that was not merged: 1, 0, -1. */
int tag_store_get(Db *db, int64_t id, Tag **ret_tag, GError **error);
int tag_store_find(Db *db, const char *folded, int64_t *ret_tag, GError **error);
/* How many there are; -1: error. */
int64_t tag_store_total(Db *db, GError **error);

/* What carried one carries the other, which stands for it from now on. */
bool tag_store_merge(Db *tx, int64_t tag, int64_t into, GError **error);

/* A page of tags, newest first, or one of them (only != 0). Columns: id, id, name, colour, about,
 * archived, count of active matters that carry it. */
DbRows *tag_store_list(Db *db, int64_t only, int64_t before, int64_t limit, GError **error);
/* All, by name. Columns: name, colour, about, archived. */
DbRows *tag_store_by_name(Db *db, GError **error);

extern const Invariant tag_invariants[];
