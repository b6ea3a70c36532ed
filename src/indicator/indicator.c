#include "indicator/indicator.h"

#include "base/clock.h"
#include "indicator/indicator-math.h"
#include "indicator/indicator-row.h"
#include "indicator/indicator-tally.h"
#include "setting/setting.h"

#include <math.h>

/* Beyond so many days, a point of a trend is a week. */
#define DAILY_MAX 62

const IndicatorKind indicator_kinds[INDICATOR_COUNT] = {
    [INDICATOR_CONTACTS_IN] =
        {
            .name = "contacts_in",
            .unit = UNIT_COUNT,
            .formula_fr = "Nombre de messages reçus de personnes pendant la période, hors réponses "
                          "automatiques, listes et rapports de remise.",
            .formula_en = "Number of messages received from persons in the period, without "
                          "automatic replies, lists and delivery reports.",
        },
    [INDICATOR_CONTACTS_OUT] =
        {
            .name = "contacts_out",
            .unit = UNIT_COUNT,
            .formula_fr = "Nombre de messages écrits par les conseillers pendant la période, hors "
                          "notes internes et messages automatiques.",
            .formula_en = "Number of messages written by advisers in the period, without internal "
                          "notes and automatic messages.",
        },
    [INDICATOR_FIRST_ANSWER] =
        {
            .name = "first_answer",
            .unit = UNIT_DURATION,
            .formula_fr = "Médiane et 90e centile du temps ouvré entre l’ouverture (ou la "
                          "réouverture) d’une demande et la première réponse d’un conseiller, pour "
                          "les premières réponses données pendant la période.",
            .formula_en = "Median and 90th percentile of the working time from the opening (or "
                          "reopening) of a matter to the first reply of an adviser, over first "
                          "replies given in the period.",
        },
    [INDICATOR_RESOLUTION] =
        {
            .name = "resolution",
            .unit = UNIT_DURATION,
            .formula_fr = "Médiane et 90e centile du temps ouvré entre l’ouverture (ou la "
                          "réouverture) et la clôture, pour les clôtures de la période.",
            .formula_en = "Median and 90th percentile of the working time from opening (or "
                          "reopening) to closing, over closings in the period.",
        },
    [INDICATOR_BACKLOG] =
        {
            .name = "backlog",
            .unit = UNIT_COUNT,
            .formula_fr =
                "Nombre de demandes non closes (ouvertes, en attente de la personne ou "
                "reportées) à la fin de la période, ou maintenant si elle n’est pas finie.",
            .formula_en = "Number of matters not closed (open, waiting for the person or snoozed) "
                          "at the end of the period, or now if it is not over.",
        },
    [INDICATOR_CSAT] =
        {
            .name = "csat",
            .unit = UNIT_SHARE,
            .formula_fr = "Réponses satisfaites (4 et 5 sur 5, selon le réglage) / réponses reçues "
                          "pendant la période à l’enquête envoyée après clôture (avis sollicités). "
                          "Intervalle de confiance à 95 % de Wilson.",
            .formula_en = "Satisfied answers (4 and 5 out of 5, as set) / answers received in the "
                          "period to the survey sent after closing (solicited opinions). Wilson "
                          "95 % interval.",
        },
};

const char *const indicator_names[] = {
    "contacts_in", "contacts_out", "first_answer", "resolution", "backlog", "csat", NULL};

const char *const indicator_units[] = {[UNIT_COUNT] = "count",
                                       [UNIT_DURATION] = "duration",
                                       [UNIT_SHARE] = "share",
                                       [UNIT_SCORE] = "score",
                                       NULL};

IndicatorScope
indicator_previous(const IndicatorScope *scope)
{
    IndicatorScope previous = *scope;

    previous.last = scope->first - CLOCK_DAY;
    previous.first = previous.last - (scope->last - scope->first);
    return previous;
}

static void
part_free(gpointer data)
{
    IndicatorPart *part = data;

    g_free(part->channel);
    g_free(part);
}

void
indicator_free(Indicator *indicator)
{
    if (indicator == NULL)
        return;
    g_array_unref(indicator->trend);
    g_ptr_array_unref(indicator->by_channel);
    g_free(indicator);
}

/* ---- Adding up ---- */

typedef struct {
    IndicatorName name;
    IndicatorMeasure measure;
    Tally total;
    Trend trend;
    GHashTable *channels; /* channel → Tally* */
} Count;

static void
channel_tally_free(gpointer data)
{
    tally_clear(data);
    g_free(data);
}

static void
count_clear(Count *count)
{
    tally_clear(&count->total);
    trend_clear(&count->trend);
    g_clear_pointer(&count->channels, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Count, count_clear)

static Tally *
channel_tally(Count *count, const char *channel)
{
    Tally *tally = g_hash_table_lookup(count->channels, channel);

    if (tally == NULL) {
        tally = g_new0(Tally, 1);
        g_hash_table_insert(count->channels, g_strdup(channel), tally);
    }
    return tally;
}

/* A matter is in the backlog of each point at whose end it was not closed. The points hold
 * differences until count_finish(). */
static void
add_backlog(Count *count, const IndicatorRow *row)
{
    const Trend *trend = &count->trend;
    size_t first = trend_point(trend, row->at);
    size_t end = row->end == 0 ? trend->n : trend_point(trend, row->end);

    if (first < trend->n)
        trend->tallies[first].n++;
    if (end < trend->n)
        trend->tallies[end].n--;
    if (indicator_row_counts(&count->measure, row)) {
        tally_add(&count->total, false);
        tally_add(channel_tally(count, row->channel), false);
    }
}

static bool
add(const IndicatorRow *row, void *data, GError **error)
{
    Count *count = data;
    Tally *tallies[3] = {&count->total, NULL, NULL};
    size_t point = trend_point(&count->trend, row->at);

    if (count->name == INDICATOR_BACKLOG) {
        add_backlog(count, row);
        return true;
    }
    tallies[1] = channel_tally(count, row->channel);
    if (point < count->trend.n)
        tallies[2] = &count->trend.tallies[point];
    if (indicator_kinds[count->name].unit == UNIT_DURATION) {
        int64_t duration = indicator_row_value(&count->measure, row);

        for (size_t i = 0; i < G_N_ELEMENTS(tallies) && tallies[i] != NULL; i++)
            tally_add_duration(tallies[i], duration);
    } else {
        bool good = indicator_row_is_good(&count->measure, row);

        for (size_t i = 0; i < G_N_ELEMENTS(tallies) && tallies[i] != NULL; i++)
            tally_add(tallies[i], good);
    }
    return true;
}

/* ---- Telling ---- */

static void
fill_trend(Indicator *indicator, Count *count)
{
    int64_t backlog = 0;

    for (size_t i = 0; i < count->trend.n; i++) {
        Tally *tally = &count->trend.tallies[i];
        IndicatorPoint point = {.at = count->trend.days[i]};

        if (count->name == INDICATOR_BACKLOG)
            tally->n = backlog += tally->n;
        point.value = tally_value(tally, indicator_kinds[count->name].unit);
        point.n = tally->n;
        g_array_append_val(indicator->trend, point);
    }
}

static int
compare_parts(const void *a, const void *b)
{
    const IndicatorPart *x = *(IndicatorPart *const *)a, *y = *(IndicatorPart *const *)b;

    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return g_strcmp0(x->channel, y->channel);
}

static void
fill_channels(Indicator *indicator, Count *count)
{
    GHashTableIter iter;
    gpointer channel, tally;

    g_hash_table_iter_init(&iter, count->channels);
    while (g_hash_table_iter_next(&iter, &channel, &tally)) {
        IndicatorPart *part = g_new(IndicatorPart, 1);

        part->channel = g_strdup(channel);
        part->value = tally_value(tally, indicator_kinds[count->name].unit);
        part->n = ((Tally *)tally)->n;
        g_ptr_array_add(indicator->by_channel, part);
    }
    g_ptr_array_sort(indicator->by_channel, compare_parts);
}

static Indicator *
indicator_of(Count *count)
{
    Indicator *indicator = g_new0(Indicator, 1);
    IndicatorUnit unit = indicator_kinds[count->name].unit;

    indicator->name = count->name;
    indicator->value = tally_value(&count->total, unit);
    indicator->n = count->total.n;
    indicator->numerator = unit == UNIT_SHARE ? count->total.good : count->total.n;
    indicator->denominator = unit == UNIT_SHARE ? count->total.n : -1;
    indicator->low = indicator->high = NAN;
    if (unit == UNIT_SHARE && count->total.n > 0)
        indicator_wilson(count->total.good, count->total.n, &indicator->low, &indicator->high);
    indicator->median = tally_quantile(&count->total, 0.5);
    indicator->p90 = tally_quantile(&count->total, 0.9);
    indicator->previous = NAN;
    indicator->weekly = count->trend.weekly;
    indicator->trend = g_array_new(FALSE, FALSE, sizeof(IndicatorPoint));
    indicator->by_channel = g_ptr_array_new_with_free_func(part_free);
    fill_trend(indicator, count);
    fill_channels(indicator, count);
    return indicator;
}

/* Without its trend, the value alone is counted: the backlog needs far fewer rows for it. */
static Indicator *
compute(Db *db, Calendar *calendar, IndicatorName name, const IndicatorScope *scope,
        bool with_trend, GError **error)
{
    g_auto(Count) count = {.name = name};
    IndicatorSpan span = indicator_span(calendar, scope);
    /* The days that have begun. */
    int64_t last = MIN(scope->last, calendar_day(calendar, clock_now()));
    bool weekly = name == INDICATOR_CSAT || (scope->last - scope->first) / CLOCK_DAY >= DAILY_MAX;

    count.channels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, channel_tally_free);
    trend_init(&count.trend, calendar, scope->first, with_trend ? last : scope->first - 1, weekly);
    if (!indicator_measure_init(&count.measure, db, calendar, name, &span, error))
        return NULL;
    if (!with_trend)
        span = indicator_row_span(&count.measure, &span);
    return indicator_store_each(db, name, &span, add, &count, error) ? indicator_of(&count) : NULL;
}

Indicator *
indicator_compute(Db *db, Calendar *calendar, IndicatorName name, const IndicatorScope *scope,
                  GError **error)
{
    g_autoptr(Indicator) indicator = compute(db, calendar, name, scope, true, error);
    IndicatorScope before = indicator_previous(scope);
    g_autoptr(Indicator) previous =
        indicator != NULL ? compute(db, calendar, name, &before, false, error) : NULL;

    if (previous == NULL)
        return NULL;
    indicator->previous = previous->value;
    return g_steal_pointer(&indicator);
}
