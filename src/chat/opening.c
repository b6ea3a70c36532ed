#include "chat/opening.h"

#include "base/clock.h"
#include "chat/talk-store.h"
#include "http/events.h"
#include "setting/setting.h"

static Calendar *
calendar_of(Db *db, const Widget *widget, GError **error)
{
    g_autofree char *zone = NULL;
    g_autofree char *holidays = NULL;

    if (widget->hours == NULL)
        return setting_calendar(db, error);
    zone = setting_text(db, "calendar.zone", 0);
    holidays = setting_text(db, "calendar.holidays", 0);
    return calendar_new(zone, widget->hours, holidays, error);
}

static bool
somebody_is_here(Db *db, Context *context, const Widget *widget, bool *ret_here, GError **error)
{
    g_autoptr(GArray) readers = events_readers(context->events, RIGHT_CONVERSATION_WRITE);

    *ret_here = false;
    for (guint i = 0; i < readers->len && !*ret_here; i++) {
        int found =
            adviser_store_takes(db, g_array_index(readers, int64_t, i), widget->team, error);

        if (found < 0)
            return false;
        *ret_here = found == 1;
    }
    return true;
}

bool
opening_now(Db *db, Context *context, const Widget *widget, Opening *ret_opening, GError **error)
{
    g_autoptr(Calendar) calendar = calendar_of(db, widget, error);
    int64_t now = clock_now();

    if (calendar == NULL)
        return false;
    *ret_opening = (Opening){.open = calendar_is_open(calendar, now)};
    if (!ret_opening->open)
        ret_opening->opens_at = calendar_next_opening(calendar, now);
    return somebody_is_here(db, context, widget, &ret_opening->here, error);
}

bool
opening_takes(Db *db, int64_t staff, bool *ret_takes, GError **error)
{
    int found = adviser_store_takes(db, staff, 0, error);

    *ret_takes = found == 1;
    return found >= 0;
}

bool
opening_set(Db *tx, int64_t staff, bool takes, GError **error)
{
    return adviser_store_set(tx, staff, takes, error);
}
