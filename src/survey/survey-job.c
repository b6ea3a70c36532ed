#include "survey/survey-job.h"

#include "survey/survey.h"

/* ---- What the journal says ---- */

static bool
plan(Db *tx, Context *context, const Fact *fact, GError **error)
{
    return survey_plan(tx, context, fact->subject, error);
}

const JournalReader survey_readers[] = {
    {
        .name = "survey.plan",
        .facts = (const char *const[]){"conversation.closed", NULL},
        .handle = plan,
    },
    JOURNAL_READERS_END,
};

/* ---- What is due ---- */

typedef struct {
    Context *context;
    int64_t survey;
} Asking;

static bool
ask(Db *tx, void *data, GError **error)
{
    const Asking *asking = data;

    return survey_ask(tx, asking->context, asking->survey, error);
}

static JobOutcome
run_ask(Context *context, const Job *job, GError **error)
{
    Asking asking = {context, job->subject};

    return database_write(context->database, ask, &asking, error) ? JOB_DONE : JOB_RETRY;
}

const JobKind survey_jobs[] = {
    {.kind = "survey.ask", .run = run_ask},
    JOB_KINDS_END,
};
