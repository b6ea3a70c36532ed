#include "http/router.h"

#include "base/limits.h"

#include <string.h>

typedef enum { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE, METHODS } Method;

static const char *const method_names[METHODS] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

typedef struct {
    const Route *route;
    size_t n_words;
    const char *words[ROUTER_SEGMENTS]; /* interned */
} Leaf;

typedef struct Node Node;
struct Node {
    GHashTable *literals; /* segment → Node; NULL: none */
    Node *any;            /* below a {word} */
    Leaf *leaves[METHODS];
    char *allow; /* NULL: no path ends here */
};

struct Router {
    Node *root;
};

const Field route_id_field = {.name = "id", .type = FIELD_ID};

const Field route_list_fields[] = {
    {"limit", FIELD_INT, 0, 1, LIMIT_LIST_MAX, .about = "How many items at most."},
    {"cursor", FIELD_TEXT, 0, 0, 64, .about = "The `next` of the page before."},
    FIELDS_END,
};

static const Field *
find_field(const Field *fields, const char *name)
{
    for (; fields != NULL && fields->name != NULL; fields++)
        if (strcmp(fields->name, name) == 0)
            return fields;
    return NULL;
}

const Field *
route_parameter(const Route *route, const char *name)
{
    const Field *field = find_field(route->query, name);

    if (field == NULL && (route->flags & ROUTE_LIST) != 0)
        field = find_field(route_list_fields, name);
    return field;
}

const Field *
route_body_field(const Route *route, const char *name)
{
    return route->body != NULL ? find_field(route->body->fields, name) : NULL;
}

static Method
method_of(const char *name)
{
    Method method = METHOD_GET;

    if (strcmp(name, "HEAD") == 0)
        return METHOD_GET;
    while (method < METHODS && strcmp(method_names[method], name) != 0)
        method++;
    return method;
}

bool
method_is_unsafe(const char *method)
{
    return strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0 &&
           strcmp(method, "OPTIONS") != 0;
}

/* ---- Building ---- */

static void
node_free(void *data)
{
    Node *node = data;

    if (node == NULL)
        return;
    g_clear_pointer(&node->literals, g_hash_table_unref);
    node_free(node->any);
    for (int i = 0; i < METHODS; i++)
        g_free(node->leaves[i]);
    g_free(node->allow);
    g_free(node);
}

static bool
is_word(const char *segment)
{
    return segment[0] == '{' && g_str_has_suffix(segment, "}");
}

/* The node below one segment, made when it is not there. A {word} is noted in the leaf. */
static Node *
descend(Node *node, const char *segment, Leaf *leaf)
{
    Node *next;

    if (is_word(segment)) {
        g_autofree char *word = g_strndup(segment + 1, strlen(segment) - 2);

        leaf->words[leaf->n_words++] = g_intern_string(word);
        if (node->any == NULL)
            node->any = g_new0(Node, 1);
        return node->any;
    }
    if (node->literals == NULL)
        node->literals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, node_free);
    next = g_hash_table_lookup(node->literals, segment);
    if (next == NULL) {
        next = g_new0(Node, 1);
        g_hash_table_insert(node->literals, g_strdup(segment), next);
    }
    return next;
}

static char *
allow_of(const Node *node)
{
    g_autoptr(GString) allow = g_string_new(NULL);

    for (int i = 0; i < METHODS; i++)
        if (node->leaves[i] != NULL)
            g_string_append_printf(allow, "%s, ", method_names[i]);
    if (node->leaves[METHOD_GET] != NULL)
        g_string_append(allow, "HEAD, ");
    g_string_append(allow, "OPTIONS");
    return g_string_free(g_steal_pointer(&allow), FALSE);
}

static void
add_route(Router *router, const Route *route)
{
    g_auto(GStrv) segments = g_strsplit(route->path + 1, "/", -1);
    Method method = method_of(route->method);
    Leaf *leaf = g_new0(Leaf, 1);
    Node *node = router->root;

    leaf->route = route;
    if (route->path[0] != '/' || method == METHODS || g_strv_length(segments) > ROUTER_SEGMENTS)
        g_error("route %s %s cannot be served", route->method, route->path);
    if (method == METHOD_GET && route->body != NULL)
        g_error("route %s %s cannot have a body", route->method, route->path);
    for (char **segment = segments; *segment != NULL; segment++)
        node = descend(node, *segment, leaf);
    if (route->cross != NULL && route->right != RIGHT_ANYONE)
        g_error("route %s %s is open to other sites and wants a right", route->method, route->path);
    if (node->leaves[method] != NULL)
        g_error("route %s %s is there twice", route->method, route->path);
    node->leaves[method] = leaf;
    g_free(node->allow);
    node->allow = allow_of(node);
}

Router *
router_new(const Route *const *tables, size_t n_tables)
{
    Router *router = g_new0(Router, 1);

    router->root = g_new0(Node, 1);
    for (size_t i = 0; i < n_tables; i++)
        for (const Route *route = tables[i]; route != NULL && route->method != NULL; route++)
            add_route(router, route);
    return router;
}

void
router_free(Router *router)
{
    if (router == NULL)
        return;
    node_free(router->root);
    g_free(router);
}

/* ---- Finding ---- */

/* The node where the segments end, or NULL. values gets what stood for each {word}. */
static const Node *
walk(const Node *node, const char *const *segments, size_t n_segments, const char **values)
{
    const Node *next = NULL;
    const Node *found = NULL;

    if (n_segments == 0)
        return node->allow != NULL ? node : NULL;
    if (node->literals != NULL)
        next = g_hash_table_lookup(node->literals, segments[0]);
    if (next != NULL)
        found = walk(next, segments + 1, n_segments - 1, values);
    if (found == NULL && node->any != NULL && segments[0][0] != '\0') {
        values[0] = segments[0];
        found = walk(node->any, segments + 1, n_segments - 1, values + 1);
    }
    return found;
}

bool
router_find(const Router *router, const char *method, const char *const *segments,
            size_t n_segments, RouteMatch *ret_match)
{
    RouteMatch match = {.route = NULL};
    Method which = method_of(method);
    const Node *node;

    if (n_segments > ROUTER_SEGMENTS)
        return false;
    node = walk(router->root, segments, n_segments, match.values);
    if (node == NULL)
        return false;
    match.allow = node->allow;
    if (which < METHODS && node->leaves[which] != NULL) {
        const Leaf *leaf = node->leaves[which];

        match.route = leaf->route;
        match.n_words = leaf->n_words;
        match.words = leaf->words;
    }
    *ret_match = match;
    return true;
}
