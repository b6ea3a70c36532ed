#include "notice/notice-digest.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/token.h"
#include "notice/notice-draft.h"
#include "notice/notice-mail.h"
#include "setting/setting.h"

#define DIGEST_JOB "notice.digest"
#define CHANNEL    "mail"

#define KEEP_SEEN (60 * CLOCK_DAY)
#define KEEP_ALL  (180 * CLOCK_DAY)

/* ---- Which are due ---- */

static bool
ask_for(Db *tx, int64_t staff, Calendar *calendar, int64_t now, GError **error)
{
    NoticeRhythm rhythm;

    if (!notice_rhythm_get(tx, staff, &rhythm, error))
        return false;
    if (!notice_digest_due(&rhythm, calendar, now))
        return true;
    rhythm.digest_at = now;
    return notice_store_set_rhythm(tx, staff, &rhythm, error) &&
           job_add(tx, DIGEST_JOB, staff, NULL, 0, error);
}

static bool
ask_for_all(Db *tx, void *data, GError **error)
{
    g_autoptr(GArray) waiting = notice_store_waiting(tx, error);
    g_autoptr(Calendar) calendar = waiting != NULL ? setting_calendar(tx, error) : NULL;

    if (calendar == NULL)
        return false;
    for (guint i = 0; i < waiting->len; i++)
        if (!ask_for(tx, g_array_index(waiting, int64_t, i), calendar, clock_now(), error))
            return false;
    return true;
}

static bool
find_due(Context *context, GError **error)
{
    return database_write(context->database, ask_for_all, NULL, error);
}

/* ---- Sending ---- */

static bool
send_mail(Context *context, const Staff *staff, const NoticeMail *mail, int64_t now, GError **error)
{
    const Channel *channel = context_channel(context, CHANNEL);
    g_autofree char *token = token_write(context->key, "notice-digest", staff->id);
    g_autofree char *external_id =
        channel != NULL ? channel->external_id(context, id_new(), token) : NULL;
    Outgoing outgoing = {
        .from_address = context->mail->address,
        .from_name = context->mail->name,
        .to = (const char *const[]){staff->email, NULL},
        .to_name = staff->name,
        .subject = mail->subject,
        .text = mail->text,
        .external_id = external_id,
        .automatic = true,
        .language = staff->language,
        .at = now,
    };
    SendOutcome outcome;

    if (channel == NULL)
        return true; /* nobody takes mails here */
    outcome = channel->send(context, &outgoing, error);
    if (outcome != SEND_REFUSED)
        return outcome != SEND_RETRY;
    /* Another try would not help, the page still shows them. */
    g_clear_error(error);
    return true;
}

typedef struct {
    int64_t staff, until;
} Sent;

static bool
note_mailed(Db *tx, void *data, GError **error)
{
    const Sent *sent = data;

    return notice_store_mailed(tx, sent->staff, sent->until, error);
}

static JobOutcome
run_digest(Context *context, const Job *job, GError **error)
{
    Db *db = database_reader(context->database);
    Sent sent = {job->subject, clock_now()};
    g_autoptr(Staff) staff = NULL;
    g_auto(NoticeMail) mail = {0};
    NoticeRhythm rhythm;
    int found = staff_get(db, job->subject, &staff, error);

    if (found <= 0 || !staff->active)
        return found < 0 ? JOB_RETRY : JOB_DONE;
    if (!notice_rhythm_get(db, staff->id, &rhythm, error) ||
        !notice_mail_write(db, context, staff, rhythm.content, sent.until, &mail, error))
        return JOB_RETRY;
    if (mail.notices == 0 || rhythm.digest == DIGEST_OFF)
        return JOB_DONE;
    return send_mail(context, staff, &mail, sent.until, error) &&
                   database_write(context->database, note_mailed, &sent, error)
               ? JOB_DONE
               : JOB_RETRY;
}

const JobKind notice_jobs[] = {
    {.kind = DIGEST_JOB, .run = run_digest},
    JOB_KINDS_END,
};

/* ---- Tidying ---- */

static bool
drop_old(Db *tx, void *data, GError **error)
{
    return notice_store_tidy(tx, clock_now() - KEEP_SEEN, clock_now() - KEEP_ALL, error);
}

static bool
tidy(Context *context, GError **error)
{
    return database_write(context->database, drop_old, NULL, error);
}

const JobTimer notice_timers[] = {
    {"notice.drafts", 10 * CLOCK_MINUTE, notice_drafts_find},
    {"notice.digest", 2 * CLOCK_MINUTE, find_due},
    {"notice.tidy", CLOCK_DAY, tidy},
    JOB_TIMERS_END,
};
