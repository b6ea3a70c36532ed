#include "notice/notice-digest.h"

#include "base/clock.h"
#include "base/error.h"
#include "letter/letter.h"
#include "notice/notice-draft.h"
#include "notice/notice-mail.h"
#include "setting/setting.h"
#include "wording/wording.h"

#define DIGEST_JOB "notice.digest"

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

/* What is told and that it was: both, or neither. */
static bool
send_to(Db *tx, Context *context, const Staff *staff, const NoticeRhythm *rhythm, size_t *ret_told,
        GError **error)
{
    g_auto(NoticeMail) mail = {0};
    int64_t letter, now = clock_now();

    if (!notice_mail_write(tx, context, staff, rhythm->content, now, &mail, error))
        return false;
    *ret_told = mail.notices;
    return mail.notices == 0 ||
           (letter_write(tx, context,
                         &(LetterDraft){.kind = "notice-digest",
                                        .staff = staff->id,
                                        .address = staff->email,
                                        .name = staff->name,
                                        .language = wording_language(tx, staff->language),
                                        .subject = mail.subject,
                                        .text = mail.text,
                                        .content = mail.content},
                         &letter, error) &&
            notice_store_mailed(tx, staff->id, now, error));
}

bool
notice_digest_send(Db *tx, Context *context, int64_t id, bool asked, size_t *ret_told,
                   GError **error)
{
    g_autoptr(Staff) staff = NULL;
    NoticeRhythm rhythm;
    int found = staff_get(tx, id, &staff, error);

    *ret_told = 0;
    if (found <= 0 || !staff->active)
        return found >= 0;
    return notice_rhythm_get(tx, id, &rhythm, error) &&
           ((rhythm.digest == DIGEST_OFF && !asked) ||
            send_to(tx, context, staff, &rhythm, ret_told, error));
}

typedef struct {
    Context *context;
    int64_t staff;
} Sending;

static bool
send_work(Db *tx, void *data, GError **error)
{
    const Sending *sending = data;
    size_t told;

    return notice_digest_send(tx, sending->context, sending->staff, false, &told, error);
}

static JobOutcome
run_digest(Context *context, const Job *job, GError **error)
{
    Sending sending = {context, job->subject};

    return database_write(context->database, send_work, &sending, error) ? JOB_DONE : JOB_RETRY;
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
