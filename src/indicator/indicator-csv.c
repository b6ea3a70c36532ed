#include "indicator/indicator-csv.h"

#include "base/clock.h"
#include "base/csv.h"

/* Names are those of the API. */
static void
write_head(GString *out, const char *const *names)
{
    csv_begin(out);
    for (; *names != NULL; names++)
        csv_text(out, *names);
    csv_end(out);
}

void
indicator_csv_head(GString *out)
{
    static const char *const names[] = {"name",   "unit",      "from",        "to",      "value",
                                        "n",      "numerator", "denominator", "low",     "high",
                                        "median", "p90",       "previous",    "formula", NULL};

    write_head(out, names);
}

static void
write_day(GString *out, int64_t day)
{
    g_autofree char *text = clock_format(day);

    text[sizeof "2026-11-23" - 1] = '\0';
    csv_text(out, text);
}

void
indicator_csv_line(GString *out, const Indicator *indicator, const IndicatorScope *scope)
{
    const IndicatorKind *kind = &indicator_kinds[indicator->name];

    csv_text(out, kind->name);
    csv_text(out, indicator_units[kind->unit]);
    write_day(out, scope->first);
    write_day(out, scope->last);
    csv_double(out, indicator->value);
    csv_int(out, indicator->n);
    csv_int(out, indicator->numerator);
    if (indicator->denominator >= 0)
        csv_int(out, indicator->denominator);
    else
        csv_empty(out);
    csv_double(out, indicator->low);
    csv_double(out, indicator->high);
    csv_double(out, indicator->median);
    csv_double(out, indicator->p90);
    csv_double(out, indicator->previous);
    csv_text(out, kind->formula_fr);
    csv_end(out);
}

void
indicator_csv_rows_head(GString *out)
{
    static const char *const names[] = {"conversation", "subject", "person",  "name", "address",
                                        "at",           "value",   "channel", NULL};

    write_head(out, names);
}

void
indicator_csv_row(GString *out, const IndicatorMeasure *measure, const IndicatorDetail *detail)
{
    csv_int(out, detail->conversation);
    csv_text(out, detail->subject);
    csv_int(out, detail->person);
    csv_text(out, detail->person_name);
    csv_text(out, detail->person_address);
    csv_time(out, detail->row.at);
    if (indicator_row_has_value(measure))
        csv_int(out, indicator_row_value(measure, &detail->row));
    else
        csv_empty(out);
    csv_text(out, detail->row.channel);
    csv_end(out);
}
