#include "indicator/indicator-shape.h"

#include "base/limits.h"
#include "conversation/conversation.h"
#include "indicator/indicator.h"
#include "person/person.h"

#define CHANNEL_NAME_MAX 40

#define SCOPE_FIELDS                                                                               \
    {                                                                                              \
        .name = "from",                                                                            \
        .type = FIELD_DATE,                                                                        \
        .about = "First day, in the organisation's time zone; 29 days before the last if absent.", \
    },                                                                                             \
        {                                                                                          \
            .name = "to",                                                                          \
            .type = FIELD_DATE,                                                                    \
            .about = "Last day, included; today if absent.",                                       \
        },                                                                                         \
        {                                                                                          \
            .name = "channel",                                                                     \
            .type = FIELD_TEXT,                                                                    \
            .max = CHANNEL_NAME_MAX,                                                               \
        },                                                                                         \
    {                                                                                              \
        .name = "team", .type = FIELD_ID                                                           \
    }

const Field indicator_scope_fields[] = {SCOPE_FIELDS, FIELDS_END};

const Field indicator_rows_fields[] = {
    {
        .name = "name",
        .type = FIELD_CHOICE,
        .flags = FIELD_REQUIRED,
        .choices = indicator_names,
    },
    SCOPE_FIELDS,
    FIELDS_END,
};

static const Shape period_shape = {
    .name = "IndicatorPeriod",
    .fields =
        (const Field[]){
            {.name = "from", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
            {.name = "to", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
            {.name = "previous_from", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
            {.name = "previous_to", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

static const Shape formula_shape = {
    .name = "IndicatorFormula",
    .fields =
        (const Field[]){
            {.name = "fr", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_TEXT},
            {.name = "en", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_TEXT},
            FIELDS_END,
        },
};

static const Shape point_shape = {
    .name = "IndicatorPoint",
    .fields =
        (const Field[]){
            {.name = "date",
             .type = FIELD_DATE,
             .flags = FIELD_REQUIRED,
             .about = "The day the point begins."},
            {.name = "value", .type = FIELD_NUMBER, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "n", .type = FIELD_INT, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

static const Shape part_shape = {
    .name = "IndicatorPart",
    .fields =
        (const Field[]){
            {.name = "channel", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "value", .type = FIELD_NUMBER, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "n", .type = FIELD_INT, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

static const Shape indicator_shape = {
    .name = "Indicator",
    .fields =
        (const Field[]){
            {.name = "name",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = indicator_names},
            {.name = "unit",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = indicator_units,
             .about = "A duration is in milliseconds of working time, a share from 0 to 1."},
            {.name = "value",
             .type = FIELD_NUMBER,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Of durations, the median; null: nothing to measure."},
            {.name = "n",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED,
             .about = "How many rows are behind the value."},
            {.name = "numerator", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "denominator", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "low",
             .type = FIELD_NUMBER,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Of a share, the lower bound of Wilson's 95 % interval."},
            {.name = "high", .type = FIELD_NUMBER, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "median", .type = FIELD_NUMBER, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "p90",
             .type = FIELD_NUMBER,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Of durations, the 90th percentile (linear interpolation, type 7)."},
            {.name = "previous",
             .type = FIELD_NUMBER,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "The value of the period before."},
            {.name = "formula",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &formula_shape},
            {.name = "step",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = (const char *const[]){"day", "week", NULL},
             .about = "What a point of the trend is; a week begins on Monday."},
            {.name = "trend",
             .type = FIELD_LIST,
             .of = FIELD_OBJECT,
             .shape = &point_shape,
             .flags = FIELD_REQUIRED,
             .max = INDICATOR_DAYS_MAX},
            {.name = "by_channel",
             .type = FIELD_LIST,
             .of = FIELD_OBJECT,
             .shape = &part_shape,
             .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

const Shape indicator_report_shape = {
    .name = "IndicatorReport",
    .fields =
        (const Field[]){
            {.name = "period",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &period_shape},
            {.name = "items",
             .type = FIELD_LIST,
             .of = FIELD_OBJECT,
             .shape = &indicator_shape,
             .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

const Shape indicator_row_shape = {
    .name = "IndicatorRow",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
            {.name = "conversation",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &conversation_ref_shape},
            {.name = "person",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &person_ref_shape},
            {.name = "at",
             .type = FIELD_TIME,
             .flags = FIELD_REQUIRED,
             .about = "When it counts: sent, answered, closed; of the backlog, opened."},
            {.name = "value",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Milliseconds of working time, or a score; null for what is only counted."},
            {.name = "channel", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};
