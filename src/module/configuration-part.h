/* configuration-part: what a module gives to the file that carries the configuration of one
 * organisation to another (configuration/configuration.h): settings, words, tags, forms…
 *
 * A part is a list of items. An item is known by its natural key (a name, an address), never by an
 * id: ids mean nothing elsewhere. What it refers to is named the same way: a team by its name, a
 * member of staff by their address. No secret is ever in an item: not a password, not a token, not
 * a key.
 *
 * configuration/ checks each item of a file against the shape before the part sees it: nothing
 * missing, nothing unknown, every size within its limit. An item that is equal to what the part
 * writes is not given to it at all. The others run each behind its own savepoint, all of them in
 * one transaction, and configuration/ writes the report. */
#pragma once

#include "base/json.h"
#include "db/db.h"
#include "http/shape.h"

typedef struct Context Context; /* module/context.h */

/* What importing an item does. */
typedef enum {
    CONFIGURATION_SAME,
    CONFIGURATION_ADDED,
    CONFIGURATION_CHANGED,
    CONFIGURATION_KEPT, /* it is there, is another, and stays: a file must not change it */
} ConfigurationEffect;

/* An item that is brought in. */
typedef struct {
    const json_t *item; /* of the part's shape */
    int64_t staff;      /* who does it; 0: the command */
} ConfigurationItem;

typedef struct {
    const char *name; /* its member in the file: "tags" */
    const char *key;  /* the member that tells its items apart, a text: "name" */
    const Shape *item;
    /* Writes the items, one JSON value each, inside a list that is open; sorted by their key, so
     * that the same configuration gives the same file. */
    bool (*write)(Context *context, Db *db, JsonWriter *json, GError **error);
    /* Adds or changes one item; never deletes another. *ret_effect comes as CONFIGURATION_CHANGED
     * when write() wrote an item with this key, else as _ADDED; set it to _SAME or
     * _KEPT when nothing was done. False with APP_ERROR_INVALID, _NOT_FOUND or _CONFLICT (of which
     * the report keeps field and reason): this item is refused, the others are still looked at. Any
     * other error ends the import. */
    bool (*read)(Context *context, Db *tx, const ConfigurationItem *given,
                 ConfigurationEffect *ret_effect, GError **error);
} ConfigurationPart;

/* A member of an item, borrowed: NULL when it is absent or null. */
const char *configuration_text(const json_t *item, const char *name);
const json_t *configuration_list(const json_t *item, const char *name);
/* otherwise when it is absent or null. */
bool configuration_bool(const json_t *item, const char *name, bool otherwise);
int64_t configuration_int(const json_t *item, const char *name, int64_t otherwise);

#define CONFIGURATIONS_END                                                                         \
    {                                                                                              \
        .name = NULL                                                                               \
    }
