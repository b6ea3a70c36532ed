/* The text of --help, made from the rows of commands and options: the manual page tells the same.
 */
#include "app/command.h"

#include <string.h>

#define COLUMN 26

static void
append_option(GString *help, OptionId id)
{
    const Option *option = &option_rows[id];
    g_autofree char *variable = option_variable(id);
    g_autofree char *flag_name = g_strconcat("--", option->name, NULL);
    g_autofree char *flag = (option->flags & OPTION_NO_FLAG) != 0
                                ? g_strdup(variable)
                                : g_strjoin(" ", flag_name, option->placeholder, NULL);

    g_string_append_printf(help, "  %-*s%s%s", COLUMN, flag, strlen(flag) >= COLUMN ? " " : "",
                           option->about);
    if (option->otherwise != NULL)
        g_string_append_printf(help, " Default: %s.", option->otherwise);
    g_string_append_c(help, '\n');
}

char *
command_help(const Command *command)
{
    GString *help = g_string_new(NULL);

    g_string_append_printf(help, "lien %s%s%s%s\n\n%s\n", command->name,
                           command->taken[0] != N_OPTIONS ? " [OPTIONS]" : "",
                           command->arguments != NULL ? " " : "",
                           command->arguments != NULL ? command->arguments : "", command->about);
    if (command->more != NULL)
        g_string_append_printf(help, "%s\n", command->more);
    g_string_append(help, "\nOptions:\n");
    for (const OptionId *id = command->taken; *id != N_OPTIONS; id++)
        append_option(help, *id);
    g_string_append_printf(help, "  %-*s%s\n", COLUMN, "--help", "This text.");
    if (command->taken[0] == OPTION_DATA)
        g_string_append(help, "\nAn option is also read from the environment (LIEN_DATA_DIR; "
                              "LIEN_LISTEN for --listen)\nor from a line of the configuration file "
                              "(listen = 127.0.0.1:8080).\n");
    return g_string_free(help, FALSE);
}

char *
command_help_all(void)
{
    GString *help = g_string_new("lien COMMAND [OPTIONS]\n\n"
                                 "Keeps the bond with the people you serve and with those who "
                                 "serve them.\n\nCommands:\n");

    for (const Command *const *command = commands; *command != NULL; command++)
        g_string_append_printf(help, "  %-12s%s\n", (*command)->name, (*command)->about);
    g_string_append(help, "\nlien COMMAND --help says more; lien --version tells the version.\n"
                          "Exit status: 0 done, 1 failed, 2 told wrongly.\n");
    return g_string_free(help, FALSE);
}
