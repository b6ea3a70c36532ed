/* Parses the mails whose paths come on standard input, one a line, and prints the JSON of each on a
 * line: what `lien parse` prints, without starting a program for each of thousands. */
#include "channel/mail/mail.h"

#include <stdio.h>
#include <string.h>

int
main(void)
{
    char path[4096];

    while (fgets(path, sizeof path, stdin) != NULL) {
        g_autoptr(GBytes) source = NULL;
        g_autoptr(GError) error = NULL;
        g_autoptr(GString) json = g_string_new(NULL);
        g_autofree char *bytes = NULL;
        gsize size;

        path[strcspn(path, "\n")] = '\0';
        if (!g_file_get_contents(path, &bytes, &size, &error)) {
            g_printerr("%s\n", error->message);
            return 1;
        }
        source = g_bytes_new_take(g_steal_pointer(&bytes), size);
        if (!mail_parse_json(source, json, &error))
            g_string_printf(json, "{\"error\":\"%d\"}", error->code);
        puts(json->str);
        fflush(stdout);
    }
    return 0;
}
