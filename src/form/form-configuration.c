#include "form/form-configuration.h"

#include "base/error.h"
#include "base/limits.h"
#include "form/form-http.h"
#include "form/form-store.h"
#include "tag/tag.h"

#include <string.h>

static const Shape item_shape = {
    .name = "FormItem",
    .fields =
        (const Field[]){
            {.name = "slug", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 60},
            {.name = "team", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .about = "Its name."},
            {.name = "tags",
             .type = FIELD_LIST,
             .max = LIMIT_TAGS_OF_ONE,
             .of = FIELD_TEXT,
             .about = "Their names."},
            {.name = "form",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &form_draft_shape},
            FIELDS_END,
        },
};

/* As whoever makes a form sends it, without its team and its tags, which have other numbers
 * elsewhere. Owned by the caller. */
static char *
draft_of(const Form *form)
{
    json_t *draft = json_loads(form->definition, 0, NULL);
    g_autofree char *dump = NULL;

    json_object_del(draft, "tags");
    json_object_set_new(draft, "slug", json_string(form->slug));
    json_object_set_new(draft, "name", json_string(form->name));
    json_object_set_new(draft, "open", json_boolean(form->open));
    json_object_set_new(draft, "address",
                        form->address != NULL ? json_string(form->address) : json_null());
    dump = json_dumps(draft, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(draft);
    return g_steal_pointer(&dump);
}

static bool
write_tags(JsonWriter *json, Db *db, const Form *form, GError **error)
{
    json_name(json, "tags");
    json_list_begin(json);
    for (guint i = 0; i < form->tags->len; i++) {
        g_autofree char *name = NULL;

        if (tag_name(db, g_array_index(form->tags, int64_t, i), &name, error) < 0)
            return false;
        json_text(json, name);
    }
    json_list_end(json);
    return true;
}

static bool
write_items(Context *context, Db *db, JsonWriter *json, GError **error)
{
    g_autoptr(DbRows) rows = form_store_by_slug(db, error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        g_autoptr(Form) form = form_store_list_row(rows);
        g_autofree char *draft = form != NULL ? draft_of(form) : NULL;

        if (draft == NULL)
            continue;
        json_object_begin(json);
        json_put_text(json, "slug", form->slug);
        json_put_text(json, "team", db_rows_text(rows, 10));
        if (!write_tags(json, db, form, error))
            return false;
        json_name(json, "form");
        json_raw(json, draft);
        json_object_end(json);
    }
    return more == 0;
}

static bool
find_team(Db *tx, const char *name, int64_t *ret_team, GError **error)
{
    int found = name != NULL ? form_store_team_named(tx, name, ret_team, error) : 1;

    return found == 1 ||
           (found == 0 && error_set_field(error, APP_ERROR_NOT_FOUND, "team", "no such team"));
}

/* Keeps the tags of the names in the form and in its definition. */
static bool
find_tags(Db *tx, const json_t *names, Form *form, GError **error)
{
    json_t *definition = json_loads(form->definition, 0, NULL);
    json_t *ids = json_array();
    const json_t *name;
    int found = 1;
    size_t i;

    g_array_set_size(form->tags, 0);
    json_array_foreach(names, i, name)
    {
        g_autofree char *text = NULL;
        int64_t tag = 0;

        if (found == 1)
            found = tag_find(tx, json_string_value(name), &tag, error);
        text = g_strdup_printf("%" G_GINT64_FORMAT, tag);
        g_array_append_val(form->tags, tag);
        json_array_append_new(ids, json_string(text));
    }
    json_object_set_new(definition, "tags", ids);
    g_free(form->definition);
    form->definition = form_dump(definition);
    json_decref(definition);
    return found == 1 ||
           (found == 0 && error_set_field(error, APP_ERROR_NOT_FOUND, "tags", "no such tag"));
}

/* Of ids. */
static bool
same_tags(const GArray *one, const GArray *other)
{
    return one->len == other->len &&
           (one->len == 0 || memcmp(one->data, other->data, one->len * sizeof(int64_t)) == 0);
}

static bool
is_same(const Form *now, const Form *was)
{
    g_autofree char *one = draft_of(now);
    g_autofree char *other = draft_of(was);

    return now->team == was->team && same_tags(now->tags, was->tags) && strcmp(one, other) == 0;
}

static bool
read_item(Context *context, Db *tx, const ConfigurationItem *given, ConfigurationEffect *ret_effect,
          GError **error)
{
    g_autoptr(Form) now = form_of_json(json_object_get(given->item, "form"), error);
    g_autoptr(Form) was = NULL;
    int found;

    if (now == NULL)
        return false;
    if (g_strcmp0(configuration_text(given->item, "slug"), now->slug) != 0)
        return error_set_field(error, APP_ERROR_INVALID, "form.slug", "is not that of the item");
    if (!find_team(tx, configuration_text(given->item, "team"), &now->team, error) ||
        !find_tags(tx, configuration_list(given->item, "tags"), now, error))
        return false;
    found = form_find(tx, now->slug, &was, error);
    if (found == 1) {
        now->id = was->id;
        now->version = was->version;
    }
    if (found == 1 && is_same(now, was)) {
        *ret_effect = CONFIGURATION_SAME;
        return true;
    }
    return found >= 0 && form_save(tx, now, given->staff, error);
}

const ConfigurationPart form_configurations[] = {
    {
        .name = "forms",
        .key = "slug",
        .item = &item_shape,
        .write = write_items,
        .read = read_item,
    },
    CONFIGURATIONS_END,
};
