#include "setting/setting.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"
#include "base/log.h"
#include "journal/journal.h"
#include "setting/setting-store.h"

void
setting_change_free(SettingChange *change)
{
    if (change == NULL)
        return;
    g_free(change->value);
    g_free(change);
}

/* The value in force, as jansson sees it. A database that cannot be read, or a value that an older
 * program left and this one does not accept, gives the default: the desk goes on. */
static json_t *
value_at(Db *db, const char *name, SettingType type, int64_t at)
{
    const SettingRule *rule = setting_rule(name);
    g_autoptr(SettingChange) change = NULL;
    g_autoptr(GError) error = NULL;
    json_t *value = NULL;

    if (rule == NULL)
        g_error("setting '%s' is not declared", name);
    g_return_val_if_fail(rule->type == type || type == SETTING_TEXT, NULL);
    if (setting_change_at(db, name, at != 0 ? at : clock_now(), &change, &error) == 1) {
        value = json_loads(change->value, JSON_DECODE_ANY, NULL);
        if (value == NULL || !setting_check(rule, value, &error))
            g_clear_pointer(&value, json_decref);
    }
    if (error != NULL)
        log_error("setting", "not_read", "name=%s reason=%s", name, error->message);
    return value != NULL ? value : json_loads(rule->otherwise, JSON_DECODE_ANY, NULL);
}

int64_t
setting_int(Db *db, const char *name, int64_t at)
{
    json_t *value = value_at(db, name, SETTING_INT, at);
    int64_t number = json_integer_value(value);

    json_decref(value);
    return number;
}

bool
setting_bool(Db *db, const char *name, int64_t at)
{
    json_t *value = value_at(db, name, SETTING_BOOL, at);
    bool yes = json_is_true(value);

    json_decref(value);
    return yes;
}

char *
setting_text(Db *db, const char *name, int64_t at)
{
    json_t *value = value_at(db, name, SETTING_TEXT, at);
    char *text = g_strdup(json_is_string(value) ? json_string_value(value) : "");

    json_decref(value);
    return text;
}

Calendar *
setting_calendar(Db *db, GError **error)
{
    g_autofree char *zone = setting_text(db, "calendar.zone", 0);
    g_autofree char *hours = setting_text(db, "calendar.hours", 0);
    g_autofree char *holidays = setting_text(db, "calendar.holidays", 0);

    return calendar_new(zone, hours, holidays, error);
}

static bool
tell(Db *tx, const SettingRule *rule, int64_t valid_from, int64_t staff, GError **error)
{
    g_autoptr(GString) data = g_string_new(NULL);
    JsonWriter json;

    json_writer_init(&json, data);
    json_object_begin(&json);
    json_put_text(&json, "setting", rule->name);
    json_put_time(&json, "valid_from", valid_from);
    json_object_end(&json);
    return journal_append(tx, &(Fact){.name = "setting.changed", .actor = staff, .data = data->str},
                          error);
}

bool
setting_set(Db *tx, const char *name, const char *value, int64_t valid_from, int64_t staff,
            GError **error)
{
    const SettingRule *rule = setting_rule(name);
    json_t *parsed = json_loads(value, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
    SettingChange change = {
        .value = (char *)value,
        .valid_from = valid_from != 0 ? valid_from : clock_now(),
        .staff = staff,
    };
    bool ok;

    if (rule == NULL)
        ok = error_set(error, APP_ERROR_NOT_FOUND, "no such setting");
    else if (parsed == NULL)
        ok = error_set_field(error, APP_ERROR_INVALID, "value", "not JSON");
    else
        ok = setting_check(rule, parsed, error) &&
             setting_store_put(tx, name, &change, rule->source, error) &&
             tell(tx, rule, change.valid_from, staff, error);
    json_decref(parsed);
    return ok;
}
