#include "conversation/conversation-merge.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "conversation/conversation-state.h"
#include "conversation/link-store.h"
#include "conversation/merge-store.h"

#include <string.h>

/* ---- What a matter is when messages have left ---- */

/* What opened it again has left: its last closing stands, in the same episode. */
static void
close_as_before(Conversation *conversation, const Left *left)
{
    conversation->status = STATUS_CLOSED;
    conversation->opened_at = left->episode_opened_at;
    conversation->first_answer_at = left->episode_first_answer_at;
    conversation->closed_at = left->episode_closed_at;
    conversation->reopened--;
}

static void
settle_state(Conversation *conversation, const Left *left)
{
    if (conversation->reopened > 0 && left->last_message < left->last_episode)
        close_as_before(conversation, left);
    else if (left->last_answer > left->last_episode)
        conversation->status = STATUS_WAITING;
}

static void
settle_clocks(Conversation *conversation, const Left *left)
{
    if (conversation->waiting_since != 0 && !left->waiting_stays)
        conversation->waiting_since =
            left->unanswered_at != 0 ? MAX(conversation->waiting_since, left->unanswered_at) : 0;
    if (conversation->first_answer_at != 0 && !left->first_stays)
        conversation->first_answer_at = left->first_answer_at;
    if (conversation->reopened == 0 && left->first_at > conversation->opened_at)
        conversation->opened_at = left->first_at;
}

bool
conversation_left(Db *tx, Conversation *conversation, int64_t to, int64_t staff, int64_t at,
                  GError **error)
{
    ConversationStatus from = conversation->status;
    bool waited = conversation->waiting_since != 0;
    Left left, gone;

    if (from == STATUS_CLOSED)
        return true;
    if (!merge_store_left(tx, conversation, &left, error) ||
        !merge_store_left(tx, &(Conversation){.id = to}, &gone, error))
        return false;
    settle_clocks(conversation, &left);
    if (!waited && gone.last_answer != 0 && left.unanswered_at != 0) {
        conversation->waiting_since = MAX(conversation->opened_at, left.unanswered_at);
        if (from == STATUS_WAITING)
            conversation->status = STATUS_OPEN;
    }
    if (from == STATUS_OPEN && waited && conversation->waiting_since == 0)
        settle_state(conversation, &left);
    return conversation_tell_status(tx, conversation, from, staff, at, error);
}

/* ---- The new matter ---- */

static bool
move_all(Db *tx, const Split *split, const Conversation *from, int64_t to, GError **error)
{
    for (size_t i = 0; i < split->n_messages; i++) {
        bool moved;

        if (!merge_store_move_one(tx, split->messages[i], from, to, &moved, error))
            return false;
        if (!moved) {
            g_autofree char *field = g_strdup_printf("messages[%zu]", i);

            return error_set_field(error, APP_ERROR_INVALID, field,
                                   "message %" G_GINT64_FORMAT " is not in the conversation",
                                   split->messages[i]);
        }
    }
    return true;
}

/* Its clocks, from what it is made of. */
static bool
begin(Db *tx, Conversation *matter, int64_t at, GError **error)
{
    g_autofree char *preview = NULL;
    Left left;

    if (!merge_store_left(tx, matter, &left, error) ||
        !merge_store_recount(tx, matter, &preview, error))
        return false;
    if (left.first_person != 0)
        matter->person = left.first_person;
    matter->opened_at = left.first_at != 0 ? left.first_at : at;
    matter->waiting_since = left.unanswered_at;
    matter->news_at = matter->last_at;
    matter->first_answer_at = left.first_person != 0 ? left.first_answer_at : 0;
    if (left.unanswered_at == 0)
        matter->status = STATUS_WAITING;
    return conversation_store_join(tx, matter->id, matter->person, error) &&
           merge_store_join_authors(tx, matter->id, error) &&
           conversation_store_update(tx, matter, preview, error);
}

static bool
tell_split(Db *tx, const Conversation *from, const Conversation *matter, int64_t first,
           int64_t staff, int64_t at, GError **error)
{
    g_autofree char *into = g_strdup_printf("{\"into\":\"%" G_GINT64_FORMAT "\"}", matter->id);
    g_autofree char *of = g_strdup_printf("{\"split_from\":\"%" G_GINT64_FORMAT "\"}", from->id);

    return conversation_tell(tx, matter, "conversation.opened", staff, first, at, of, error) &&
           conversation_tell(tx, from, "conversation.split", staff, first, at, into, error);
}

static bool
write_left(Db *tx, Conversation *conversation, int64_t to, int64_t staff, int64_t at,
           GError **error)
{
    g_autofree char *preview = NULL;

    if (!merge_store_recount(tx, conversation, &preview, error))
        return false;
    if (conversation->message_count == 0)
        return error_set_field(error, APP_ERROR_INVALID, "messages", "no message would stay");
    return conversation_left(tx, conversation, to, staff, at, error) &&
           conversation_store_update(tx, conversation, preview, error);
}

bool
conversation_split(Db *tx, const Split *split, int64_t staff, int64_t *ret_conversation,
                   GError **error)
{
    g_autoptr(Conversation) from = conversation_store_need_own(tx, split->conversation, error);
    g_autofree char *line = text_line(split->subject);
    g_autofree char *subject = text_clip(line, LIMIT_SUBJECT);
    int64_t at = clock_now();
    Conversation matter = {.id = id_new(), .status = STATUS_OPEN, .subject = subject};

    if (from == NULL || !conversation_check_version(from, split->version, error))
        return false;
    if (subject[0] == '\0')
        return error_set_field(error, APP_ERROR_INVALID, "subject", "is empty");
    matter.person = from->person;
    matter.channel = from->channel;
    matter.our_address = from->our_address;
    matter.assignee = from->assignee;
    matter.team = from->team;
    matter.priority = from->priority;
    matter.opened_at = matter.last_at = at;
    matter.split_from = from->id;
    *ret_conversation = matter.id;
    return conversation_store_insert(tx, &matter, "", error) &&
           move_all(tx, split, from, matter.id, error) && begin(tx, &matter, at, error) &&
           write_left(tx, from, matter.id, staff, at, error) &&
           link_store_add(tx, from->id, matter.id, staff, at, error) &&
           tell_split(tx, from, &matter, split->messages[0], staff, at, error);
}
