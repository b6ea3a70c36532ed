#include "wording/wording.h"

#include "base/error.h"

#include <string.h>

/* The next variable: its name from *ret_name on, *ret_length bytes without the spaces around it;
 * *ret_after behind it. 1; 0: no more; -1: one is not closed. */
static int
next_variable(const char *text, const char **ret_mark, const char **ret_name, gsize *ret_length,
              const char **ret_after)
{
    const char *mark = strstr(text, "{{");
    const char *end = mark != NULL ? strstr(mark, "}}") : NULL;
    const char *name, *last;

    if (end == NULL)
        return mark == NULL ? 0 : -1;
    name = mark + 2;
    last = end;
    while (name < last && *name == ' ')
        name++;
    while (last > name && last[-1] == ' ')
        last--;
    *ret_mark = mark;
    *ret_name = name;
    *ret_length = (gsize)(last - name);
    *ret_after = end + 2;
    return 1;
}

static bool
is_named(const char *name, const char *text, gsize length)
{
    return strlen(name) == length && strncmp(name, text, length) == 0;
}

char *
wording_fill(const char *text, const TemplateValue *values)
{
    GString *out = g_string_new(NULL);
    const char *mark, *name, *after;
    gsize length;

    while (next_variable(text, &mark, &name, &length, &after) == 1) {
        g_string_append_len(out, text, mark - text);
        for (const TemplateValue *value = values; value->name != NULL; value++)
            if (is_named(value->name, name, length))
                g_string_append(out, value->value != NULL ? value->value : "");
        text = after;
    }
    g_string_append(out, text);
    return g_string_free(out, FALSE);
}

static bool
is_known(const char *const *variables, const char *name, gsize length)
{
    for (; variables != NULL && *variables != NULL; variables++)
        if (is_named(*variables, name, length))
            return true;
    return false;
}

bool
wording_check_variables(const char *text, const char *const *variables, GError **error)
{
    const char *mark, *name, *after;
    gsize length;
    int found;

    while ((found = next_variable(text, &mark, &name, &length, &after)) == 1) {
        if (!is_known(variables, name, length))
            return error_set_field(error, APP_ERROR_INVALID, "text", "unknown variable '%.*s'",
                                   (int)MIN(length, 64), name);
        text = after;
    }
    return found == 0 ||
           error_set_field(error, APP_ERROR_INVALID, "text", "a variable is not closed by '}}'");
}

char *
wording_html(const char *text)
{
    GString *out = g_string_new("<p>");
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    bool begun = false, broken = false;

    for (char **line = lines; *line != NULL; line++) {
        if (**line == '\0') {
            broken = begun;
            continue;
        }
        if (broken)
            g_string_append(out, "</p>\n<p>");
        else if (begun)
            g_string_append(out, "<br>\n");
        template_escape(out, *line);
        begun = true;
        broken = false;
    }
    g_string_append(out, "</p>\n");
    return g_string_free(out, FALSE);
}
