#include "conversation/conversation-merge.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "conversation/conversation-state.h"
#include "conversation/held.h"
#include "conversation/merge-store.h"
#include "tag/tag.h"

static bool
tell(Db *tx, const Conversation *conversation, const char *name, int64_t into, int64_t staff,
     int64_t at, GError **error)
{
    g_autofree char *data = g_strdup_printf("{\"into\":\"%" G_GINT64_FORMAT "\"}", into);

    return conversation_tell(tx, conversation, name, staff, 0, at, data, error);
}

static bool
write_recounted(Db *tx, Conversation *conversation, GError **error)
{
    g_autofree char *preview = NULL;

    return merge_store_recount(tx, conversation, &preview, error) &&
           conversation_store_update(tx, conversation, preview, error);
}

/* ---- What the survivor becomes ---- */

/* The earlier of two times, of which 0 is none. */
static int64_t
earlier(int64_t a, int64_t b)
{
    return a == 0 || b == 0 ? a + b : MIN(a, b);
}

static bool
either(const Conversation *a, const Conversation *b, ConversationStatus status)
{
    return a->status == status || b->status == status;
}

static ConversationStatus
status_of_both(const Conversation *a, const Conversation *b)
{
    static const ConversationStatus owing_most[] = {STATUS_OPEN, STATUS_PENDING, STATUS_SNOOZED,
                                                    STATUS_WAITING};

    for (size_t i = 0; i < G_N_ELEMENTS(owing_most); i++)
        if (either(a, b, owing_most[i]))
            return owing_most[i];
    return STATUS_CLOSED;
}

/* State and clocks. Of a matter that is over nothing runs any more: those of the other count. */
static bool
take_state(Db *tx, Conversation *survivor, const Conversation *merged, int64_t staff, int64_t at,
           GError **error)
{
    bool was_closed = survivor->status == STATUS_CLOSED;
    ConversationStatus status = status_of_both(survivor, merged);
    int64_t snoozed_until = earlier(survivor->snoozed_until, merged->snoozed_until);

    if (merged->status == STATUS_CLOSED)
        return true;
    if (!conversation_pass(tx, survivor, status, staff, at, error))
        return false;
    survivor->priority = MAX(survivor->priority, merged->priority);
    survivor->snoozed_until = status == STATUS_SNOOZED ? snoozed_until : 0;
    survivor->opened_at =
        was_closed ? merged->opened_at : MIN(survivor->opened_at, merged->opened_at);
    survivor->waiting_since = earlier(survivor->waiting_since, merged->waiting_since);
    survivor->first_answer_at = earlier(survivor->first_answer_at, merged->first_answer_at);
    return true;
}

/* Whoever works on it keeps it. */
static bool
take_holders(Db *tx, Conversation *survivor, const Conversation *merged, bool was_closed,
             int64_t staff, int64_t at, GError **error)
{
    int64_t assignee = survivor->assignee, team = survivor->team;
    bool theirs = was_closed && merged->status != STATUS_CLOSED;

    if (merged->assignee != 0 && (assignee == 0 || theirs))
        survivor->assignee = merged->assignee;
    if (merged->team != 0 && (team == 0 || theirs))
        survivor->team = merged->team;
    return (survivor->assignee == assignee && survivor->team == team) ||
           conversation_tell_assigned(tx, survivor, staff, at, error);
}

static void
take_ways(Conversation *survivor, const Conversation *merged)
{
    if (merged->last_at > survivor->last_at) {
        g_free(survivor->channel);
        survivor->channel = g_strdup(merged->channel);
        survivor->news_at = merged->last_at;
    }
    if (survivor->our_address == NULL)
        survivor->our_address = g_strdup(merged->our_address);
}

/* ---- Merging ---- */

static bool
lay_down(Db *tx, Conversation *merged, int64_t survivor, int64_t at, GError **error)
{
    if (merged->status != STATUS_CLOSED)
        merged->closed_at = MAX(at, merged->opened_at);
    merged->status = STATUS_CLOSED;
    merged->waiting_since = 0;
    merged->snoozed_until = 0;
    merged->message_count = 0;
    merged->merged_into = survivor;
    return conversation_store_update(tx, merged, NULL, error);
}

static bool
join(Db *tx, Conversation *merged, Conversation *survivor, int64_t staff, GError **error)
{
    int64_t at = clock_now();
    Merge merge = {.id = id_new(), .conversation = merged->id, .survivor = survivor->id};
    bool was_closed = survivor->status == STATUS_CLOSED;

    if (!merge_store_insert(tx, &merge, staff, at, error) || !merge_store_move(tx, &merge, error) ||
        !held_store_follow(tx, merged->id, survivor->id, error) ||
        !tag_merge_matters(tx, merge.id, merged->id, survivor->id, error) ||
        !take_state(tx, survivor, merged, staff, at, error) ||
        !take_holders(tx, survivor, merged, was_closed, staff, at, error))
        return false;
    take_ways(survivor, merged);
    if (!lay_down(tx, merged, survivor->id, at, error) || !write_recounted(tx, survivor, error))
        return false;
    merge.version = survivor->version;
    return merge_store_set_version(tx, &merge, error) &&
           tell(tx, merged, "conversation.merged", survivor->id, staff, at, error);
}

bool
conversation_merge(Db *tx, int64_t id, int64_t into, int64_t version, int64_t staff,
                   int64_t *ret_survivor, GError **error)
{
    g_autoptr(Conversation) merged = conversation_store_need_own(tx, id, error);
    g_autoptr(Conversation) survivor = NULL;

    if (merged == NULL || !conversation_check_version(merged, version, error))
        return false;
    survivor = conversation_store_survivor(tx, into, error);
    if (survivor == NULL)
        return false;
    if (survivor->id == merged->id)
        return error_set_field(error, APP_ERROR_INVALID, "into",
                               "%" G_GINT64_FORMAT " is that conversation itself", into);
    *ret_survivor = survivor->id;
    return join(tx, merged, survivor, staff, error);
}

/* ---- Taking back ---- */

/* The row as it was before a merge, with the version that goes on. */
static Conversation *
as_before(Db *tx, const Merge *merge, const Conversation *now, GError **error)
{
    Conversation *before = merge_store_before(tx, merge, now->id, error);

    if (before != NULL)
        before->version = now->version;
    return before;
}

static bool
give_back(Db *tx, const Merge *merge, const Conversation *merged, GError **error)
{
    g_autoptr(Conversation) before = as_before(tx, merge, merged, error);
    int64_t heard_at, now = clock_now();
    int heard, misses;

    if (before == NULL)
        return false;
    misses = merge_store_misses(tx, merge, error);
    if (misses < 0 || (misses == 1 && !conversation_left(tx, before, 0, 0, now, error)))
        return false;
    heard = merge_store_heard_since(tx, merge, &heard_at, error);
    return heard >= 0 && (heard == 0 || conversation_hear(tx, before, heard_at, error)) &&
           write_recounted(tx, before, error);
}

static bool
go_on_alone(Db *tx, const Merge *merge, Conversation *survivor, int64_t staff, int64_t at,
            GError **error)
{
    g_autoptr(Conversation) before = as_before(tx, merge, survivor, error);

    if (before == NULL)
        return false;
    if (survivor->version == merge->version)
        return conversation_tell_status(tx, before, survivor->status, staff, at, error) &&
               write_recounted(tx, before, error);
    if (survivor->reopened == before->reopened)
        survivor->opened_at = before->opened_at;
    return conversation_left(tx, survivor, merge->conversation, staff, at, error) &&
           write_recounted(tx, survivor, error);
}

bool
conversation_unmerge(Db *tx, int64_t id, int64_t staff, GError **error)
{
    g_autoptr(Conversation) merged = conversation_store_need(tx, id, error);
    g_autoptr(Conversation) survivor = NULL;
    int64_t at = clock_now();
    Merge merge;
    int found;

    if (merged == NULL)
        return false;
    found = merge_store_present(tx, id, &merge, error);
    if (found == 0)
        return error_set(error, APP_ERROR_CONFLICT,
                         "conversation %" G_GINT64_FORMAT " is not merged", id);
    if (found < 0)
        return false;
    survivor = conversation_store_need_own(tx, merge.survivor, error);
    return survivor != NULL && merge_store_move_back(tx, &merge, survivor->subject, error) &&
           held_store_return(tx, id, error) &&
           tag_unmerge_matters(tx, merge.id, survivor->id, error) &&
           merge_store_end(tx, &merge, staff, at, error) && give_back(tx, &merge, merged, error) &&
           go_on_alone(tx, &merge, survivor, staff, at, error) &&
           tell(tx, merged, "conversation.unmerged", survivor->id, staff, at, error);
}
