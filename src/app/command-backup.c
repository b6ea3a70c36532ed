/* lien backup | restore: the whole of a house, copied while it is used, and put back.
 *
 * A place holds many backups and each piece of them once (backup/vault.h): a second one to the same
 * place costs what is new. It holds the store, its files, its key and lien.conf; the index is not
 * there: it is made again. A store in PostgreSQL is backed up as a store in SQLite (db/transfer.h):
 * what is restored is a data directory, whichever engine it came from.
 *
 * A copy of the store is made in the data directory first, and trusted once everything in it was
 * read again together with the files. */
#include "app/command.h"

#include "app/backup/snapshot.h"
#include "app/copy.h"
#include "app/files.h"
#include "app/house.h"
#include "app/verify.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "db/transfer.h"
#include "status/status.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define STORE_PIECE (64 * 1024) /* pages change in place, here and there */
#define COPY        "backup.tmp"

static const OptionId backup_taken[] = {
    OPTION_DATA,    OPTION_DATABASE, OPTION_CONFIG,    OPTION_TO,  OPTION_KEY,
    OPTION_NEW_KEY, OPTION_KEEP,     OPTIONS_OF_FILES, OPTION_LOG, N_OPTIONS};
static const OptionId restore_taken[] = {OPTION_DATA, OPTION_FROM, OPTION_KEY, OPTION_AT,
                                         OPTION_LIST, OPTION_LOG,  N_OPTIONS};
static const OptionId restore_required[] = {OPTION_FROM, N_OPTIONS};

static void
say_failure(const VerifyLine *line, void *data)
{
    if (line->breaches > 0)
        g_printerr("FAILED %s: %" G_GINT64_FORMAT "%s%s\n", line->name, line->breaches,
                   line->example != NULL ? ", e.g. " : "",
                   line->example != NULL ? line->example : "");
}

/* Opens a copy as a house of its own, and looks at all of it. */
static bool
verify_copy(const char *dir, GError **error)
{
    const char *words[] = {"--data", dir, NULL};
    const OptionId taken[] = {OPTION_DATA, OPTION_LISTEN, OPTION_MAIL_ADDRESS, N_OPTIONS};
    g_autoptr(Config) config = config_read(words, taken, error);
    g_autoptr(House) house = config != NULL ? house_open(config, HOUSE_FOR_COMMAND, error) : NULL;

    if (house == NULL)
        return false;
    if (verify_house(house_context(house), say_failure, NULL, error))
        return true;
    return *error != NULL
               ? false
               : error_set(error, APP_ERROR_INTERNAL, "the copy in '%s' does not hold", dir);
}

/* ---- A copy of the store ---- */

/* The folder of the copy: the store, and the rest as it lies in the data directory. */
static void
drop_copy(const char *copy)
{
    static const char *const names[] = {"lien.db", "lien.db-wal", "lien.db-shm",
                                        "key",     "files",       NULL};

    for (const char *const *name = names; *name != NULL; name++) {
        g_autofree char *path = g_build_filename(copy, *name, NULL);

        unlink(path);
    }
    rmdir(copy);
}

static bool
link_one(const char *from, const char *copy, const char *name, GError **error)
{
    g_autofree char *whole = g_canonicalize_filename(from, NULL);
    g_autofree char *to = g_build_filename(copy, name, NULL);

    return symlink(whole, to) == 0 ||
           error_set(error, APP_ERROR_UNAVAILABLE, "cannot make '%s': %s", to, g_strerror(errno));
}

static bool
link_beside(const Config *config, const char *copy, GError **error)
{
    g_autofree char *key = config_path(config, "key");
    g_autofree char *packs = files_folder(config);

    return link_one(key, copy, "key", error) && link_one(packs, copy, "files", error);
}

static bool
copy_store(Database *database, const char *database_url, const char *path, GError **error)
{
    g_autofree char *url = g_strconcat("sqlite:", path, NULL);
    g_autoptr(Database) copy = NULL;

    if (database_url == NULL || g_str_has_prefix(database_url, "sqlite:"))
        return database_backup(database, path, error);
    copy = database_open(url, error);
    return copy != NULL && transfer_run(database, copy, NULL, NULL, error);
}

/* One copy at a time: the lock, or -1. */
static int
take_lock(const Config *config, GError **error)
{
    g_autofree char *path = config_path(config, "backup.lock");
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (lock < 0)
        error_set(error, APP_ERROR_UNAVAILABLE, "cannot use '%s': %s", path, g_strerror(errno));
    if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) == 0)
        return lock;
    close(lock);
    error_set(error, APP_ERROR_CONFLICT, "another backup of '%s' is running",
              config_text(config, OPTION_DATA));
    return -1;
}

/* Those of an object store are kept in the data directory from one backup to the next. */
static bool
fetch_packs(const Config *config, Database *database, GError **error)
{
    g_autofree char *folder = files_folder(config);
    ObjectPlace place = files_place(config);
    size_t fetched;

    return !files_are_objects(config) ||
           file_fetch_packs(&place, database_reader(database), folder, &fetched, error);
}

static bool
make_copy(const Config *config, Database *database, const char *copy, GError **error)
{
    g_autofree char *store = g_build_filename(copy, "lien.db", NULL);

    drop_copy(copy); /* of a backup that was cut */
    if (g_mkdir(copy, 0700) != 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "cannot make '%s'", copy);
    return copy_store(database, config_text(config, OPTION_DATABASE), store, error) &&
           fetch_packs(config, database, error) && link_beside(config, copy, error) &&
           verify_copy(copy, error);
}

/* ---- Backing up ---- */

typedef struct {
    GArray *sources;  /* of SnapshotSource */
    GPtrArray *texts; /* owns their paths */
} Sources;

static void
add_source(Sources *sources, char *path, char *from, gsize piece)
{
    SnapshotSource source = {path, from, piece};

    g_ptr_array_add(sources->texts, path);
    g_ptr_array_add(sources->texts, from);
    if (g_file_test(from, G_FILE_TEST_IS_REGULAR))
        g_array_append_val(sources->sources, source);
}

/* The packs are only appended to: after the store, they hold all it points to. */
static bool
find_sources(Sources *sources, const Config *config, const char *copy, GError **error)
{
    g_autofree char *packs = files_folder(config);
    g_autoptr(GDir) list = g_dir_open(packs, 0, NULL);
    const char *name;

    if (list == NULL)
        return error_set(error, APP_ERROR_UNAVAILABLE, "cannot read '%s'", packs);
    add_source(sources, g_strdup("key"), config_path(config, "key"), VAULT_CHUNK_MAX);
    add_source(sources, g_strdup("lien.conf"), config_path(config, "lien.conf"), VAULT_CHUNK_MAX);
    while ((name = g_dir_read_name(list)) != NULL)
        add_source(sources, g_build_filename("files", name, NULL),
                   g_build_filename(packs, name, NULL), VAULT_CHUNK_MAX);
    add_source(sources, g_strdup("lien.db"), g_build_filename(copy, "lien.db", NULL), STORE_PIECE);
    return true;
}

/* For those who look after the program; a backup that nobody noted is one all the same. */
static void
note_backup(Database *database, int64_t bytes)
{
    g_autoptr(GError) error = NULL;

    if (!status_tell_backup(database, bytes, &error))
        log_warning("app", "backup-not-noted", "error=%d", error->code);
}

static bool
save(const Config *config, Database *database, Vault *vault, const char *copy, GError **error)
{
    const char *keep = config_text(config, OPTION_KEEP);
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(SnapshotSource));
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    Sources sources = {list, texts};
    g_autofree char *name = clock_format(clock_now());
    int64_t size;

    if (!find_sources(&sources, config, copy, error) ||
        !snapshot_save(vault, name, (const SnapshotSource *)(void *)list->data, list->len, error) ||
        (keep != NULL && !snapshot_keep(vault, (guint)g_ascii_strtoull(keep, NULL, 10), error)))
        return false;
    size = snapshot_size(vault, name, error);
    if (size < 0)
        return false;
    note_backup(database, size);
    g_print("%s: %" G_GINT64_FORMAT " bytes, %" G_GINT64_FORMAT " of them new, verified\n", name,
            size, vault_written(vault));
    return true;
}

static bool
back_up(const Config *config, Vault *vault, GError **error)
{
    g_autofree char *copy = config_path(config, COPY);
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);
    Database *database = house != NULL ? house_context(house)->database : NULL;
    bool saved = house != NULL && make_copy(config, database, copy, error) &&
                 save(config, database, vault, copy, error);

    drop_copy(copy);
    return saved;
}

static bool
run_backup(const Config *config, GError **error)
{
    const char *to = config_text(config, OPTION_TO), *new_key = config_text(config, OPTION_NEW_KEY);
    g_autoptr(Vault) vault = NULL;
    bool saved;
    int lock;

    if (new_key != NULL)
        return seal_key_make(new_key, error);
    if (to == NULL)
        return error_set(error, APP_ERROR_INVALID, "--to PLACE is needed");
    vault = vault_open(to, config_text(config, OPTION_KEY), VAULT_WRITE, error);
    lock = vault != NULL ? take_lock(config, error) : -1;
    if (lock < 0)
        return false;
    saved = back_up(config, vault, error);
    close(lock);
    return saved;
}

/* ---- Restoring ---- */

static bool
list_snapshots(const Vault *vault, GError **error)
{
    g_autoptr(GPtrArray) names = vault_snapshots(vault, error);

    for (guint i = 0; names != NULL && i < names->len; i++) {
        int64_t size = snapshot_size(vault, names->pdata[i], error);

        if (size < 0)
            return false;
        g_print("%s\t%" G_GINT64_FORMAT " bytes\n", (const char *)names->pdata[i], size);
    }
    return names != NULL;
}

static bool
run_restore(const Config *config, GError **error)
{
    const char *from = config_text(config, OPTION_FROM), *to = config_text(config, OPTION_DATA);
    g_autoptr(Vault) vault = vault_open(from, config_text(config, OPTION_KEY), VAULT_READ, error);
    g_autofree char *name = NULL;

    if (vault != NULL && config_text(config, OPTION_LIST) != NULL)
        return list_snapshots(vault, error);
    if (vault != NULL)
        name = snapshot_find(vault, config_text(config, OPTION_AT), error);
    if (name == NULL || !snapshot_restore(vault, name, to, error) || !verify_copy(to, error))
        return false;
    g_print("%s was restored from %s of %s, verified\n", to, from, name);
    return true;
}

const Command command_backup = {
    .name = "backup",
    .about = "Copies everything to a place of backups, and verifies it; a server may run.",
    .more =
        "A place holds many backups and each piece of them once. --key encrypts them; keep that "
        "key elsewhere: nothing is read again without it. --new-key only makes one.",
    .taken = backup_taken,
    .run = run_backup,
};

const Command command_restore = {
    .name = "restore",
    .about = "Puts a backup back into an empty data directory, and verifies it.",
    .taken = restore_taken,
    .required = restore_required,
    .run = run_restore,
};
