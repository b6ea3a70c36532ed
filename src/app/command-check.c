/* lien check: one line for each thing that must be true of the data. */
#include "app/command.h"

#include "app/house.h"
#include "app/modules.h"
#include "app/verify.h"

static const OptionId taken[] = {OPTION_DATA,   OPTION_DATABASE, OPTIONS_OF_FILES,
                                 OPTION_CONFIG, OPTION_LOG,      N_OPTIONS};

static void
print_line(const VerifyLine *line, void *data)
{
    if (line->breaches == 0)
        g_print("ok %s: %s\n", line->name, line->about);
    else if (line->example != NULL)
        g_print("FAILED %s: %" G_GINT64_FORMAT ", e.g. %s (%s)\n", line->name, line->breaches,
                line->example, line->about);
    else
        g_print("FAILED %s: %" G_GINT64_FORMAT " (%s)\n", line->name, line->breaches, line->about);
}

static bool
run(const Config *config, GError **error)
{
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);

    return house != NULL && verify_house(house_context(house), print_line, NULL, error);
}

const Command command_check = {
    .name = "check",
    .about = "Checks everything that must be true of the data, one line each.",
    .more = "Exit status 0 only if all of it holds. A server may run meanwhile.",
    .taken = taken,
    .run = run,
};
