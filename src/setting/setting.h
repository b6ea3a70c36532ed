/* setting: what the organisation decides, with dates. Rules of law are settings too: each ships with a
 * default, its source, and can be changed from a day on without a new version of the program.
 *
 * Every setting is declared in setting.c with its type, limits, default and source. A name that is not
 * declared is a programmer's mistake. */
#pragma once

#include "db/db.h"

/* The value in force at a time (0: now). The default when none was set. */
int64_t setting_int(Db *db, const char *name, int64_t at);
bool setting_bool(Db *db, const char *name, int64_t at);
/* Owned by the caller. */
char *setting_text(Db *db, const char *name, int64_t at);

/* Changes a setting from a time on. value is JSON of the declared type, within its limits, or
 * APP_ERROR_INVALID. Writes the fact "setting.changed". */
bool setting_set(Db *tx, const char *name, const char *value, int64_t valid_from, int64_t staff,
                 GError **error);

struct Calendar;
/* The organisation's working hours: settings calendar.zone, calendar.hours, calendar.holidays, as a
 * calendar of base/calendar.h. Owned by the caller; calendar_free(). */
struct Calendar *setting_calendar(Db *db, GError **error);
