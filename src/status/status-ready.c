#include "status/status-inside.h"

#include "search/search.h"

#include <pthread.h>

/* Strangers may ask as often as they like: the store is asked once a second. */
#define HOLDS_US G_USEC_PER_SEC

static const char *
look(Context *context)
{
    Db *db = database_reader(context->database);
    LmtpFigures lmtp;
    int64_t behind = 0, since;

    if (journal_last(db, NULL) < 0)
        return "store";
    if (context->mail != NULL && context->mail->lmtp != NULL && !mail_lmtp_figures(&lmtp))
        return "lmtp";
    if (context->fulltext != NULL &&
        (!search_behind(context, STATUS_SEARCH_MAX, &behind, &since, NULL) ||
         behind >= STATUS_SEARCH_MAX))
        return "search";
    return NULL;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *why; /* the last answer */
static int64_t until;   /* it holds; monotonic microseconds */

void
status_ready_forget(void)
{
    pthread_mutex_lock(&lock);
    until = 0;
    pthread_mutex_unlock(&lock);
}

const char *
status_not_ready(Context *context)
{
    int64_t now = g_get_monotonic_time();
    const char *answer;

    pthread_mutex_lock(&lock);
    if (now >= until) {
        why = look(context);
        until = g_get_monotonic_time() + HOLDS_US;
    }
    answer = why;
    pthread_mutex_unlock(&lock);
    return answer;
}
