#include "conversation/conversation-state.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "conversation/attachment-store.h"
#include "conversation/bulk.h"
#include "conversation/merge-store.h"
#include "staff/staff.h"

#include <string.h>

const char *
conversation_status_word(ConversationStatus status)
{
    static const char *const words[] = {"", "open", "waiting", "snoozed", "closed", "pending"};

    g_return_val_if_fail((size_t)status < G_N_ELEMENTS(words), "");
    return words[status];
}

const char *
conversation_priority_word(ConversationPriority priority)
{
    static const char *const words[] = {"", "low", "normal", "high", "urgent"};

    g_return_val_if_fail((size_t)priority < G_N_ELEMENTS(words), "");
    return words[priority];
}

const char *
message_direction_word(MessageDirection direction)
{
    static const char *const words[] = {"", "in", "out", "note"};

    g_return_val_if_fail((size_t)direction < G_N_ELEMENTS(words), "");
    return words[direction];
}

const char *
message_delivery_word(MessageDelivery delivery)
{
    static const char *const words[] = {"",       "queued", "sent",      "outbox",   "retrying",
                                        "failed", "absent", "scheduled", "held-back"};

    g_return_val_if_fail((size_t)delivery < G_N_ELEMENTS(words), "");
    return words[delivery];
}

const char *
message_kind_word(int64_t kind)
{
    static const char *const words[] = {
        [INCOMING_PERSON] = "person",         [INCOMING_BOUNCE] = "bounce",
        [INCOMING_AUTO_REPLY] = "auto-reply", [INCOMING_LIST] = "list",
        [INCOMING_REPORT] = "report",
    };

    if (kind == MESSAGE_KIND_AUTOMATIC)
        return "automatic";
    g_return_val_if_fail(kind >= 0 && kind < (int64_t)G_N_ELEMENTS(words), "person");
    return words[kind];
}

bool
conversation_open(Db *tx, int64_t person, const char *subject, const char *channel, int64_t staff,
                  int64_t *ret_conversation, GError **error)
{
    int64_t now = clock_now();
    g_autofree char *line = text_line(subject);
    g_autofree char *clipped = text_clip(line, LIMIT_SUBJECT);
    Conversation conversation = {
        .id = id_new(),
        .person = person,
        .status = STATUS_OPEN,
        .subject = clipped,
        .channel = (char *)channel,
        .assignee = staff,
        .opened_at = now,
        .last_at = now,
    };

    if (!conversation_store_insert(tx, &conversation, "", error) ||
        !conversation_store_join(tx, conversation.id, person, error) ||
        !conversation_tell(tx, &conversation, "conversation.opened", staff, 0, now, NULL, error))
        return false;
    *ret_conversation = conversation.id;
    return true;
}

/* ---- Changes by the staff ---- */

static bool
check_holders(Db *tx, const ConversationChange *change, GError **error)
{
    if (change->assignee > 0) {
        g_autoptr(Staff) staff = NULL;
        int found = staff_get(tx, change->assignee, &staff, error);

        if (found < 0)
            return false;
        if (found == 0 || !staff->active)
            return error_set_field(error, APP_ERROR_INVALID, "assignee",
                                   "no active account %" G_GINT64_FORMAT, change->assignee);
    }
    if (change->team > 0) {
        int found = team_store_exists(tx, change->team, error);

        if (found == 0)
            return error_set_field(error, APP_ERROR_INVALID, "team", "no team %" G_GINT64_FORMAT,
                                   change->team);
        return found > 0;
    }
    return true;
}

static bool
hand_over(Db *tx, Conversation *conversation, const ConversationChange *change, int64_t staff,
          int64_t now, GError **error)
{
    int64_t assignee = conversation->assignee, team = conversation->team;

    if (change->assignee != CONVERSATION_KEEP)
        conversation->assignee = change->assignee;
    if (change->team != CONVERSATION_KEEP)
        conversation->team = change->team;
    if (conversation->assignee == assignee && conversation->team == team)
        return true;
    return conversation_tell_assigned(tx, conversation, staff, now, error);
}

static bool
rename_matter(Db *tx, Conversation *conversation, const char *subject, int64_t staff, int64_t now,
              GError **error)
{
    g_autofree char *line = text_line(subject);

    if (strcmp(line, conversation->subject) == 0)
        return true;
    if (!merge_store_keep_subjects(tx, conversation, error))
        return false;
    g_free(conversation->subject);
    conversation->subject = text_clip(line, LIMIT_SUBJECT);
    return conversation_tell(tx, conversation, "conversation.renamed", staff, 0, now, NULL, error);
}

static bool
change_priority(Db *tx, Conversation *conversation, const ConversationChange *change, int64_t staff,
                int64_t now, GError **error)
{
    ConversationPriority from = conversation->priority;
    g_autofree char *data = NULL;

    if (change->priority == CONVERSATION_KEEP || change->priority == (int64_t)from)
        return true;
    conversation->priority = (ConversationPriority)change->priority;
    data = g_strdup_printf("{\"from\":\"%s\",\"to\":\"%s\"}", conversation_priority_word(from),
                           conversation_priority_word(conversation->priority));
    return conversation_tell(tx, conversation, "conversation.priority_changed", staff, 0, now, data,
                             error);
}

static bool
change_status(Db *tx, Conversation *conversation, const ConversationChange *change, int64_t staff,
              int64_t now, GError **error)
{
    int64_t status = change->status == CONVERSATION_KEEP ? conversation->status : change->status;

    if (change->snoozed_until > 0) {
        if (status != STATUS_SNOOZED)
            return error_set_field(error, APP_ERROR_INVALID, "snoozed_until",
                                   "only a snoozed conversation has one");
        if (change->snoozed_until <= now)
            return error_set_field(error, APP_ERROR_INVALID, "snoozed_until",
                                   "must be in the future");
        conversation->snoozed_until = change->snoozed_until;
    }
    if (status == STATUS_SNOOZED && conversation->snoozed_until == 0)
        return error_set_field(error, APP_ERROR_INVALID, "snoozed_until", "is needed to snooze");
    return conversation_pass(tx, conversation, (ConversationStatus)status, staff, now, error);
}

bool
conversation_check_version(const Conversation *conversation, int64_t version, GError **error)
{
    if (version == CONVERSATION_KEEP || version == conversation->version)
        return true;
    return error_set_field(error, APP_ERROR_CONFLICT, "version",
                           "it is at version %" G_GINT64_FORMAT, conversation->version);
}

bool
conversation_change(Db *tx, int64_t id, const ConversationChange *change, int64_t staff,
                    GError **error)
{
    g_autoptr(Conversation) conversation = conversation_store_need_own(tx, id, error);
    int64_t now = clock_now();

    if (conversation == NULL || !conversation_check_version(conversation, change->version, error))
        return false;
    return check_holders(tx, change, error) &&
           hand_over(tx, conversation, change, staff, now, error) &&
           (change->subject == NULL ||
            rename_matter(tx, conversation, change->subject, staff, now, error)) &&
           change_priority(tx, conversation, change, staff, now, error) &&
           conversation_change_tags(tx, conversation, change, staff, now, error) &&
           change_status(tx, conversation, change, staff, now, error) &&
           conversation_store_update(tx, conversation, NULL, error);
}

/* ---- Snoozed matters ---- */

#define WAKE_BATCH 200

static bool
wake_due(Db *tx, void *data, GError **error)
{
    int64_t now = clock_now();
    g_autoptr(GArray) due = conversation_store_due(tx, now, WAKE_BATCH, error);

    for (guint i = 0; due != NULL && i < due->len; i++) {
        g_autoptr(Conversation) conversation =
            conversation_store_need(tx, g_array_index(due, int64_t, i), error);

        if (conversation == NULL ||
            !conversation_pass(tx, conversation, STATUS_OPEN, 0, now, error) ||
            !conversation_store_update(tx, conversation, NULL, error))
            return false;
    }
    *(size_t *)data = due != NULL ? due->len : 0;
    return due != NULL;
}

bool
conversation_wake(Context *context, GError **error)
{
    size_t woken = WAKE_BATCH;

    while (woken == WAKE_BATCH)
        if (!database_write(context->database, wake_due, &woken, error))
            return false;
    return true;
}

/* ---- Files uploaded for replies that were never sent, bulk changes long over ---- */

#define UNSENT_KEPT (7 * CLOCK_DAY)
#define BULK_KEPT   (30 * CLOCK_DAY)

static bool
drop_unsent(Db *tx, void *data, GError **error)
{
    return attachment_store_drop_unsent(tx, id_at(clock_now() - UNSENT_KEPT), error) &&
           bulk_store_drop(tx, clock_now() - BULK_KEPT, error);
}

bool
conversation_tidy(Context *context, GError **error)
{
    return database_write(context->database, drop_unsent, NULL, error);
}
