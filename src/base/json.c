#include "base/json.h"

#include <math.h>
#include <string.h>

void
json_writer_init(JsonWriter *json, GString *out)
{
    *json = (JsonWriter){.out = out};
}

static void
separate(JsonWriter *json)
{
    if (json->comma)
        g_string_append_c(json->out, ',');
    json->comma = true;
}

static void
open_with(JsonWriter *json, char bracket)
{
    separate(json);
    g_string_append_c(json->out, bracket);
    json->comma = false;
    json->depth++;
}

static void
close_with(JsonWriter *json, char bracket)
{
    g_assert(json->depth > 0);
    g_string_append_c(json->out, bracket);
    json->comma = true;
    json->depth--;
}

void
json_object_begin(JsonWriter *json)
{
    open_with(json, '{');
}

void
json_object_end(JsonWriter *json)
{
    close_with(json, '}');
}

void
json_list_begin(JsonWriter *json)
{
    open_with(json, '[');
}

void
json_list_end(JsonWriter *json)
{
    close_with(json, ']');
}

/* Bytes that a JSON string cannot hold as they are; '<' too, so that no page that embeds the text
 * in a script element can be ended by it. */
static bool
is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7F;
}

static void
append_quoted(GString *out, const char *text)
{
    static const char hex[] = "0123456789abcdef";

    g_string_append_c(out, '"');
    for (const char *at = text; *at != '\0';) {
        const char *run = at;

        while (is_plain((unsigned char)*at))
            at++;
        g_string_append_len(out, run, at - run);
        if (*at == '\0')
            break;
        switch (*at) {
        case '"':
            g_string_append(out, "\\\"");
            break;
        case '\\':
            g_string_append(out, "\\\\");
            break;
        case '\n':
            g_string_append(out, "\\n");
            break;
        case '\t':
            g_string_append(out, "\\t");
            break;
        default:
            g_string_append(out, "\\u00");
            g_string_append_c(out, hex[(unsigned char)*at >> 4]);
            g_string_append_c(out, hex[*at & 15]);
        }
        at++;
    }
    g_string_append_c(out, '"');
}

static void
quote(JsonWriter *json, const char *text)
{
    if (G_LIKELY(g_utf8_validate(text, -1, NULL))) {
        append_quoted(json->out, text);
    } else {
        g_autofree char *valid = g_utf8_make_valid(text, -1);

        append_quoted(json->out, valid);
    }
}

void
json_name(JsonWriter *json, const char *name)
{
    separate(json);
    append_quoted(json->out, name);
    g_string_append_c(json->out, ':');
    json->comma = false;
}

void
json_text(JsonWriter *json, const char *text)
{
    separate(json);
    if (text == NULL)
        g_string_append(json->out, "null");
    else
        quote(json, text);
}

/* By hand: printf was among the top costs of a list page. */
static void
append_int(GString *out, int64_t value)
{
    char digits[24];
    char *at = digits + sizeof digits;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;

    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        *--at = '-';
    g_string_append_len(out, at, digits + sizeof digits - at);
}

void
json_int(JsonWriter *json, int64_t value)
{
    separate(json);
    append_int(json->out, value);
}

void
json_id(JsonWriter *json, int64_t id)
{
    separate(json);
    if (id == 0) {
        g_string_append(json->out, "null");
        return;
    }
    g_string_append_c(json->out, '"');
    append_int(json->out, id);
    g_string_append_c(json->out, '"');
}

static void
put_digits(char *at, int value, int count)
{
    while (count-- > 0) {
        at[count] = (char)('0' + value % 10);
        value /= 10;
    }
}

/* Days since 1970 to a civil date: Howard Hinnant's algorithm ("chrono-compatible low-level date
 * algorithms"), exact for every date after 0000-03-01. */
static void
civil_date(int64_t days, int *ret_year, int *ret_month, int *ret_day)
{
    int64_t z = days + 719468;
    int64_t era = z / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    *ret_day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *ret_month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *ret_year = (int)(yoe + era * 400 + (*ret_month <= 2));
}

void
json_time(JsonWriter *json, int64_t ms)
{
    char text[] = "\"0000-00-00T00:00:00.000Z\"";
    int64_t days = ms / 86400000;
    int rest = (int)(ms % 86400000);
    int year, month, day;

    separate(json);
    if (ms <= 0 || days > 2932896) { /* none, or past 9999-12-31 */
        g_string_append(json->out, "null");
        return;
    }
    civil_date(days, &year, &month, &day);
    put_digits(text + 1, year, 4);
    put_digits(text + 6, month, 2);
    put_digits(text + 9, day, 2);
    put_digits(text + 12, rest / 3600000, 2);
    put_digits(text + 15, rest / 60000 % 60, 2);
    put_digits(text + 18, rest / 1000 % 60, 2);
    put_digits(text + 21, rest % 1000, 3);
    g_string_append_len(json->out, text, sizeof text - 1);
}

void
json_double(JsonWriter *json, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    separate(json);
    g_string_append(json->out,
                    isfinite(value) ? g_ascii_formatd(text, sizeof text, "%.12g", value) : "null");
}

void
json_bool(JsonWriter *json, bool value)
{
    separate(json);
    g_string_append(json->out, value ? "true" : "false");
}

void
json_none(JsonWriter *json)
{
    separate(json);
    g_string_append(json->out, "null");
}

void
json_raw(JsonWriter *json, const char *value)
{
    separate(json);
    g_string_append(json->out, value);
}

void
json_put_text(JsonWriter *json, const char *name, const char *text)
{
    json_name(json, name);
    json_text(json, text);
}

void
json_put_int(JsonWriter *json, const char *name, int64_t value)
{
    json_name(json, name);
    json_int(json, value);
}

void
json_put_id(JsonWriter *json, const char *name, int64_t id)
{
    json_name(json, name);
    json_id(json, id);
}

void
json_put_time(JsonWriter *json, const char *name, int64_t ms)
{
    json_name(json, name);
    json_time(json, ms);
}

void
json_put_double(JsonWriter *json, const char *name, double value)
{
    json_name(json, name);
    json_double(json, value);
}

void
json_put_bool(JsonWriter *json, const char *name, bool value)
{
    json_name(json, name);
    json_bool(json, value);
}

void
json_put_null(JsonWriter *json, const char *name)
{
    json_name(json, name);
    json_none(json);
}

bool
json_is_shallow(const char *text, size_t size, int max)
{
    bool quoted = false;
    int depth = 0;

    for (size_t i = 0; i < size; i++) {
        char c = text[i];

        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '['))
            depth++;
        else if (!quoted && (c == '}' || c == ']'))
            depth--;
        if (depth > max)
            return false;
    }
    return true;
}
