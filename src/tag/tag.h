/* tag: the words of the organisation for what matters are about ("facturation", "bug").
 *
 * A tag has a name that no other one has (case and accents do not matter), a colour of a fixed
 * palette, so that screens choose shades that can be read, and a sentence that says when to use it.
 * Archived, it is offered no more and stays where it is. Merged into another one, it is gone: what
 * carried it carries the other, and who asks for it gets the other.
 *
 * Which matter carries which tag is kept here (table conversation_tag); the facts about it are told
 * by conversation/, which stands below. Merging two matters and two tags are different things: this
 * folder knows the second.
 *
 * Facts: tag.added, tag.changed, tag.merged {into}; the subject is the tag. No personal data: a tag
 * is about matters, and its name should never be a person's.
 *
 * tag.c: rules; tag-store.c: SQL, also of conversation_tag; tag-http.c: routes;
 * tag-configuration.c: tags in the file of the configuration. */
#pragma once

#include "module/module.h"

/* The words of the palette; NULL-terminated, the first is the default. */
extern const char *const tag_colours[];

/* What is to be kept; a NULL text, or archived -1, stays. */
typedef struct {
    const char *name, *colour, *about;
    int archived;
} TagChange;

/* change->name is needed. APP_ERROR_INVALID; APP_ERROR_CONFLICT when another tag has the name, or
 * LIMIT_TAGS are there. staff: who makes it. */
bool tag_add(Db *tx, const TagChange *change, int64_t staff, int64_t *ret_tag, GError **error);
/* APP_ERROR_NOT_FOUND; APP_ERROR_CONFLICT. What changes nothing tells nothing; ret_changed may be
 * NULL. */
bool tag_change(Db *tx, int64_t tag, const TagChange *change, int64_t staff, bool *ret_changed,
                GError **error);
/* Makes one tag of two, for good. APP_ERROR_NOT_FOUND, APP_ERROR_INVALID (into itself). */
bool tag_merge(Db *tx, int64_t tag, int64_t into, int64_t staff, GError **error);

/* The tag that a name has (case and accents do not matter): 1, 0, -1. */
int tag_find(Db *db, const char *name, int64_t *ret_tag, GError **error);
/* A tag's name, or of what it was merged into; the caller frees it: 1, 0, -1. */
int tag_name(Db *db, int64_t tag, char **ret_name, GError **error);
/* What stands for a tag now: itself, or what it was merged into; 0 when there is none. -1: error.
 */
int64_t tag_present(Db *db, int64_t tag, GError **error);

/* ---- On a matter ---- */

/* *ret_put is the tag it carries now, 0 if it did already; APP_ERROR_INVALID when there is none. */
bool tag_put(Db *tx, int64_t conversation, int64_t tag, int64_t *ret_put, GError **error);
/* *ret_changed false: it did not carry it. */
bool tag_take(Db *tx, int64_t conversation, int64_t tag, bool *ret_changed, GError **error);

/* Calls each with the tags of a matter by name; texts are borrowed. */
typedef void (*TagEach)(int64_t tag, const char *name, const char *colour, void *data);
bool tag_each_of(Db *db, int64_t conversation, TagEach each, void *data, GError **error);
/* How many matters carry a tag, counted up to max. -1: error. */
int64_t tag_count(Db *db, int64_t tag, int64_t max, GError **error);

/* The survivor of a merge gets the tags of what is merged into it; and gives them back. */
bool tag_merge_matters(Db *tx, int64_t merge, int64_t conversation, int64_t survivor,
                       GError **error);
bool tag_unmerge_matters(Db *tx, int64_t merge, int64_t survivor, GError **error);

/* TagRef {id, name, colour} as the API gives it. */
extern const Shape tag_ref_shape;
void tag_ref_write(JsonWriter *json, int64_t id, const char *name, const char *colour);

extern const Module tag_module;
