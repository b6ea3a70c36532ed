#include "tag/tag.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "tag/tag-store.h"

#include <string.h>

const char *const tag_colours[] = {"grey", "red",  "orange", "yellow", "green",
                                   "teal", "blue", "violet", "pink",   NULL};

static bool
tell(Db *tx, const char *name, int64_t tag, int64_t staff, const char *data, GError **error)
{
    return journal_append(tx, &(Fact){.name = name, .actor = staff, .subject = tag, .data = data},
                          error);
}

/* The name as it is kept, if no other tag has it. */
static bool
take_name(Db *tx, Tag *tag, const char *name, GError **error)
{
    g_autofree char *line = text_line(name);
    g_autofree char *folded = text_fold(line);
    int64_t other = tag->id;

    if (folded[0] == '\0' || strlen(line) > LIMIT_TAG)
        return error_set_field(error, APP_ERROR_INVALID, "name", "must have 1 to %d bytes",
                               LIMIT_TAG);
    if (tag_store_find(tx, folded, &other, error) < 0)
        return false;
    if (other != tag->id)
        return error_set_field(error, APP_ERROR_CONFLICT, "name", "another tag has this name");
    g_free(tag->name);
    g_free(tag->folded);
    tag->name = g_steal_pointer(&line);
    tag->folded = g_steal_pointer(&folded);
    return true;
}

static bool
take(Db *tx, Tag *tag, const TagChange *change, GError **error)
{
    if (change->name != NULL && !take_name(tx, tag, change->name, error))
        return false;
    if (change->colour != NULL) {
        if (!g_strv_contains(tag_colours, change->colour))
            return error_set_field(error, APP_ERROR_INVALID, "colour", "is not of the palette");
        g_free(tag->colour);
        tag->colour = g_strdup(change->colour);
    }
    if (change->about != NULL) {
        g_autofree char *line = text_line(change->about);

        g_free(tag->about);
        tag->about = text_clip(line, LIMIT_NAME);
    }
    if (change->archived >= 0)
        tag->archived = change->archived != 0;
    return true;
}

bool
tag_add(Db *tx, const TagChange *change, int64_t staff, int64_t *ret_tag, GError **error)
{
    g_autoptr(Tag) tag = g_new0(Tag, 1);
    int64_t total = tag_store_total(tx, error);

    if (total < 0)
        return false;
    if (total >= LIMIT_TAGS)
        return error_set(error, APP_ERROR_CONFLICT, "there are %d tags already", LIMIT_TAGS);
    if (change->name == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "name", "is needed");
    tag->id = id_new();
    tag->colour = g_strdup(tag_colours[0]);
    tag->about = g_strdup("");
    if (!take(tx, tag, change, error) || !tag_store_insert(tx, tag, staff, clock_now(), error) ||
        !tell(tx, "tag.added", tag->id, staff, NULL, error))
        return false;
    *ret_tag = tag->id;
    return true;
}

static bool
same(const Tag *a, const Tag *b)
{
    return a->archived == b->archived && strcmp(a->name, b->name) == 0 &&
           strcmp(a->colour, b->colour) == 0 && strcmp(a->about, b->about) == 0;
}

bool
tag_change(Db *tx, int64_t id, const TagChange *change, int64_t staff, bool *ret_changed,
           GError **error)
{
    g_autoptr(Tag) tag = NULL;
    g_autoptr(Tag) before = NULL;
    int found = tag_store_get(tx, id, &tag, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no tag %" G_GINT64_FORMAT, id);
    if (found < 0 || tag_store_get(tx, id, &before, error) < 0 || !take(tx, tag, change, error))
        return false;
    if (ret_changed != NULL)
        *ret_changed = !same(tag, before);
    return same(tag, before) ||
           (tag_store_update(tx, tag, error) && tell(tx, "tag.changed", id, staff, NULL, error));
}

static bool
need(Db *tx, int64_t id, GError **error)
{
    g_autoptr(Tag) tag = NULL;
    int found = tag_store_get(tx, id, &tag, error);

    return found > 0 ||
           (found == 0 && error_set(error, APP_ERROR_NOT_FOUND, "no tag %" G_GINT64_FORMAT, id));
}

bool
tag_merge(Db *tx, int64_t id, int64_t into, int64_t staff, GError **error)
{
    g_autofree char *data = g_strdup_printf("{\"into\":\"%" G_GINT64_FORMAT "\"}", into);

    if (!need(tx, id, error) || !need(tx, into, error))
        return false;
    if (id == into)
        return error_set_field(error, APP_ERROR_INVALID, "into", "is that tag itself");
    return tag_store_merge(tx, id, into, error) && tell(tx, "tag.merged", id, staff, data, error);
}

int
tag_find(Db *db, const char *name, int64_t *ret_tag, GError **error)
{
    g_autofree char *folded = text_fold(name);

    return tag_store_find(db, folded, ret_tag, error);
}
