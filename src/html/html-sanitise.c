#include "base/limits.h"
#include "html/html-allow.h"
#include "html/html-rewrite.h"
#include "html/html-tree.h"
#include "html/html.h"

#include <string.h>

#define DEPTH_MAX  256  /* elements in one another; what lies deeper is left out */
#define VALUE_MAX  2000 /* bytes of an attribute, images in the page excepted */
#define PASSES_MAX 5

typedef struct {
    GString *out;
    bool remote_images;
    unsigned blocked;
} Writer;

static void write_children(Writer *writer, const GumboVector *children, int depth);

void
html_put_escaped(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        gsize run = strcspn(text, "&<>\"");

        g_string_append_len(out, text, (gssize)run);
        text += run;
        if (*text == '\0')
            return;
        g_string_append(out, *text == '&'   ? "&amp;"
                             : *text == '<' ? "&lt;"
                             : *text == '>' ? "&gt;"
                                            : "&quot;");
    }
}

static void
put_attribute(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, " %s=\"", name);
    html_put_escaped(out, value);
    g_string_append_c(out, '"');
}

static void
write_link(Writer *writer, const GumboElement *element)
{
    const GumboAttribute *href = gumbo_get_attribute(&element->attributes, "href");
    g_autofree char *address = NULL;
    HtmlAddress kind = href != NULL ? html_address(href->value, &address) : HTML_ADDRESS_NONE;

    if ((kind != HTML_ADDRESS_WEB && kind != HTML_ADDRESS_WRITE) || strlen(address) > VALUE_MAX)
        return;
    put_attribute(writer->out, "href", address);
    g_string_append(writer->out, " rel=\"noopener noreferrer\" target=\"_blank\"");
}

/* The address of an image, or where it was held back before. */
static const char *
image_source(const GumboElement *element)
{
    const GumboAttribute *source = gumbo_get_attribute(&element->attributes, "src");
    const GumboAttribute *held = gumbo_get_attribute(&element->attributes, "data-src");

    return source != NULL ? source->value : held != NULL ? held->value : "";
}

static void
write_image(Writer *writer, const GumboElement *element)
{
    g_autofree char *address = NULL;
    HtmlAddress kind = html_address(image_source(element), &address);

    if (kind == HTML_ADDRESS_DATA || kind == HTML_ADDRESS_CID) {
        put_attribute(writer->out, "src", address);
    } else if (kind == HTML_ADDRESS_WEB && strlen(address) <= VALUE_MAX) {
        writer->blocked += !writer->remote_images;
        put_attribute(writer->out, writer->remote_images ? "src" : "data-src", address);
        if (writer->remote_images)
            g_string_append(writer->out, " referrerpolicy=\"no-referrer\"");
    }
}

static void
write_attributes(Writer *writer, const GumboElement *element)
{
    if (element->tag == GUMBO_TAG_A)
        write_link(writer, element);
    else if (element->tag == GUMBO_TAG_IMG)
        write_image(writer, element);
    for (unsigned i = 0; i < element->attributes.length; i++) {
        const GumboAttribute *attribute = element->attributes.data[i];

        if (attribute->attr_namespace != GUMBO_ATTR_NAMESPACE_NONE)
            continue;
        if (strcmp(attribute->name, "style") == 0) {
            g_autofree char *style = html_style(attribute->value);

            if (style != NULL)
                put_attribute(writer->out, "style", style);
        } else if (html_attribute_allowed(attribute->name) &&
                   strlen(attribute->value) <= VALUE_MAX) {
            put_attribute(writer->out, attribute->name, attribute->value);
        }
    }
}

static void
write_element(Writer *writer, const GumboElement *element, int depth)
{
    HtmlRule rule = element->tag_namespace == GUMBO_NAMESPACE_HTML ? html_element_rule(element->tag)
                                                                   : HTML_DROP;
    const char *name = gumbo_normalized_tagname(element->tag);

    if (rule == HTML_DROP || depth > DEPTH_MAX)
        return;
    if (rule == HTML_UNWRAP) {
        write_children(writer, &element->children, depth + 1);
        return;
    }
    g_string_append_printf(writer->out, "<%s", name);
    write_attributes(writer, element);
    g_string_append_c(writer->out, '>');
    if (html_is_void(element->tag))
        return;
    /* A parser takes away the first line end of a pre. */
    if (element->tag == GUMBO_TAG_PRE && element->children.length > 0) {
        const GumboNode *first = element->children.data[0];

        if ((first->type == GUMBO_NODE_TEXT || first->type == GUMBO_NODE_WHITESPACE) &&
            first->v.text.text[0] == '\n')
            g_string_append_c(writer->out, '\n');
    }
    write_children(writer, &element->children, depth + 1);
    g_string_append_printf(writer->out, "</%s>", name);
}

static void
write_children(Writer *writer, const GumboVector *children, int depth)
{
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *node = children->data[i];

        if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
            write_element(writer, &node->v.element, depth);
        else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)
            html_put_escaped(writer->out, node->v.text.text);
    }
}

/* One reading and writing. NULL if the page is not worth it. */
static char *
pass(const char *html, gsize length, bool remote_images, unsigned *ret_blocked)
{
    g_autoptr(HtmlTree) tree = html_tree_new(html, length);
    const GumboNode *body = tree != NULL ? html_tree_body(tree) : NULL;
    Writer writer = {.remote_images = remote_images};

    if (tree == NULL)
        return NULL;
    writer.out = g_string_sized_new(length + length / 4);
    if (body != NULL)
        write_children(&writer, &body->v.element.children, 0);
    *ret_blocked = writer.blocked;
    if (writer.out->len > 4 * (gsize)LIMIT_HTML)
        return g_string_free(writer.out, TRUE);
    return g_string_free(writer.out, FALSE);
}

/* Nothing but its words, spelled as everything here is. */
static char *
as_text(const char *html, gsize length)
{
    g_autofree char *text = html_to_text(html, length, LIMIT_TEXT, NULL);
    g_autofree char *made = html_from_text(text);
    unsigned blocked;
    char *spelled = pass(made, strlen(made), false, &blocked);

    return spelled != NULL ? spelled : g_steal_pointer(&made);
}

/* Taking elements away can leave a tree that no page would give: it is read again until it stays as
 * it is. A browser then sees what was checked here. */
char *
html_rewrite(const char *html, gsize length, bool remote_images, unsigned *ret_blocked)
{
    unsigned blocked = 0;
    g_autofree char *now = NULL;

    *ret_blocked = 0;
    length = MIN(length, (gsize)LIMIT_HTML);
    now = pass(html, length, remote_images, &blocked);
    for (int i = 0; now != NULL; i++) {
        g_autofree char *again = pass(now, strlen(now), remote_images, &blocked);

        if (again != NULL && strcmp(again, now) == 0)
            break;
        g_free(now);
        now = i < PASSES_MAX ? g_steal_pointer(&again) : NULL;
    }
    if (now == NULL)
        return as_text(html, length);
    *ret_blocked = blocked;
    return g_steal_pointer(&now);
}
