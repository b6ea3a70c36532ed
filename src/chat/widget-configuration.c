/* Widgets in the file that carries the configuration to another organisation: not their keys, nor
 * what identities are signed with. */
#include "chat/widget.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hours.h"
#include "base/limits.h"
#include "journal/journal.h"

static const char *const positions[] = {"right", "left", NULL};
static const char *const names[] = {"full", "first", "none", NULL};
static const char *const languages[] = {"fr", "en", NULL};

#define OPTIONAL_TEXT(word, most)                                                                  \
    {                                                                                              \
        .name = word, .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .min = 1, .max = most           \
    }

static const Field item_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 100},
    OPTIONAL_TEXT("team", LIMIT_NAME),
    {.name = "origins", .type = FIELD_LIST, .of = FIELD_TEXT, .max = LIMIT_CHAT_ORIGINS},
    OPTIONAL_TEXT("colour", 7),
    {.name = "position", .type = FIELD_CHOICE, .choices = positions},
    {.name = "language", .type = FIELD_CHOICE, .flags = FIELD_NULLABLE, .choices = languages},
    OPTIONAL_TEXT("greeting_fr", WIDGET_TEXT_MAX),
    OPTIONAL_TEXT("greeting_en", WIDGET_TEXT_MAX),
    OPTIONAL_TEXT("away_fr", WIDGET_TEXT_MAX),
    OPTIONAL_TEXT("away_en", WIDGET_TEXT_MAX),
    OPTIONAL_TEXT("hours", HOURS_TEXT_MAX),
    OPTIONAL_TEXT("address", LIMIT_ADDRESS),
    OPTIONAL_TEXT("phone", 40),
    {.name = "names", .type = FIELD_CHOICE, .choices = names},
    {.name = "patience", .type = FIELD_INT, .min = WIDGET_PATIENCE_MIN, .max = WIDGET_PATIENCE_MAX},
    {.name = "files", .type = FIELD_BOOL},
    {.name = "enabled", .type = FIELD_BOOL},
    FIELDS_END,
};
static const Shape item_shape = {"ChatWidgetItem", item_fields};

static bool
write_item(Db *db, JsonWriter *json, const Widget *widget, GError **error)
{
    g_autofree char *team = NULL;

    if (widget->team != 0 && widget_store_team(db, widget->team, &team, error) < 0)
        return false;
    json_object_begin(json);
    json_put_text(json, "name", widget->name);
    json_put_text(json, "team", team);
    json_name(json, "origins");
    json_raw(json, widget->origins);
    json_put_text(json, "colour", widget->colour);
    json_put_text(json, "position", widget->position);
    json_put_text(json, "language", widget->language);
    json_put_text(json, "greeting_fr", widget->greeting_fr);
    json_put_text(json, "greeting_en", widget->greeting_en);
    json_put_text(json, "away_fr", widget->away_fr);
    json_put_text(json, "away_en", widget->away_en);
    json_put_text(json, "hours", widget->hours);
    json_put_text(json, "address", widget->address);
    json_put_text(json, "phone", widget->phone);
    json_put_text(json, "names", widget->names);
    json_put_int(json, "patience", widget->patience);
    json_put_bool(json, "files", widget->files);
    json_put_bool(json, "enabled", widget->enabled);
    json_object_end(json);
    return true;
}

static bool
write_items(Context *context, Db *db, JsonWriter *json, GError **error)
{
    g_autoptr(GPtrArray) widgets = widget_store_list(db, error);

    for (guint i = 0; widgets != NULL && i < widgets->len; i++)
        if (!write_item(db, json, widgets->pdata[i], error))
            return false;
    return widgets != NULL;
}

static void
take_text(const json_t *item, const char *name, char **text)
{
    if (json_object_get(item, name) == NULL)
        return;
    g_free(*text);
    *text = g_strdup(configuration_text(item, name));
}

static bool
take_team(Db *tx, const json_t *item, Widget *widget, GError **error)
{
    const char *name = configuration_text(item, "team");
    int found;

    widget->team = 0;
    if (name == NULL)
        return true;
    found = widget_store_team_named(tx, name, &widget->team, error);
    return found == 1 ||
           (found == 0 && error_set_field(error, APP_ERROR_NOT_FOUND, "team", "no such team"));
}

static bool
fill(Db *tx, const json_t *item, Widget *widget, GError **error)
{
    const json_t *origins = configuration_list(item, "origins");
    struct {
        const char *name;
        char **text;
    } texts[] = {
        {"colour", &widget->colour},
        {"language", &widget->language},
        {"greeting_fr", &widget->greeting_fr},
        {"greeting_en", &widget->greeting_en},
        {"away_fr", &widget->away_fr},
        {"away_en", &widget->away_en},
        {"hours", &widget->hours},
        {"address", &widget->address},
        {"phone", &widget->phone},
        {"names", &widget->names},
        {"position", &widget->position},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        take_text(item, texts[i].name, texts[i].text);
    widget->patience = configuration_int(item, "patience", widget->patience);
    widget->files = configuration_bool(item, "files", widget->files);
    widget->enabled = configuration_bool(item, "enabled", widget->enabled);
    return take_team(tx, item, widget, error) &&
           (origins == NULL || widget_set_origins(widget, origins, error)) &&
           widget_check(tx, widget, error);
}

static bool
read_item(Context *context, Db *tx, const ConfigurationItem *given, ConfigurationEffect *ret_effect,
          GError **error)
{
    const char *name = configuration_text(given->item, "name");
    g_autoptr(Widget) widget = NULL;
    int found = widget_store_named(tx, name, &widget, error);
    Fact fact = {.name = found == 1 ? "chat.widget_changed" : "chat.widget_added",
                 .actor = given->staff,
                 .at = clock_now()};

    if (found < 0)
        return false;
    if (found == 0)
        widget = widget_new(name);
    if (!fill(tx, given->item, widget, error) ||
        !(found == 1 ? widget_store_update(tx, widget, error)
                     : widget_store_insert(tx, widget, error)))
        return false;
    fact.subject = widget->id;
    return journal_append(tx, &fact, error);
}

const ConfigurationPart widget_configurations[] = {
    {
        .name = "widgets",
        .key = "name",
        .item = &item_shape,
        .write = write_items,
        .read = read_item,
    },
    CONFIGURATIONS_END,
};
