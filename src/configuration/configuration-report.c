#include "configuration/configuration-report.h"

#include "base/error.h"
#include "base/limits.h"

const char *const configuration_effects[] = {"same", "added", "changed", "kept", "refused", NULL};

/* ---- Shapes ---- */

static const Shape line_shape = {
    .name = "ConfigurationLine",
    .fields =
        (const Field[]){
            {.name = "part", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "key",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "The name or the address of the item."},
            {.name = "effect",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = configuration_effects},
            {.name = "field", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "reason",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Why it is refused."},
            FIELDS_END,
        },
};

#define COUNT_FIELD(word)                                                                          \
    {                                                                                              \
        .name = (word), .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 0,                      \
        .max = LIMIT_CONFIGURATION_ITEMS                                                           \
    }

static const Shape counts_shape = {
    .name = "ConfigurationCounts",
    .fields =
        (const Field[]){
            COUNT_FIELD("same"),
            COUNT_FIELD("added"),
            COUNT_FIELD("changed"),
            COUNT_FIELD("kept"),
            COUNT_FIELD("refused"),
            FIELDS_END,
        },
};

const Shape configuration_report_shape = {
    .name = "ConfigurationReport",
    .fields =
        (const Field[]){
            {.name = "applied",
             .type = FIELD_BOOL,
             .flags = FIELD_REQUIRED,
             .about = "False: only asked, or something was refused and nothing was done."},
            {.name = "counts",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &counts_shape},
            {.name = "lines",
             .type = FIELD_LIST,
             .of = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .max = LIMIT_CONFIGURATION_ITEMS,
             .shape = &line_shape,
             .about = "All but those that stay the same."},
            FIELDS_END,
        },
};

/* ---- Keeping ---- */

static void
line_free(gpointer data)
{
    ConfigurationLine *line = data;

    g_free(line->part);
    g_free(line->key);
    g_free(line->field);
    g_free(line->reason);
    g_free(line);
}

ConfigurationReport *
configuration_report_new(void)
{
    ConfigurationReport *report = g_new0(ConfigurationReport, 1);

    report->lines = g_ptr_array_new_with_free_func(line_free);
    return report;
}

void
configuration_report_free(ConfigurationReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->lines);
    g_free(report);
}

void
configuration_report_clear(ConfigurationReport *report)
{
    g_ptr_array_set_size(report->lines, 0);
    for (int effect = 0; effect < CONFIGURATION_EFFECTS; effect++)
        report->counts[effect] = 0;
    report->applied = false;
}

void
configuration_report_add(ConfigurationReport *report, const char *part, const char *key, int effect,
                         const GError *why)
{
    ConfigurationLine *line;

    report->counts[effect]++;
    if (effect == CONFIGURATION_SAME)
        return;
    line = g_new0(ConfigurationLine, 1);
    line->part = g_strdup(part);
    line->key = g_strdup(key);
    line->effect = effect;
    line->field = why != NULL ? g_strdup(error_field(why)) : NULL;
    line->reason = why != NULL ? g_strdup(why->message) : NULL;
    g_ptr_array_add(report->lines, line);
}

/* ---- Telling ---- */

static void
write_line(JsonWriter *json, const ConfigurationLine *line)
{
    json_object_begin(json);
    json_put_text(json, "part", line->part);
    json_put_text(json, "key", line->key);
    json_put_text(json, "effect", configuration_effects[line->effect]);
    json_put_text(json, "field", line->field);
    json_put_text(json, "reason", line->reason);
    json_object_end(json);
}

void
configuration_report_write(JsonWriter *json, const ConfigurationReport *report)
{
    json_object_begin(json);
    json_put_bool(json, "applied", report->applied);
    json_name(json, "counts");
    json_object_begin(json);
    for (int effect = 0; effect < CONFIGURATION_EFFECTS; effect++)
        json_put_int(json, configuration_effects[effect], report->counts[effect]);
    json_object_end(json);
    json_name(json, "lines");
    json_list_begin(json);
    for (guint i = 0; i < report->lines->len; i++)
        write_line(json, report->lines->pdata[i]);
    json_list_end(json);
    json_object_end(json);
}
