#include "view/view.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "view/view-store.h"

static bool
tell(Db *tx, const char *name, int64_t view, int64_t staff, GError **error)
{
    return journal_append(tx, &(Fact){.name = name, .actor = staff, .subject = view}, error);
}

static bool
take_name(View *view, const char *name, GError **error)
{
    g_autofree char *line = text_line(name);

    if (line[0] == '\0')
        return error_set_field(error, APP_ERROR_INVALID, "name", "is empty");
    g_free(view->name);
    view->name = text_clip(line, LIMIT_NAME);
    return true;
}

/* With whom it is shared now, if actor may. */
static bool
take_sharing(Db *tx, View *view, const ViewActor *actor, const ViewChange *change, GError **error)
{
    int member;

    if (change->everyone >= 0)
        view->everyone = change->everyone != 0;
    if (change->team >= 0)
        view->team = change->team;
    if (view->everyone)
        view->team = 0;
    if (view->everyone && change->everyone > 0 && !actor->manages)
        return error_set_field(error, APP_ERROR_FORBIDDEN, "everyone", "needs desk.manage");
    if (view->team == 0 || change->team <= 0 || actor->manages)
        return true;
    member = view_store_in_team(tx, actor->staff, view->team, error);
    return member > 0 ||
           (member == 0 && error_set_field(error, APP_ERROR_FORBIDDEN, "team", "is none of yours"));
}

static bool
take(Db *tx, View *view, const ViewActor *actor, const ViewChange *change, GError **error)
{
    if (change->name != NULL && !take_name(view, change->name, error))
        return false;
    if (change->query != NULL) {
        g_free(view->query);
        view->query = g_strdup(change->query);
    }
    return take_sharing(tx, view, actor, change, error);
}

bool
view_add(Db *tx, const ViewActor *actor, const ViewChange *change, int64_t *ret_view,
         GError **error)
{
    g_autoptr(View) view = g_new0(View, 1);
    int64_t seen = view_store_count(tx, actor->staff, error);

    if (seen < 0)
        return false;
    if (seen >= LIMIT_VIEWS)
        return error_set(error, APP_ERROR_CONFLICT, "there are %d views already", LIMIT_VIEWS);
    view->id = id_new();
    view->owner = actor->staff;
    if (!take(tx, view, actor, change, error) || !view_store_insert(tx, view, clock_now(), error) ||
        !tell(tx, "view.added", view->id, actor->staff, error))
        return false;
    *ret_view = view->id;
    return true;
}

/* One that actor sees and may change. */
static bool
need(Db *tx, const ViewActor *actor, int64_t id, View **ret_view, GError **error)
{
    int found = view_store_get(tx, actor->staff, id, ret_view, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no view %" G_GINT64_FORMAT, id);
    if (found > 0 && (*ret_view)->owner != actor->staff && !actor->manages)
        return error_set(error, APP_ERROR_FORBIDDEN, "the view is another's");
    return found > 0;
}

bool
view_change(Db *tx, const ViewActor *actor, int64_t id, const ViewChange *change, GError **error)
{
    g_autoptr(View) view = NULL;

    return need(tx, actor, id, &view, error) && take(tx, view, actor, change, error) &&
           view_store_update(tx, view, error) && tell(tx, "view.changed", id, actor->staff, error);
}

bool
view_remove(Db *tx, const ViewActor *actor, int64_t id, GError **error)
{
    g_autoptr(View) view = NULL;

    return need(tx, actor, id, &view, error) && view_store_remove(tx, id, error) &&
           tell(tx, "view.removed", id, actor->staff, error);
}

bool
view_order(Db *tx, const ViewActor *actor, const int64_t *views, size_t n, GError **error)
{
    if (!view_store_unplace(tx, actor->staff, error))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!view_store_place(tx, actor->staff, views[i], (int64_t)i, error))
            return false;
    return true;
}
