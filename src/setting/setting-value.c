#include "setting/setting.h"

#include "base/error.h"
#include "base/hours.h"

#include <inttypes.h>
#include <string.h>

static bool
refuse(GError **error, const SettingRule *rule, const char *accepted)
{
    return error_set_field(error, APP_ERROR_INVALID, "value", "%s must be %s", rule->name,
                           accepted);
}

static bool
check_int(const SettingRule *rule, const json_t *value, GError **error)
{
    if (json_is_integer(value) && json_integer_value(value) >= rule->min &&
        json_integer_value(value) <= rule->max)
        return true;
    return error_set_field(error, APP_ERROR_INVALID, "value",
                           "%s must be a whole number from %" PRId64 " to %" PRId64, rule->name,
                           rule->min, rule->max);
}

static bool
check_text(const SettingRule *rule, const json_t *value, GError **error)
{
    size_t size = json_string_length(value);

    if (json_is_string(value) && size >= (size_t)rule->min && size <= (size_t)rule->max &&
        strpbrk(json_string_value(value), "\r\n") == NULL)
        return true;
    return error_set_field(error, APP_ERROR_INVALID, "value",
                           "%s must be a line of %" PRId64 " to %" PRId64 " bytes", rule->name,
                           rule->min, rule->max);
}

static bool
check_choice(const SettingRule *rule, const json_t *value, GError **error)
{
    g_autofree char *all = NULL;

    if (json_is_string(value) && g_strv_contains(rule->choices, json_string_value(value)))
        return true;
    all = g_strjoinv(", ", (char **)rule->choices);
    return error_set_field(error, APP_ERROR_INVALID, "value", "%s must be one of %s", rule->name,
                           all);
}

static bool
check_zone(const SettingRule *rule, const json_t *value, GError **error)
{
    /* GLib also takes offsets and files; only a name of the zone database follows summer time. */
    if (json_is_string(value) && strchr(json_string_value(value), '/') != NULL &&
        json_string_value(value)[0] != '/' && strstr(json_string_value(value), "..") == NULL) {
        g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(json_string_value(value));

        if (zone != NULL)
            return true;
    }
    return refuse(error, rule, "a time zone such as Europe/Paris");
}

static bool
check_hours(const SettingRule *rule, const json_t *value, GError **error)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(Hours) hours = NULL;

    if (!json_is_string(value))
        return refuse(error, rule, "a text such as \"mon-fri 09:00-12:30 14:00-18:00\"");
    hours = hours_parse(json_string_value(value), &why);
    return hours != NULL ||
           error_set_field(error, APP_ERROR_INVALID, "value", "%s: %s", rule->name, why->message);
}

static bool
check_colour(const SettingRule *rule, const json_t *value, GError **error)
{
    const char *text = json_string_value(value);

    if (text != NULL && text[0] == '#' && strlen(text) == strlen("#1d4ed8") &&
        strspn(text + 1, "0123456789abcdefABCDEF") == 6)
        return true;
    return refuse(error, rule, "a colour such as #1d4ed8");
}

bool
setting_check(const SettingRule *rule, const json_t *value, GError **error)
{
    switch (rule->type) {
    case SETTING_BOOL:
        return json_is_boolean(value) || refuse(error, rule, "true or false");
    case SETTING_INT:
        return check_int(rule, value, error);
    case SETTING_TEXT:
        return check_text(rule, value, error);
    case SETTING_CHOICE:
        return check_choice(rule, value, error);
    case SETTING_ZONE:
        return check_zone(rule, value, error);
    case SETTING_HOURS:
        return check_hours(rule, value, error);
    case SETTING_COLOUR:
        return check_colour(rule, value, error);
    }
    g_assert_not_reached();
}
