#include "app/backup/vault.h"

#include "app/copy.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACE        "PLACE"
#define FIRST_LINE   "lien backup 1 "
#define SNAPSHOT_MAX (512 * 1024 * 1024) /* bytes of the list of all pieces */

struct Vault {
    char *dir;
    SealKeys keys;
    bool sealed;
    int lock;         /* -1: only read */
    GPtrArray *fresh; /* of char*: pieces under a temporary name */
    int64_t written;
};

static const SealKeys *
keys_of(const Vault *vault)
{
    return vault->sealed ? &vault->keys : NULL;
}

static bool
fail(GError **error, const char *what, const char *path)
{
    return error_set(error, APP_ERROR_UNAVAILABLE, "cannot %s '%s': %s", what, path,
                     g_strerror(errno));
}

/* ---- The place ---- */

static bool
make_place(Vault *vault, GError **error)
{
    g_autofree char *path = g_build_filename(vault->dir, PLACE, NULL);
    g_autofree char *chunks = g_build_filename(vault->dir, "chunks", NULL);
    g_autofree char *snapshots = g_build_filename(vault->dir, "snapshots", NULL);
    g_autoptr(GBytes) check = seal_close(keys_of(vault), PLACE, "lien", 4);
    gsize size;
    const uint8_t *bytes = g_bytes_get_data(check, &size);
    g_autofree char *hex = g_malloc(2 * size + 1);
    g_autofree char *text = NULL;

    sodium_bin2hex(hex, 2 * size + 1, bytes, size);
    text = g_strconcat(FIRST_LINE, vault->sealed ? "sealed" : "plain", "\n", hex, "\n", NULL);
    if (!copy_into_empty(vault->dir, error))
        return false;
    if (g_mkdir(chunks, 0700) != 0 || g_mkdir(snapshots, 0700) != 0)
        return fail(error, "make", chunks);
    return copy_write(path, text, error);
}

/* The second line opens with the key under which the place was made. */
static bool
knows_key(const Vault *vault, const char *hex)
{
    uint8_t kept[256];
    gsize size;
    g_autoptr(GBytes) opened = NULL;

    if (sodium_hex2bin(kept, sizeof kept, hex, strlen(hex), "\n", &size, NULL) != 0)
        return false;
    opened = seal_open(keys_of(vault), PLACE, kept, size);
    return opened != NULL;
}

static bool
check_place(const Vault *vault, const char *text, GError **error)
{
    const char *kind = text + strlen(FIRST_LINE);
    bool sealed = g_str_has_prefix(kind, "sealed\n");

    if (!g_str_has_prefix(text, FIRST_LINE) || (!sealed && !g_str_has_prefix(kind, "plain\n")))
        return error_set(error, APP_ERROR_INVALID, "'%s' holds no backups", vault->dir);
    if (sealed != vault->sealed)
        return error_set(error, APP_ERROR_INVALID, "the backups in '%s' are %s", vault->dir,
                         sealed ? "encrypted: --key FILE is needed"
                                : "not encrypted: --key is not for them");
    return knows_key(vault, strchr(kind, '\n') + 1) ||
           error_set(error, APP_ERROR_INVALID,
                     "the backups in '%s' were made with another key, or %s is damaged", vault->dir,
                     PLACE);
}

static bool
take_lock(Vault *vault, const char *path, GError **error)
{
    vault->lock = open(path, O_RDONLY | O_CLOEXEC);
    if (vault->lock < 0)
        return fail(error, "read", path);
    return flock(vault->lock, LOCK_EX | LOCK_NB) == 0 ||
           error_set(error, APP_ERROR_CONFLICT, "another backup to '%s' is running", vault->dir);
}

static bool
enter(Vault *vault, const char *key_file, VaultUse use, GError **error)
{
    g_autofree char *path = g_build_filename(vault->dir, PLACE, NULL);
    g_autofree char *text = NULL;

    if (sodium_init() < 0)
        g_error("libsodium cannot start");
    vault->sealed = key_file != NULL;
    if (key_file != NULL && !seal_key_read(key_file, &vault->keys, error))
        return false;
    if (use == VAULT_WRITE && access(path, F_OK) != 0 && !make_place(vault, error))
        return false;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return error_set(error, APP_ERROR_INVALID, "'%s' holds no backups", vault->dir);
    return check_place(vault, text, error) && (use == VAULT_READ || take_lock(vault, path, error));
}

Vault *
vault_open(const char *dir, const char *key_file, VaultUse use, GError **error)
{
    g_autoptr(Vault) vault = g_new0(Vault, 1);

    vault->dir = g_strdup(dir);
    vault->lock = -1;
    vault->fresh = g_ptr_array_new_with_free_func(g_free);
    return enter(vault, key_file, use, error) ? g_steal_pointer(&vault) : NULL;
}

void
vault_close(Vault *vault)
{
    if (vault == NULL)
        return;
    if (vault->lock >= 0)
        close(vault->lock);
    sodium_memzero(&vault->keys, sizeof vault->keys);
    g_ptr_array_unref(vault->fresh);
    g_free(vault->dir);
    g_free(vault);
}

/* ---- Pieces ---- */

static char *
chunk_path(const Vault *vault, const char *name)
{
    char shelf[3] = {name[0], name[1], '\0'};

    return g_build_filename(vault->dir, "chunks", shelf, name, NULL);
}

/* Under a temporary name until it is sure to be on disk: a cut leaves nothing that looks whole. */
static char *
fresh_path(const Vault *vault, const char *name)
{
    g_autofree char *path = chunk_path(vault, name);

    return g_strconcat(path, ".new", NULL);
}

bool
vault_has(const Vault *vault, const char *name, gsize size)
{
    g_autofree char *path = chunk_path(vault, name);
    struct stat there;

    return stat(path, &there) == 0 && (gsize)there.st_size == seal_size(keys_of(vault), size);
}

static bool
write_fresh(const char *path, GBytes *kept, GError **error)
{
    g_autofree char *shelf = g_path_get_dirname(path);
    gsize size;
    const void *bytes = g_bytes_get_data(kept, &size);
    bool written;
    int fd;

    if (g_mkdir(shelf, 0700) != 0 && errno != EEXIST)
        return fail(error, "make", shelf);
    fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(error, "write", path);
    written = write(fd, bytes, size) == (ssize_t)size || fail(error, "write", path);
    close(fd);
    return written;
}

bool
vault_put(Vault *vault, const void *bytes, gsize size, char ret_name[HASH_HEX_SIZE], GError **error)
{
    g_autoptr(GBytes) kept = NULL;
    g_autofree char *path = NULL;

    seal_name(keys_of(vault), bytes, size, ret_name);
    if (vault_has(vault, ret_name, size))
        return true;
    path = fresh_path(vault, ret_name);
    kept = seal_close(keys_of(vault), ret_name, bytes, size);
    if (!write_fresh(path, kept, error))
        return false;
    vault->written += (int64_t)g_bytes_get_size(kept);
    g_ptr_array_add(vault->fresh, g_strdup(ret_name));
    return true;
}

static bool
sync_disk(const Vault *vault, GError **error)
{
    return syncfs(vault->lock) == 0 || fail(error, "keep", vault->dir);
}

bool
vault_settle(Vault *vault, GError **error)
{
    if (!sync_disk(vault, error))
        return false;
    for (guint i = 0; i < vault->fresh->len; i++) {
        g_autofree char *from = fresh_path(vault, vault->fresh->pdata[i]);
        g_autofree char *to = chunk_path(vault, vault->fresh->pdata[i]);

        /* The same content twice in one backup has one temporary name. */
        if (rename(from, to) != 0 && errno != ENOENT)
            return fail(error, "write", to);
    }
    g_ptr_array_set_size(vault->fresh, 0);
    return sync_disk(vault, error);
}

int64_t
vault_written(const Vault *vault)
{
    return vault->written;
}

GBytes *
vault_get(const Vault *vault, const char *name, GError **error)
{
    g_autofree char *path = chunk_path(vault, name);
    g_autofree char *kept = NULL;
    gsize size;
    GBytes *bytes;

    if (!g_file_get_contents(path, &kept, &size, NULL)) {
        error_set(error, APP_ERROR_NOT_FOUND, "the piece '%s' is missing", path);
        return NULL;
    }
    bytes = seal_open(keys_of(vault), name, kept, size);
    if (bytes == NULL)
        error_set(error, APP_ERROR_INTERNAL, "the piece '%s' is damaged", path);
    return bytes;
}

static bool
sweep_shelf(const char *shelf, GHashTable *used)
{
    GDir *list = g_dir_open(shelf, 0, NULL);
    const char *name;

    while (list != NULL && (name = g_dir_read_name(list)) != NULL) {
        g_autofree char *path = g_build_filename(shelf, name, NULL);

        if (!g_hash_table_contains(used, name) && unlink(path) != 0) {
            g_dir_close(list);
            return false;
        }
    }
    if (list != NULL)
        g_dir_close(list);
    return true;
}

bool
vault_sweep(Vault *vault, GHashTable *used, GError **error)
{
    for (unsigned i = 0; i < 256; i++) {
        g_autofree char *shelf = g_strdup_printf("%s/chunks/%02x", vault->dir, i);

        if (!sweep_shelf(shelf, used))
            return fail(error, "sweep", shelf);
    }
    return true;
}

/* ---- Snapshots ---- */

static char *
snapshot_path(const Vault *vault, const char *name)
{
    return g_build_filename(vault->dir, "snapshots", name, NULL);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *
vault_snapshots(const Vault *vault, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *dir = snapshot_path(vault, "");
    GDir *list = g_dir_open(dir, 0, NULL);
    const char *name;

    if (list == NULL) {
        fail(error, "read", dir);
        return NULL;
    }
    while ((name = g_dir_read_name(list)) != NULL)
        if (g_str_has_suffix(name, "Z")) /* what a cut left has another end */
            g_ptr_array_add(names, g_strdup(name));
    g_dir_close(list);
    g_ptr_array_sort(names, by_name);
    return g_steal_pointer(&names);
}

bool
vault_write_snapshot(Vault *vault, const char *name, const char *text, GError **error)
{
    g_autofree char *path = snapshot_path(vault, name);
    g_autofree char *part = g_strconcat(path, ".new", NULL);
    g_autoptr(GBytes) kept = seal_close(keys_of(vault), name, text, strlen(text));

    if (!write_fresh(part, kept, error) || !sync_disk(vault, error))
        return false;
    return (rename(part, path) == 0 || fail(error, "write", path)) && sync_disk(vault, error);
}

char *
vault_read_snapshot(const Vault *vault, const char *name, GError **error)
{
    g_autofree char *path = snapshot_path(vault, name);
    g_autofree char *kept = NULL;
    g_autoptr(GBytes) bytes = NULL;
    gsize size = 0;

    if (g_file_get_contents(path, &kept, &size, NULL) && size < SNAPSHOT_MAX)
        bytes = seal_open(keys_of(vault), name, kept, size);
    if (bytes == NULL) {
        error_set(error, APP_ERROR_INTERNAL, "the snapshot '%s' is damaged", path);
        return NULL;
    }
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

bool
vault_drop_snapshot(Vault *vault, const char *name, GError **error)
{
    g_autofree char *path = snapshot_path(vault, name);

    return unlink(path) == 0 || fail(error, "drop", path);
}
