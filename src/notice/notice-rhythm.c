#include "notice/notice-store.h"

#include "base/clock.h"

#define DIGEST_HOUR 9

bool
notice_rhythm_get(Db *db, int64_t staff, NoticeRhythm *ret_rhythm, GError **error)
{
    NoticeRhythm rhythm = {.digest = DIGEST_OFF, .digest_hour = DIGEST_HOUR};

    if (notice_store_rhythm(db, staff, &rhythm, error) < 0)
        return false;
    *ret_rhythm = rhythm;
    return true;
}

bool
notice_may_disturb(const NoticeRhythm *rhythm, Calendar *calendar, int64_t at)
{
    return at >= rhythm->quiet_until && (rhythm->outside_hours || calendar_is_open(calendar, at));
}

/* Each day at its hour, on days when the organisation works. */
static bool
daily_due(const NoticeRhythm *rhythm, Calendar *calendar, int64_t at)
{
    int64_t wall = calendar_day(calendar, at) + rhythm->digest_hour * CLOCK_HOUR;
    int64_t due = calendar_from_wall(calendar, wall);
    int64_t begins = calendar_day_start(calendar, at), ends = calendar_day_end(calendar, at);

    return at >= due && rhythm->digest_at < due &&
           (rhythm->outside_hours || calendar_worked(calendar, begins, ends) > 0);
}

bool
notice_digest_due(const NoticeRhythm *rhythm, Calendar *calendar, int64_t at)
{
    if (at < rhythm->quiet_until)
        return false;
    switch (rhythm->digest) {
    case DIGEST_HOURLY:
        return at - rhythm->digest_at >= CLOCK_HOUR && notice_may_disturb(rhythm, calendar, at);
    case DIGEST_DAILY:
        return daily_due(rhythm, calendar, at);
    case DIGEST_OFF:
        break;
    }
    return false;
}
