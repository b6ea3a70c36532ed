#include "indicator/indicator-row.h"

#include "base/clock.h"
#include "setting/setting.h"

IndicatorSpan
indicator_span(Calendar *calendar, const IndicatorScope *scope)
{
    return (IndicatorSpan){
        .from = calendar_from_wall(calendar, scope->first),
        .to = calendar_from_wall(calendar, scope->last + CLOCK_DAY),
        .channel = scope->channel,
        .team = scope->team,
    };
}

bool
indicator_measure_init(IndicatorMeasure *measure, Db *db, Calendar *calendar, IndicatorName name,
                       const IndicatorSpan *span, GError **error)
{
    g_autoptr(SettingChange) next = NULL;

    *measure = (IndicatorMeasure){
        .db = db,
        .calendar = calendar,
        .name = name,
        .until = MIN(span->to, clock_now() + 1),
    };
    if (name != INDICATOR_CSAT)
        return true;
    /* What was measured before a setting changed keeps the value of its time. */
    if (setting_change_after(db, "csat.satisfied_from", span->from, &next, error) < 0)
        return false;
    if (next == NULL || next->valid_from >= span->to)
        measure->satisfied_from = setting_int(db, "csat.satisfied_from", span->from);
    return true;
}

IndicatorSpan
indicator_row_span(const IndicatorMeasure *measure, const IndicatorSpan *span)
{
    IndicatorSpan rows = *span;

    if (measure->name == INDICATOR_BACKLOG)
        rows.from = rows.to = measure->until;
    return rows;
}

bool
indicator_row_counts(const IndicatorMeasure *measure, const IndicatorRow *row)
{
    return measure->name != INDICATOR_BACKLOG ||
           (row->start < measure->until && (row->end == 0 || row->end >= measure->until));
}

bool
indicator_row_has_value(const IndicatorMeasure *measure)
{
    return measure->name != INDICATOR_CONTACTS_IN && measure->name != INDICATOR_CONTACTS_OUT;
}

int64_t
indicator_row_value(const IndicatorMeasure *measure, const IndicatorRow *row)
{
    switch (measure->name) {
    case INDICATOR_FIRST_ANSWER:
    case INDICATOR_RESOLUTION:
        return calendar_worked(measure->calendar, row->start, row->end);
    case INDICATOR_BACKLOG:
        return calendar_worked(measure->calendar, row->start, measure->until);
    case INDICATOR_CSAT:
        return row->score;
    case INDICATOR_CONTACTS_IN:
    case INDICATOR_CONTACTS_OUT:
    case INDICATOR_COUNT:
        break;
    }
    return 0;
}

bool
indicator_row_is_good(const IndicatorMeasure *measure, const IndicatorRow *row)
{
    if (measure->name != INDICATOR_CSAT)
        return false;
    return row->score >= (measure->satisfied_from != 0
                              ? measure->satisfied_from
                              : setting_int(measure->db, "csat.satisfied_from", row->at));
}
