#include "conversation/conversation-offer.h"

#include "base/clock.h"
#include "base/error.h"
#include "conversation/conversation-merge.h"
#include "conversation/conversation-state.h"
#include "conversation/conversation-subject.h"
#include "conversation/message-store.h"

bool
offer_is_due(Db *db, const Conversation *conversation, int64_t person, const char *subject,
             bool *ret_due, GError **error)
{
    g_auto(GStrv) subjects = NULL;
    bool other = subject_is_other(conversation->subject, subject);
    int takes_part;

    *ret_due = false;
    /* "Dossier 4711" alone cannot be compared. */
    if (!other && !subject_is_empty(conversation->subject))
        return true;
    takes_part = conversation_store_takes_part(db, conversation->id, person, error);
    if (takes_part <= 0)
        return takes_part == 0;
    /* It may have been renamed since, or merged. */
    subjects = message_store_subjects(db, conversation->id, error);
    for (char **known = subjects; known != NULL && *known != NULL; known++) {
        if (subject_is_empty(*known))
            continue;
        other = subject_is_other(*known, subject);
        if (!other)
            return true;
    }
    *ret_due = subjects != NULL && other;
    return subjects != NULL;
}

static bool
need_offer(Db *tx, int64_t message, Offered *ret_offered, GError **error)
{
    int found = message_store_offered(tx, message, ret_offered, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no message %" G_GINT64_FORMAT, message);
    if (found == 1 && ret_offered->offer != OFFER_NEW_MATTER) {
        offered_clear(ret_offered);
        return error_set(error, APP_ERROR_CONFLICT, "message %" G_GINT64_FORMAT " has no offer",
                         message);
    }
    return found == 1;
}

bool
offer_accept(Db *tx, int64_t message, int64_t staff, int64_t *ret_conversation, GError **error)
{
    g_auto(Offered) offered = {0};
    g_autoptr(GArray) words = NULL;
    g_autofree char *bare = NULL;
    Split split = {.version = CONVERSATION_KEEP};

    if (!need_offer(tx, message, &offered, error))
        return false;
    words = message_store_words_from(tx, &offered, error);
    if (words == NULL)
        return false;
    bare = subject_bare(offered.subject);
    split.conversation = offered.conversation;
    split.subject = bare;
    split.messages = (const int64_t *)(void *)words->data;
    split.n_messages = words->len;
    return conversation_split(tx, &split, staff, ret_conversation, error);
}

bool
offer_refuse(Db *tx, int64_t message, int64_t staff, GError **error)
{
    g_auto(Offered) offered = {0};
    Fact fact = {.name = "message.offer_refused", .subject = message, .at = clock_now()};

    if (!need_offer(tx, message, &offered, error))
        return false;
    fact.actor = staff;
    fact.person = offered.person;
    fact.conversation = offered.conversation;
    return message_store_set_offer(tx, message, 0, error) && journal_append(tx, &fact, error);
}
