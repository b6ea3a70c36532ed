/* The payloads that broke sanitisers of others (html-xss-dompurify, from LIEN_DATA, by default
 * ../shared/data): what comes out of ours is parsed again, and every element and attribute of it
 * must be one of the allow-list. */
#include "html/html-allow.h"
#include "html/html-tree.h"
#include "html/html.h"

#include <jansson.h>
#include <string.h>

static bool
is_written_attribute(const GumboAttribute *attribute)
{
    static const char *const own[] = {"rel", "target", "data-src"};
    g_autofree char *address = NULL;

    if (strcmp(attribute->name, "href") == 0 || strcmp(attribute->name, "src") == 0)
        return html_address(attribute->value, &address) != HTML_ADDRESS_NONE;
    if (strcmp(attribute->name, "style") == 0) {
        g_autofree char *style = html_style(attribute->value);

        return g_strcmp0(style, attribute->value) == 0;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
        if (strcmp(attribute->name, own[i]) == 0)
            return true;
    return html_attribute_allowed(attribute->name) &&
           g_ascii_strncasecmp(attribute->name, "on", 2) != 0;
}

static void
check_node(const GumboNode *node, const char *title)
{
    const GumboElement *element = &node->v.element;

    if (node->type != GUMBO_NODE_ELEMENT)
        return;
    if (element->tag_namespace != GUMBO_NAMESPACE_HTML ||
        html_element_rule(element->tag) != HTML_KEEP)
        g_test_fail_printf("%s: the element %s is left", title,
                           gumbo_normalized_tagname(element->tag));
    for (unsigned i = 0; i < element->attributes.length; i++) {
        const GumboAttribute *attribute = element->attributes.data[i];

        if (!is_written_attribute(attribute))
            g_test_fail_printf("%s: %s=\"%s\" is left", title, attribute->name, attribute->value);
    }
    for (unsigned i = 0; i < element->children.length; i++)
        check_node(element->children.data[i], title);
}

static void
check_payload(const char *payload, const char *title)
{
    HtmlOptions options = {.remote_images = true};
    g_autofree char *safe = html_sanitise(payload, strlen(payload), &options, NULL);
    g_autoptr(HtmlTree) tree = html_tree_new(safe, strlen(safe));
    const GumboNode *body = tree != NULL ? html_tree_body(tree) : NULL;

    if (body == NULL)
        return;
    if (body->v.element.attributes.length > 0)
        g_test_fail_printf("%s: the body has attributes", title);
    for (unsigned i = 0; i < body->v.element.children.length; i++)
        check_node(body->v.element.children.data[i], title);
}

static void
test_nothing_that_runs_is_left_of_known_attacks(void)
{
    const char *data = g_getenv("LIEN_DATA");
    g_autofree char *path = g_build_filename(data != NULL ? data : "../shared/data",
                                             "html-xss-dompurify/payloads.json", NULL);
    json_t *payloads = json_load_file(path, 0, NULL);
    json_t *payload;
    size_t i;

    if (payloads == NULL) {
        g_autofree char *why = g_strdup_printf("NO DATA: no %s; set LIEN_DATA", path);

        g_test_skip(why);
        return;
    }
    g_assert_cmpuint(json_array_size(payloads), >, 50);
    json_array_foreach(payloads, i, payload)
    {
        const char *title = json_string_value(json_object_get(payload, "title"));
        const char *text = json_string_value(json_object_get(payload, "payload"));

        g_assert_nonnull(text);
        check_payload(text, title != NULL ? title : "?");
    }
    g_test_message("%zu payloads", json_array_size(payloads));
    json_decref(payloads);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/html-data/nothing that runs is left of known attacks",
                    test_nothing_that_runs_is_left_of_known_attacks);
    return g_test_run();
}
