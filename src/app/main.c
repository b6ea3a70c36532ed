/* lien: finds the command that the words name, reads its options, runs it.
 *
 * Exit status: 0 done, 1 failed (said on standard error), 2 told wrongly (nothing was done). */
#include "app/command.h"

#include "app/modules.h"
#include "base/error.h"
#include "base/log.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

/* The first word of a worker. No command of the help: it is for this program itself. */
#define CONFINED "confined"

/* The command that begins the words; *ret_rest is what follows its name. */
static const Command *
find_command(char **words, char ***ret_rest)
{
    for (const Command *const *command = commands; *command != NULL; command++) {
        g_auto(GStrv) name = g_strsplit((*command)->name, " ", -1);
        size_t n = 0;

        while (name[n] != NULL && words[n] != NULL && strcmp(name[n], words[n]) == 0)
            n++;
        if (name[n] == NULL) {
            *ret_rest = words + n;
            return *command;
        }
    }
    return NULL;
}

static bool
check_arguments(const Command *command, const Config *config, GError **error)
{
    int n = (int)config->arguments->len;

    for (const OptionId *id = command->required; id != NULL && *id != N_OPTIONS; id++)
        if (config_text(config, *id) == NULL)
            return error_set(error, APP_ERROR_INVALID, "--%s %s is needed", option_rows[*id].name,
                             option_rows[*id].placeholder);
    if (n < command->least)
        return error_set(error, APP_ERROR_INVALID, "%s is needed", command->arguments);
    if (command->most >= 0 && n > command->most)
        return error_set(error, APP_ERROR_INVALID, "'%s' is one argument too many",
                         (const char *)g_ptr_array_index(config->arguments, command->most));
    return true;
}

static void
set_log_level(const Config *config)
{
    static const char *const words[] = {"error", "warning", "info", "debug"};
    const char *level = config_text(config, OPTION_LOG);

    for (size_t i = 0; level != NULL && i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i], level) == 0)
            log_set_level((LogLevel)i);
}

/* What strangers wrote is read by this program again, without any right: see CONFINED. */
static void
set_confine(const Config *config)
{
    static const char *const words[] = {"/proc/self/exe", CONFINED, NULL};
    static const ConfineOptions options = {.tasks = confined_tasks, .words = words};

    if (g_strcmp0(config_text(config, OPTION_CONFINE), "yes") == 0)
        confine_use(&options);
}

static ExitStatus
run(const Command *command, char **words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = config_read((const char *const *)words, command->taken, &error);

    if (config != NULL && config->help) {
        g_autofree char *help = command_help(command);

        g_print("%s", help);
        return EXIT_OK;
    }
    if (config == NULL || !check_arguments(command, config, &error)) {
        g_printerr("lien %s: %s\nlien %s --help says more.\n", command->name, error->message,
                   command->name);
        return EXIT_USAGE;
    }
    set_log_level(config);
    set_confine(config);
    if (command->run(config, &error))
        return EXIT_OK;
    if (error != NULL)
        g_printerr("lien %s: %s\n", command->name, error->message);
    return EXIT_FAILED;
}

int
main(int argc, char **argv)
{
    const Command *command;
    char **rest;

    setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGPIPE, SIG_IGN);
    if (argc == 2 && strcmp(argv[1], CONFINED) == 0)
        return confine_work(confined_tasks);
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        g_print("lien %s\n", LIEN_VERSION);
        return EXIT_OK;
    }
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
        g_autofree char *help = command_help_all();

        g_print("%s", help);
        return EXIT_OK;
    }
    command = argc > 1 ? find_command(argv + 1, &rest) : NULL;
    if (command != NULL)
        return run(command, rest);
    if (argc > 1)
        g_printerr("lien: there is no command '%s'\n", argv[1]);
    g_printerr("lien --help lists the commands.\n");
    return EXIT_USAGE;
}
