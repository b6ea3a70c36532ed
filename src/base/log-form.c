#include "base/log-form.h"

#include "base/clock.h"
#include "base/json.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const log_form_words[] = {"text", "json", "journal", NULL};

static const char *const levels[] = {"error", "warning", "info", "debug"};
static const int priorities[] = {3, 4, 6, 7}; /* of syslog */

static _Atomic LogForm the_form = LOG_TEXT;

void
log_set_form(LogForm form)
{
    the_form = form;
}

LogForm
log_form(void)
{
    return the_form;
}

/* JOURNAL_STREAM is "device:inode" of the stream that systemd gave us (systemd.exec(5)). */
LogForm
log_form_usual(void)
{
    const char *told = g_getenv("JOURNAL_STREAM");
    struct stat stream;
    g_autofree char *ours = NULL;

    if (told == NULL || fstat(STDERR_FILENO, &stream) != 0)
        return LOG_TEXT;
    ours = g_strdup_printf("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64)stream.st_dev,
                           (guint64)stream.st_ino);
    return strcmp(told, ours) == 0 ? LOG_JOURNAL : LOG_TEXT;
}

/* ---- Pairs ---- */

/* The length of a word before '=', 0: none begins here. */
static size_t
name_length(const char *at)
{
    size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz_0123456789");

    return length > 0 && at[length] == '=' ? length : 0;
}

/* Where the value at value ends: before the next pair. */
static const char *
value_end(const char *value)
{
    for (const char *at = value; *at != '\0'; at++)
        if (*at == ' ' && name_length(at + 1) > 0)
            return at;
    return value + strlen(value);
}

/* One that JavaScript reads whole is a number, an id is not. */
static bool
is_number(const char *value)
{
    const char *digits = value[0] == '-' ? value + 1 : value;
    size_t length = strspn(digits, "0123456789");

    return length > 0 && length <= 15 && digits[length] == '\0' &&
           (digits[0] != '0' || length == 1);
}

static void
put_pairs(JsonWriter *json, const char *pairs)
{
    const char *at = pairs;
    size_t length;

    while ((length = name_length(at)) > 0) {
        g_autofree char *name = g_strndup(at, length);
        const char *begin = at + length + 1;
        bool last = strcmp(name, "reason") == 0 || strcmp(name, "error") == 0;
        const char *end = last && begin[0] != '\0' ? begin + strlen(begin) : value_end(begin);
        g_autofree char *value = g_strndup(begin, (gsize)(end - begin));

        if (is_number(value))
            json_put_int(json, name, g_ascii_strtoll(value, NULL, 10));
        else
            json_put_text(json, name, value);
        at = end + strspn(end, " ");
    }
    if (*at != '\0')
        json_put_text(json, "text", at);
}

static char *
line_in_json(LogLevel level, int64_t at, const char *domain, const char *event, const char *pairs)
{
    GString *out = g_string_new(NULL);
    JsonWriter json;

    json_writer_init(&json, out);
    json_object_begin(&json);
    json_put_time(&json, "at", at);
    json_put_text(&json, "level", levels[level]);
    json_put_text(&json, "domain", domain);
    json_put_text(&json, "event", event);
    json_name(&json, "fields");
    json_object_begin(&json);
    put_pairs(&json, pairs);
    json_object_end(&json);
    json_object_end(&json);
    return g_string_free(out, FALSE);
}

char *
log_line(LogForm form, LogLevel level, int64_t at, const char *domain, const char *event,
         const char *pairs)
{
    g_autofree char *time = NULL;
    char *line;

    if (form == LOG_JSON)
        return line_in_json(level, at, domain, event, pairs);
    if (form == LOG_JOURNAL)
        line = g_strdup_printf("<%d>%s %s %s", priorities[level], domain, event, pairs);
    else {
        time = clock_format(at);
        line = g_strdup_printf("%s %s %s %s %s", time, levels[level], domain, event, pairs);
    }
    /* A value with a line break must not be able to forge a line. */
    return g_strdelimit(line, "\r\n", ' ');
}
