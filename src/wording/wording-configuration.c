#include "wording/wording-configuration.h"

#include "base/error.h"
#include "base/limits.h"
#include "wording/wording-store.h"

#include <string.h>

static const Shape item_shape = {
    .name = "WordingItem",
    .fields =
        (const Field[]){
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 64},
            {.name = "fr", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = LIMIT_TEXT},
            {.name = "en", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = LIMIT_TEXT},
            FIELDS_END,
        },
};

static gint
compare_rules(gconstpointer a, gconstpointer b)
{
    const WordingRule *const *left = a, *const *right = b;

    return strcmp((*left)->name, (*right)->name);
}

/* Only what is the organisation's own: the rest follows the program, here and there. */
static bool
write_item(Db *db, JsonWriter *json, const WordingRule *rule, GError **error)
{
    g_autofree char *fr = NULL;
    g_autofree char *en = NULL;

    if (wording_store_find(db, rule->name, "fr", &fr, error) < 0 ||
        wording_store_find(db, rule->name, "en", &en, error) < 0)
        return false;
    if (fr == NULL && en == NULL)
        return true;
    json_object_begin(json);
    json_put_text(json, "name", rule->name);
    json_put_text(json, "fr", fr);
    json_put_text(json, "en", en);
    json_object_end(json);
    return true;
}

static bool
write_items(Context *context, Db *db, JsonWriter *json, GError **error)
{
    g_autoptr(GPtrArray) rules = g_ptr_array_new();

    for (const Module *const *module = module_all(); *module != NULL; module++)
        for (const WordingRule *rule = (*module)->wordings; rule != NULL && rule->name != NULL;
             rule++)
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
    static const char *const languages[] = {"fr", "en"};
    const char *name = configuration_text(given->item, "name");
    bool any = false;

    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        const json_t *text = json_object_get(given->item, languages[i]);
        bool changed;

        if (text == NULL)
            continue;
        if (!wording_set(tx, name, languages[i], json_string_value(text), given->staff, &changed,
                         error))
            return false;
        any |= changed;
    }
    if (!any)
        *ret_effect = CONFIGURATION_SAME;
    return true;
}

const ConfigurationPart wording_configurations[] = {
    {
        .name = "wordings",
        .key = "name",
        .item = &item_shape,
        .write = write_items,
        .read = read_item,
    },
    CONFIGURATIONS_END,
};
