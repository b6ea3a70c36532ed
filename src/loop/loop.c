#include "loop/loop.h"

#include "base/calendar.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "conversation/conversation.h"
#include "loop/loop-store.h"
#include "setting/setting.h"
#include "staff/staff.h"
#include "survey/survey.h"

#include <inttypes.h>

const char *const loop_outcomes[] = {"satisfied", "still_unhappy", "not_reached", "other", NULL};

const char *
loop_state_word(LoopState state)
{
    static const char *const words[] = {
        [LOOP_TODO] = "todo", [LOOP_DONE] = "done", [LOOP_DROPPED] = "dropped"};

    return words[state];
}

/* fact.data is borrowed. */
static bool
tell(Db *tx, const Loop *loop, const char *name, int64_t staff, const char *data, GError **error)
{
    return journal_append(tx,
                          &(Fact){
                              .name = name,
                              .actor = staff,
                              .person = loop->person,
                              .conversation = loop->conversation,
                              .subject = loop->id,
                              .data = data,
                          },
                          error);
}

/* ---- Opening ---- */

/* 1 when the account can work, 0 when it cannot or does not exist, -1. */
static int
is_active(Db *db, int64_t staff, GError **error)
{
    g_autoptr(Staff) account = NULL;
    int found = staff != 0 ? staff_get(db, staff, &account, error) : 0;

    return found == 1 ? account->active : found;
}

static bool
open_for(Db *tx, const Survey *survey, GError **error)
{
    g_autoptr(Calendar) calendar = setting_calendar(tx, error);
    int active = is_active(tx, survey->assignee, error);
    int64_t changed = 0;
    Loop loop = {
        .id = id_new(),
        .survey = survey->id,
        .conversation = survey->conversation,
        .person = survey->person,
        .owner = active == 1 ? survey->assignee : 0,
        .state = LOOP_TODO,
    };

    if (calendar == NULL || active < 0)
        return false;
    loop.due_at = calendar_add(calendar, survey->answered_at,
                               setting_int(tx, "loop.due_hours", 0) * CLOCK_HOUR);
    if (!loop_store_add(tx, &loop, clock_now(), &changed, error))
        return false;
    return changed == 0 ||
           (survey_note_follow_up(tx, survey->id, loop.id, loop_state_word(LOOP_TODO), error) &&
            tell(tx, &loop, "loop.opened", 0, NULL, error));
}

bool
loop_open(Db *tx, int64_t survey, GError **error)
{
    g_autoptr(Survey) answer = NULL;
    int found = survey_get(tx, survey, &answer, error);

    if (found < 0)
        return false;
    if (found == 0 || answer->score == 0 || answer->score > setting_int(tx, "csat.unhappy_to", 0))
        return true;
    return open_for(tx, answer, error);
}

static bool
read_answer(Db *tx, Context *context, const Fact *fact, GError **error)
{
    return loop_open(tx, fact->subject, error);
}

const JournalReader loop_readers[] = {
    {
        .name = "loop.open",
        .facts = (const char *const[]){"survey.answered", NULL},
        .handle = read_answer,
    },
    JOURNAL_READERS_END,
};

/* ---- Changing ---- */

static bool
check(Db *tx, const Loop *loop, const LoopChange *change, GError **error)
{
    int active = change->owner > 0 ? is_active(tx, change->owner, error) : 1;

    if (loop->state != LOOP_TODO)
        return error_set(error, APP_ERROR_CONFLICT, "loop %" PRId64 " is closed", loop->id);
    if (active == 0)
        return error_set_field(error, APP_ERROR_INVALID, "owner", "no active account %" PRId64,
                               change->owner);
    if (change->due_at != LOOP_KEEP && change->due_at <= clock_now())
        return error_set_field(error, APP_ERROR_INVALID, "due_at", "must be later than now");
    if (change->close && change->outcome == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "outcome", "is needed to close");
    if (!change->close && change->outcome != NULL)
        return error_set_field(error, APP_ERROR_INVALID, "outcome", "is given on closing");
    if (change->outcome != NULL && !g_strv_contains(loop_outcomes, change->outcome))
        return error_set_field(error, APP_ERROR_INVALID, "outcome", "no such outcome");
    return active == 1;
}

static const char *
outcome_phrase(const char *outcome, bool english)
{
    static const struct {
        const char *outcome, *french, *english;
    } phrases[] = {
        {"satisfied", "la personne est satisfaite", "the person is satisfied"},
        {"still_unhappy", "la personne reste insatisfaite", "the person is still unhappy"},
        {"not_reached", "la personne n’a pas pu être jointe", "the person could not be reached"},
        {"other", "clos", "closed"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++)
        if (g_str_equal(phrases[i].outcome, outcome))
            return english ? phrases[i].english : phrases[i].french;
    g_return_val_if_reached("");
}

/* What is said goes into the thread of the matter, in the language of who says it. */
static bool
write_note(Db *tx, Context *context, const Loop *loop, const LoopChange *change, int64_t staff,
           GError **error)
{
    g_autoptr(Staff) account = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    int found = staff_get(tx, staff, &account, error);
    bool english = found == 1 && g_strcmp0(account->language, "en") == 0;
    int64_t message;

    if (found < 0)
        return false;
    g_string_printf(
        text, english ? "Follow-up of the answer %" PRId64 "/%d" : "Suivi de l’avis %" PRId64 "/%d",
        loop->score, SURVEY_SCORE_MAX);
    if (change->outcome != NULL)
        g_string_append_printf(text, english ? ": %s." : " : %s.",
                               outcome_phrase(change->outcome, english));
    if (change->note != NULL)
        g_string_append_printf(text, "\n\n%s", change->note);
    return conversation_write(tx, context,
                              &(Draft){
                                  .conversation = loop->conversation,
                                  .direction = DIRECTION_NOTE,
                                  .staff = staff,
                                  .text = text->str,
                              },
                              &message, error);
}

static bool
close_loop(Db *tx, Loop *loop, const char *outcome, int64_t staff, GError **error)
{
    g_autofree char *data = g_strdup_printf("{\"outcome\":\"%s\"}", outcome);

    loop->state = g_str_equal(outcome, "not_reached") ? LOOP_DROPPED : LOOP_DONE;
    return loop_store_close(tx, loop, outcome, staff, clock_now(), error) &&
           survey_note_follow_up(tx, loop->survey, loop->id, loop_state_word(loop->state), error) &&
           tell(tx, loop, "loop.closed", staff, data, error);
}

bool
loop_change(Db *tx, Context *context, int64_t id, const LoopChange *asked, int64_t staff,
            GError **error)
{
    LoopChange change = *asked;
    bool taken, moved;
    Loop loop;
    int found = loop_store_get(tx, id, &loop, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no loop %" PRId64, id);
    if (found < 0 || !check(tx, &loop, &change, error))
        return false;
    if (change.note != NULL && *change.note == '\0')
        change.note = NULL;
    taken = change.owner != LOOP_KEEP && change.owner != loop.owner;
    moved = change.due_at != LOOP_KEEP && change.due_at != loop.due_at;
    if (taken)
        loop.owner = change.owner;
    if (moved)
        loop.due_at = change.due_at;
    if (!loop_store_update(tx, &loop, change.note, error))
        return false;
    if (taken) {
        g_autofree char *data =
            loop.owner != 0 ? g_strdup_printf("{\"owner\":\"%" PRId64 "\"}", loop.owner) : NULL;

        if (!tell(tx, &loop, "loop.taken", staff, data, error))
            return false;
    }
    if (moved && !tell(tx, &loop, "loop.moved", staff, NULL, error))
        return false;
    if ((change.note != NULL || change.close) &&
        !write_note(tx, context, &loop, &change, staff, error))
        return false;
    return !change.close || close_loop(tx, &loop, change.outcome, staff, error);
}
