#include "domain/domain-trial.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/json.h"
#include "brand/brand.h"

#include <jansson.h>

static const char subject[] = "Essai d’envoi / Test message";

static const char text[] =
    "Bonjour,\n\n"
    "Ce message montre que le courrier envoyé par %s depuis l’adresse %s arrive jusqu’à vous. S’il "
    "est dans les indésirables, la page des domaines dit ce qu’il reste à publier.\n"
    "Une personne vous lira si vous y répondez.\n\n"
    "Hello,\n\n"
    "This message shows that mail sent by %s from the address %s reaches you. If it is among the "
    "unwanted, the page of domains says what is left to publish.\n"
    "If you answer it, a person will read you.\n";

bool
domain_trial_ask(Db *tx, const char *from, const char *to, GError **error)
{
    g_autoptr(GString) payload = g_string_new(NULL);
    JsonWriter json;

    json_writer_init(&json, payload);
    json_object_begin(&json);
    json_put_text(&json, "from", from);
    json_put_text(&json, "to", to);
    json_object_end(&json);
    return job_add(tx, "domain.trial", id_new(), payload->str, 0, error);
}

static SendOutcome
send_trial(Context *context, const Channel *channel, const Job *job, const char *from,
           const char *to, GError **error)
{
    g_autofree char *name = brand_name(context, database_reader(context->database));
    g_autofree char *said = g_strdup_printf(text, name, from, name, from);
    g_autofree char *external_id = channel->external_id(context, job->subject, NULL);

    return channel->send(context,
                         &(Outgoing){
                             .from_address = from,
                             .from_name = context->mail->name != NULL ? context->mail->name : name,
                             .to = (const char *const[]){to, NULL},
                             .subject = subject,
                             .text = said,
                             .external_id = external_id,
                             .automatic = true,
                             .at = clock_now(),
                         },
                         error);
}

/* A trial that fails is parked at once, with its reason: whoever asked waits for the answer. */
static JobOutcome
run(Context *context, const Job *job, GError **error)
{
    json_t *payload = json_loads(job->payload != NULL ? job->payload : "", 0, NULL);
    const char *from = json_string_value(json_object_get(payload, "from"));
    const char *to = json_string_value(json_object_get(payload, "to"));
    const Channel *channel = context_channel(context, "mail");
    SendOutcome sent = SEND_REFUSED;

    if (from != NULL && to != NULL && channel != NULL)
        sent = send_trial(context, channel, job, from, to, error);
    else
        error_set(error, APP_ERROR_INTERNAL, "a test mail without addresses");
    json_decref(payload);
    if (sent == SEND_KEPT)
        error_set(error, APP_ERROR_UNAVAILABLE, "no mail server is configured");
    return sent == SEND_DONE ? JOB_DONE : JOB_PARK;
}

const JobKind domain_jobs[] = {
    {.kind = "domain.trial", .run = run, .tries = 1},
    JOB_KINDS_END,
};
