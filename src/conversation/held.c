#include "conversation/held.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "conversation/attachment-hold-store.h"
#include "conversation/conversation-state.h"
#include "conversation/withdraw-store.h"
#include "setting/setting.h"

const char *
held_back_word(HeldBack why)
{
    static const char *const words[] = {NULL, "person-wrote", "refused"};

    g_return_val_if_fail((size_t)why < G_N_ELEMENTS(words), NULL);
    return words[why];
}

static bool
tell(Db *tx, const Held *held, const char *name, int64_t staff, const char *data, GError **error)
{
    g_autoptr(Conversation) conversation = conversation_store_need(tx, held->conversation, error);

    return conversation != NULL &&
           conversation_tell(tx, conversation, name, staff, held->id, clock_now(), data, error);
}

/* The job of a moment that is over would bring nothing: what moves has one job, at its new time. */
static bool
wait_until(Db *tx, const Held *held, GError **error)
{
    return job_cancel(tx, HELD_LEAVE_JOB, held->id, error) &&
           job_add(tx, HELD_LEAVE_JOB, held->id, NULL, held->leave_at, error);
}

static bool
check_time(int64_t leave_at, GError **error)
{
    int64_t now = clock_now();

    if (leave_at < now)
        return error_set_field(error, APP_ERROR_INVALID, "send_at", "is in the past");
    if (leave_at > now + HELD_AHEAD_MAX)
        return error_set_field(error, APP_ERROR_INVALID, "send_at", "is more than a year ahead");
    return true;
}

/* ---- Writing it ---- */

static bool
has_room(Db *tx, int64_t conversation, GError **error)
{
    int64_t waiting = held_store_count(tx, conversation, error);

    if (waiting >= HELD_MAX)
        return error_set(error, APP_ERROR_CONFLICT, "%d messages of the conversation wait already",
                         HELD_MAX);
    return waiting >= 0;
}

static bool
hold(Db *tx, const Draft *draft, const Prepared *prepared, int64_t leave_at, bool undo, bool closes,
     int64_t id, GError **error)
{
    /* Borrows what was prepared. */
    Held held = {
        .id = id,
        .conversation = prepared->conversation->id,
        .staff = draft->staff,
        .channel = (char *)prepared->channel->name,
        .mode = draft->mode,
        .answered = draft->answered,
        .subject = prepared->subject,
        .own_text = prepared->own_text,
        .own_html = prepared->own_html,
        .text = prepared->text,
        .html = prepared->html,
        .addresses = prepared->addresses,
        .quote = draft->quote,
        .sign = draft->sign,
        .closes = closes,
        .made_at = clock_now(),
        .leave_at = leave_at,
        .undo = undo,
    };
    AttachmentHolder holder = {.id = id,
                               .staff = draft->staff,
                               .conversation = draft->mode == REPLY_FORWARD ? held.conversation : 0,
                               .open = true};

    return held_store_insert(tx, &held, error) &&
           attachment_store_hold(tx, &holder, draft->attachments, draft->n_attachments, error) &&
           wait_until(tx, &held, error) &&
           tell(tx, &held, "message.scheduled", draft->staff, NULL, error);
}

bool
held_write(Db *tx, Context *context, const Draft *draft, int64_t leave_at, bool closes,
           int64_t *ret_message, GError **error)
{
    g_auto(Prepared) prepared = {0};
    int64_t undo_ms = setting_int(tx, "conversation.undo_seconds", 0) * CLOCK_SECOND;
    bool undo = leave_at == 0;
    int64_t id = id_new();

    if (draft->direction != DIRECTION_OUT)
        return undo ? conversation_write_close(tx, context, draft, closes, ret_message, error)
                    : error_set_field(error, APP_ERROR_INVALID, "send_at", "a note does not leave");
    if (!undo && !check_time(leave_at, error))
        return false;
    if (!message_prepare(tx, context, draft, &prepared, error))
        return false;
    if (prepared.channel->live || (undo && undo_ms == 0))
        return conversation_write_close(tx, context, draft, closes, ret_message, error);
    if (!has_room(tx, prepared.conversation->id, error) ||
        !hold(tx, draft, &prepared, undo ? clock_now() + undo_ms : leave_at, undo, closes, id,
              error))
        return false;
    *ret_message = id;
    return true;
}

/* ---- Changing one's mind ---- */

static bool
need(Db *tx, int64_t message, Held *ret_held, GError **error)
{
    MessageState state;
    int found = held_store_get(tx, message, ret_held, error);

    if (found != 0)
        return found > 0;
    found = message_store_delivery(tx, message, &state, error);
    if (found < 0)
        return false;
    return found == 1
               ? error_set(error, APP_ERROR_CONFLICT, "message %" G_GINT64_FORMAT " left", message)
               : error_set(error, APP_ERROR_NOT_FOUND, "no message %" G_GINT64_FORMAT, message);
}

/* A matter that was opened for it alone goes with it. */
static bool
withdraw(Db *tx, Held *held, int64_t staff, GError **error)
{
    g_autoptr(Conversation) conversation = conversation_store_need(tx, held->conversation, error);

    if (conversation == NULL ||
        !withdraw_store_empty(tx, held->conversation, &held->withdrawn, error))
        return false;
    if (held->withdrawn) {
        g_free(held->subject);
        held->subject = g_strdup(conversation->subject);
    }
    return conversation_tell(tx, conversation,
                             held->withdrawn ? "conversation.withdrawn" : "message.taken_back",
                             staff, held->id, clock_now(), NULL, error);
}

bool
held_take_back(Db *tx, int64_t message, int64_t staff, Held *ret_held, GError **error)
{
    g_auto(Held) held = {0};

    if (!need(tx, message, &held, error) || !job_cancel(tx, HELD_LEAVE_JOB, message, error) ||
        !attachment_store_pass(tx, message, staff, error) ||
        !attachment_store_let_go(tx, message, error) || !held_store_drop(tx, message, error) ||
        !withdraw(tx, &held, staff, error))
        return false;
    *ret_held = held;
    held = (Held){0};
    return true;
}

bool
held_move(Db *tx, int64_t message, int64_t leave_at, int64_t staff, GError **error)
{
    g_auto(Held) held = {0};

    if ((leave_at != 0 && !check_time(leave_at, error)) || !need(tx, message, &held, error))
        return false;
    held.undo = held.undo && leave_at == 0;
    held.leave_at = leave_at != 0 ? leave_at : clock_now();
    held.held_back = HELD_BACK_NOT;
    return held_store_move(tx, &held, error) && wait_until(tx, &held, error) &&
           tell(tx, &held, "message.rescheduled", staff, NULL, error);
}

bool
held_hear(Db *tx, const Conversation *conversation, int64_t at, GError **error)
{
    g_autoptr(GArray) scheduled = NULL;

    if (!setting_bool(tx, "conversation.hold_back", 0))
        return true;
    scheduled = held_store_scheduled(tx, conversation->id, error);
    for (guint i = 0; scheduled != NULL && i < scheduled->len; i++) {
        g_auto(Held) held = {0};

        if (held_store_get(tx, g_array_index(scheduled, int64_t, i), &held, error) != 1)
            return false;
        held.held_back = HELD_BACK_PERSON_WROTE;
        if (!held_store_move(tx, &held, error) || !job_cancel(tx, HELD_LEAVE_JOB, held.id, error) ||
            !conversation_tell(tx, conversation, "message.held_back", 0, held.id, at,
                               "{\"why\":\"person-wrote\"}", error))
            return false;
    }
    return scheduled != NULL;
}
