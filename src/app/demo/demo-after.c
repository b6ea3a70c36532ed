#include "app/demo/demo-after.h"

#include "app/demo/demo-outside.h"
#include "base/clock.h"
#include "journal/journal.h"
#include "loop/loop.h"
#include "survey/survey.h"

#include <string.h>

void
demo_after_plan(DemoTalk *talk)
{
    const DemoSent *last = demo_outside_last(talk->conversation);

    talk->phase = TALK_OVER;
    if (last == NULL || last->secret == NULL || demo_below(&talk->chance, 100) >= 65)
        return;
    talk->phase = TALK_ANSWER;
    talk->next_at = demo_awake(
        &talk->chance, talk->next_at + demo_between(&talk->chance, 20, 2200) * CLOCK_MINUTE);
}

/* How scores spread by mood, in hundredths, from 1 to 5. */
static const unsigned char spread[6][5] = {
    {20, 20, 20, 20, 20}, {44, 30, 14, 8, 4}, {18, 24, 28, 20, 10},
    {5, 8, 25, 38, 24},   {2, 4, 12, 42, 40}, {0, 1, 4, 25, 70},
};

static int
choose_score(DemoTalk *talk)
{
    int hundredth = (int)demo_below(&talk->chance, 100), score = 1;

    for (int sum = spread[talk->story->mood][0]; hundredth >= sum && score < 5; score++)
        sum += spread[talk->story->mood][score];
    return score;
}

typedef struct {
    Context *context;
    const char *secret, *comment;
    int64_t score;
} Answer;

static bool
work_answer(Db *tx, void *data, GError **error)
{
    const Answer *answer = data;

    return survey_answer(tx, answer->context, answer->secret, answer->score, answer->comment,
                         error);
}

static bool
find_loop(const Fact *fact, void *data, GError **error)
{
    if (strcmp(fact->name, "loop.opened") == 0)
        *(int64_t *)data = fact->subject;
    return true;
}

bool
demo_after_answer(DemoTalk *talk, const DemoStage *stage, Calendar *calendar, GError **error)
{
    const DemoSent *last = demo_outside_last(talk->conversation);
    Answer answer = {
        .context = stage->context, .secret = last->secret, .score = choose_score(talk)};

    answer.comment = demo_comment(&talk->chance, (int)answer.score);
    talk->phase = TALK_OVER;
    if (!database_write(stage->context->database, work_answer, &answer, error) ||
        !stage->catch_up(stage->data, error) ||
        journal_read_conversation(database_reader(stage->context->database), talk->conversation, 0,
                                  50, find_loop, &talk->loop, error) < 0)
        return false;
    if (talk->loop != 0) {
        talk->phase = TALK_LOOP;
        talk->next_at = calendar_add(calendar, talk->next_at,
                                     demo_between(&talk->chance, 60, 1100) * CLOCK_MINUTE);
    }
    return true;
}

typedef struct {
    const DemoTalk *talk;
    const DemoStage *stage;
    LoopChange change;
} CallBack;

static bool
work_loop(Db *tx, void *data, GError **error)
{
    CallBack *call = data;

    return loop_change(tx, call->stage->context, call->talk->loop, &call->change,
                       call->stage->staff[call->talk->adviser], error);
}

bool
demo_after_loop(DemoTalk *talk, const DemoStage *stage, GError **error)
{
    static const struct {
        const char *outcome, *note;
    } ends[] = {
        {"satisfied", "Rappel de 15 minutes. S'est sentie écoutée, remercie pour l'appel."},
        {"satisfied", "Le problème était déjà réglé depuis hier. Merci dit de vive voix."},
        {"still_unhappy", "Appel tendu. Veut voir les engagements tenus avant d'en reparler."},
        {"not_reached",
         "Trois appels à des heures différentes, message laissé avec mon numéro direct."},
    };
    size_t which = demo_below(&talk->chance, G_N_ELEMENTS(ends));
    CallBack call = {
        .talk = talk,
        .stage = stage,
        .change = {.owner = stage->staff[talk->adviser],
                   .due_at = LOOP_KEEP,
                   .outcome = ends[which].outcome,
                   .note = ends[which].note,
                   .close = true},
    };

    talk->phase = TALK_OVER;
    return database_write(stage->context->database, work_loop, &call, error);
}
