/* The settings of widgets. */
#include "chat/chat-http.h"

#include "base/clock.h"
#include "base/error.h"
#include "chat/identity.h"
#include "staff/staff.h"

#include <string.h>

static bool
write_widget(JsonWriter *json, Request *request, const Widget *widget, GError **error)
{
    g_autofree char *team = NULL;
    g_autofree char *script =
        g_strdup_printf("<script async src=\"%s/chat/widget.js\" data-widget=\"%s\"></script>",
                        request_context(request)->public_url, widget->key);

    if (widget->team != 0 && widget_store_team(request_db(request), widget->team, &team, error) < 0)
        return false;
    json_object_begin(json);
    json_put_id(json, "id", widget->id);
    json_put_text(json, "key", widget->key);
    json_put_text(json, "name", widget->name);
    json_put_text(json, "script", script);
    json_name(json, "team");
    team_ref_write(json, team != NULL ? widget->team : 0, team);
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

bool
chat_get_widgets(Request *request, GError **error)
{
    g_autoptr(GPtrArray) widgets = widget_store_list(request_db(request), error);
    JsonWriter *json;

    if (widgets == NULL)
        return false;
    json = reply_list(request);
    for (guint i = 0; i < widgets->len; i++)
        if (!write_widget(json, request, widgets->pdata[i], error))
            return false;
    reply_list_end(request, false, 0, 0);
    return true;
}

/* ---- What a change says ---- */

static void
set_text(Request *request, const char *name, char **text)
{
    const char *given = request_text(request, name);

    if (given == NULL && !request_is_null(request, name))
        return;
    g_free(*text);
    *text = g_strdup(given);
}

static bool
take_changes(Request *request, Db *tx, Widget *widget, GError **error)
{
    const json_t *given = request_json(request, "origins");
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
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        set_text(request, texts[i].name, texts[i].text);
    if (request_has(request, "name"))
        set_text(request, "name", &widget->name);
    if (request_has(request, "position"))
        set_text(request, "position", &widget->position);
    if (request_has(request, "names"))
        set_text(request, "names", &widget->names);
    if (request_has(request, "team") || request_is_null(request, "team"))
        widget->team = request_id(request, "team");
    widget->patience = request_int(request, "patience", widget->patience);
    widget->files = request_bool(request, "files", widget->files);
    widget->enabled = request_bool(request, "enabled", widget->enabled);
    return (given == NULL || widget_set_origins(widget, given, error)) &&
           widget_check(tx, widget, error);
}

static bool
tell(Db *tx, Request *request, const char *name, int64_t widget, GError **error)
{
    Fact fact = {.name = name,
                 .actor = request_principal(request)->staff,
                 .subject = widget,
                 .at = clock_now()};

    return journal_append(tx, &fact, error);
}

/* ---- Writing ---- */

typedef struct {
    Request *request;
    Widget *widget; /* out */
    bool new_secret;
} Setting;

static bool
add_work(Db *tx, void *data, GError **error)
{
    Setting *setting = data;
    g_autoptr(Widget) widget = widget_new("");

    g_clear_pointer(&setting->widget, widget_free);
    if (!request_has(setting->request, "name"))
        return error_set_field(error, APP_ERROR_INVALID, "name", "is missing");
    if (!take_changes(setting->request, tx, widget, error) ||
        !widget_store_insert(tx, widget, error) ||
        !tell(tx, setting->request, "chat.widget_added", widget->id, error))
        return false;
    setting->widget = g_steal_pointer(&widget);
    return true;
}

static bool
need_widget(Db *db, int64_t id, Widget **ret_widget, GError **error)
{
    int found = widget_store_get(db, id, ret_widget, error);

    return found == 0 ? error_set(error, APP_ERROR_NOT_FOUND, "no widget %" G_GINT64_FORMAT, id)
                      : found == 1;
}

static bool
change_work(Db *tx, void *data, GError **error)
{
    Setting *setting = data;
    Request *request = setting->request;
    g_autoptr(Widget) widget = NULL;

    g_clear_pointer(&setting->widget, widget_free);
    if (!need_widget(tx, request_id(request, "id"), &widget, error) ||
        (!setting->new_secret && !take_changes(request, tx, widget, error)))
        return false;
    if (setting->new_secret)
        widget->generation++;
    if (!widget_store_update(tx, widget, error) ||
        !tell(tx, request, "chat.widget_changed", widget->id, error))
        return false;
    setting->widget = g_steal_pointer(&widget);
    return true;
}

static bool
write_setting(Request *request, DbWork work, unsigned status, GError **error)
{
    Setting setting = {.request = request};
    g_autoptr(Widget) widget = NULL;
    bool done = request_write(request, work, &setting, error);

    widget = setting.widget;
    return done && write_widget(reply_json(request, status), request, widget, error);
}

bool
chat_post_widget(Request *request, GError **error)
{
    return write_setting(request, add_work, 201, error);
}

bool
chat_patch_widget(Request *request, GError **error)
{
    return write_setting(request, change_work, 200, error);
}

/* ---- The secret of identities ---- */

static void
write_secret(Request *request, const Widget *widget)
{
    JsonWriter *json = reply_json(request, 200);
    g_autofree char *secret = identity_secret(request_context(request), widget);
    g_autofree char *example =
        g_strdup_printf("{\"id\":\"42\",\"email\":\"camille@example.org\",\"name\":\"Camille\","
                        "\"until\":%" G_GINT64_FORMAT "}",
                        (clock_now() + CLOCK_HOUR) / 1000);
    g_autofree char *signature = identity_sign(secret, example);

    json_object_begin(json);
    json_put_text(json, "secret", secret);
    json_put_text(json, "example", example);
    json_put_text(json, "signature", signature);
    json_object_end(json);
}

bool
chat_get_secret(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;

    if (!need_widget(request_db(request), request_id(request, "id"), &widget, error))
        return false;
    write_secret(request, widget);
    return true;
}

bool
chat_post_secret(Request *request, GError **error)
{
    Setting setting = {.request = request, .new_secret = true};
    g_autoptr(Widget) widget = NULL;
    bool done = request_write(request, change_work, &setting, error);

    widget = setting.widget;
    if (done)
        write_secret(request, widget);
    return done;
}
