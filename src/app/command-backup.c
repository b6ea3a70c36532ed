/* lien backup | restore: the whole of a house, copied while it is used, and put back. What a backup
 * holds:
 *
 *   lien.db   a consistent copy of the store       files/    the packs, which are only appended to:
 * copied key       the secret key                                 after the store, they hold all it
 * points to lien.conf when there is one                    BACKUP    written last: only a finished
 * backup has it
 *
 * The index is not there: it is built again. A copy is trusted once everything in it was read
 * again. */
#include "app/command.h"

#include "app/copy.h"
#include "app/house.h"
#include "app/verify.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "status/status.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define MARK "BACKUP"

static const OptionId backup_taken[] = {OPTION_DATA, OPTION_DATABASE, OPTION_CONFIG,
                                        OPTION_TO,   OPTION_LOG,      N_OPTIONS};
static const OptionId backup_required[] = {OPTION_TO, N_OPTIONS};
static const OptionId restore_taken[] = {OPTION_DATA, OPTION_FROM, OPTION_LOG, N_OPTIONS};
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

/* What lies beside the store. */
static bool
copy_beside(const char *from, const char *to, GError **error)
{
    static const char *const names[] = {"key", "lien.conf", NULL};
    g_autofree char *packs = g_build_filename(from, "files", NULL);
    g_autofree char *packs_to = g_build_filename(to, "files", NULL);

    for (const char *const *name = names; *name != NULL; name++) {
        g_autofree char *source = g_build_filename(from, *name, NULL);
        g_autofree char *target = g_build_filename(to, *name, NULL);

        if (!copy_file_if_there(source, target, error))
            return false;
    }
    return copy_files(packs, packs_to, error);
}

static bool
mark_finished(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, MARK, NULL);
    g_autofree char *at = clock_format(clock_now());
    g_autofree char *text = g_strdup_printf("lien %s\n%s\n", LIEN_VERSION, at);

    return copy_write(path, text, error);
}

/* For those who look after the program; a copy that nobody noted is one all the same. */
static void
note_backup(Database *database, const char *store)
{
    g_autoptr(GError) error = NULL;
    GStatBuf found;
    int64_t bytes = g_stat(store, &found) == 0 ? (int64_t)found.st_size : 0;

    if (!status_tell_backup(database, bytes, &error))
        log_warning("app", "backup-not-noted", "error=%d", error->code);
}

static bool
run_backup(const Config *config, GError **error)
{
    const char *from = config_text(config, OPTION_DATA);
    const char *to = config_text(config, OPTION_TO);
    g_autofree char *store = g_build_filename(to, "lien.db", NULL);
    g_autoptr(House) house = NULL;

    if (!copy_into_empty(to, error))
        return false;
    house = house_open(config, HOUSE_FOR_COMMAND, error);
    if (house == NULL || !database_backup(house_context(house)->database, store, error) ||
        !copy_beside(from, to, error) || !verify_copy(to, error) || !mark_finished(to, error))
        return false;
    note_backup(house_context(house)->database, store);
    g_print("%s holds a copy of %s, verified\n", to, from);
    return true;
}

static bool
run_restore(const Config *config, GError **error)
{
    const char *from = config_text(config, OPTION_FROM);
    const char *to = config_text(config, OPTION_DATA);
    g_autofree char *mark = g_build_filename(from, MARK, NULL);
    g_autofree char *store = g_build_filename(from, "lien.db", NULL);
    g_autofree char *store_to = g_build_filename(to, "lien.db", NULL);

    if (access(mark, F_OK) != 0)
        return error_set(error, APP_ERROR_INVALID, "'%s' is not a finished backup", from);
    if (!copy_into_empty(to, error) || !copy_file(store, store_to, error) ||
        !copy_beside(from, to, error) || !verify_copy(to, error))
        return false;
    g_print("%s was restored from %s, verified\n", to, from);
    return true;
}

const Command command_backup = {
    .name = "backup",
    .about = "Copies everything into a new directory, and verifies the copy; a server may run.",
    .taken = backup_taken,
    .required = backup_required,
    .run = run_backup,
};

const Command command_restore = {
    .name = "restore",
    .about = "Puts a backup back into an empty data directory, and verifies it.",
    .taken = restore_taken,
    .required = restore_required,
    .run = run_restore,
};
