#include "base/error.h"

typedef struct {
    char *field; /* NULL unless error_set_field() made it */
} AppErrorPrivate;

static void
app_error_private_init(AppErrorPrivate *priv)
{
    priv->field = NULL;
}

static void
app_error_private_copy(const AppErrorPrivate *from, AppErrorPrivate *to)
{
    to->field = g_strdup(from->field);
}

static void
app_error_private_clear(AppErrorPrivate *priv)
{
    g_clear_pointer(&priv->field, g_free);
}

G_DEFINE_EXTENDED_ERROR(AppError, app_error)

G_GNUC_PRINTF(4, 0)
static void
set_valist(GError **error, AppError code, const char *field, const char *format, va_list args)
{
    if (error == NULL)
        return;
    g_return_if_fail(*error == NULL);
    *error = g_error_new_valist(APP_ERROR, code, format, args);
    app_error_get_private(*error)->field = g_strdup(field);
}

bool
error_set(GError **error, AppError code, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set_valist(error, code, NULL, format, args);
    va_end(args);
    return false;
}

bool
error_set_field(GError **error, AppError code, const char *field, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set_valist(error, code, field, format, args);
    va_end(args);
    return false;
}

const char *
error_field(const GError *error)
{
    return error->domain == APP_ERROR ? app_error_get_private(error)->field : NULL;
}

bool
error_is_refusal(const GError *error)
{
    return error->domain == APP_ERROR &&
           (error->code == APP_ERROR_INVALID || error->code == APP_ERROR_NOT_FOUND ||
            error->code == APP_ERROR_CONFLICT || error->code == APP_ERROR_TOO_LARGE);
}

const char *
error_word(AppError code)
{
    static const char *const words[] = {
        [APP_ERROR_INVALID] = "invalid",     [APP_ERROR_UNAUTHENTICATED] = "unauthenticated",
        [APP_ERROR_FORBIDDEN] = "forbidden", [APP_ERROR_NOT_FOUND] = "not_found",
        [APP_ERROR_CONFLICT] = "conflict",   [APP_ERROR_TOO_LARGE] = "too_large",
        [APP_ERROR_TOO_MANY] = "too_many",   [APP_ERROR_UNAVAILABLE] = "unavailable",
        [APP_ERROR_INTERNAL] = "internal",
    };

    g_return_val_if_fail((size_t)code < G_N_ELEMENTS(words), "internal");
    return words[code];
}
