#include "app/command.h"

#include "app/modules.h"
#include "http/server.h"

static const OptionId taken[] = {OPTION_PUBLIC_URL, N_OPTIONS};

static bool
run(const Config *config, GError **error)
{
    const ModuleTables *tables = module_tables();
    const char *told = config_text(config, OPTION_PUBLIC_URL);
    g_autofree char *document = openapi_write(tables->routes, tables->n_routes,
                                              told != NULL ? told : "http://127.0.0.1:8080");

    g_print("%s\n", document);
    return true;
}

const Command command_openapi = {
    .name = "openapi",
    .about = "Prints the OpenAPI description of every route.",
    .taken = taken,
    .run = run,
};
