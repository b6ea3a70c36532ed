#include "canned/canned-configuration.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "canned/canned-store.h"
#include "html/html.h"
#include "journal/journal.h"

#include <string.h>

static const Shape item_shape = {
    .name = "CannedItem",
    .fields =
        (const Field[]){
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1},
            {.name = "team",
             .type = FIELD_TEXT,
             .flags = FIELD_NULLABLE,
             .about = "Whose it is, by name; null: everybody's."},
            {.name = "shortcut", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = 40},
            {.name = "subject", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = LIMIT_SUBJECT},
            {.name = "text", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_TEXT},
            {.name = "html", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = LIMIT_TEXT},
            {.name = "language",
             .type = FIELD_CHOICE,
             .flags = FIELD_NULLABLE,
             .choices = (const char *const[]){"fr", "en", NULL}},
            FIELDS_END,
        },
};

/* Files do not travel, and what shows them in the text does not either. Owned by the caller. */
static char *
without_pictures(const char *html)
{
    static const HtmlOptions options = {.remote_images = true};

    return html != NULL ? html_sanitise(html, strlen(html), &options, NULL) : NULL;
}

static bool
write_item(const Canned *canned, void *data, GError **error)
{
    JsonWriter *json = data;
    g_autofree char *html = without_pictures(canned->html);

    if (canned->html != NULL && html == NULL)
        return error_set(error, APP_ERROR_UNAVAILABLE, "the HTML of a reply cannot be read now");
    json_object_begin(json);
    json_put_text(json, "name", canned->name);
    json_put_text(json, "team", canned->team_name);
    json_put_text(json, "shortcut", canned->shortcut);
    json_put_text(json, "subject", canned->subject);
    json_put_text(json, "text", canned->text);
    json_put_text(json, "html", html);
    json_put_text(json, "language", canned->language);
    json_object_end(json);
    return true;
}

static bool
write_items(Context *context, Db *db, JsonWriter *json, GError **error)
{
    return canned_store_shared(db, write_item, json, error);
}

/* The team that is named; 0 when none is. */
static bool
find_team(Db *tx, const char *name, int64_t *ret_team, GError **error)
{
    int found;

    *ret_team = 0;
    found = name != NULL ? canned_store_team_named(tx, name, ret_team, error) : 1;
    return found == 1 ||
           (found == 0 && error_set_field(error, APP_ERROR_NOT_FOUND, "team", "no such team"));
}

static void
take(Canned *canned, const json_t *item)
{
    char **const fields[] = {&canned->name, &canned->shortcut, &canned->subject,
                             &canned->text, &canned->html,     &canned->language};
    static const char *const names[] = {"name", "shortcut", "subject", "text", "html", "language"};

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        g_free(*fields[i]);
        *fields[i] = g_strdup(configuration_text(item, names[i]));
    }
}

static bool
tell(Db *tx, const char *name, int64_t canned, int64_t staff, GError **error)
{
    return journal_append(tx, &(Fact){.name = name, .actor = staff, .subject = canned}, error);
}

static bool
is_same(const Canned *one, const Canned *other)
{
    g_autofree char *html = without_pictures(one->html);
    g_autofree char *its = without_pictures(other->html);

    return g_strcmp0(one->shortcut, other->shortcut) == 0 &&
           g_strcmp0(one->subject, other->subject) == 0 && g_strcmp0(one->text, other->text) == 0 &&
           g_strcmp0(html, its) == 0 && g_strcmp0(one->language, other->language) == 0;
}

static bool
change(Db *tx, const Canned *now, const Canned *was, int64_t staff, ConfigurationEffect *ret_effect,
       GError **error)
{
    bool done = false;

    *ret_effect = is_same(now, was) ? CONFIGURATION_SAME : CONFIGURATION_CHANGED;
    return *ret_effect == CONFIGURATION_SAME || (canned_store_update(tx, now, &done, error) &&
                                                 tell(tx, "canned.changed", now->id, staff, error));
}

/* One of that name of that team (of everybody) is changed; otherwise one is added. */
static bool
read_item(Context *context, Db *tx, const ConfigurationItem *given, ConfigurationEffect *ret_effect,
          GError **error)
{
    g_auto(Canned) was = {0};
    g_auto(Canned) now = {.id = id_new()};
    int64_t known = 0;
    int found;

    take(&now, given->item);
    if (!find_team(tx, configuration_text(given->item, "team"), &now.team, error) ||
        !canned_check(&now, error))
        return false;
    found = canned_store_named(tx, now.name, now.team, &known, error);
    if (found == 0) {
        *ret_effect = CONFIGURATION_ADDED;
        return canned_store_insert(tx, &now, clock_now(), error) &&
               tell(tx, "canned.added", now.id, given->staff, error);
    }
    if (found < 0 || canned_store_get(tx, known, &was, error) != 1)
        return false;
    now.id = was.id;
    now.version = was.version;
    return change(tx, &now, &was, given->staff, ret_effect, error);
}

const ConfigurationPart canned_configurations[] = {
    {
        .name = "canned",
        .key = "name",
        .item = &item_shape,
        .write = write_items,
        .read = read_item,
    },
    CONFIGURATIONS_END,
};
