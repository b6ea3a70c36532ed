/* Did what was shown arrive? And what nobody needs any more. */
#include "chat/chat-http.h"

#include "base/clock.h"
#include "base/error.h"
#include "conversation/conversation.h"

#define UPLOADS_KEPT  CLOCK_DAY
#define SESSIONS_KEPT (180 * CLOCK_DAY)

static bool
send_again(Db *tx, void *data, GError **error)
{
    return conversation_unheard(tx, *(const int64_t *)data, error);
}

/* A line that was cut still looks open for a while: who did not get it has left. */
static JobOutcome
run_heard(Context *context, const Job *job, GError **error)
{
    int64_t message = job->subject;
    int unheard = talk_store_unheard(database_reader(context->database), message, error);

    if (unheard == 0 ||
        (unheard == 1 && database_write(context->database, send_again, &message, error)))
        return JOB_DONE;
    return unheard == 1 && g_error_matches(*error, APP_ERROR, APP_ERROR_NOT_FOUND) ? JOB_PARK
                                                                                   : JOB_RETRY;
}

const JobKind chat_jobs[] = {{.kind = CHAT_HEARD_JOB, .run = run_heard}, JOB_KINDS_END};

static bool
tidy_work(Db *tx, void *data, GError **error)
{
    return upload_store_prune(tx, clock_now() - UPLOADS_KEPT, error) &&
           visitor_store_prune(tx, clock_now() - SESSIONS_KEPT, error);
}

static bool
tidy(Context *context, GError **error)
{
    return database_write(context->database, tidy_work, NULL, error);
}

const JobTimer chat_timers[] = {{.name = "chat.tidy", .every = CLOCK_HOUR, .run = tidy},
                                JOB_TIMERS_END};
