#include "app/prompt.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

bool
prompt_password(char *line, size_t size, GError **error)
{
    struct termios shown, hidden;
    bool typed = tcgetattr(STDIN_FILENO, &shown) == 0;
    bool read;

    if (typed) {
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
        g_printerr("Password: ");
    }
    read = fgets(line, (int)size, stdin) != NULL;
    if (typed) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        g_printerr("\n");
    }
    if (!read)
        return error_set(error, APP_ERROR_INVALID, "no password on standard input");
    line[strcspn(line, "\r\n")] = '\0';
    return true;
}
