#include "http/request-inside.h"

#include "base/error.h"

#include <string.h>

/* Undoes percent-encoding in place; '+' too when it means a space. False for a broken escape, a NUL
 * or what is not UTF-8. */
static bool
unescape(char *text, bool plus_is_space)
{
    char *to = text;

    for (const char *at = text; *at != '\0'; at++) {
        char byte = *at == '+' && plus_is_space ? ' ' : *at;

        if (byte == '%') {
            int high = g_ascii_xdigit_value(at[1]);
            int low = high < 0 ? -1 : g_ascii_xdigit_value(at[2]);

            if (low < 0 || high + low == 0)
                return false;
            byte = (char)(high << 4 | low);
            at += 2;
        }
        *to++ = byte;
    }
    *to = '\0';
    return g_utf8_validate(text, to - text, NULL);
}

/* One "name=value" of a query or a form. */
static bool
add_pair(Request *request, char *pair, GError **error)
{
    char *value = strchr(pair, '=');

    if (value != NULL)
        *value++ = '\0';
    if (!unescape(pair, true) || (value != NULL && !unescape(value, true)))
        return error_set(error, APP_ERROR_INVALID, "broken percent-encoding");
    if (request_parameter(request, pair) != NULL)
        return error_set_field(error, APP_ERROR_INVALID, pair, "%s is given twice", pair);
    if (request->n_parameters == LIMIT_HTTP_PARAMETERS)
        return error_set(error, APP_ERROR_INVALID, "more than %d parameters",
                         LIMIT_HTTP_PARAMETERS);
    request->parameters[request->n_parameters++] =
        (Parameter){.name = pair, .value = value != NULL ? value : ""};
    return true;
}

static bool
add_pairs(Request *request, char *text, GError **error)
{
    char *rest = text;

    for (char *pair = strsep(&rest, "&"); pair != NULL; pair = strsep(&rest, "&"))
        if (*pair != '\0' && !add_pair(request, pair, error))
            return false;
    return true;
}

bool
target_parse_form(Request *request, char *form, GError **error)
{
    return add_pairs(request, form, error);
}

/* "http://host/path", which proxies may send, means "/path". */
static char *
skip_authority(char *target)
{
    char *host = strstr(target, "://");

    if (*target == '/' || host == NULL)
        return target;
    return strchr(host + 3, '/');
}

bool
target_parse(Request *request, GError **error)
{
    char *path = skip_authority(request->target);
    char *query;

    if (path == NULL || *path != '/')
        return error_set(error, APP_ERROR_NOT_FOUND, "no such path");
    query = strchr(path, '?');
    if (query != NULL)
        *query++ = '\0';
    path++;
    for (char *segment = strsep(&path, "/"); segment != NULL; segment = strsep(&path, "/")) {
        if (request->n_segments == ROUTER_SEGMENTS || !unescape(segment, false) ||
            strchr(segment, '/') != NULL)
            return error_set(error, APP_ERROR_NOT_FOUND, "no such path");
        request->segments[request->n_segments++] = segment;
    }
    return query == NULL || add_pairs(request, query, error);
}
