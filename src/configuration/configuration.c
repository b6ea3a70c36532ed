#include "configuration/configuration.h"

#include "base/error.h"

#include <string.h>

bool
configuration_each(ConfigurationEach each, void *data, GError **error)
{
    for (const Module *const *module = module_all(); *module != NULL; module++)
        for (const ConfigurationPart *part = (*module)->configurations;
             part != NULL && part->name != NULL; part++)
            if (!each(part, data, error))
                return false;
    return true;
}

typedef struct {
    const char *name;
    const ConfigurationPart *found;
} Search;

static bool
look(const ConfigurationPart *part, void *data, GError **error)
{
    Search *search = data;

    if (strcmp(part->name, search->name) == 0)
        search->found = part;
    return search->found == NULL;
}

const ConfigurationPart *
configuration_part(const char *name)
{
    Search search = {name, NULL};

    configuration_each(look, &search, NULL);
    return search.found;
}

/* ---- Writing ---- */

typedef struct {
    Context *context;
    Db *db;
    JsonWriter *json;
} Writing;

static bool
write_part(const ConfigurationPart *part, void *data, GError **error)
{
    const Writing *writing = data;

    json_name(writing->json, part->name);
    json_list_begin(writing->json);
    if (!part->write(writing->context, writing->db, writing->json, error))
        return false;
    json_list_end(writing->json);
    return true;
}

/* For people and for tools that compare line by line. */
static GString *
lay_out(const GString *compact, GError **error)
{
    json_t *whole = json_loadb(compact->str, compact->len, 0, NULL);
    g_autofree char *text =
        whole != NULL ? json_dumps(whole, JSON_INDENT(2) | JSON_PRESERVE_ORDER) : NULL;
    GString *laid = text != NULL ? g_string_new(text) : NULL;

    json_decref(whole);
    if (laid == NULL) {
        error_set(error, APP_ERROR_INTERNAL, "a part of the configuration is not JSON");
        return NULL;
    }
    return g_string_append_c(laid, '\n');
}

GString *
configuration_write(Context *context, Db *db, GError **error)
{
    g_autoptr(GString) compact = g_string_new(NULL);
    JsonWriter json;
    Writing writing = {context, db, &json};

    json_writer_init(&json, compact);
    json_object_begin(&json);
    json_put_text(&json, "format", CONFIGURATION_FORMAT);
    json_put_int(&json, "version", CONFIGURATION_VERSION);
    json_name(&json, "parts");
    json_object_begin(&json);
    if (!configuration_each(write_part, &writing, error))
        return NULL;
    json_object_end(&json);
    json_object_end(&json);
    return lay_out(compact, error);
}
