#include "configuration/configuration.h"

#include "base/error.h"
#include "base/limits.h"
#include "journal/journal.h"

#include <string.h>

/* format, version, parts, a list, an item, and what an item holds. */
#define DEPTH_MAX LIMIT_JSON_DEPTH

/* ---- Is it such a file? ---- */

static bool
check_parts(const json_t *parts, GError **error)
{
    size_t items = 0;
    const char *name;
    json_t *list;

    if (!json_is_object(parts))
        return error_set_field(error, APP_ERROR_INVALID, "parts", "parts is not an object");
    json_object_foreach((json_t *)parts, name, list)
    {
        if (configuration_part(name) == NULL)
            return error_set_field(error, APP_ERROR_INVALID, "parts", "no part is called '%.40s'",
                                   name);
        if (!json_is_array(list))
            return error_set_field(error, APP_ERROR_INVALID, "parts", "%s is not a list", name);
        items += json_array_size(list);
    }
    return items <= LIMIT_CONFIGURATION_ITEMS ||
           error_set_field(error, APP_ERROR_TOO_LARGE, "parts", "has over %d items",
                           LIMIT_CONFIGURATION_ITEMS);
}

static bool
check_file(const json_t *file, GError **error)
{
    const char *name;
    json_t *value;

    if (!json_is_object(file) ||
        g_strcmp0(configuration_text(file, "format"), CONFIGURATION_FORMAT))
        return error_set_field(error, APP_ERROR_INVALID, "format", "format is not '%s'",
                               CONFIGURATION_FORMAT);
    if (configuration_int(file, "version", 0) != CONFIGURATION_VERSION)
        return error_set_field(error, APP_ERROR_INVALID, "version",
                               "version must be %d, as this program writes it",
                               CONFIGURATION_VERSION);
    json_object_foreach((json_t *)file, name,
                        value) if (strcmp(name, "format") != 0 && strcmp(name, "version") != 0 &&
                                   strcmp(name, "parts") !=
                                       0) return error_set_field(error, APP_ERROR_INVALID, "file",
                                                                 "'%.40s' is unknown", name);
    return check_parts(json_object_get(file, "parts"), error);
}

static json_t *
parse(GBytes *file, GError **error)
{
    gsize size;
    const char *text = g_bytes_get_data(file, &size);
    json_error_t why;
    json_t *parsed;

    if (size > LIMIT_CONFIGURATION) {
        error_set_field(error, APP_ERROR_TOO_LARGE, "file", "is over %d bytes",
                        LIMIT_CONFIGURATION);
        return NULL;
    }
    if (!json_is_shallow(text, size, DEPTH_MAX)) {
        error_set_field(error, APP_ERROR_INVALID, "file", "has more than %d levels", DEPTH_MAX);
        return NULL;
    }
    parsed = json_loadb(text, size, JSON_REJECT_DUPLICATES, &why);
    if (parsed == NULL)
        error_set_field(error, APP_ERROR_INVALID, "file", "is not JSON, at byte %d", why.position);
    else if (!check_file(parsed, error))
        g_clear_pointer(&parsed, json_decref);
    return parsed;
}

/* ---- Bringing in ---- */

typedef struct {
    Context *context;
    const ConfigurationOrder *order;
    const json_t *parts; /* of the file */
    ConfigurationReport *report;
    Db *tx;
} Import;

/* What is there of a part now: a list. NULL: error. */
static json_t *
write_now(const Import *import, const ConfigurationPart *part, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    JsonWriter json;

    json_writer_init(&json, text);
    json_list_begin(&json);
    if (!part->write(import->context, import->tx, &json, error))
        return NULL;
    json_list_end(&json);
    return json_loadb(text->str, text->len, 0, NULL);
}

/* The items of a list by their keys; borrows from it. */
static GHashTable *
index_items(const ConfigurationPart *part, const json_t *list)
{
    GHashTable *items = g_hash_table_new(g_str_hash, g_str_equal);
    size_t index;
    json_t *item;

    json_array_foreach((json_t *)list, index, item)
    {
        const char *key = configuration_text(item, part->key);

        if (key != NULL)
            g_hash_table_insert(items, (gpointer)key, item);
    }
    return items;
}

typedef struct {
    const Import *import;
    const ConfigurationPart *part;
    const json_t *item;
    ConfigurationEffect effect;
} ReadItem;

static bool
read_item(Db *tx, void *data, GError **error)
{
    ReadItem *read = data;
    ConfigurationItem given = {read->item, read->import->order->staff};

    return shape_check(read->part->item, read->item, error) &&
           read->part->read(read->import->context, tx, &given, &read->effect, error);
}

static bool
import_item(const Import *import, const ConfigurationPart *part, const json_t *item,
            const json_t *now, GError **error)
{
    const char *key = configuration_text(item, part->key);
    g_autoptr(GError) why = NULL;
    ReadItem read = {import, part, item, now != NULL ? CONFIGURATION_CHANGED : CONFIGURATION_ADDED};

    if (now != NULL && json_equal(item, now)) {
        configuration_report_add(import->report, part->name, key, CONFIGURATION_SAME, NULL);
        return true;
    }
    if (db_try(import->tx, read_item, &read, &why)) {
        configuration_report_add(import->report, part->name, key, (int)read.effect, NULL);
        return true;
    }
    if (!error_is_refusal(why)) {
        g_propagate_error(error, g_steal_pointer(&why));
        return false;
    }
    configuration_report_add(import->report, part->name, key, CONFIGURATION_REFUSED, why);
    return true;
}

/* Parts go in the program's order, whatever the file's: teams before what names them. */
static bool
import_part(const ConfigurationPart *part, void *data, GError **error)
{
    const Import *import = data;
    const json_t *list = json_object_get(import->parts, part->name);
    json_t *now = list != NULL ? write_now(import, part, error) : NULL;
    g_autoptr(GHashTable) known = now != NULL ? index_items(part, now) : NULL;
    bool ok = list == NULL || now != NULL;

    for (size_t i = 0; ok && i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *key = configuration_text(item, part->key);

        ok = import_item(import, part, item, key != NULL ? g_hash_table_lookup(known, key) : NULL,
                         error);
    }
    json_decref(now);
    return ok;
}

static bool
tell(Db *tx, const Import *import, GError **error)
{
    const ConfigurationReport *report = import->report;
    g_autofree char *data =
        g_strdup_printf("{\"added\":%d,\"changed\":%d}", (int)report->counts[CONFIGURATION_ADDED],
                        (int)report->counts[CONFIGURATION_CHANGED]);

    return journal_append(
        tx, &(Fact){.name = "configuration.imported", .actor = import->order->staff, .data = data},
        error);
}

/* False without being a failure when nothing is to be kept: the transaction is undone. */
static bool
import_all(Db *tx, void *data, GError **error)
{
    Import *import = data;
    const ConfigurationReport *report = import->report;

    import->tx = tx;
    configuration_report_clear(import->report);
    if (!configuration_each(import_part, import, error))
        return false;
    if (import->order->dry_run || report->counts[CONFIGURATION_REFUSED] > 0)
        return error_set(error, APP_ERROR_CONFLICT, "not to be kept");
    if (report->counts[CONFIGURATION_ADDED] + report->counts[CONFIGURATION_CHANGED] > 0 &&
        !tell(tx, import, error))
        return false;
    import->report->applied = true;
    return true;
}

bool
configuration_read(Context *context, GBytes *file, const ConfigurationOrder *order,
                   ConfigurationReport **ret_report, GError **error)
{
    g_autoptr(ConfigurationReport) report = configuration_report_new();
    g_autoptr(GError) why = NULL;
    json_t *parsed = parse(file, error);
    Import import = {context, order, json_object_get(parsed, "parts"), report, NULL};
    bool done;

    if (parsed == NULL)
        return false;
    done = database_write(context->database, import_all, &import, &why);
    json_decref(parsed);
    if (!done && !g_error_matches(why, APP_ERROR, APP_ERROR_CONFLICT)) {
        g_propagate_error(error, g_steal_pointer(&why));
        return false;
    }
    report->applied = done;
    *ret_report = g_steal_pointer(&report);
    return true;
}
