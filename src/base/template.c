#include "base/template.h"

#include <string.h>

void
template_escape(GString *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        switch (*c) {
        case '&':
            g_string_append(out, "&amp;");
            break;
        case '<':
            g_string_append(out, "&lt;");
            break;
        case '>':
            g_string_append(out, "&gt;");
            break;
        case '"':
            g_string_append(out, "&quot;");
            break;
        case '\'':
            g_string_append(out, "&#39;");
            break;
        default:
            g_string_append_c(out, *c);
        }
}

static const char *
value_of(const TemplateValue *values, const char *name, gsize length)
{
    for (; values->name != NULL; values++)
        if (strlen(values->name) == length && strncmp(values->name, name, length) == 0)
            return values->value != NULL ? values->value : "";
    g_critical("template: no value for \"%.*s\"", (int)length, name);
    return "";
}

void
template_write(GString *out, const char *template, const TemplateValue *values)
{
    const char *mark;

    while ((mark = strstr(template, "{{")) != NULL) {
        gsize braces = mark[2] == '{' ? 3 : 2;
        const char *name = mark + braces;
        const char *end = strstr(name, "}}");
        const char *value;

        g_return_if_fail(end != NULL);
        value = value_of(values, name, (gsize)(end - name));
        g_string_append_len(out, template, mark - template);
        if (braces == 3)
            g_string_append(out, value);
        else
            template_escape(out, value);
        template = end + braces;
    }
    g_string_append(out, template);
}

char *
template_text(const char *template, const TemplateValue *values)
{
    GString *out = g_string_new(NULL);

    template_write(out, template, values);
    return g_string_free(out, FALSE);
}
