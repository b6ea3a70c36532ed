#include "conversation/bulk.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "conversation/conversation-http.h"

#include <string.h>

void
bulk_change_clear(BulkChange *change)
{
    g_free(change->tags);
    g_free(change->add_tags);
    g_free(change->remove_tags);
    memset(change, 0, sizeof *change);
}

/* ---- Reading ---- */

static int64_t
choice_of(const json_t *words, const char *name, const char *const *choices, int64_t first)
{
    const char *word = json_string_value(json_object_get(words, name));

    for (int64_t i = 0; word != NULL && choices[i] != NULL; i++)
        if (strcmp(choices[i], word) == 0)
            return first + i;
    return CONVERSATION_KEEP;
}

static int64_t
id_of(const json_t *words, const char *name)
{
    const json_t *value = json_object_get(words, name);
    int64_t id = CONVERSATION_KEEP;

    if (json_is_null(value))
        return 0;
    if (json_is_string(value))
        id_parse(json_string_value(value), &id);
    return id;
}

static int64_t *
ids_of(const json_t *words, const char *name, ConversationTags *ret_tags)
{
    const json_t *list = json_object_get(words, name);
    size_t n = json_array_size(list);
    int64_t *ids = g_new0(int64_t, n + 1);

    for (size_t i = 0; i < n; i++)
        id_parse(json_string_value(json_array_get(list, i)), &ids[i]);
    *ret_tags = (ConversationTags){.ids = list != NULL ? ids : NULL, .n = n};
    return ids;
}

void
bulk_change_read(const json_t *words, BulkChange *ret_change)
{
    const char *until = json_string_value(json_object_get(words, "snoozed_until"));
    BulkChange bulk = {.change = CONVERSATION_KEEP_ALL};
    ConversationChange *change = &bulk.change;

    change->status = choice_of(words, "status", conversation_statuses, STATUS_OPEN);
    change->priority = choice_of(words, "priority", conversation_priorities, PRIORITY_LOW);
    change->assignee = id_of(words, "assignee");
    change->team = id_of(words, "team");
    if (until != NULL)
        field_parse_time(FIELD_TIME, until, &change->snoozed_until);
    bulk.tags = ids_of(words, "tags", &change->tags);
    bulk.add_tags = ids_of(words, "add_tags", &change->add_tags);
    bulk.remove_tags = ids_of(words, "remove_tags", &change->remove_tags);
    *ret_change = bulk;
}

/* ---- Changing ---- */

typedef struct {
    int64_t conversation, staff;
    const ConversationChange *change;
} One;

static bool
change_one(Db *tx, void *data, GError **error)
{
    const One *one = data;

    return conversation_change(tx, one->conversation, one->change, one->staff, error);
}

/* What is about this matter alone; anything else ends the whole. */
static bool
is_refusal(const GError *error)
{
    return g_error_matches(error, APP_ERROR, APP_ERROR_INVALID) ||
           g_error_matches(error, APP_ERROR, APP_ERROR_NOT_FOUND) ||
           g_error_matches(error, APP_ERROR, APP_ERROR_CONFLICT);
}

static void
note_failure(GString *failed, int64_t conversation, const GError *error)
{
    g_string_append_printf(failed, "%s{\"conversation\":\"%" G_GINT64_FORMAT "\",\"code\":\"%s\"}",
                           failed->len > 0 ? "," : "", conversation,
                           error_word((AppError)error->code));
}

bool
bulk_change(Db *tx, const int64_t *ids, size_t n, const ConversationChange *change, int64_t staff,
            GString *failed, size_t *ret_failed, GError **error)
{
    *ret_failed = 0;
    for (size_t i = 0; i < n; i++) {
        One one = {ids[i], staff, change};
        g_autoptr(GError) why = NULL;

        if (db_try(tx, change_one, &one, &why))
            continue;
        if (!is_refusal(why)) {
            g_propagate_error(error, g_steal_pointer(&why));
            return false;
        }
        note_failure(failed, ids[i], why);
        ++*ret_failed;
    }
    return true;
}

/* ---- The job ---- */

typedef struct {
    Bulk *bulk;
    const json_t *ids;
    const ConversationChange *change;
} Step;

/* One batch and how far it is, together: what is done once is not done again after a restart. */
static bool
write_step(Db *tx, void *data, GError **error)
{
    Step *step = data;
    int64_t ids[BULK_BATCH];
    size_t n = (size_t)MIN(step->bulk->total - step->bulk->seen, BULK_BATCH), n_failed;
    Bulk after = *step->bulk;
    g_autoptr(GString) failed = g_string_new(step->bulk->failed);

    for (size_t i = 0; i < n; i++)
        id_parse(json_string_value(json_array_get(step->ids, (size_t)step->bulk->seen + i)),
                 &ids[i]);
    if (!bulk_change(tx, ids, n, step->change, step->bulk->staff, failed, &n_failed, error))
        return false;
    after.seen += (int64_t)n;
    after.n_failed += (int64_t)n_failed;
    after.failed = failed->str;
    after.ended_at = after.seen >= after.total ? clock_now() : 0;
    return bulk_store_update(tx, &after, error);
}

/* Runs the batch that is next: 1 when there is more, 0, -1. */
static int
step_on(Context *context, int64_t id, GError **error)
{
    g_autoptr(Bulk) bulk = NULL;
    g_auto(BulkChange) change = {0};
    int found = bulk_store_get(database_reader(context->database), id, &bulk, error);
    Step step = {.bulk = bulk, .change = &change.change};
    json_t *ids, *words;
    bool done;

    if (found <= 0 || bulk->ended_at != 0)
        return found < 0 ? -1 : 0;
    ids = json_loads(bulk->conversations, 0, NULL);
    words = json_loads(bulk->change, 0, NULL);
    step.ids = ids;
    bulk_change_read(words, &change);
    done = database_write(context->database, write_step, &step, error);
    json_decref(ids);
    json_decref(words);
    return done ? 1 : -1;
}

JobOutcome
bulk_run(Context *context, const Job *job, GError **error)
{
    int more;

    do
        more = step_on(context, job->subject, error);
    while (more == 1);
    return more == 0 ? JOB_DONE : JOB_RETRY;
}
