/* Any request at all to every route of the program, asked by someone with every right, of a small
 * house with a conversation in it. No input may be our fault (500), nor be answered with another
 * shape than the route declares (route_ask() checks it). Input: which route, then what stands for
 * the words of its path and the query, up to a line end, then the body. */
#include "app/modules.h"
#include "base/id.h"
#include "base/log.h"
#include "http/server.h"
#include "lib/house.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    House *house;
    GPtrArray *routes; /* of const Route* */
    Principal principal;
    char id[ID_TEXT_MAX]; /* of a conversation that is there */
} World;

/* Streams do not end, and a password takes longer than a thousand other requests. */
static bool
is_asked(const Route *route)
{
    return (route->flags & (ROUTE_STREAM | ROUTE_SLOW)) == 0;
}

static void
make_world(World *world)
{
    const ModuleTables *tables = module_tables();
    Received received;

    log_set_level(LOG_ERROR);
    world->house = house_new();
    received = house_hear(world->house, &(Mail){.from = "camille@example.org", .file = "a file"});
    g_snprintf(world->id, sizeof world->id, "%" G_GINT64_FORMAT, received.conversation);
    world->principal = (Principal){.staff = house_staff(world->house, "sam"),
                                   .rights = (UINT64_C(1) << RIGHT_COUNT) - 1};
    world->routes = g_ptr_array_new();
    for (size_t i = 0; i < tables->n_routes; i++)
        for (const Route *route = tables->routes[i]; route->method != NULL; route++)
            if (is_asked(route))
                g_ptr_array_add(world->routes, (gpointer)route);
}

/* The route's path with word in each of its places, and the query. */
static char *
fill_path(const World *world, const char *path, const char *said)
{
    const char *query = strchr(said, '?');
    g_autofree char *word = query != NULL ? g_strndup(said, (gsize)(query - said)) : g_strdup(said);
    GString *full = g_string_new(NULL);

    for (const char *at = path; *at != '\0'; at++) {
        if (*at != '{') {
            g_string_append_c(full, *at);
            continue;
        }
        g_string_append(full, word[0] != '\0' ? word : world->id);
        at = strchr(at, '}');
    }
    g_string_append(full, query != NULL ? query : "");
    return g_string_free(full, FALSE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static World world;
    g_autofree char *input = size > 0 ? g_strndup((const char *)data + 1, size - 1) : NULL;
    g_autofree char *path = NULL;
    g_autofree char *answer = NULL;
    const Route *route;
    char *body;
    unsigned status;

    if (input == NULL)
        return -1;
    if (world.house == NULL)
        make_world(&world);
    body = strchr(input, '\n');
    if (body != NULL)
        *body++ = '\0';
    route = world.routes->pdata[data[0] % world.routes->len];
    path = fill_path(&world, route->path, input);
    status = route_ask(
        world.house->database, &world.house->context, module_tables()->routes,
        module_tables()->n_routes,
        &(Ask){.method = route->method, .path = path, .body = body, .principal = world.principal},
        &answer);
    if (status == 500)
        g_error("%s %s: %s", route->method, route->path, answer);
    return 0;
}
