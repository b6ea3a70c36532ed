#include "app/demo/demo-turn.h"

#include "app/demo/demo-mail.h"
#include "app/demo/demo-outside.h"
#include "app/demo/demo-words.h"
#include "base/clock.h"
#include "channel/mail/mail.h"
#include "conversation/conversation.h"

#include <string.h>

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

bool
demo_turn_ours(DemoTalk *talk, const DemoStage *stage, const DemoTurn *turn, GError **error)
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

bool
demo_turn_theirs(DemoTalk *talk, const DemoStage *stage, const DemoTurn *turn, GError **error)
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

bool
demo_turn_bounce(DemoTalk *talk, const DemoStage *stage, GError **error)
{
    const DemoSent *last = demo_outside_last(talk->conversation);
    g_autoptr(GBytes) source = NULL;

    if (last == NULL || last->message_id == NULL)
        return true;
    source = demo_bounce(talk->person->email, last->message_id, talk->next_at);
    return receive(talk, stage, source, error);
}
