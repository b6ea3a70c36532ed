#include "imap/imap-search.h"

#include "base/clock.h"

#include <stdio.h>
#include <string.h>

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* ---- Dates ---- */

int64_t
imap_date_read(const char *text)
{
    int day, year, hour, minute, second;
    char month[4] = "", zone[6] = "";
    g_autoptr(GTimeZone) offset = NULL;
    g_autoptr(GDateTime) date = NULL;

    if (sscanf(text, "%2d-%3[A-Za-z]-%4d %2d:%2d:%2d %5[0-9+-]", &day, month, &year, &hour, &minute,
               &second, zone) != 7)
        return 0;
    offset = g_time_zone_new_identifier(zone);
    for (int i = 0; i < 12 && offset != NULL && date == NULL; i++)
        if (g_ascii_strcasecmp(month, months[i]) == 0)
            date = g_date_time_new(offset, year, i + 1, day, hour, minute, MIN(second, 59));
    return date != NULL ? g_date_time_to_unix(date) * CLOCK_SECOND : 0;
}

/* "23-Nov-2026": SINCE compares days in the server's own zone, so the day before is asked for. */
static char *
write_day(int64_t ms)
{
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc((ms - CLOCK_DAY) / CLOCK_SECOND);

    if (date == NULL)
        return g_strdup("1-Jan-1970");
    return g_strdup_printf("%d-%s-%d", g_date_time_get_day_of_month(date),
                           months[g_date_time_get_month(date) - 1], g_date_time_get_year(date));
}

/* ---- SEARCH ---- */

typedef struct {
    GArray *uids;
    uint32_t first, last;
} Search;

static bool
hear_search(Imap *imap, const ImapAnswer *answer, void *data, GError **error)
{
    Search *search = data;
    uint64_t uid;

    if (!imap_token_is(answer, 0, "SEARCH"))
        return true;
    for (guint i = 1; imap_token_number(answer, i, UINT32_MAX, &uid); i++) {
        uint32_t number = (uint32_t)uid;

        if (number >= search->first && number <= search->last && search->uids->len < IMAP_WINDOW)
            g_array_append_val(search->uids, number);
    }
    return true;
}

static int
compare_uids(gconstpointer a, gconstpointer b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    return left < right ? -1 : left > right;
}

static void
sort_uids(GArray *uids)
{
    guint kept = 0;

    g_array_sort(uids, compare_uids);
    for (guint i = 0; i < uids->len; i++) {
        uint32_t uid = g_array_index(uids, uint32_t, i);

        if (kept == 0 || g_array_index(uids, uint32_t, kept - 1) != uid)
            g_array_index(uids, uint32_t, kept++) = uid;
    }
    g_array_set_size(uids, kept);
}

GArray *
imap_search(Imap *imap, uint32_t first, uint32_t last, int64_t since, GError **error)
{
    g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    Search search = {uids, first, last != 0 ? last : UINT32_MAX};
    g_autofree char *day = since > 0 ? write_day(since) : NULL;
    g_autofree char *end = last != 0 ? g_strdup_printf("%u", last) : g_strdup("*");

    imap->step = "fetch";
    imap->news = false;
    if (!imap_do(imap, hear_search, &search, error, "UID SEARCH UID %u:%s%s%s", first, end,
                 day != NULL ? " SINCE " : "", day != NULL ? day : ""))
        return NULL;
    sort_uids(uids);
    return g_steal_pointer(&uids);
}

bool
imap_find_uid_next(Imap *imap, GError **error)
{
    g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    Search search = {uids, 1, UINT32_MAX};

    imap->state.uid_next = 1;
    if (imap->state.exists == 0)
        return true;
    if (!imap_do(imap, hear_search, &search, error, "UID SEARCH *"))
        return false;
    sort_uids(uids);
    if (uids->len > 0)
        imap->state.uid_next = g_array_index(uids, uint32_t, uids->len - 1) + 1;
    return true;
}
