#include "app/demo/demo-play.h"

#include "app/demo/demo-outside.h"
#include "app/demo/demo-talk.h"
#include "base/clock.h"
#include "setting/setting.h"

/* Its stories are the same on every machine. */
#define SEED UINT64_C(20261123)

static const DemoStory *const books[] = {
    demo_planning_stories, demo_billing_stories, demo_care_stories,
    demo_bond_stories,     demo_english_stories,
};

/* How many of a hundred begin within an hour of the day, from 7:00 to 21:59. */
static const int hours[] = {4, 9, 12, 12, 10, 6, 5, 9, 9, 7, 5, 4, 4, 3, 1};

static int
choose_hour(DemoChance *chance)
{
    int hundredth = (int)demo_below(chance, 100), hour = 0;

    for (int sum = hours[0]; hundredth >= sum && hour < (int)G_N_ELEMENTS(hours) - 1; hour++)
        sum += hours[hour + 1];
    return 7 + hour;
}

/* When a conversation begins: fewer on Saturdays and Sundays; one in six in the last two days, so
 * that there is work on the desk. */
static int64_t
choose_time(DemoChance *chance, Calendar *calendar, int64_t end)
{
    for (;;) {
        bool recent = demo_below(chance, 6) == 0;
        int64_t day = recent ? demo_between(chance, 0, 2) : demo_between(chance, 1, DEMO_DAYS - 1);
        int64_t midnight = calendar_day_start(calendar, end - day * CLOCK_DAY);
        g_autoptr(GDateTime) noon = g_date_time_new_from_unix_utc(midnight / 1000 + 43200);
        int weekday = g_date_time_get_day_of_week(noon);
        int64_t at = midnight + choose_hour(chance) * CLOCK_HOUR +
                     demo_between(chance, 0, 59) * CLOCK_MINUTE +
                     demo_between(chance, 0, 59) * CLOCK_SECOND;

        if (at < end && (recent || weekday < 6 || demo_below(chance, weekday == 6 ? 3 : 5) == 0))
            return at;
    }
}

static GPtrArray *
make_talks(Calendar *calendar, int64_t end)
{
    DemoChance chance = {SEED};
    GPtrArray *talks = g_ptr_array_new_with_free_func((GDestroyNotify)demo_talk_free);

    for (size_t i = 0; i < G_N_ELEMENTS(books); i++)
        for (const DemoStory *story = books[i]; story->subject != NULL; story++)
            for (int told = 0; told < story->times; told++)
                g_ptr_array_add(talks,
                                demo_talk_new(story, &chance, choose_time(&chance, calendar, end)));
    return talks;
}

/* The talk whose turn it is, NULL when all is played. */
static DemoTalk *
next_talk(const GPtrArray *talks, int64_t end)
{
    DemoTalk *first = NULL;

    for (guint i = 0; i < talks->len; i++) {
        DemoTalk *talk = g_ptr_array_index(talks, i);

        if (talk->phase != TALK_OVER && talk->next_at < end &&
            (first == NULL || talk->next_at < first->next_at))
            first = talk;
    }
    return first;
}

bool
demo_play(const DemoStage *stage, size_t *ret_conversations, GError **error)
{
    g_autoptr(Calendar) calendar =
        setting_calendar(database_reader(stage->context->database), error);
    g_autoptr(GPtrArray) talks = NULL;
    DemoTalk *talk;
    bool playing = calendar != NULL;

    if (!playing)
        return false;
    talks = make_talks(calendar, stage->end);
    while (playing && (talk = next_talk(talks, stage->end)) != NULL) {
        clock_freeze(talk->next_at);
        playing = demo_talk_step(talk, stage, calendar, error);
    }
    clock_freeze(0);
    demo_outside_forget();
    *ret_conversations = talks->len;
    return playing;
}
