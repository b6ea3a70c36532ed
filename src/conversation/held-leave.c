#include "conversation/held.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "conversation/attachment-hold-store.h"
#include "conversation/conversation-state.h"

typedef struct {
    Context *context;
    int64_t message;
} Leaving;

/* It is due, and nobody keeps it: 1, 0, -1. */
static int
find_due(Db *tx, int64_t message, Held *ret_held, GError **error)
{
    int found = held_store_get(tx, message, ret_held, error);

    return found == 1 && (ret_held->held_back != HELD_BACK_NOT || ret_held->leave_at > clock_now())
               ? 0
               : found;
}

/* What it was prepared to be; takes the texts of held. */
static bool
restore(Db *tx, Context *context, Held *held, Prepared *prepared, GError **error)
{
    prepared->conversation = conversation_store_survivor(tx, held->conversation, error);
    prepared->channel = context_channel(context, held->channel);
    prepared->subject = g_strdup(held->subject);
    prepared->own_text = g_steal_pointer(&held->own_text);
    prepared->own_html = g_steal_pointer(&held->own_html);
    prepared->text = g_steal_pointer(&held->text);
    prepared->html = g_steal_pointer(&held->html);
    prepared->addresses = g_steal_pointer(&held->addresses);
    if (prepared->conversation != NULL && prepared->channel == NULL)
        return error_set(error, APP_ERROR_INVALID, "no channel '%s'", held->channel);
    return prepared->conversation != NULL;
}

static bool
write_message(Db *tx, Context *context, Held *held, GError **error)
{
    g_auto(Prepared) prepared = {0};
    g_autoptr(GArray) files = attachment_store_held(tx, held->id, error);
    Draft draft = {.direction = DIRECTION_OUT, .staff = held->staff, .mode = held->mode};
    ConversationChange closing = CONVERSATION_KEEP_ALL;

    if (files == NULL || !restore(tx, context, held, &prepared, error))
        return false;
    draft.conversation = prepared.conversation->id;
    draft.attachments = (const int64_t *)(const void *)files->data;
    draft.n_attachments = files->len;
    closing.status = STATUS_CLOSED;
    return attachment_store_let_go(tx, held->id, error) && held_store_drop(tx, held->id, error) &&
           message_write_prepared(tx, context, &draft, &prepared, held->id, error) &&
           (!held->closes ||
            conversation_change(tx, draft.conversation, &closing, held->staff, error));
}

static bool
leave(Db *tx, void *data, GError **error)
{
    Leaving *leaving = data;
    g_auto(Held) held = {0};
    int found = find_due(tx, leaving->message, &held, error);

    return found == 0 || (found == 1 && write_message(tx, leaving->context, &held, error));
}

/* It will not leave by itself: someone has to look. */
static bool
keep_refused(Db *tx, void *data, GError **error)
{
    Leaving *leaving = data;
    g_auto(Held) held = {0};
    g_autoptr(Conversation) conversation = NULL;
    int found = find_due(tx, leaving->message, &held, error);

    if (found != 1)
        return found == 0;
    conversation = conversation_store_need(tx, held.conversation, error);
    held.held_back = HELD_BACK_REFUSED;
    return conversation != NULL && held_store_move(tx, &held, error) &&
           conversation_tell(tx, conversation, "message.held_back", 0, held.id, clock_now(),
                             "{\"why\":\"refused\"}", error);
}

static bool
is_refusal(const GError *error)
{
    return g_error_matches(error, APP_ERROR, APP_ERROR_INVALID) ||
           g_error_matches(error, APP_ERROR, APP_ERROR_NOT_FOUND) ||
           g_error_matches(error, APP_ERROR, APP_ERROR_CONFLICT) ||
           g_error_matches(error, APP_ERROR, APP_ERROR_TOO_LARGE);
}

JobOutcome
held_leave(Context *context, const Job *job, GError **error)
{
    g_autoptr(GError) why = NULL;
    Leaving leaving = {context, job->subject};

    if (database_write(context->database, leave, &leaving, &why))
        return JOB_DONE;
    if (is_refusal(why)) {
        log_warning("conversation", "held back", "message=%" G_GINT64_FORMAT " code=%d",
                    job->subject, why->code);
        return database_write(context->database, keep_refused, &leaving, error) ? JOB_DONE
                                                                                : JOB_RETRY;
    }
    g_propagate_error(error, g_steal_pointer(&why));
    return JOB_RETRY;
}
