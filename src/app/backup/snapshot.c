#include "app/backup/snapshot.h"

#include "app/copy.h"
#include "base/error.h"
#include "base/json.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
fail(GError **error, const char *what, const char *path)
{
    return error_set(error, APP_ERROR_UNAVAILABLE, "cannot %s '%s': %s", what, path,
                     g_strerror(errno));
}

/* ---- Writing ---- */

/* As much as there is, at most size; -1: error. */
static ssize_t
read_full(int fd, char *bytes, gsize size)
{
    gsize done = 0;
    ssize_t n = 1;

    while (done < size && (n = read(fd, bytes + done, size - done)) > 0)
        done += (gsize)n;
    return n < 0 ? -1 : (ssize_t)done;
}

static bool
put_pieces(Vault *vault, const SnapshotSource *source, int fd, int64_t left, JsonWriter *json,
           GError **error)
{
    g_autofree char *bytes = g_malloc(source->piece);
    char name[HASH_HEX_SIZE];

    while (left > 0) {
        gsize want = (gsize)MIN(left, (int64_t)source->piece);
        ssize_t n = read_full(fd, bytes, want);

        if (n != (ssize_t)want)
            return fail(error, "read", source->from);
        if (!vault_put(vault, bytes, want, name, error))
            return false;
        json_text(json, name);
        left -= n;
    }
    return true;
}

static bool
put_file(Vault *vault, const SnapshotSource *source, JsonWriter *json, GError **error)
{
    int fd = open(source->from, O_RDONLY | O_CLOEXEC);
    struct stat info;
    bool put;

    if (fd < 0)
        return fail(error, "read", source->from);
    put = fstat(fd, &info) == 0 || fail(error, "read", source->from);
    if (put) {
        json_object_begin(json);
        json_put_text(json, "path", source->path);
        json_put_int(json, "size", info.st_size);
        json_put_int(json, "piece", (int64_t)source->piece);
        json_name(json, "pieces");
        json_list_begin(json);
        put = put_pieces(vault, source, fd, info.st_size, json, error);
        json_list_end(json);
        json_object_end(json);
    }
    close(fd);
    return put;
}

bool
snapshot_save(Vault *vault, const char *name, const SnapshotSource *sources, size_t n,
              GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    JsonWriter json;

    json_writer_init(&json, text);
    json_object_begin(&json);
    json_put_text(&json, "program", LIEN_VERSION);
    json_name(&json, "files");
    json_list_begin(&json);
    for (size_t i = 0; i < n; i++)
        if (!put_file(vault, &sources[i], &json, error))
            return false;
    json_list_end(&json);
    json_object_end(&json);
    return vault_settle(vault, error) && vault_write_snapshot(vault, name, text->str, error);
}

/* ---- Reading ---- */

static json_t *
read_snapshot(const Vault *vault, const char *name, GError **error)
{
    g_autofree char *text = vault_read_snapshot(vault, name, error);
    json_t *root = text != NULL ? json_loads(text, 0, NULL) : NULL;

    if (text != NULL && !json_is_array(json_object_get(root, "files"))) {
        json_decref(root);
        error_set(error, APP_ERROR_INTERNAL, "the snapshot '%s' is not one of this program", name);
        return NULL;
    }
    return root;
}

static const char *
path_of(const json_t *file)
{
    const char *path = json_string_value(json_object_get(file, "path"));

    return path != NULL ? path : "";
}

static int64_t
size_of(const json_t *file)
{
    return json_integer_value(json_object_get(file, "size"));
}

/* The bytes of its piece i. */
static gsize
piece_size(const json_t *file, size_t i)
{
    int64_t piece = json_integer_value(json_object_get(file, "piece"));
    int64_t before = piece * (int64_t)i;

    return (gsize)CLAMP(size_of(file) - before, 0, CLAMP(piece, 0, VAULT_CHUNK_MAX));
}

/* A snapshot without a key may have been written by anybody: nothing gets out of the directory. */
static bool
is_known_path(const char *path)
{
    const char *name = g_str_has_prefix(path, "files/") ? path + strlen("files/") : NULL;

    if (name != NULL)
        return name[0] != '\0' && name[0] != '.' && strchr(name, '/') == NULL;
    return strcmp(path, "lien.db") == 0 || strcmp(path, "key") == 0 ||
           strcmp(path, "lien.conf") == 0;
}

typedef bool (*PieceEach)(const json_t *file, size_t i, const char *name, void *data,
                          GError **error);

static bool
each_piece(const json_t *file, PieceEach each, void *data, GError **error)
{
    const json_t *pieces = json_object_get(file, "pieces");

    for (size_t i = 0; i < json_array_size(pieces); i++) {
        const char *name = json_string_value(json_array_get(pieces, i));

        if (name == NULL || strlen(name) != HASH_HEX_SIZE - 1 || strchr(name, '/') != NULL)
            return error_set(error, APP_ERROR_INTERNAL, "'%s' has a piece without a name",
                             path_of(file));
        if (!each(file, i, name, data, error))
            return false;
    }
    return true;
}

static bool
each_piece_of_all(const json_t *root, PieceEach each, void *data, GError **error)
{
    const json_t *files = json_object_get(root, "files");

    for (size_t i = 0; i < json_array_size(files); i++)
        if (!each_piece(json_array_get(files, i), each, data, error))
            return false;
    return true;
}

char *
snapshot_find(const Vault *vault, const char *at, GError **error)
{
    g_autoptr(GPtrArray) names = vault_snapshots(vault, error);
    g_autofree char *known = NULL;

    if (names == NULL)
        return NULL;
    for (guint i = names->len; i > 0; i--) {
        const char *name = names->pdata[i - 1];

        if (at == NULL || g_str_has_prefix(name, at) || strcmp(name, at) <= 0)
            return g_strdup(name);
    }
    g_ptr_array_add(names, NULL);
    known = g_strjoinv(", ", (char **)names->pdata);
    error_set(error, APP_ERROR_NOT_FOUND, "no backup of %s or before; there is %s",
              at != NULL ? at : "any time", known[0] != '\0' ? known : "none");
    return NULL;
}

int64_t
snapshot_size(const Vault *vault, const char *name, GError **error)
{
    json_t *root = read_snapshot(vault, name, error);
    const json_t *files = json_object_get(root, "files");
    int64_t size = root != NULL ? 0 : -1;

    for (size_t i = 0; i < json_array_size(files); i++)
        size += size_of(json_array_get(files, i));
    json_decref(root);
    return size;
}

/* ---- Putting back ---- */

typedef struct {
    const Vault *vault;
    const char *dir;
    int fd;
    GPtrArray *made; /* of char*: paths */
} Restore;

static bool
look_for(const json_t *file, size_t i, const char *name, void *data, GError **error)
{
    const Restore *restore = data;

    return vault_has(restore->vault, name, piece_size(file, i)) ||
           error_set(error, APP_ERROR_NOT_FOUND,
                     "the piece '%s' of '%s' is missing or cut: nothing was restored", name,
                     path_of(file));
}

static bool
write_piece(const json_t *file, size_t i, const char *name, void *data, GError **error)
{
    const Restore *restore = data;
    g_autoptr(GBytes) bytes = vault_get(restore->vault, name, error);
    gsize size = bytes != NULL ? g_bytes_get_size(bytes) : 0;

    if (bytes == NULL) {
        g_prefix_error(error, "nothing was restored: '%s': ", path_of(file));
        return false;
    }
    return write(restore->fd, g_bytes_get_data(bytes, NULL), size) == (ssize_t)size ||
           fail(error, "write", path_of(file));
}

static bool
write_file(Restore *restore, const json_t *file, GError **error)
{
    char *path = g_build_filename(restore->dir, path_of(file), NULL);
    bool written;

    if (!is_known_path(path_of(file))) {
        g_free(path);
        return error_set(error, APP_ERROR_INVALID, "'%s' is no file of a data directory",
                         path_of(file));
    }
    restore->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (restore->fd < 0) {
        fail(error, "write", path);
        g_free(path);
        return false;
    }
    g_ptr_array_add(restore->made, path);
    written = each_piece(file, write_piece, restore, error) &&
              (fsync(restore->fd) == 0 || fail(error, "keep", path));
    close(restore->fd);
    return written;
}

static bool
write_files(Restore *restore, const json_t *root, GError **error)
{
    const json_t *files = json_object_get(root, "files");
    g_autofree char *packs = g_build_filename(restore->dir, "files", NULL);

    if (g_mkdir(packs, 0700) != 0)
        return fail(error, "make", packs);
    for (size_t i = 0; i < json_array_size(files); i++)
        if (!write_file(restore, json_array_get(files, i), error))
            return false;
    return true;
}

static void
undo(const Restore *restore)
{
    g_autofree char *packs = g_build_filename(restore->dir, "files", NULL);

    for (guint i = 0; i < restore->made->len; i++)
        unlink(restore->made->pdata[i]);
    rmdir(packs);
}

bool
snapshot_restore(const Vault *vault, const char *name, const char *dir, GError **error)
{
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    Restore restore = {vault, dir, -1, made};
    json_t *root = read_snapshot(vault, name, error);
    bool begun = root != NULL && each_piece_of_all(root, look_for, &restore, error) &&
                 copy_into_empty(dir, error);
    bool restored = begun && write_files(&restore, root, error);

    if (begun && !restored)
        undo(&restore);
    json_decref(root);
    return restored;
}

/* ---- Dropping ---- */

static bool
note_piece(const json_t *file, size_t i, const char *name, void *used, GError **error)
{
    g_hash_table_add(used, g_strdup(name));
    return true;
}

static bool
note_pieces(const Vault *vault, const char *name, GHashTable *used, GError **error)
{
    json_t *root = read_snapshot(vault, name, error);
    bool noted = root != NULL && each_piece_of_all(root, note_piece, used, error);

    json_decref(root);
    return noted;
}

bool
snapshot_keep(Vault *vault, guint n, GError **error)
{
    g_autoptr(GPtrArray) names = vault_snapshots(vault, error);
    g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    if (names == NULL)
        return false;
    for (guint i = 0; i < names->len; i++) {
        bool dropped = i + n < names->len;

        if (dropped ? !vault_drop_snapshot(vault, names->pdata[i], error)
                    : !note_pieces(vault, names->pdata[i], used, error))
            return false;
    }
    return vault_sweep(vault, used, error);
}
