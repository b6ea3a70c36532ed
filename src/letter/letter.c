#include "letter/letter.h"

#include "base/error.h"
#include "base/id.h"
#include "base/log.h"
#include "base/token.h"
#include "brand/brand.h"
#include "letter/letter-http.h"
#include "letter/letter-store.h"

#define CHANNEL    "mail"
#define SEND_JOB   "letter.send" /* its subject is the letter */
#define SEND_TRIES 10            /* over about three days, as for a message; see job_backoff() */

/* Mail programs that know nothing of dark paper are told that we do. */
#define PAGE_BEGIN                                                                                 \
    "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"                            \
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"                     \
    "<meta name=\"color-scheme\" content=\"light dark\"></head><body>\n"
#define PAGE_END "</body></html>\n"

/* ---- Writing ---- */

bool
letter_write(Db *tx, Context *context, const LetterDraft *draft, int64_t *ret_letter,
             GError **error)
{
    g_autoptr(Brand) brand = brand_get(context, tx);
    g_autofree char *body = brand_mail_html(brand, draft->content);
    g_autofree char *html = g_strdup_printf(PAGE_BEGIN "%s" PAGE_END, draft->language, body);
    const Letter letter = {
        .id = id_new(),
        .kind = (char *)draft->kind,
        .staff = draft->staff,
        .address = (char *)draft->address,
        .name = (char *)draft->name,
        .language = (char *)draft->language,
        .subject = (char *)draft->subject,
        .text = (char *)draft->text,
        .html = html,
        .at = clock_now(),
    };

    if (!letter_store_insert(tx, &letter, error) ||
        !job_add(tx, SEND_JOB, letter.id, NULL, 0, error))
        return false;
    *ret_letter = letter.id;
    return true;
}

bool
letter_send_again(Db *tx, int64_t id, GError **error)
{
    g_autoptr(Letter) letter = NULL;
    int found = letter_store_get(tx, id, &letter, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no letter %" G_GINT64_FORMAT, id);
    if (found < 0)
        return false;
    if (letter->delivery == LETTER_SENT)
        return error_set(error, APP_ERROR_CONFLICT, "letter %" G_GINT64_FORMAT " was sent", id);
    /* A second job beside the one under way would send it twice. */
    found = job_is_taken(tx, SEND_JOB, id, error);
    if (found != 0)
        return found > 0 && error_set(error, APP_ERROR_CONFLICT,
                                      "letter %" G_GINT64_FORMAT " is being sent", id);
    return letter_store_become(tx, id, LETTER_QUEUED, NULL, error) &&
           job_add(tx, SEND_JOB, id, NULL, 0, error);
}

/* ---- Sending ---- */

static SendOutcome
send_letter(Context *context, Db *db, const Letter *letter, GError **error)
{
    const Channel *channel = context_channel(context, CHANNEL);
    g_autofree char *token = token_write(context->key, "letter", letter->id);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)channel_file_free);
    g_autofree char *external_id = NULL;
    ChannelFile *logo = NULL;
    Outgoing outgoing = {
        .from_address = context->mail->address,
        .from_name = context->mail->name,
        .to = (const char *const[]){letter->address, NULL},
        .to_name = letter->name,
        .subject = letter->subject,
        .text = letter->text,
        .html = letter->html,
        .files = files,
        .automatic = true,
        .language = letter->language,
        .at = letter->at,
    };
    int shown;

    if (channel == NULL)
        return SEND_KEPT; /* nobody takes mails here */
    shown = brand_mail_logo(context, db, letter->html, &logo, error);
    if (shown < 0)
        return SEND_RETRY;
    if (shown == 1)
        g_ptr_array_add(files, logo);
    outgoing.external_id = external_id = channel->external_id(context, letter->id, token);
    return channel->send(context, &outgoing, error);
}

static LetterDelivery
delivery_of(SendOutcome sent, const Job *job)
{
    switch (sent) {
    case SEND_DONE:
        return LETTER_SENT;
    case SEND_KEPT:
        return LETTER_OUTBOX;
    case SEND_RETRY:
        return job->tries < SEND_TRIES ? LETTER_RETRYING : LETTER_FAILED;
    case SEND_REFUSED:
    case SEND_ABSENT:
        break;
    }
    return LETTER_FAILED;
}

typedef struct {
    int64_t letter;
    LetterDelivery delivery;
    const char *detail;
} Outcome;

static bool
record(Db *tx, void *data, GError **error)
{
    const Outcome *outcome = data;

    return letter_store_become(tx, outcome->letter, outcome->delivery, outcome->detail, error);
}

static JobOutcome
run_send(Context *context, const Job *job, GError **error)
{
    Db *db = database_reader(context->database);
    g_autoptr(Letter) letter = NULL;
    g_autoptr(GError) why = NULL;
    Outcome outcome = {.letter = job->subject};
    int found = letter_store_get(db, job->subject, &letter, error);

    if (found < 0)
        return JOB_RETRY;
    if (found == 0 || (letter->delivery != LETTER_QUEUED && letter->delivery != LETTER_RETRYING))
        return JOB_DONE;
    outcome.delivery = delivery_of(send_letter(context, db, letter, &why), job);
    outcome.detail = why != NULL ? why->message : NULL;
    if (!database_write(context->database, record, &outcome, error))
        return JOB_RETRY;
    if (outcome.delivery == LETTER_FAILED)
        log_warning("letter", "given up", "letter=%" G_GINT64_FORMAT " tries=%d", letter->id,
                    job->tries);
    if (outcome.delivery != LETTER_RETRYING)
        return JOB_DONE;
    /* The other server's words may hold an address: they stay with the letter. */
    error_set(error, APP_ERROR_UNAVAILABLE, "letter %" G_GINT64_FORMAT " did not leave",
              letter->id);
    return JOB_RETRY;
}

static const JobKind jobs[] = {
    {.kind = SEND_JOB, .run = run_send},
    JOB_KINDS_END,
};

/* ---- Tidying ---- */

static bool
drop_old(Db *tx, void *data, GError **error)
{
    return letter_store_tidy(tx, clock_now() - LETTER_KEPT, error);
}

static bool
tidy(Context *context, GError **error)
{
    return database_write(context->database, drop_old, NULL, error);
}

static const JobTimer timers[] = {
    {"letter.tidy", CLOCK_DAY, tidy},
    JOB_TIMERS_END,
};

const Module letter_module = {
    .name = "letter",
    .routes = letter_routes,
    .jobs = jobs,
    .timers = timers,
};
