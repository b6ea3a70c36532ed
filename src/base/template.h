/* template: the little HTML that the server writes itself (public pages, mails).
 *
 * A template is a static text with names in it: {{name}} is replaced by the value escaped for HTML,
 * text or quoted attribute alike; {{{name}}} by the value as it is, for what another template made.
 * Escaping is what happens when nobody thinks of it. A name that has no value is a programmer's
 * mistake. */
#pragma once

#include <glib.h>

typedef struct {
    const char *name;
    const char *value; /* NULL writes nothing */
} TemplateValue;

#define TEMPLATE_END                                                                               \
    {                                                                                              \
        NULL, NULL                                                                                 \
    }

/* Appends the template with its values, an array that ends with TEMPLATE_END. */
void template_write(GString *out, const char *template, const TemplateValue *values);

/* The same as a new text, owned by the caller. */
char *template_text(const char *template, const TemplateValue *values);

/* Appends text escaped for HTML. */
void template_escape(GString *out, const char *text);
