#include "base/clock.h"
#include "base/error.h"
#include "conversation/conversation.h"
#include "indicator/indicator-csv.h"
#include "indicator/indicator-shape.h"
#include "person/person.h"
#include "setting/setting.h"

#include <math.h>

/* ---- What is asked ---- */

static bool
read_scope(Request *request, Calendar *calendar, IndicatorScope *ret_scope, GError **error)
{
    IndicatorScope scope = {
        .channel = request_text(request, "channel"),
        .team = request_id(request, "team"),
    };

    scope.last = request_time(request, "to", calendar_day(calendar, clock_now()));
    scope.first =
        request_time(request, "from", scope.last - (INDICATOR_DAYS_DEFAULT - 1) * CLOCK_DAY);
    if (scope.first < INDICATOR_DAY_MIN)
        return error_set_field(error, APP_ERROR_INVALID, "from", "must be 2000-01-01 or later");
    if (scope.last > INDICATOR_DAY_MAX)
        return error_set_field(error, APP_ERROR_INVALID, "to", "must be 2100-01-01 or earlier");
    if (scope.first > scope.last)
        return error_set_field(error, APP_ERROR_INVALID, "from", "must not be after to");
    if ((scope.last - scope.first) / CLOCK_DAY >= INDICATOR_DAYS_MAX)
        return error_set_field(error, APP_ERROR_INVALID, "from", "at most %d days",
                               INDICATOR_DAYS_MAX);
    *ret_scope = scope;
    return true;
}

/* What the rows of one indicator are read and valued with. */
typedef struct {
    Calendar *calendar;
    IndicatorMeasure measure;
    IndicatorSpan span;
} Table;

static void
table_clear(Table *table)
{
    g_clear_pointer(&table->calendar, calendar_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, table_clear)

static bool
table_init(Table *table, Request *request, GError **error)
{
    IndicatorName name = (IndicatorName)request_choice(request, "name", 0);
    Db *db = request_db(request);
    IndicatorScope scope;
    IndicatorSpan span;

    table->calendar = setting_calendar(db, error);
    if (table->calendar == NULL || !read_scope(request, table->calendar, &scope, error))
        return false;
    span = indicator_span(table->calendar, &scope);
    if (!indicator_measure_init(&table->measure, db, table->calendar, name, &span, error))
        return false;
    table->span = indicator_row_span(&table->measure, &span);
    return true;
}

/* ---- Figures ---- */

static void
put_day(JsonWriter *json, const char *name, int64_t day)
{
    g_autofree char *text = clock_format(day);

    text[sizeof "2026-11-23" - 1] = '\0';
    json_put_text(json, name, text);
}

static void
write_period(JsonWriter *json, const IndicatorScope *scope)
{
    IndicatorScope previous = indicator_previous(scope);

    json_object_begin(json);
    put_day(json, "from", scope->first);
    put_day(json, "to", scope->last);
    put_day(json, "previous_from", previous.first);
    put_day(json, "previous_to", previous.last);
    json_object_end(json);
}

static void
write_trend(JsonWriter *json, const Indicator *indicator)
{
    json_put_text(json, "step", indicator->weekly ? "week" : "day");
    json_name(json, "trend");
    json_list_begin(json);
    for (guint i = 0; i < indicator->trend->len; i++) {
        const IndicatorPoint *point = &g_array_index(indicator->trend, IndicatorPoint, i);

        json_object_begin(json);
        put_day(json, "date", point->at);
        json_put_double(json, "value", point->value);
        json_put_int(json, "n", point->n);
        json_object_end(json);
    }
    json_list_end(json);
}

static void
write_channels(JsonWriter *json, const Indicator *indicator)
{
    json_name(json, "by_channel");
    json_list_begin(json);
    for (guint i = 0; i < indicator->by_channel->len; i++) {
        const IndicatorPart *part = indicator->by_channel->pdata[i];

        json_object_begin(json);
        json_put_text(json, "channel", part->channel);
        json_put_double(json, "value", part->value);
        json_put_int(json, "n", part->n);
        json_object_end(json);
    }
    json_list_end(json);
}

static void
write_indicator(JsonWriter *json, const Indicator *indicator)
{
    const IndicatorKind *kind = &indicator_kinds[indicator->name];

    json_object_begin(json);
    json_put_text(json, "name", kind->name);
    json_put_text(json, "unit", indicator_units[kind->unit]);
    json_put_double(json, "value", indicator->value);
    json_put_int(json, "n", indicator->n);
    json_put_int(json, "numerator", indicator->numerator);
    if (indicator->denominator >= 0)
        json_put_int(json, "denominator", indicator->denominator);
    else
        json_put_null(json, "denominator");
    json_put_double(json, "low", indicator->low);
    json_put_double(json, "high", indicator->high);
    json_put_double(json, "median", indicator->median);
    json_put_double(json, "p90", indicator->p90);
    json_put_double(json, "previous", indicator->previous);
    json_name(json, "formula");
    json_object_begin(json);
    json_put_text(json, "fr", kind->formula_fr);
    json_put_text(json, "en", kind->formula_en);
    json_object_end(json);
    write_trend(json, indicator);
    write_channels(json, indicator);
    json_object_end(json);
}

/* Gives each indicator of the request's period to write. */
typedef void (*WriteIndicator)(const Indicator *indicator, const IndicatorScope *scope, void *data);
static bool
each_indicator(Request *request, Calendar *calendar, const IndicatorScope *scope,
               WriteIndicator write, void *data, GError **error)
{
    for (int name = 0; name < INDICATOR_COUNT; name++) {
        g_autoptr(Indicator) indicator =
            indicator_compute(request_db(request), calendar, (IndicatorName)name, scope, error);

        if (indicator == NULL)
            return false;
        write(indicator, scope, data);
    }
    return true;
}

static void
write_json(const Indicator *indicator, const IndicatorScope *scope, void *data)
{
    write_indicator(data, indicator);
}

static bool
get_indicators(Request *request, GError **error)
{
    g_autoptr(Calendar) calendar = setting_calendar(request_db(request), error);
    IndicatorScope scope;
    JsonWriter *json;

    if (calendar == NULL || !read_scope(request, calendar, &scope, error))
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_name(json, "period");
    write_period(json, &scope);
    json_name(json, "items");
    json_list_begin(json);
    if (!each_indicator(request, calendar, &scope, write_json, json, error))
        return false;
    json_list_end(json);
    json_object_end(json);
    return true;
}

/* ---- Rows ---- */

static void
write_row(JsonWriter *json, const IndicatorMeasure *measure, const IndicatorDetail *detail)
{
    json_object_begin(json);
    json_put_id(json, "id", detail->id);
    json_name(json, "conversation");
    conversation_ref_write(json, detail->conversation, detail->subject);
    json_name(json, "person");
    person_ref_write(json, detail->person, detail->person_name, detail->person_address);
    json_put_time(json, "at", detail->row.at);
    if (indicator_row_has_value(measure))
        json_put_int(json, "value", indicator_row_value(measure, &detail->row));
    else
        json_put_null(json, "value");
    json_put_text(json, "channel", detail->row.channel);
    json_object_end(json);
}

static bool
get_rows(Request *request, GError **error)
{
    g_auto(Table) table = {0};
    g_autoptr(DbRows) rows = NULL;
    IndicatorDetail detail = {0};
    JsonWriter *json;
    size_t n = 0;
    Page page;
    int more;

    if (!table_init(&table, request, error) || !request_page(request, &page, error))
        return false;
    rows = indicator_store_rows(request_db(request), table.measure.name, &table.span, &page, error);
    if (rows == NULL)
        return false;
    json = reply_list(request);
    while ((more = db_rows_next(rows, error)) == 1 && n++ < page.limit) {
        detail = indicator_store_detail(rows);
        write_row(json, &table.measure, &detail);
    }
    if (more < 0)
        return false;
    reply_list_end(request, more == 1, detail.row.at, detail.id);
    return true;
}

/* ---- Files ---- */

static bool
reply_csv(Request *request, const char *name, GString *out)
{
    g_autofree char *disposition = g_strdup_printf("attachment; filename=\"%s.csv\"", name);
    g_autoptr(GBytes) bytes = g_string_free_to_bytes(out);

    reply_header(request, "Content-Disposition", disposition);
    reply_bytes(request, 200, "text/csv; charset=utf-8", bytes);
    return true;
}

static void
write_line(const Indicator *indicator, const IndicatorScope *scope, void *data)
{
    indicator_csv_line(data, indicator, scope);
}

static bool
get_indicators_csv(Request *request, GError **error)
{
    g_autoptr(Calendar) calendar = setting_calendar(request_db(request), error);
    g_autoptr(GString) out = g_string_new(NULL);
    IndicatorScope scope;

    if (calendar == NULL || !read_scope(request, calendar, &scope, error))
        return false;
    indicator_csv_head(out);
    return each_indicator(request, calendar, &scope, write_line, out, error) &&
           reply_csv(request, "indicators", g_steal_pointer(&out));
}

static bool
get_rows_csv(Request *request, GError **error)
{
    g_auto(Table) table = {0};
    g_autoptr(DbRows) rows = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    const Page all = {
        .limit = INDICATOR_EXPORT_MAX - 1, .before_key = INT64_MAX, .before_id = INT64_MAX};
    int more;

    if (!table_init(&table, request, error))
        return false;
    rows = indicator_store_rows(request_db(request), table.measure.name, &table.span, &all, error);
    if (rows == NULL)
        return false;
    indicator_csv_rows_head(out);
    while ((more = db_rows_next(rows, error)) == 1) {
        IndicatorDetail detail = indicator_store_detail(rows);

        indicator_csv_row(out, &table.measure, &detail);
    }
    return more == 0 &&
           reply_csv(request, indicator_kinds[table.measure.name].name, g_steal_pointer(&out));
}

/* ---- Module ---- */

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/api/indicators",
        .right = RIGHT_INDICATOR_READ,
        .handler = get_indicators,
        .about = "The figures of a period, each with its formula, trend and part by channel.",
        .query = indicator_scope_fields,
        .reply = &indicator_report_shape,
    },
    {
        .method = "GET",
        .path = "/api/indicators.csv",
        .right = RIGHT_INDICATOR_READ,
        .handler = get_indicators_csv,
        .about = "The same figures, for a spreadsheet.",
        .query = indicator_scope_fields,
    },
    {
        .method = "GET",
        .path = "/api/indicators/{name}/rows",
        .right = RIGHT_INDICATOR_READ,
        .handler = get_rows,
        .about = "The rows behind a figure, newest first.",
        .flags = ROUTE_LIST,
        .query = indicator_rows_fields,
        .reply = &indicator_row_shape,
    },
    {
        .method = "GET",
        .path = "/api/indicators/{name}/rows.csv",
        .right = RIGHT_INDICATOR_READ,
        .handler = get_rows_csv,
        .about = "The same rows, for a spreadsheet; the newest 100,000 at most.",
        .flags = ROUTE_SLOW,
        .query = indicator_rows_fields,
    },
    ROUTES_END,
};

const Module indicator_module = {.name = "indicator", .routes = routes};
