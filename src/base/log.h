/* log: one line an event on standard error, for journald or a file.
 *
 * `log_info("mail", "delivered", "message=%" PRId64, id)`: the domain is the folder's word, the
 * event a past participle, then key=value pairs. Never personal data: ids, sizes, counts and codes
 * only. */
#pragma once

#include <glib.h>

typedef enum { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG } LogLevel;

/* What is below is not written. LOG_INFO until told otherwise. */
void log_set_level(LogLevel level);

void log_write(LogLevel level, const char *domain, const char *event, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

#define log_error(domain, event, ...)   log_write(LOG_ERROR, domain, event, __VA_ARGS__)
#define log_warning(domain, event, ...) log_write(LOG_WARNING, domain, event, __VA_ARGS__)
#define log_info(domain, event, ...)    log_write(LOG_INFO, domain, event, __VA_ARGS__)
#define log_debug(domain, event, ...)   log_write(LOG_DEBUG, domain, event, __VA_ARGS__)
