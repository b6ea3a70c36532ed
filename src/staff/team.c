#include "staff/staff.h"

#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "journal/journal.h"
#include "staff/staff-store.h"

#include <string.h>

/* The name as it will be kept, if no other team has it. Owned by the caller. */
static char *
take_name(Db *tx, const char *name, int64_t team, GError **error)
{
    g_autofree char *line = text_line(name);
    int64_t other = team;

    if (line[0] == '\0' || strlen(line) > LIMIT_NAME) {
        error_set_field(error, APP_ERROR_INVALID, "name", "must have 1 to %d bytes", LIMIT_NAME);
        return NULL;
    }
    if (team_store_find(tx, line, &other, error) < 0)
        return NULL;
    if (other != team) {
        error_set_field(error, APP_ERROR_CONFLICT, "name", "another team has this name");
        return NULL;
    }
    return g_steal_pointer(&line);
}

static bool
tell(Db *tx, int64_t team, int64_t actor, GError **error)
{
    return journal_append(tx, &(Fact){.name = "team.changed", .actor = actor, .subject = team},
                          error);
}

bool
team_add(Db *tx, const char *name, int64_t actor, int64_t *ret_team, GError **error)
{
    g_autofree char *line = take_name(tx, name, 0, error);
    int64_t id = id_new();

    if (line == NULL || !team_store_insert(tx, id, line, error) || !tell(tx, id, actor, error))
        return false;
    *ret_team = id;
    return true;
}

static bool
set_members(Db *tx, int64_t team, const int64_t *members, size_t n_members, GError **error)
{
    if (!team_store_clear(tx, team, error))
        return false;
    for (size_t i = 0; i < n_members; i++)
        if (!team_store_join(tx, team, members[i], error))
            return false;
    return true;
}

bool
team_change(Db *tx, int64_t team, const char *name, const int64_t *members, size_t n_members,
            int64_t actor, GError **error)
{
    int found = team_store_has(tx, team, error);

    if (found <= 0)
        return found < 0 ? false : error_set(error, APP_ERROR_NOT_FOUND, "no such team");
    if (name != NULL) {
        g_autofree char *line = take_name(tx, name, team, error);

        if (line == NULL || !team_store_rename(tx, team, line, error))
            return false;
    }
    if (members != NULL && !set_members(tx, team, members, n_members, error))
        return false;
    return tell(tx, team, actor, error);
}
