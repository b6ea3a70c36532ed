#include "http/assets.h"

#include "http/security.h"

#include <gio/gio.h>
#include <string.h>

#define ROOT  "/web" /* where tools/embed-web puts the files */
#define SHELL "/index.html"
/* Scripts that pages of other sites load by address: no digest in their names, hence not for ever.
 */
#define FOR_OTHER_SITES "/chat/"

/* Of the resource made by tools/embed-web, or of web-none.c. NULL: no web application in this
 * build. */
GResource *web_get_resource(void);

typedef struct {
    struct MHD_Response *plain, *gzip; /* gzip may be NULL */
} Asset;

struct Assets {
    GHashTable *files; /* path → Asset */
};

static const char no_application[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Lien</title></head>"
    "<body><p lang=\"fr\">Cette version de Lien n’a pas d’application web ; l’API répond.</p>"
    "<p>This build of Lien has no web application; its API answers.</p></body></html>\n";

static const char *
type_of(const char *path)
{
    static const struct {
        const char *suffix, *type;
    } types[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".woff", "font/woff"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".txt", "text/plain; charset=utf-8"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_str_has_suffix(path, types[i].suffix))
            return types[i].type;
    return "application/octet-stream";
}

static void
add_headers(struct MHD_Response *response, const char *path)
{
    static const char *const own[] = {"Content-Security-Policy", "Cache-Control",
                                      "Cross-Origin-Resource-Policy", NULL};
    bool kept = g_str_has_prefix(path, "/assets/");
    bool outside = g_str_has_prefix(path, FOR_OTHER_SITES);

    for (const SecurityHeader *header = security_headers; header->name != NULL; header++)
        if (!g_strv_contains(own, header->name))
            MHD_add_response_header(response, header->name, header->value);
    MHD_add_response_header(response, "Content-Security-Policy", security_app_policy);
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy",
                            outside ? "cross-origin" : "same-origin");
    MHD_add_response_header(response, "Cache-Control",
                            kept      ? "public, max-age=31536000, immutable"
                            : outside ? "public, max-age=600, stale-while-revalidate=86400"
                                      : "no-cache");
    MHD_add_response_header(response, "Vary", "Accept-Encoding");
    MHD_add_response_header(response, "Content-Type", type_of(path));
}

static struct MHD_Response *
make_response(const char *path, const void *data, size_t size)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(size, (void *)data, MHD_RESPMEM_PERSISTENT);

    add_headers(response, path);
    return response;
}

static Asset *
get_asset(Assets *assets, const char *path)
{
    Asset *asset = g_hash_table_lookup(assets->files, path);

    if (asset == NULL) {
        asset = g_new0(Asset, 1);
        g_hash_table_insert(assets->files, g_strdup(path), asset);
    }
    return asset;
}

static void
add_file(Assets *assets, GResource *resource, const char *path)
{
    g_autofree char *name = g_strconcat(ROOT, path, NULL);
    g_autofree char *plain =
        g_str_has_suffix(path, ".gz") ? g_strndup(path, strlen(path) - 3) : g_strdup(path);
    /* The resource lies in the program's own memory: its bytes outlive every answer. */
    g_autoptr(GBytes) bytes = g_resource_lookup_data(resource, name, 0, NULL);
    Asset *asset = get_asset(assets, plain);
    gsize size = 0;
    const void *data = g_bytes_get_data(bytes, &size);
    struct MHD_Response *response = make_response(plain, data, size);

    if (strcmp(plain, path) == 0) {
        asset->plain = response;
    } else {
        MHD_add_response_header(response, "Content-Encoding", "gzip");
        asset->gzip = response;
    }
}

static void
add_folder(Assets *assets, GResource *resource, const char *folder)
{
    g_autofree char *name = g_strconcat(ROOT, folder, NULL);
    g_auto(GStrv) children = g_resource_enumerate_children(resource, name, 0, NULL);

    for (char **child = children; child != NULL && *child != NULL; child++) {
        g_autofree char *path = g_strconcat(folder, *child, NULL);

        if (g_str_has_suffix(path, "/"))
            add_folder(assets, resource, path);
        else
            add_file(assets, resource, path);
    }
}

static void
asset_free(void *data)
{
    Asset *asset = data;

    g_clear_pointer(&asset->plain, MHD_destroy_response);
    g_clear_pointer(&asset->gzip, MHD_destroy_response);
    g_free(asset);
}

Assets *
assets_new(void)
{
    Assets *assets = g_new0(Assets, 1);
    GResource *resource = web_get_resource();

    assets->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, asset_free);
    if (resource != NULL)
        add_folder(assets, resource, "/");
    if (g_hash_table_lookup(assets->files, SHELL) == NULL)
        get_asset(assets, SHELL)->plain =
            make_response(SHELL, no_application, strlen(no_application));
    return assets;
}

void
assets_free(Assets *assets)
{
    if (assets == NULL)
        return;
    g_hash_table_unref(assets->files);
    g_free(assets);
}

static bool
is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);

    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

struct MHD_Response *
assets_find(const Assets *assets, const char *target, bool gzip, bool page)
{
    g_autofree char *path = g_strndup(target, strcspn(target, "?"));
    const Asset *asset;

    if (is_below(path, "/api") || is_below(path, "/s"))
        return NULL;
    asset = g_hash_table_lookup(assets->files, path);
    /* The address alone is the application, whatever asks: monitors name no type. */
    if (asset == NULL && (page || strcmp(path, "/") == 0) && !is_below(path, "/assets"))
        asset = g_hash_table_lookup(assets->files, SHELL);
    if (asset == NULL)
        return NULL;
    return gzip && asset->gzip != NULL ? asset->gzip : asset->plain;
}
