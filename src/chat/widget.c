#include "chat/widget.h"

#include "base/error.h"
#include "base/hours.h"
#include "base/json.h"
#include "base/limits.h"
#include "mailbox/mailbox.h"

#include <jansson.h>
#include <string.h>

const char *const widget_positions[] = {"right", "left", NULL};
const char *const widget_names[] = {"full", "first", "none", NULL};

void
widget_free(Widget *widget)
{
    if (widget == NULL)
        return;
    g_free(widget->key);
    g_free(widget->name);
    g_free(widget->origins);
    g_free(widget->colour);
    g_free(widget->position);
    g_free(widget->language);
    g_free(widget->greeting_fr);
    g_free(widget->greeting_en);
    g_free(widget->away_fr);
    g_free(widget->away_en);
    g_free(widget->hours);
    g_free(widget->address);
    g_free(widget->phone);
    g_free(widget->names);
    g_free(widget);
}

Widget *
widget_new(const char *name)
{
    Widget *widget = g_new(Widget, 1);

    *widget = (Widget){
        .name = g_strdup(name),
        .origins = g_strdup("[]"),
        .position = g_strdup("right"),
        .names = g_strdup("first"),
        .patience = 120,
        .files = true,
        .enabled = true,
        .generation = 1,
    };
    return widget;
}

char *
widget_origin(const char *text)
{
    g_autoptr(GUri) uri =
        strlen(text) <= LIMIT_NAME ? g_uri_parse(text, G_URI_FLAGS_NONE, NULL) : NULL;
    const char *scheme = uri != NULL ? g_uri_get_scheme(uri) : "";
    bool https = strcmp(scheme, "https") == 0;
    g_autofree char *host = NULL;
    const char *path;
    int port;

    if ((!https && strcmp(scheme, "http") != 0) || g_uri_get_host(uri) == NULL ||
        g_uri_get_host(uri)[0] == '\0' || g_uri_get_userinfo(uri) != NULL ||
        g_uri_get_query(uri) != NULL || g_uri_get_fragment(uri) != NULL)
        return NULL;
    path = g_uri_get_path(uri);
    host = g_ascii_strdown(g_uri_get_host(uri), -1);
    for (const char *at = host; *at != '\0'; at++)
        if (!g_ascii_isalnum(*at) && strchr(".-_", *at) == NULL)
            return NULL;
    if (path[0] != '\0' && strcmp(path, "/") != 0)
        return NULL;
    port = g_uri_get_port(uri);
    return port <= 0 || port == (https ? 443 : 80)
               ? g_strdup_printf("%s://%s", scheme, host)
               : g_strdup_printf("%s://%s:%d", scheme, host, port);
}

bool
widget_allows(const Widget *widget, const char *origin)
{
    json_t *origins = json_loads(widget->origins, 0, NULL);
    bool allowed = false;
    json_t *each;
    size_t i;

    json_array_foreach(origins, i, each) allowed |= strcmp(json_string_value(each), origin) == 0;
    json_decref(origins);
    return allowed;
}

bool
widget_set_origins(Widget *widget, const json_t *given, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    JsonWriter json;
    json_t *each;
    size_t i;

    json_writer_init(&json, text);
    json_list_begin(&json);
    json_array_foreach(given, i, each)
    {
        g_autofree char *origin = widget_origin(json_string_value(each));
        g_autofree char *field = g_strdup_printf("origins[%zu]", i);

        if (origin == NULL)
            return error_set_field(error, APP_ERROR_INVALID, field, "is not scheme://host");
        json_text(&json, origin);
    }
    json_list_end(&json);
    g_free(widget->origins);
    widget->origins = g_strdup(text->str);
    return true;
}

/* ---- What can be told of it alone, and what the store must know ---- */

static bool
is_colour(const char *text)
{
    return strlen(text) == 7 && text[0] == '#' && strspn(text + 1, "0123456789abcdefABCDEF") == 6;
}

static bool
are_hours(const char *text)
{
    Hours *hours = hours_parse(text, NULL);
    bool read = hours != NULL;

    hours_free(hours);
    return read;
}

static bool
refuse(int found, const char *field, const char *why, GError **error)
{
    return found == 1 ||
           (found == 0 && error_set_field(error, APP_ERROR_INVALID, field, "%s", why));
}

bool
widget_check(Db *db, const Widget *widget, GError **error)
{
    g_autoptr(MailboxAddress) address = NULL;
    g_autofree char *team = NULL;

    if (widget->colour != NULL && !is_colour(widget->colour))
        return error_set_field(error, APP_ERROR_INVALID, "colour", "is not #rrggbb");
    if (widget->hours != NULL && !are_hours(widget->hours))
        return error_set_field(error, APP_ERROR_INVALID, "hours", "cannot be read");
    if (widget->address != NULL &&
        !refuse(mailbox_of_address(db, widget->address, &address, error), "address",
                "is not an address of a mailbox of ours", error))
        return false;
    return widget->team == 0 ||
           refuse(widget_store_team(db, widget->team, &team, error), "team", "no such team", error);
}
