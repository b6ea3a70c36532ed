#include "file/file-review.h"

#include "base/clock.h"
#include "base/id.h"
#include "file/clamd.h"
#include "file/file-scan-store.h"

#define BATCH 200

typedef struct {
    Context *context;
    int64_t below;
} Review;

static bool
begin(Db *tx, void *data, GError **error)
{
    Review *review = data;

    review->below = id_new();
    return review_store_begin(tx, review->below, clock_now(), error);
}

static bool
end(Db *tx, void *data, GError **error)
{
    return review_store_end(tx, error);
}

/* Asks about a page of files, and notes where the next one begins. */
static bool
ask_page(Db *tx, void *data, GError **error)
{
    Review *review = data;
    g_autoptr(GArray) files = review_store_page(tx, review->below, BATCH, error);

    if (files == NULL)
        return false;
    for (guint i = 0; i < files->len; i++)
        if (!file_scan_ask(review->context, tx, g_array_index(files, int64_t, i), error))
            return false;
    return review_store_move(
        tx, files->len < BATCH ? 0 : g_array_index(files, int64_t, files->len - 1), error);
}

bool
file_review(Context *context, GError **error)
{
    Database *database = context->database;
    Db *db = database_reader(database);
    Review review = {context, 0};
    int found = review_store_get(db, &review.below, error);
    g_autoptr(GArray) waiting = NULL;

    if (found < 0)
        return false;
    if (context->clamd == NULL)
        return found == 0 || database_write(database, end, &review, error);
    if (found == 0 && !database_write(database, begin, &review, error))
        return false;
    if (review.below == 0)
        return true;
    waiting = verdict_store_waiting(db, 1, error);
    if (waiting == NULL)
        return false;
    return waiting->len > 0 || !clamd_ping(context->clamd, NULL) ||
           database_write(database, ask_page, &review, error);
}
