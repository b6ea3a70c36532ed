/* lien copy: a whole organisation moved from one store to another, whichever engines hold them.
 * What lies beside the store (files, key) comes along into a directory; a store that is no
 * directory is served with the directory they are in (--data). */
#include "app/command.h"

#include "app/copy.h"
#include "app/files.h"
#include "base/error.h"
#include "db/transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const OptionId taken[] = {OPTION_FROM,   OPTION_TO,  OPTION_DATA, OPTIONS_OF_FILES,
                                 OPTION_CONFIG, OPTION_LOG, N_OPTIONS};
static const OptionId required[] = {OPTION_FROM, OPTION_TO, N_OPTIONS};

/* One side. */
typedef struct {
    const char *dir; /* NULL: told as a URL */
    char *url;
    int lock; /* of the directory: no server may start meanwhile */
    Database *database;
} Side;

static void
side_clear(Side *side)
{
    g_clear_pointer(&side->database, database_close);
    g_clear_pointer(&side->url, g_free);
    if (side->lock >= 0)
        close(side->lock);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Side, side_clear)

static bool
is_url(const char *place)
{
    return g_str_has_prefix(place, "sqlite:") || g_str_has_prefix(place, "postgresql:") ||
           g_str_has_prefix(place, "postgres:");
}

static bool
take_lock(Side *side, GError **error)
{
    g_autofree char *path = g_build_filename(side->dir, "lock", NULL);

    side->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (side->lock < 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "cannot open '%s': %s", path,
                         g_strerror(errno));
    return flock(side->lock, LOCK_EX | LOCK_NB) == 0 ||
           error_set(error, APP_ERROR_UNAVAILABLE,
                     "a server runs on '%s'; stop it first: what it takes in meanwhile would be "
                     "left behind",
                     side->dir);
}

static bool
open_side(Side *side, const char *place, bool must_exist, GError **error)
{
    g_autofree char *path = NULL;

    if (is_url(place)) {
        side->url = g_strdup(place);
    } else {
        side->dir = place;
        path = g_build_filename(place, "lien.db", NULL);
        if (must_exist && access(path, R_OK) != 0)
            return error_set(error, APP_ERROR_INVALID, "cannot read '%s': %s", path,
                             g_strerror(errno));
        if (g_mkdir_with_parents(place, 0700) != 0)
            return error_set(error, APP_ERROR_UNAVAILABLE, "cannot make '%s': %s", place,
                             g_strerror(errno));
        side->url = g_strconcat("sqlite:", path, NULL);
        if (!take_lock(side, error))
            return false;
    }
    side->database = database_open(side->url, error);
    return side->database != NULL;
}

/* ---- What lies beside the store ---- */

/* Where files and key of the source are; NULL: the target has no place for them, or them already.
 */
static const char *
beside(const Config *config, const Side *from, const Side *to)
{
    const char *dir = from->dir != NULL ? from->dir : config_text(config, OPTION_DATA);

    return to->dir != NULL && strcmp(dir, to->dir) != 0 ? dir : NULL;
}

static bool
check_beside(const char *dir, GError **error)
{
    g_autofree char *key = dir != NULL ? g_build_filename(dir, "key", NULL) : NULL;

    return key == NULL || access(key, R_OK) == 0 ||
           error_set(error, APP_ERROR_INVALID,
                     "--data: '%s' is not where the files and the key of the source are", dir);
}

static bool
copy_beside(const Config *config, Database *from, const char *dir, const char *to, GError **error)
{
    static const char *const names[] = {"key", "lien.conf", NULL};
    g_autofree char *own = g_build_filename(dir, "files", NULL);
    const char *shared = config_text(config, OPTION_FILES);
    const char *packs = shared != NULL ? shared : own;
    ObjectPlace place = files_place(config);
    g_autofree char *packs_to = g_build_filename(to, "files", NULL);
    size_t fetched;

    for (const char *const *name = names; *name != NULL; name++) {
        g_autofree char *source = g_build_filename(dir, *name, NULL);
        g_autofree char *target = g_build_filename(to, *name, NULL);

        if (access(source, F_OK) == 0 && !copy_file_again(source, target, error))
            return false;
    }
    if (files_are_objects(config))
        return file_fetch_packs(&place, database_reader(from), packs_to, &fetched, error);
    return !g_file_test(packs, G_FILE_TEST_IS_DIR) || copy_files_again(packs, packs_to, error);
}

/* ---- The command ---- */

static void
show(const TransferLine *line, void *data)
{
    g_print("ok %s: %" G_GINT64_FORMAT " rows, %s\n", line->table, line->rows, line->digest);
}

static bool
run(const Config *config, GError **error)
{
    g_auto(Side) from = {.lock = -1}, to = {.lock = -1};
    const char *place = config_text(config, OPTION_FROM), *into = config_text(config, OPTION_TO);
    const char *files;

    if (strcmp(place, into) == 0)
        return error_set(error, APP_ERROR_INVALID, "--from and --to are the same");
    if (!open_side(&from, place, true, error))
        return false;
    to.dir = is_url(into) ? NULL : into;
    files = beside(config, &from, &to);
    if (!check_beside(files, error) || !open_side(&to, into, false, error) ||
        (files != NULL && !copy_beside(config, from.database, files, to.dir, error)) ||
        !transfer_run(from.database, to.database, show, NULL, error))
        return false;
    if (to.dir == NULL)
        g_print("copied and compared; serve it with --data %s --database URL\n",
                from.dir != NULL ? from.dir : config_text(config, OPTION_DATA));
    else
        g_print("copied and compared, files and key too\n");
    return true;
}

const Command command_copy = {
    .name = "copy",
    .about = "Moves everything to another store, SQLite or PostgreSQL, and compares the two.",
    .more = "A side is a data directory or a URL. The target is empty, or the same copy that was "
            "cut: it goes on. With a URL, files and key are those of --data.",
    .taken = taken,
    .required = required,
    .run = run,
};
