#include "app/demo/demo-talk.h"

#include "app/demo/demo-after.h"
#include "app/demo/demo-turn.h"
#include "app/demo/demo-words.h"
#include "base/clock.h"
#include "base/error.h"

DemoTalk *
demo_talk_new(const DemoStory *story, DemoChance *chance, int64_t at)
{
    DemoTalk *talk = g_new0(DemoTalk, 1);

    talk->story = story;
    talk->chance.state = ((uint64_t)demo_below(chance, UINT32_MAX) << 20) + 1;
    talk->next_at = at;
    talk->adviser = -1;
    talk->person = demo_person_new(&talk->chance, story->from, at);
    talk->subject = demo_words(story->subject, talk->person->words, &talk->chance);
    return talk;
}

void
demo_talk_free(DemoTalk *talk)
{
    demo_person_free(talk->person);
    g_free(talk->subject);
    g_free(talk->first_id);
    g_free(talk);
}

int64_t
demo_awake(DemoChance *chance, int64_t at)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Paris");
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / 1000);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
    int hour = g_date_time_get_hour(local);

    if (hour >= 7 && hour < 22)
        return at;
    return at + ((hour < 7 ? 7 : 31) - hour) * CLOCK_HOUR +
           demo_between(chance, 0, 150) * CLOCK_MINUTE;
}

/* Some never write again: of late, more than half; and what is left waiting gets old now and then.
 */
static bool
falls_silent(DemoTalk *talk, int64_t end)
{
    return demo_below(&talk->chance, 100) < (end - talk->next_at < 10 * CLOCK_DAY ? 60 : 4);
}

static void
plan_turn(DemoTalk *talk, Calendar *calendar, int64_t end)
{
    const DemoTurn *turn = &talk->story->turns[++talk->turn];
    int64_t wait;

    if (turn->kind == TURN_END || (turn->kind == TURN_IN && falls_silent(talk, end))) {
        talk->phase = TALK_OVER;
        return;
    }
    wait = demo_between(&talk->chance, turn->min, turn->max) * CLOCK_MINUTE +
           demo_between(&talk->chance, 1, 59) * CLOCK_SECOND;
    if (turn->kind == TURN_IN)
        talk->next_at = demo_awake(&talk->chance, talk->next_at + wait);
    else if (turn->kind == TURN_BOUNCE || turn->kind == TURN_AWAY || turn->kind == TURN_SNOOZE)
        talk->next_at += turn->kind == TURN_SNOOZE ? CLOCK_MINUTE : wait;
    else
        talk->next_at = calendar_add(calendar, talk->next_at, wait);
}

static bool
play_turn(DemoTalk *talk, const DemoStage *stage, Calendar *calendar, GError **error)
{
    const DemoTurn *turn = &talk->story->turns[talk->turn];
    bool played;

    switch (turn->kind) {
    case TURN_IN:
    case TURN_AWAY:
        played = demo_turn_theirs(talk, stage, turn, error);
        break;
    case TURN_BOUNCE:
        played = demo_turn_bounce(talk, stage, error);
        break;
    case TURN_OUT:
    case TURN_NOTE:
    case TURN_CLOSE:
    case TURN_SNOOZE:
        played = demo_turn_ours(talk, stage, turn, error);
        break;
    case TURN_END:
    default:
        g_assert_not_reached();
    }
    if (!played || !stage->catch_up(stage->data, error))
        return false;
    if (turn->kind == TURN_CLOSE && talk->story->mood > 0)
        demo_after_plan(talk);
    else
        plan_turn(talk, calendar, stage->end);
    return true;
}

bool
demo_talk_step(DemoTalk *talk, const DemoStage *stage, Calendar *calendar, GError **error)
{
    switch (talk->phase) {
    case TALK_STORY:
        return play_turn(talk, stage, calendar, error);
    case TALK_ANSWER:
        return demo_after_answer(talk, stage, calendar, error);
    case TALK_LOOP:
        return demo_after_loop(talk, stage, error);
    case TALK_OVER:
        break;
    }
    return error_set(error, APP_ERROR_INTERNAL, "a conversation of the demo goes on after its end");
}
