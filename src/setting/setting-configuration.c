#include "setting/setting-configuration.h"

#include "base/clock.h"
#include "base/error.h"
#include "setting/setting.h"

#include <string.h>

static const Shape item_shape = {
    .name = "SettingItem",
    .fields =
        (const Field[]){
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 64},
            {.name = "value", .type = FIELD_JSON, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

static gint
compare_rules(gconstpointer a, gconstpointer b)
{
    const SettingRule *const *left = a, *const *right = b;

    return strcmp((*left)->name, (*right)->name);
}

/* What is as by default is left out: it follows the program, here and there. So is what is decided
 * for later: days are of one organisation. */
static bool
write_item(Db *db, JsonWriter *json, const SettingRule *rule, GError **error)
{
    g_autoptr(SettingChange) change = NULL;
    int found = setting_change_at(db, rule->name, clock_now(), &change, error);

    if (found == 1 && strcmp(change->value, rule->otherwise) != 0) {
        json_object_begin(json);
        json_put_text(json, "name", rule->name);
        json_name(json, "value");
        json_raw(json, change->value);
        json_object_end(json);
    }
    return found >= 0;
}

static bool
write_items(Context *context, Db *db, JsonWriter *json, GError **error)
{
    g_autoptr(GPtrArray) rules = g_ptr_array_new();

    for (const SettingRule *rule = setting_rules; rule->name != NULL; rule++)
        g_ptr_array_add(rules, (gpointer)rule);
    g_ptr_array_sort(rules, compare_rules);
    for (guint i = 0; i < rules->len; i++)
        if (!write_item(db, json, rules->pdata[i], error))
            return false;
    return true;
}

static bool
read_item(Context *context, Db *tx, const ConfigurationItem *given, ConfigurationEffect *ret_effect,
          GError **error)
{
    const SettingRule *rule = setting_rule(configuration_text(given->item, "name"));
    g_autofree char *value =
        json_dumps(json_object_get(given->item, "value"), JSON_ENCODE_ANY | JSON_COMPACT);
    g_autoptr(SettingChange) change = NULL;
    const char *now;

    if (rule == NULL)
        return error_set_field(error, APP_ERROR_NOT_FOUND, "name", "no such setting");
    if (setting_change_at(tx, rule->name, clock_now(), &change, error) < 0)
        return false;
    now = change != NULL ? change->value : rule->otherwise;
    if (strcmp(now, value) == 0) {
        *ret_effect = CONFIGURATION_SAME;
        return true;
    }
    *ret_effect = CONFIGURATION_CHANGED; /* a setting is always there */
    return setting_set(tx, rule->name, value, 0, given->staff, error);
}

const ConfigurationPart setting_configurations[] = {
    {
        .name = "settings",
        .key = "name",
        .item = &item_shape,
        .write = write_items,
        .read = read_item,
    },
    CONFIGURATIONS_END,
};
