#include "tag/tag-configuration.h"
#include "base/error.h"
#include "base/limits.h"
#include "tag/tag-store.h"

static const Field fields[] = {
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_TAG},
    {.name = "colour", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED, .choices = tag_colours},
    {.name = "about", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.name = "archived", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    FIELDS_END,
};
static const Shape item = {"TagItem", fields};

static bool
write_tags(Context *context, Db *db, JsonWriter *json, GError **error)
{
    g_autoptr(DbRows) rows = tag_store_by_name(db, error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        json_object_begin(json);
        json_put_text(json, "name", db_rows_text(rows, 0));
        json_put_text(json, "colour", db_rows_text(rows, 1));
        json_put_text(json, "about", db_rows_text(rows, 2));
        json_put_bool(json, "archived", db_rows_int(rows, 3) != 0);
        json_object_end(json);
    }
    return more == 0;
}

static bool
read_tag(Context *context, Db *tx, const ConfigurationItem *given, ConfigurationEffect *ret_effect,
         GError **error)
{
    TagChange change = {
        .name = json_string_value(json_object_get(given->item, "name")),
        .colour = json_string_value(json_object_get(given->item, "colour")),
        .about = json_string_value(json_object_get(given->item, "about")),
        .archived = json_is_true(json_object_get(given->item, "archived")),
    };
    int64_t tag = 0;
    bool changed = false;
    int found = tag_find(tx, change.name, &tag, error);

    if (found < 0)
        return false;
    if (found == 0) {
        *ret_effect = CONFIGURATION_ADDED;
        return tag_add(tx, &change, given->staff, &tag, error);
    }
    if (!tag_change(tx, tag, &change, given->staff, &changed, error))
        return false;
    *ret_effect = changed ? CONFIGURATION_CHANGED : CONFIGURATION_SAME;
    return true;
}

const ConfigurationPart tag_configurations[] = {
    {"tags", "name", &item, write_tags, read_tag},
    CONFIGURATIONS_END,
};
