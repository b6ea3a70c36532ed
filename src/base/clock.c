#include "base/clock.h"

#include <glib.h>
#include <stdatomic.h>

static _Atomic int64_t frozen;

int64_t
clock_now(void)
{
    int64_t at = frozen;

    return at != 0 ? at : g_get_real_time() / 1000;
}

void
clock_freeze(int64_t ms)
{
    frozen = ms;
}

char *
clock_format(int64_t ms)
{
    int64_t seconds = ms / 1000 - (ms % 1000 < 0);
    g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc(seconds);
    g_autofree char *head = at != NULL ? g_date_time_format(at, "%Y-%m-%dT%H:%M:%S") : NULL;

    if (head == NULL)
        return g_strdup("1970-01-01T00:00:00.000Z"); /* beyond year 9999: not a date of ours */
    return g_strdup_printf("%s.%03dZ", head, (int)(ms - seconds * 1000));
}

bool
clock_parse(const char *text, int64_t *ret_ms)
{
    g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
    g_autoptr(GDateTime) at = g_date_time_new_from_iso8601(text, utc);

    if (at == NULL)
        return false;
    *ret_ms = g_date_time_to_unix(at) * 1000 + g_date_time_get_microsecond(at) / 1000;
    return true;
}
