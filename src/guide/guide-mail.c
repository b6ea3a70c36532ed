/* An invented mail, for who has no mailbox yet and would like to see one come in. */
#include "guide/guide.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "wording/wording.h"

#include <string.h>

#define MAIL_JOB "guide.mail" /* its subject tells one mail from another */

typedef struct {
    const char *subject, *text;
} Words;

static const Words french = {
    "Vos horaires de samedi",
    "Bonjour,\n\nÊtes-vous ouverts samedi matin ? J’aimerais passer avec ma mère.\n\n"
    "Merci d’avance,\nCamille Exemple",
};

static const Words english = {
    "Your hours on Saturday",
    "Hello,\n\nAre you open on Saturday morning? I would like to come with my mother.\n\n"
    "Thank you,\nCamille Example",
};

bool
guide_may_try(const Context *context, const Guide *guide)
{
    return context->mail != NULL && context->mail->smtp == NULL && !guide->done[GUIDE_MAILBOX] &&
           !guide->done[GUIDE_ANSWER];
}

bool
guide_ask_mail(Db *tx, Context *context, GError **error)
{
    Guide guide;

    if (!guide_get(tx, &guide, error))
        return false;
    if (!guide_may_try(context, &guide))
        return error_set(error, APP_ERROR_CONFLICT, "real mail comes in or leaves here");
    return job_add(tx, MAIL_JOB, id_new(), NULL, 0, error);
}

/* The same each time it is made: run again, it is a second copy of the same mail. */
static Incoming *
make_mail(const Context *context, const char *language, int64_t number)
{
    const Words *words = strcmp(language, "en") == 0 ? &english : &french;
    Incoming *incoming = incoming_new("mail");

    g_free(incoming->from.address);
    incoming->from.address = g_strdup("camille@example.org");
    incoming->from.name = g_strdup("Camille Exemple");
    incoming->our_address = g_strdup(context->mail->address);
    incoming->external_id = g_strdup_printf("guide-%" G_GINT64_FORMAT "@example.org", number);
    incoming->content_hash = g_strdup(incoming->external_id);
    g_free(incoming->subject);
    incoming->subject = g_strdup(words->subject);
    g_free(incoming->text);
    incoming->text = g_strdup(words->text);
    incoming->language = g_strdup(language);
    incoming->received_at = incoming->sent_at = clock_now();
    return incoming;
}

static JobOutcome
run_mail(Context *context, const Job *job, GError **error)
{
    const char *language = wording_language(database_reader(context->database), NULL);
    g_autoptr(Incoming) incoming = make_mail(context, language, job->subject);
    Received received;

    return context->receive(context, &incoming, 1, &received, error) ? JOB_DONE : JOB_RETRY;
}

const JobKind guide_jobs[] = {
    {.kind = MAIL_JOB, .run = run_mail},
    JOB_KINDS_END,
};
