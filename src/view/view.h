/* view: a filter of the desk kept under a name, with its order ("Réclamations urgentes").
 *
 * A view belongs to who made it. It is theirs alone, or shared with one of their teams, or with
 * everyone (which takes the right desk.manage; who has it may share with any team, and change or
 * remove what is shared). "me" and "mine" in it mean whoever looks. Each member of staff puts the
 * views they see in the order they like. Its count is of what it shows now, up to VIEW_COUNT_MAX.
 *
 * Facts: view.added, view.changed, view.removed; the subject is the view. A personal view's name
 * and words are its owner's: facts hold none of it.
 *
 * view.c: rules; view-store.c: SQL; view-http.c: routes;
 * view-configuration.c: shared views in the file of the configuration. */
#pragma once

#include "module/module.h"

#define VIEW_COUNT_MAX 1000

/* What is to be kept; NULL, or -1, stays. */
typedef struct {
    const char *name;
    const char *query; /* JSON of a ListFilter */
    int64_t team;      /* 0: none */
    int everyone;
} ViewChange;
#define VIEW_KEEP_ALL                                                                              \
    {                                                                                              \
        .team = -1, .everyone = -1                                                                 \
    }

/* Who asks. */
typedef struct {
    int64_t staff;
    bool manages; /* holds desk.manage */
} ViewActor;

/* APP_ERROR_INVALID with the field; APP_ERROR_FORBIDDEN to share wider than one may;
 * APP_ERROR_CONFLICT when they see LIMIT_VIEWS already. */
bool view_add(Db *tx, const ViewActor *actor, const ViewChange *change, int64_t *ret_view,
              GError **error);
/* APP_ERROR_NOT_FOUND, also of one they do not see; APP_ERROR_FORBIDDEN. */
bool view_change(Db *tx, const ViewActor *actor, int64_t view, const ViewChange *change,
                 GError **error);
bool view_remove(Db *tx, const ViewActor *actor, int64_t view, GError **error);
/* The first of theirs; what they do not name stands after. */
bool view_order(Db *tx, const ViewActor *actor, const int64_t *views, size_t n, GError **error);

extern const Module view_module;
