#include "app/demo/demo-talk.h"

#include "app/demo/demo-mail.h"
#include "app/demo/demo-outside.h"
#include "app/demo/demo-words.h"
#include "base/clock.h"
#include "base/error.h"
#include "channel/mail/mail.h"
#include "conversation/conversation.h"
#include "journal/journal.h"
#include "loop/loop.h"
#include "survey/survey.h"

#include <string.h>

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

/* ---- Writing ---- */

typedef struct {
    Context *context;
    Draft draft;
    ConversationChange change;
    bool changes;
    int64_t staff;
} Work;

static bool
work_write(Db *tx, void *data, GError **error)
{
    Work *work = data;
    int64_t message;

    if (work->changes &&
        !conversation_change(tx, work->draft.conversation, &work->change, work->staff, error))
        return false;
    return work->draft.text == NULL ||
           conversation_write(tx, work->context, &work->draft, &message, error);
}

static bool
write_work(DemoTalk *talk, const DemoStage *stage, Work *work, GError **error)
{
    work->context = stage->context;
    work->draft.conversation = talk->conversation;
    work->draft.staff = work->staff;
    return database_write(stage->context->database, work_write, work, error);
}

static bool
answers_in(const DemoStaff *staff, const DemoStory *story)
{
    const char *role = story->mood == 1 ? "supervisor" : "adviser";

    return (staff->teams >> story->team & 1) != 0 &&
           (strcmp(staff->role, role) == 0 || strcmp(staff->role, "adviser") == 0);
}

/* Who takes it: one of its team, the supervisor too for a complaint. */
static void
choose_adviser(DemoTalk *talk)
{
    int start = (int)demo_below(&talk->chance, DEMO_STAFF);

    for (int i = 0; talk->adviser < 0; i++)
        if (answers_in(&demo_staff[(start + i) % DEMO_STAFF], talk->story))
            talk->adviser = (start + i) % DEMO_STAFF;
    g_hash_table_insert(
        talk->person->words, g_strdup("conseiller"),
        g_strdup_printf("%s %s", demo_staff[talk->adviser].first, demo_staff[talk->adviser].last));
}

/* Takes the conversation the first time a colleague does something in it. */
static void
assign(DemoTalk *talk, const DemoStage *stage, Work *work)
{
    work->change = (ConversationChange)CONVERSATION_KEEP_ALL;
    if (talk->adviser < 0) {
        choose_adviser(talk);
        work->change.assignee = stage->staff[talk->adviser];
        work->changes = true;
    }
    work->staff = stage->staff[talk->adviser];
}

static bool
play_ours(DemoTalk *talk, const DemoStage *stage, const DemoTurn *turn, GError **error)
{
    Work work = {0};
    g_autofree char *text = NULL;

    assign(talk, stage, &work);
    if (turn->text != NULL)
        text = demo_words(turn->text, talk->person->words, &talk->chance);
    work.draft.text = text;
    work.draft.direction = turn->kind == TURN_NOTE ? DIRECTION_NOTE : DIRECTION_OUT;
    if (turn->kind == TURN_CLOSE || turn->kind == TURN_SNOOZE) {
        work.changes = true;
        work.change.status = turn->kind == TURN_CLOSE ? STATUS_CLOSED : STATUS_SNOOZED;
        if (turn->kind == TURN_SNOOZE)
            work.change.snoozed_until =
                talk->next_at + demo_between(&talk->chance, turn->min, turn->max) * CLOCK_DAY;
    }
    return write_work(talk, stage, &work, error);
}

/* ---- Receiving ---- */

/* "CV-Aubert.pdf": what the file of this story is called. Owned by the caller. */
static char *
name_file(const DemoTalk *talk)
{
    if (talk->story->from == FROM_CANDIDATE)
        return g_strdup("CV.pdf");
    if (talk->story->from == FROM_PARTNER)
        return g_strdup("fiche-de-liaison.pdf");
    return g_strdup("facture.pdf");
}

static bool
receive(DemoTalk *talk, const DemoStage *stage, GBytes *source, GError **error)
{
    g_autoptr(Incoming) incoming = mail_parse(source);
    Received received = {0};

    incoming->received_at = talk->next_at;
    if (!stage->context->receive(stage->context, &incoming, 1, &received, error))
        return false;
    if (talk->conversation == 0)
        talk->conversation = received.conversation;
    return true;
}

static bool
set_team(DemoTalk *talk, const DemoStage *stage, GError **error)
{
    Work work = {.changes = true, .change = CONVERSATION_KEEP_ALL};

    work.change.team = stage->teams[talk->story->team];
    return write_work(talk, stage, &work, error);
}

static bool
play_theirs(DemoTalk *talk, const DemoStage *stage, const DemoTurn *turn, GError **error)
{
    const DemoSent *last = demo_outside_last(talk->conversation);
    bool away = turn->kind == TURN_AWAY, answers = talk->mails > 0;
    g_autofree char *words = demo_words(turn->text, talk->person->words, &talk->chance);
    g_autofree char *quote = (turn->with & WITH_QUOTE) != 0 && last != NULL
                                 ? demo_quote(last->text, last->at)
                                 : g_strdup("");
    g_autofree char *text = g_strconcat(words, quote, NULL);
    g_autofree char *subject = answers
                                   ? g_strconcat(away ? "Absence : " : "Re: ", talk->subject, NULL)
                                   : g_strdup(talk->subject);
    g_autofree char *id = g_strdup_printf("%08x.%u.%s", demo_below(&talk->chance, UINT32_MAX),
                                          talk->mails, talk->person->email);
    g_autofree char *file = name_file(talk);
    g_autoptr(GBytes) source = demo_mail(&(DemoMail){
        .by = away                                ? DEMO_BY_MACHINE_AWAY
              : talk->story->from == FROM_MACHINE ? DEMO_BY_LIST
                                                  : DEMO_BY_PERSON,
        .from_name = talk->person->name,
        .from_address = talk->person->email,
        .to = DEMO_CONTACT,
        .subject = subject,
        .text = text,
        .message_id = id,
        .in_reply_to = last != NULL ? last->message_id
                       : answers    ? talk->first_id
                                    : NULL,
        .at = talk->next_at,
        .with = turn->with,
        .seed = demo_below(&talk->chance, 1000),
        .file_name = file,
    });

    if (!receive(talk, stage, source, error))
        return false;
    if (talk->mails++ > 0 || talk->conversation == 0)
        return true;
    talk->first_id = g_steal_pointer(&id);
    return set_team(talk, stage, error);
}

static bool
play_bounce(DemoTalk *talk, const DemoStage *stage, GError **error)
{
    const DemoSent *last = demo_outside_last(talk->conversation);
    g_autoptr(GBytes) source = NULL;

    if (last == NULL || last->message_id == NULL)
        return true;
    source = demo_bounce(talk->person->email, last->message_id, talk->next_at);
    return receive(talk, stage, source, error);
}

/* ---- After the closing ---- */

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
    const char *secret, *comment;
    int64_t score;
} Answer;

static bool
work_answer(Db *tx, void *data, GError **error)
{
    const Answer *answer = data;

    return survey_answer(tx, answer->secret, answer->score, answer->comment, error);
}

static bool
find_loop(const Fact *fact, void *data, GError **error)
{
    if (strcmp(fact->name, "loop.opened") == 0)
        *(int64_t *)data = fact->subject;
    return true;
}

static bool
play_answer(DemoTalk *talk, const DemoStage *stage, Calendar *calendar, GError **error)
{
    const DemoSent *last = demo_outside_last(talk->conversation);
    Answer answer = {.secret = last->secret, .score = choose_score(talk)};

    answer.comment = demo_comment(&talk->chance, (int)answer.score);
    talk->phase = TALK_OVER;
    if (!database_write(stage->context->database, work_answer, &answer, error) ||
        !stage->catch_up(stage->data, error) ||
        journal_read_conversation(database_reader(stage->context->database), talk->conversation, 0,
                                  50, find_loop, &talk->loop, error) < 0)
        return false;
    if (talk->loop != 0 && demo_below(&talk->chance, 10) < 8) {
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

static bool
play_loop(DemoTalk *talk, const DemoStage *stage, GError **error)
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

/* ---- In order ---- */

static void
plan_answer(DemoTalk *talk)
{
    const DemoSent *last = demo_outside_last(talk->conversation);

    talk->phase = TALK_OVER;
    if (last == NULL || last->secret == NULL || demo_below(&talk->chance, 100) >= 65)
        return;
    talk->phase = TALK_ANSWER;
    talk->next_at = demo_awake(
        &talk->chance, talk->next_at + demo_between(&talk->chance, 20, 2200) * CLOCK_MINUTE);
}

/* Some never write again: of late, a third; and what is left waiting gets old now and then. */
static bool
falls_silent(DemoTalk *talk, int64_t end)
{
    return demo_below(&talk->chance, 100) < (end - talk->next_at < 8 * CLOCK_DAY ? 35 : 4);
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
        played = play_theirs(talk, stage, turn, error);
        break;
    case TURN_BOUNCE:
        played = play_bounce(talk, stage, error);
        break;
    case TURN_OUT:
    case TURN_NOTE:
    case TURN_CLOSE:
    case TURN_SNOOZE:
        played = play_ours(talk, stage, turn, error);
        break;
    case TURN_END:
    default:
        g_assert_not_reached();
    }
    if (!played || !stage->catch_up(stage->data, error))
        return false;
    if (turn->kind == TURN_CLOSE && talk->story->mood > 0)
        plan_answer(talk);
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
        return play_answer(talk, stage, calendar, error);
    case TALK_LOOP:
        return play_loop(talk, stage, error);
    case TALK_OVER:
        break;
    }
    return error_set(error, APP_ERROR_INTERNAL, "a conversation of the demo goes on after its end");
}
