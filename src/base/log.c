#include "base/log.h"

#include "base/clock.h"
#include "base/log-form.h"

#include <stdatomic.h>

static _Atomic LogLevel threshold = LOG_INFO;

void
log_set_level(LogLevel level)
{
    threshold = level;
}

void
log_write(LogLevel level, const char *domain, const char *event, const char *format, ...)
{
    g_autofree char *pairs = NULL;
    g_autofree char *line = NULL;
    va_list args;

    if (level > threshold)
        return;
    va_start(args, format);
    pairs = g_strdup_vprintf(format, args);
    va_end(args);
    line = log_line(log_form(), level, clock_now(), domain, event, pairs);
    g_printerr("%s\n", line);
}
