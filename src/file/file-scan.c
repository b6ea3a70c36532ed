#include "file/file-scan.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "file/clamd.h"
#include "file/file-review.h"
#include "file/file-scan-store.h"
#include "file/file.h"

#define SCAN_JOB "file.scan" /* its subject is the file */
/* Bounded by the clock below rather than by tries: a scanner may be down for a week. */
#define SCAN_TRIES 10000
#define BATCH      500

const char *const file_verdict_words[] = {"none", "waiting", "clean", "infected", NULL};

const char *
file_verdict_word(FileVerdict verdict)
{
    return file_verdict_words[verdict == FILE_UNCHECKED ? FILE_UNASKED : verdict];
}

bool
file_scan_ask(const Context *context, Db *tx, int64_t file, GError **error)
{
    bool is_new = false;

    if (context->clamd == NULL)
        return true;
    return verdict_store_ask(tx, file, clock_now(), &is_new, error) &&
           (!is_new || job_add(tx, SCAN_JOB, file, NULL, 0, error));
}

bool
file_scan_verdict(Db *db, int64_t file, FileVerdict *ret_verdict, GError **error)
{
    int64_t state = FILE_UNASKED;
    int found = verdict_store_get(db, file, &state, error);

    *ret_verdict = (FileVerdict)state;
    return found >= 0;
}

bool
file_scan_known(Db *db, GBytes *bytes, FileVerdict *ret_verdict, GError **error)
{
    char digest[HASH_HEX_SIZE];
    int64_t state = FILE_UNASKED;
    int found;

    hash_sha256_hex(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), digest);
    found = verdict_store_of_digest(db, digest, &state, error);
    *ret_verdict = (FileVerdict)state;
    return found >= 0;
}

bool
file_scan_allows(Db *db, int64_t file, GError **error)
{
    FileVerdict verdict = FILE_UNASKED;

    if (!file_scan_verdict(db, file, &verdict, error))
        return false;
    if (verdict == FILE_INFECTED)
        return error_set_field(error, APP_ERROR_FORBIDDEN, "file", "a virus was found in it");
    if (verdict == FILE_WAITING)
        return error_set_field(error, APP_ERROR_CONFLICT, "file", "is still to be checked");
    return true;
}

/* ---- The job ---- */

typedef struct {
    int64_t file;
    FileVerdict verdict;
    char *found;
} Finding;

static bool
record(Db *tx, void *data, GError **error)
{
    const Finding *finding = data;
    Fact fact = {.name = "file.infected", .subject = finding->file};

    return verdict_store_put(tx, finding->file, finding->verdict, finding->found, clock_now(),
                             error) &&
           (finding->verdict != FILE_INFECTED || journal_append(tx, &fact, error));
}

static JobOutcome
run_scan(Context *context, const Job *job, GError **error)
{
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *found = NULL;
    Finding finding = {.file = job->subject};
    ClamdAnswer answer;

    if (context->clamd == NULL)
        return JOB_DONE; /* it waits until a scanner is named again */
    bytes = file_get(context->files, database_reader(context->database), job->subject, NULL, error);
    if (bytes == NULL || !clamd_scan(context->clamd, bytes, &answer, &found, error))
        return JOB_RETRY;
    finding.verdict = answer == CLAMD_FOUND       ? FILE_INFECTED
                      : answer == CLAMD_TOO_LARGE ? FILE_UNCHECKED
                                                  : FILE_CLEAN;
    finding.found = found;
    if (finding.verdict == FILE_INFECTED)
        log_warning("file", "infected", "file=%" G_GINT64_FORMAT, job->subject);
    return database_write(context->database, record, &finding, error) ? JOB_DONE : JOB_RETRY;
}

static const JobKind jobs[] = {
    {.kind = SCAN_JOB, .run = run_scan, .tries = SCAN_TRIES},
    JOB_KINDS_END,
};

/* ---- When it is back ---- */

static bool
ask_all(Db *tx, void *data, GError **error)
{
    const GArray *files = data;

    for (guint i = 0; i < files->len; i++)
        if (!job_add(tx, SCAN_JOB, g_array_index(files, int64_t, i), NULL, 0, error))
            return false;
    return true;
}

/* Jobs that failed come back later and later; once the scanner answers again, none waits longer. */
static bool
wake_waiting(Context *context, GError **error)
{
    g_autoptr(GArray) files = NULL;

    if (context->clamd == NULL)
        return true;
    files = verdict_store_waiting(database_reader(context->database), BATCH, error);
    if (files == NULL || files->len == 0)
        return files != NULL;
    return !clamd_ping(context->clamd, NULL) ||
           database_write(context->database, ask_all, files, error);
}

static const JobTimer timers[] = {
    {"file.wake_waiting", 20 * CLOCK_SECOND, wake_waiting},
    {"file.review", 20 * CLOCK_SECOND, file_review},
    JOB_TIMERS_END,
};

const Module file_module = {
    .name = "file",
    .jobs = jobs,
    .timers = timers,
    .invariants = file_invariants,
};
