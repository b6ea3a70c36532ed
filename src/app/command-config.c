/* lien config export | import: what is set up, as one file. */
#include "app/command.h"

#include "app/house.h"
#include "base/error.h"
#include "base/limits.h"
#include "configuration/configuration.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>

static const OptionId export_taken[] = {OPTION_DATA,   OPTION_DATABASE, OPTIONS_OF_FILES,
                                        OPTION_CONFIG, OPTION_LOG,      N_OPTIONS};
static const OptionId import_taken[] = {OPTION_DATA,   OPTION_DATABASE, OPTIONS_OF_FILES,
                                        OPTION_CONFIG, OPTION_DRY_RUN,  OPTION_LOG,
                                        N_OPTIONS};

/* ---- Export ---- */

static bool
run_export(const Config *config, GError **error)
{
    const char *path = config->arguments->len > 0 ? config->arguments->pdata[0] : NULL;
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);
    Context *context = house != NULL ? house_context(house) : NULL;
    g_autoptr(GString) text = NULL;

    if (house == NULL)
        return false;
    text = configuration_write(context, database_reader(context->database), error);
    if (text == NULL)
        return false;
    if (path == NULL || strcmp(path, "-") == 0) {
        g_print("%s", text->str);
        return true;
    }
    /* It names colleagues: for whoever runs this only. */
    return g_file_set_contents_full(path, text->str, (gssize)text->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                    0600, error);
}

/* ---- Import ---- */

/* At most one byte more than is accepted, so that a file without an end is refused too. */
static GBytes *
read_file(const char *path, GError **error)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : g_fopen(path, "rbe");
    g_autofree char *data = g_malloc(LIMIT_CONFIGURATION + 1);
    size_t size = file != NULL ? fread(data, 1, LIMIT_CONFIGURATION + 1, file) : 0;
    bool failed = file == NULL || ferror(file) != 0;
    int code = errno;

    if (file != NULL && file != stdin)
        fclose(file);
    if (failed) {
        error_set(error, APP_ERROR_NOT_FOUND, "cannot read '%s': %s", path, g_strerror(code));
        return NULL;
    }
    return g_bytes_new_take(g_steal_pointer(&data), size);
}

static void
print_report(const ConfigurationReport *report, bool dry_run)
{
    for (guint i = 0; i < report->lines->len; i++) {
        const ConfigurationLine *line = report->lines->pdata[i];

        g_print("%-8s %s %s", configuration_effects[line->effect], line->part,
                line->key != NULL ? line->key : "?");
        if (line->reason != NULL)
            g_print(": %s%s%s", line->field != NULL ? line->field : "",
                    line->field != NULL ? ": " : "", line->reason);
        g_print("\n");
    }
    for (int effect = 0; effect < CONFIGURATION_EFFECTS; effect++)
        g_print("%s%" PRId64 " %s", effect > 0 ? ", " : "", report->counts[effect],
                configuration_effects[effect]);
    g_print(report->applied ? "\n" : dry_run ? "; nothing was done, as asked\n" : "\n");
}

static bool
run_import(const Config *config, GError **error)
{
    ConfigurationOrder order = {.dry_run = config_text(config, OPTION_DRY_RUN) != NULL};
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);
    g_autoptr(GBytes) file = house != NULL ? read_file(config->arguments->pdata[0], error) : NULL;
    g_autoptr(ConfigurationReport) report = NULL;

    if (file == NULL || !configuration_read(house_context(house), file, &order, &report, error))
        return false;
    print_report(report, order.dry_run);
    return report->counts[CONFIGURATION_REFUSED] == 0 ||
           error_set(error, APP_ERROR_INVALID, "nothing was done: %" PRId64 " items are refused",
                     report->counts[CONFIGURATION_REFUSED]);
}

const Command command_config_export = {
    .name = "config export",
    .arguments = "[FILE]",
    .about = "Writes what is set up into one JSON file, or to standard output; no secret is in it.",
    .more = "Settings, words, logo, accounts, teams, mailboxes, tags, views, canned replies, forms "
            "and chat widgets. It names colleagues: keep it as you keep their addresses.",
    .taken = export_taken,
    .least = 0,
    .most = 1,
    .run = run_export,
};

const Command command_config_import = {
    .name = "config import",
    .arguments = "FILE",
    .about = "Brings in such a file: adds and changes, deletes nothing; all of it or nothing.",
    .more = "Prints a line for each item that is not the same already. Accounts come without a "
            "password (lien user link), mailboxes paused and without theirs. Accounts and "
            "mailboxes that are there are kept as they are.",
    .taken = import_taken,
    .least = 1,
    .most = 1,
    .run = run_import,
};
