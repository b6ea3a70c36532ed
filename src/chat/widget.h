/* widget: the chat of one site, as an administrator sets it up. Inside chat/ only. */
#pragma once

#include "chat/chat.h"

#include <jansson.h>

#define WIDGET_KEY_LENGTH   16
#define WIDGET_TEXT_MAX     1000
#define WIDGET_PATIENCE_MIN 30
#define WIDGET_PATIENCE_MAX 3600

extern const char *const widget_positions[]; /* "right", "left" */
extern const char *const widget_names[];     /* "full", "first", "none" */

/* Every text is its own; NULL where the table has NULL. */
typedef struct {
    int64_t id;
    char *key, *name;
    int64_t team;
    char *origins; /* JSON list */
    char *colour, *position, *language;
    char *greeting_fr, *greeting_en, *away_fr, *away_en;
    char *hours, *address, *phone, *names;
    int64_t patience; /* seconds */
    bool files, enabled;
    int64_t generation;
    int64_t made_at;
} Widget;

void widget_free(Widget *widget);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Widget, widget_free)

/* As it is when nothing is said. */
Widget *widget_new(const char *name);

/* A site as browsers tell it: "https://www.example.org", "http://localhost:8000"; NULL when it is
 * no such. Owned by the caller. */
char *widget_origin(const char *text);
/* Whether the pages of an origin may show it: to the letter. */
bool widget_allows(const Widget *widget, const char *origin);

/* A list of sites, each as widget_origin() has it; APP_ERROR_INVALID names the wrong one. */
bool widget_set_origins(Widget *widget, const json_t *given, GError **error);
/* APP_ERROR_INVALID with the field: no colour, no hours, no address or team of ours. */
bool widget_check(Db *db, const Widget *widget, GError **error);

/* ---- widget-configuration.c ---- */

extern const ConfigurationPart widget_configurations[];

/* ---- widget-store.c ---- */

int widget_store_get(Db *db, int64_t id, Widget **ret_widget, GError **error);
/* Whether one is enabled: 1, 0, -1. */
int widget_store_any(Db *db, GError **error);
/* One that is enabled, by its key. */
int widget_store_at(Db *db, const char *key, Widget **ret_widget, GError **error);
/* Of Widget*, by name. NULL on error. */
GPtrArray *widget_store_list(Db *db, GError **error);
/* Fills id and key. A name that is taken is APP_ERROR_CONFLICT. */
bool widget_store_insert(Db *tx, Widget *widget, GError **error);
bool widget_store_update(Db *tx, const Widget *widget, GError **error);
/* By its name: 1, 0, -1. */
int widget_store_named(Db *db, const char *name, Widget **ret_widget, GError **error);
/* The team of a name: 1, 0, -1. */
int widget_store_team_named(Db *db, const char *name, int64_t *ret_team, GError **error);
/* The name of its team: 1, 0, -1. */
int widget_store_team(Db *db, int64_t team, char **ret_name, GError **error);
