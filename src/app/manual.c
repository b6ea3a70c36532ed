/* The manual page, made from the rows of commands and options: `lien manual > docs/lien.1`. */
#include "app/command.h"

#include <string.h>

/* Text for groff: no line that begins like a request, dashes and backslashes as they are. */
static void
append_text(GString *page, const char *text)
{
    if (text[0] == '.' || text[0] == '\'')
        g_string_append(page, "\\&");
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '-')
            g_string_append(page, "\\-");
        else if (*at == '\\')
            g_string_append(page, "\\e");
        else
            g_string_append_c(page, *at);
    }
}

static void
append_line(GString *page, const char *request, const char *text)
{
    g_string_append(page, request);
    append_text(page, text);
    g_string_append_c(page, '\n');
}

/* Which options a command takes, in one sentence. */
static void
append_taken(GString *page, const Command *command)
{
    GString *names = g_string_new(NULL);

    for (const OptionId *id = command->taken; *id != N_OPTIONS; id++)
        if ((option_rows[*id].flags & OPTION_NO_FLAG) == 0)
            g_string_append_printf(names, "%s--%s", names->len > 0 ? ", " : "",
                                   option_rows[*id].name);
    if (names->len > 0) {
        g_string_append(page, "Options: ");
        append_text(page, names->str);
        g_string_append(page, ".\n");
    }
    g_string_free(names, true);
}

static void
append_command(GString *page, const Command *command)
{
    g_string_append(page, ".TP\n.B ");
    append_text(page, command->name);
    if (command->arguments != NULL) {
        g_string_append(page, " \\fI");
        append_text(page, command->arguments);
        g_string_append(page, "\\fR");
    }
    g_string_append_c(page, '\n');
    append_line(page, "", command->about);
    if (command->more != NULL) {
        g_auto(GStrv) lines = g_strsplit(command->more, "\n", -1);

        for (char **line = lines; *line != NULL; line++)
            append_line(page, "", *line);
    }
    append_taken(page, command);
}

static void
append_option(GString *page, OptionId id)
{
    const Option *option = &option_rows[id];
    g_autofree char *variable = option_variable(id);

    g_string_append(page, ".TP\n");
    if ((option->flags & OPTION_NO_FLAG) == 0) {
        g_string_append(page, ".BI \\-\\-");
        append_text(page, option->name);
        if (option->placeholder != NULL)
            g_string_append_printf(page, " \" %s\"", option->placeholder);
        g_string_append_c(page, '\n');
    } else {
        append_line(page, ".B ", variable);
    }
    append_line(page, "", option->about);
    if (option->otherwise != NULL) {
        g_string_append(page, "Default: ");
        append_text(page, option->otherwise);
        g_string_append(page, ".\n");
    }
    if (variable != NULL && (option->flags & OPTION_NO_FLAG) == 0)
        g_string_append_printf(page, "Also\n.BR %s .\n", variable);
}

static const char head[] =
    ".TH LIEN 1 \"\" \"lien " LIEN_VERSION "\" \"Lien\"\n"
    ".SH NAME\n"
    "lien \\- keeps the bond with the people you serve and with those who serve "
    "them\n"
    ".SH SYNOPSIS\n"
    ".B lien\n"
    ".I command\n"
    ".RI [ options ]\n"
    ".RI [ arguments ]\n"
    ".SH COMMANDS\n";

static const char middle[] =
    ".SH OPTIONS\n"
    "The value of an option is that of its flag, else of its environment variable, else of a line\n"
    ".B option = value\n"
    "of the configuration file, else its default.\n"
    "A value that cannot be is refused with its name, the value and what is accepted.\n"
    ".TP\n"
    ".B \\-\\-help\n"
    "After a command: what it takes. Alone: the commands.\n"
    ".TP\n"
    ".B \\-\\-version\n"
    "Alone: the version.\n";

static const char tail[] =
    ".SH FILES\n"
    "In the data directory: lien.db, the store; files, the bytes of mails and attachments; "
    "fulltext.db,\n"
    "the search index, which can be deleted and is built again; key, a secret of this "
    "organisation;\n"
    "lien.conf, options, when there is one; lock, held while it serves.\n"
    ".SH EXIT STATUS\n"
    "0: done. 1: failed, as said on standard error. 2: told wrongly, nothing was done.\n"
    ".SH EXAMPLES\n"
    ".nf\n"
    "printf '%s\\en' 'a long sentence' | lien user add \\-\\-data /var/lib/lien \\e\n"
    "    \\-\\-email you@example.org \\-\\-role administrator\n"
    "lien serve \\-\\-data /var/lib/lien \\-\\-lmtp 127.0.0.1:2424 \\-\\-smtp smtp://127.0.0.1:25\n"
    ".fi\n";

static char *
manual(void)
{
    GString *page = g_string_new(head);

    for (const Command *const *command = commands; *command != NULL; command++)
        append_command(page, *command);
    g_string_append(page, middle);
    for (OptionId id = 0; id < N_OPTIONS; id++)
        append_option(page, id);
    g_string_append(page, tail);
    return g_string_free(page, FALSE);
}

static bool
run(const Config *config, GError **error)
{
    g_autofree char *page = manual();

    g_print("%s", page);
    return true;
}

static const OptionId taken[] = {N_OPTIONS};

const Command command_manual = {
    .name = "manual",
    .about = "Prints the manual page, for man.",
    .taken = taken,
    .run = run,
};
