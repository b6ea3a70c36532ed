/* setting: what the organisation decides, with dates. Rules of law are settings too: each ships
 * with a default, its source, and can be changed from a day on without a new version of the
 * program.
 *
 * Every setting is declared in setting-rules.c with its type, limits, default and source. A name
 * that is not declared is a programmer's mistake. A change is never an overwriting: the value of
 * before stays in force for what was measured before.
 *
 * setting-rules.c declares them, setting.c reads and changes, setting-value.c checks a value
 * against its rule, setting-store.c holds the SQL, setting-http.c the routes. */
#pragma once

#include "base/calendar.h"
#include "module/module.h"

#include <jansson.h>

typedef enum {
    SETTING_BOOL,
    SETTING_INT,    /* min..max */
    SETTING_TEXT,   /* min..max bytes, one line */
    SETTING_CHOICE, /* one of choices */
    SETTING_ZONE,   /* a time zone this machine knows: "Europe/Paris" */
    SETTING_HOURS,  /* opening hours, see base/hours.h */
    SETTING_COLOUR, /* "#1d4ed8" */
} SettingType;

typedef struct {
    const char *name; /* "survey.pause_days" */
    SettingType type;
    int64_t min, max;
    const char *const *choices; /* NULL-terminated, of SETTING_CHOICE */
    const char *otherwise;      /* the default, as JSON */
    const char *source;         /* where the rule comes from; NULL: a habit of this program */
    const char *about_fr, *about_en;
} SettingRule;

/* All of them; ends with a row whose name is NULL. */
extern const SettingRule setting_rules[];

/* The rule of a name, or NULL. */
const SettingRule *setting_rule(const char *name);

/* The word of a type in the API: "int". */
const char *setting_type_word(SettingType type);

/* True if value may be given to this setting; otherwise APP_ERROR_INVALID on the field "value". */
bool setting_check(const SettingRule *rule, const json_t *value, GError **error);

/* The value in force at a time (0: now). The default when none was set. */
int64_t setting_int(Db *db, const char *name, int64_t at);
bool setting_bool(Db *db, const char *name, int64_t at);
/* Of a text, a choice, a zone, hours or a colour. Owned by the caller. */
char *setting_text(Db *db, const char *name, int64_t at);

/* One change that was made. */
typedef struct {
    char *value; /* JSON */
    int64_t valid_from;
    int64_t staff; /* who made it; 0: the program */
} SettingChange;

void setting_change_free(SettingChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SettingChange, setting_change_free)

/* The change in force at a time, and the next one after it. 1 and *ret_change (owned by the
 * caller), 0 when there is none, -1. */
int setting_change_at(Db *db, const char *name, int64_t at, SettingChange **ret_change,
                      GError **error);
int setting_change_after(Db *db, const char *name, int64_t at, SettingChange **ret_change,
                         GError **error);

/* Changes a setting from a time on (0: now). value is JSON of the declared type, within its limits,
 * or APP_ERROR_INVALID. Writes the fact "setting.changed". */
bool setting_set(Db *tx, const char *name, const char *value, int64_t valid_from, int64_t staff,
                 GError **error);

/* The organisation's working time now: settings calendar.zone, calendar.hours and
 * calendar.holidays. Owned by the caller. */
Calendar *setting_calendar(Db *db, GError **error);

extern const Module setting_module;
