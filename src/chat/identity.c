#include "chat/identity.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"

#include <jansson.h>
#include <string.h>

void
identity_clear(Identity *identity)
{
    g_clear_pointer(&identity->id, g_free);
    g_clear_pointer(&identity->email, g_free);
    g_clear_pointer(&identity->name, g_free);
}

char *
identity_secret(const Context *context, const Widget *widget)
{
    g_autofree char *text = g_strdup_printf("chat-identity %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                                            widget->id, widget->generation);

    return hmac_sha256_hex(context->key, 32, text);
}

char *
identity_sign(const char *secret, const char *text)
{
    return hmac_sha256_hex(secret, strlen(secret), text);
}

static char *
text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    g_autofree char *line = text != NULL ? text_line(text) : NULL;

    return line != NULL && line[0] != '\0' ? text_clip(line, LIMIT_NAME) : NULL;
}

static bool
read_identity(const json_t *object, Identity *identity, GError **error)
{
    json_int_t until = json_integer_value(json_object_get(object, "until"));
    const char *email = json_string_value(json_object_get(object, "email"));

    if (until != 0 && until < clock_now() / 1000)
        return error_set(error, APP_ERROR_FORBIDDEN,
                         "the identity was good until %" G_GINT64_FORMAT, (int64_t)until);
    identity->id = text_of(object, "id");
    if (identity->id == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "identity", "has no id that is a text");
    identity->name = text_of(object, "name");
    if (email != NULL && email[0] != '\0') {
        identity->email = text_email(email);
        if (identity->email == NULL)
            return error_set_field(error, APP_ERROR_INVALID, "identity", "email is no address");
    }
    return true;
}

bool
identity_check(const Context *context, const Widget *widget, const char *text,
               const char *signature, Identity *ret_identity, GError **error)
{
    g_autofree char *secret = identity_secret(context, widget);
    g_autofree char *wanted = identity_sign(secret, text);
    g_autofree char *given = g_ascii_strdown(signature, -1);
    g_auto(Identity) identity = {0};
    json_t *object;
    bool read;

    if (!secret_equal(given, wanted))
        return error_set(error, APP_ERROR_FORBIDDEN, "the identity is not signed by the site");
    object = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    read = object != NULL && json_is_object(object)
               ? read_identity(object, &identity, error)
               : error_set_field(error, APP_ERROR_INVALID, "identity", "is no JSON object");
    json_decref(object);
    if (!read)
        return false;
    *ret_identity = identity;
    identity = (Identity){0};
    return true;
}
