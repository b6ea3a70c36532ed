#include "base/csv.h"

#include "base/clock.h"

#include <math.h>
#include <string.h>

void
csv_begin(GString *out)
{
    g_string_append(out, "\xEF\xBB\xBF");
}

/* Each cell is followed by a comma; the last one's is taken back at the end of the row. */
static void
put(GString *out, const char *plain)
{
    g_string_append(out, plain);
    g_string_append_c(out, ',');
}

void
csv_text(GString *out, const char *text)
{
    const char *guard = text != NULL && *text != '\0' && strchr("=+-@\t\r", *text) ? "'" : "";

    if (text == NULL || (*guard == '\0' && strpbrk(text, "\",\r\n") == NULL)) {
        put(out, text != NULL ? text : "");
        return;
    }
    g_string_append_c(out, '"');
    g_string_append(out, guard);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *c);
    }
    put(out, "\"");
}

void
csv_int(GString *out, int64_t value)
{
    g_string_append_printf(out, "%" G_GINT64_FORMAT ",", value);
}

void
csv_double(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    if (isfinite(value))
        put(out, g_ascii_formatd(text, sizeof text, "%.12g", value));
    else
        csv_empty(out);
}

void
csv_time(GString *out, int64_t ms)
{
    g_autofree char *text = ms != 0 ? clock_format(ms) : NULL;

    csv_text(out, text);
}

void
csv_empty(GString *out)
{
    put(out, "");
}

void
csv_end(GString *out)
{
    g_return_if_fail(out->len > 0 && out->str[out->len - 1] == ',');
    g_string_truncate(out, out->len - 1);
    g_string_append(out, "\r\n");
}
