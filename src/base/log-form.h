/* log-form: how the lines of the log (base/log.h) are written.
 *
 *   text     2026-11-23T09:30:00.123Z warning mail refused bytes=12 code=552
 *   json     {"at":"…","level":"warning","domain":"mail","event":"refused","fields":{"bytes":12,…}}
 *   journal  <4>mail refused bytes=12 code=552     for journald, which keeps the time and reads the
 *            level (sd-daemon(3)): journalctl -p warning
 *
 * Whatever a value holds, an event stays one line. */
#pragma once

#include "base/log.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum { LOG_TEXT, LOG_JSON, LOG_JOURNAL } LogForm;

/* "text", "json", "journal"; NULL-terminated. */
extern const char *const log_form_words[];

/* LOG_TEXT until told otherwise. */
void log_set_form(LogForm form);
LogForm log_form(void);
/* What stderr leads to: LOG_JOURNAL when systemd says that it is journald, else LOG_TEXT. */
LogForm log_form_usual(void);

/* The line of an event, without its end. pairs: "bytes=12 code=552"; the value of a pair goes up to
 * the next " word=", that of reason and error, which come last, to the end. Owned by the caller. */
char *log_line(LogForm form, LogLevel level, int64_t at, const char *domain, const char *event,
               const char *pairs);
