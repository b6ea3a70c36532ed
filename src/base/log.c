#include "base/log.h"

#include "base/clock.h"

#include <stdatomic.h>
#include <unistd.h>

static _Atomic LogLevel threshold = LOG_INFO;

void
log_set_level(LogLevel level)
{
    threshold = level;
}

void
log_write(LogLevel level, const char *domain, const char *event, const char *format, ...)
{
    static const char *const words[] = {"error", "warning", "info", "debug"};
    g_autofree char *at = NULL;
    g_autofree char *rest = NULL;
    g_autofree char *line = NULL;
    va_list args;

    if (level > threshold)
        return;
    va_start(args, format);
    rest = g_strdup_vprintf(format, args);
    va_end(args);
    at = clock_format(clock_now());
    line = g_strdup_printf("%s %s %s %s %s", at, words[level], domain, event, rest);
    /* A value with a line break must not be able to forge a line. */
    g_strdelimit(line, "\r\n", ' ');
    g_printerr("%s\n", line);
}
