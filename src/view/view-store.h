/* view-store: the SQL of saved views, inside view/ only. */
#pragma once

#include "view/view.h"

typedef struct {
    int64_t id, owner, team;
    bool everyone;
    char *name, *query;
} View;

void view_free(View *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(View, view_free)

/* One that a member of staff sees: 1, 0, -1. */
int view_store_get(Db *db, int64_t staff, int64_t id, View **ret_view, GError **error);
bool view_store_insert(Db *tx, const View *view, int64_t at, GError **error);
bool view_store_update(Db *tx, const View *view, GError **error);
bool view_store_remove(Db *tx, int64_t id, GError **error);
bool view_store_place(Db *tx, int64_t staff, int64_t view, int64_t position, GError **error);
bool view_store_unplace(Db *tx, int64_t staff, GError **error);
/* How many a member of staff sees; -1: error. */
int64_t view_store_count(Db *db, int64_t staff, GError **error);
/* 1 if a member of staff is in a team, 0, -1. */
int view_store_in_team(Db *db, int64_t staff, int64_t team, GError **error);

/* What a member of staff sees, in their order, after a place; or one (only != 0). Columns: place,
 * id, name, owner, owner's name, team, team's name, everyone, query. */
DbRows *view_store_list(Db *db, int64_t staff, int64_t only, int64_t after, int64_t after_id,
                        int64_t limit, GError **error);

/* ---- For the file of the configuration ---- */

/* Those that are shared: name, name of the team (NULL: with everyone), query; by name. */
DbRows *view_store_shared(Db *db, GError **error);
/* The oldest of a name that is shared with a team (0: with everyone): 1, 0, -1. */
int view_store_shared_named(Db *db, const char *name, int64_t team, View **ret_view,
                            GError **error);
/* A team's name, which the caller frees; a name's team: 1, 0, -1. */
int view_store_team_name(Db *db, int64_t team, char **ret_name, GError **error);
int view_store_team_named(Db *db, const char *name, int64_t *ret_team, GError **error);

extern const Invariant view_invariants[];
