/* configuration-report: what bringing in a file does, item by item. */
#pragma once

#include "http/shape.h"
#include "module/configuration-part.h"

/* After ConfigurationEffect: the item cannot be brought in. */
#define CONFIGURATION_REFUSED (CONFIGURATION_KEPT + 1)
#define CONFIGURATION_EFFECTS (CONFIGURATION_REFUSED + 1)

/* "same", "added", "changed", "kept", "refused"; NULL-terminated. */
extern const char *const configuration_effects[];

typedef struct {
    char *part, *key; /* key NULL: the item does not say it */
    int effect;
    char *field, *reason; /* of one that is refused, else NULL; field also when none was named */
} ConfigurationLine;

typedef struct {
    GPtrArray *lines; /* of ConfigurationLine*; those that stay the same are only counted */
    int64_t counts[CONFIGURATION_EFFECTS];
    bool applied; /* it was done: nothing refused, not only asked */
} ConfigurationReport;

ConfigurationReport *configuration_report_new(void);
void configuration_report_free(ConfigurationReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ConfigurationReport, configuration_report_free)

/* Forgets all: the work may be run again. */
void configuration_report_clear(ConfigurationReport *report);

/* why: of one that is refused, else NULL. */
void configuration_report_add(ConfigurationReport *report, const char *part, const char *key,
                              int effect, const GError *why);

/* As the API answers it. */
extern const Shape configuration_report_shape;
void configuration_report_write(JsonWriter *json, const ConfigurationReport *report);
