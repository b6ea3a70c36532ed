/* What is well, what should be looked at, and what must be. The codes: ok; disk: low, full,
 * unknown; writes: waiting; jobs: late; parked: parked; readers: behind, stuck; search: behind,
 * rebuilding, off; mailboxes: none, late, failing, signed_out; nodes: gone, versions; backup:
 * never, old. */
#include "status/status.h"

#include <string.h>

const char *const status_levels[] = {"ok", "warning", "bad", NULL};

const char *const status_checks[] = {"disk",   "writes",    "jobs",  "parked", "readers",
                                     "search", "mailboxes", "nodes", "backup", NULL};

static const StatusVerdict well = {.code = "ok"};

static StatusVerdict
judge_disk(const StatusDisk *disk)
{
    int64_t percent;

    if (disk->size <= 0)
        return (StatusVerdict){LEVEL_WARNING, "unknown", 0, 0};
    percent = disk->free / MAX(disk->size / 100, 1);
    if (percent < STATUS_DISK_FULL)
        return (StatusVerdict){LEVEL_BAD, "full", 0, 0};
    return percent < STATUS_DISK_LOW ? (StatusVerdict){LEVEL_WARNING, "low", 0, 0} : well;
}

static StatusVerdict
judge_writes(unsigned queued)
{
    if (queued < STATUS_WRITES_MANY)
        return well;
    return (StatusVerdict){queued < STATUS_WRITES_TOO ? LEVEL_WARNING : LEVEL_BAD, "waiting",
                           queued, 0};
}

static StatusVerdict
judge_jobs(const Status *status)
{
    StatusVerdict verdict = {LEVEL_OK, "ok", 0, 0};
    int64_t late;

    for (guint i = 0; i < status->queues->len; i++) {
        const JobQueue *queue = &((const StatusQueue *)status->queues->pdata[i])->queue;

        verdict.count += queue->due;
        if (queue->oldest_due_at != 0 &&
            (verdict.since == 0 || queue->oldest_due_at < verdict.since))
            verdict.since = queue->oldest_due_at;
    }
    late = verdict.since != 0 ? status->at - verdict.since : 0;
    if (late <= STATUS_JOB_LATE)
        return well;
    verdict.level = late > STATUS_JOB_TOO_LATE ? LEVEL_BAD : LEVEL_WARNING;
    verdict.code = "late";
    return verdict;
}

static StatusVerdict
judge_parked(const Status *status)
{
    StatusVerdict verdict = {LEVEL_WARNING, "parked", 0, 0};

    for (guint i = 0; i < status->queues->len; i++)
        verdict.count += ((const StatusQueue *)status->queues->pdata[i])->queue.parked;
    return verdict.count > 0 ? verdict : well;
}

/* A reader that fails at a fact holds up all that comes after it. */
static StatusVerdict
judge_readers(const Status *status)
{
    StatusVerdict stuck = {LEVEL_BAD, "stuck", 0, 0}, behind = {LEVEL_WARNING, "behind", 0, 0};

    for (guint i = 0; i < status->readers->len; i++) {
        const JournalLag *lag = &g_array_index(status->readers, JournalLag, i);
        StatusVerdict *verdict = lag->failures >= JOURNAL_STUCK_AFTER ? &stuck : &behind;

        if (verdict == &behind &&
            (lag->since == 0 || status->at - lag->since <= STATUS_READER_LATE))
            continue;
        verdict->count++;
        if (verdict->since == 0 || (lag->since != 0 && lag->since < verdict->since))
            verdict->since = lag->since;
    }
    return stuck.count > 0 ? stuck : behind.count > 0 ? behind : well;
}

static StatusVerdict
judge_search(const Status *status)
{
    if (!status->searching)
        return (StatusVerdict){LEVEL_WARNING, "off", 0, 0};
    if (status->search_behind >= STATUS_SEARCH_MAX)
        return (StatusVerdict){LEVEL_BAD, "rebuilding", status->search_behind, 0};
    if (status->search_since == 0 || status->at - status->search_since <= STATUS_SEARCH_LATE)
        return well;
    return (StatusVerdict){LEVEL_WARNING, "behind", status->search_behind, status->search_since};
}

static StatusVerdict
judge_mailboxes(const Status *status)
{
    int64_t counts[HEALTH_SIGNED_OUT + 1] = {0};

    for (guint i = 0; i < status->mailboxes->len; i++)
        counts[((const StatusMailbox *)status->mailboxes->pdata[i])->state]++;
    if (counts[HEALTH_SIGNED_OUT] > 0)
        return (StatusVerdict){LEVEL_BAD, "signed_out", counts[HEALTH_SIGNED_OUT], 0};
    if (counts[HEALTH_FAILING] > 0)
        return (StatusVerdict){LEVEL_BAD, "failing", counts[HEALTH_FAILING], 0};
    if (counts[HEALTH_LATE] > 0)
        return (StatusVerdict){LEVEL_WARNING, "late", counts[HEALTH_LATE], 0};
    return status->mailboxes->len > 0 ? well : (StatusVerdict){LEVEL_OK, "none", 0, 0};
}

static StatusVerdict
judge_nodes(const Status *status)
{
    StatusVerdict gone = {LEVEL_BAD, "gone", 0, 0};
    bool differ = false;

    for (guint i = 0; i < status->nodes->len; i++) {
        const StatusNode *node = status->nodes->pdata[i], *first = status->nodes->pdata[0];

        differ = differ || strcmp(node->version, first->version) != 0;
        if (status->at - node->seen_at <= STATUS_NODE_GONE)
            continue;
        gone.count++;
        if (gone.since == 0 || node->seen_at < gone.since)
            gone.since = node->seen_at;
    }
    if (gone.count > 0)
        return gone;
    return differ ? (StatusVerdict){LEVEL_WARNING, "versions", 0, 0} : well;
}

static StatusVerdict
judge_backup(const Status *status)
{
    int64_t age = status->at - status->backup_at;

    if (status->backup_at == 0)
        return (StatusVerdict){LEVEL_WARNING, "never", 0, 0};
    if (age <= STATUS_BACKUP_OLD)
        return well;
    return (StatusVerdict){age > STATUS_BACKUP_TOO ? LEVEL_BAD : LEVEL_WARNING, "old", 0,
                           status->backup_at};
}

void
status_judge(const Status *status, StatusVerdict ret_verdicts[STATUS_CHECKS])
{
    ret_verdicts[CHECK_DISK] = judge_disk(&status->disk);
    ret_verdicts[CHECK_WRITES] = judge_writes(status->writes.queued);
    ret_verdicts[CHECK_JOBS] = judge_jobs(status);
    ret_verdicts[CHECK_PARKED] = judge_parked(status);
    ret_verdicts[CHECK_READERS] = judge_readers(status);
    ret_verdicts[CHECK_SEARCH] = judge_search(status);
    ret_verdicts[CHECK_MAILBOXES] = judge_mailboxes(status);
    ret_verdicts[CHECK_NODES] = judge_nodes(status);
    ret_verdicts[CHECK_BACKUP] = judge_backup(status);
}

StatusLevel
status_worst(const StatusVerdict verdicts[STATUS_CHECKS])
{
    StatusLevel worst = LEVEL_OK;

    for (int i = 0; i < STATUS_CHECKS; i++)
        worst = MAX(worst, verdicts[i].level);
    return worst;
}
