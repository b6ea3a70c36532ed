#include "search/search-store.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"

#include <string.h>

#define BATCH_FACTS         2000               /* facts looked at before the index is written */
#define BATCH_BYTES         (16 * 1024 * 1024) /* of text, held in memory */
#define PAUSE_AFTER_FAILURE (5 * CLOCK_SECOND)

struct Search {
    Context *context;
    JournalWatch *watch;
    GThread *thread;
};

/* The documents of some facts, on their way to the index. */
typedef struct {
    Db *db;
    GArray *documents; /* of FulltextDocument, whose text is ours */
    gsize bytes;
    int64_t position; /* of the last fact looked at */
} Batch;

static void
clear_document(void *data)
{
    g_free((char *)((FulltextDocument *)data)->text);
}

/* Whether a fact changes a document, and which. */
static bool
names_document(const Fact *fact, SearchKind *ret_kind, int64_t *ret_id)
{
    static const char *const messages[] = {"message.received",   "message.sent",
                                           "message.noted",      "message.set_aside",
                                           "conversation.split", NULL};
    static const char *const persons[] = {"person.met", "person.changed", NULL};

    *ret_kind = g_strv_contains(messages, fact->name) ? SEARCH_MESSAGE : SEARCH_PERSON;
    *ret_id = *ret_kind == SEARCH_MESSAGE ? fact->subject : fact->person;
    return *ret_id != 0 && (*ret_kind == SEARCH_MESSAGE || g_strv_contains(persons, fact->name));
}

static bool
add_document(const Fact *fact, void *data, GError **error)
{
    Batch *batch = data;
    SearchKind kind;
    int64_t id;
    g_autofree char *text = NULL;
    FulltextDocument document;
    int found;

    if (!names_document(fact, &kind, &id)) {
        batch->position = fact->position;
        return true;
    }
    found = kind == SEARCH_MESSAGE ? search_store_message_text(batch->db, id, &text, error)
                                   : search_store_person_text(batch->db, id, &text, error);
    if (found < 0)
        return false;
    batch->position = fact->position;
    if (found == 1) {
        batch->bytes += strlen(text);
        document = (FulltextDocument){id, kind, g_steal_pointer(&text)};
        g_array_append_val(batch->documents, document);
    }
    return batch->bytes < BATCH_BYTES;
}

/* Indexes the next facts. *ret_more: others may follow. */
static bool
index_batch(Context *context, bool *ret_more, GError **error)
{
    g_autoptr(GArray) documents = g_array_new(FALSE, FALSE, sizeof(FulltextDocument));
    int64_t from = fulltext_watermark(context->fulltext);
    Batch batch = {database_reader(context->database), documents, 0, from};

    g_array_set_clear_func(documents, clear_document);
    if (journal_read(batch.db, from, BATCH_FACTS, add_document, &batch, error) < 0)
        return false;
    *ret_more = batch.position > from;
    if (!*ret_more)
        return true;
    return fulltext_write(context->fulltext, (const FulltextDocument *)(void *)documents->data,
                          documents->len, batch.position, error);
}

bool
search_catch_up(Context *context, GError **error)
{
    bool more = context->fulltext != NULL;

    while (more)
        if (!index_batch(context, &more, error))
            return false;
    return true;
}

bool
search_behind(Context *context, int64_t max, int64_t *ret_facts, int64_t *ret_since, GError **error)
{
    if (context->fulltext == NULL)
        return error_set(error, APP_ERROR_UNAVAILABLE, "searching is off");
    return journal_count_after(database_reader(context->database),
                               fulltext_watermark(context->fulltext), max, ret_facts, ret_since,
                               error);
}

static void *
follow(void *data)
{
    Search *search = data;
    int64_t from = fulltext_watermark(search->context->fulltext), newest = 0;

    while ((newest = journal_watch_wait(search->watch, from, CLOCK_MINUTE)) >= 0) {
        g_autoptr(GError) error = NULL;
        bool more = true;

        while (more && journal_watch_wait(search->watch, 0, 0) >= 0)
            if (!index_batch(search->context, &more, &error))
                break;
        from = MAX(newest, fulltext_watermark(search->context->fulltext));
        if (error == NULL)
            continue;
        log_error("search", "not indexed", "error=%d", error->code);
        from = fulltext_watermark(search->context->fulltext);
        journal_watch_wait(search->watch, INT64_MAX - 1, PAUSE_AFTER_FAILURE);
    }
    return NULL;
}

Search *
search_start(Context *context)
{
    Search *search;

    if (context->fulltext == NULL)
        return NULL;
    search = g_new0(Search, 1);
    search->context = context;
    search->watch = journal_watch_new(context->database);
    search->thread = g_thread_new("search", follow, search);
    return search;
}

void
search_stop(Search *search)
{
    if (search == NULL)
        return;
    journal_watch_stop(search->watch);
    g_thread_join(search->thread);
    journal_watch_free(search->watch);
    g_free(search);
}
