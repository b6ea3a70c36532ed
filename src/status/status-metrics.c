/* Every figure but those of the requests (http/meter.c), in the format of base/metric.h. What is
 * counted since the start of this process is a counter; what is in the store is the same on every
 * node. */
#include "status/status-inside.h"

#include "base/metric.h"

#include <inttypes.h>

static double
seconds_since(const Status *status, int64_t since)
{
    return since != 0 ? (double)MAX(status->at - since, 0) / CLOCK_SECOND : 0;
}

static void
write_process(const Status *status, GString *out)
{
    const StatusProcess *process = &status->process;

    metric_one(out, "process_resident_memory_bytes", METRIC_GAUGE, "Memory in use.",
               process->resident_bytes);
    metric_one_real(out, "process_cpu_seconds_total", METRIC_COUNTER, "Processor time used.",
                    process->cpu_seconds);
    metric_one(out, "process_open_fds", METRIC_GAUGE, "Open files and connections.",
               process->files);
    metric_one(out, "process_threads", METRIC_GAUGE, "Threads.", process->threads);
    metric_one_real(out, "process_start_time_seconds", METRIC_GAUGE, "When this process began.",
                    (double)process->started_at / CLOCK_SECOND);
}

static void
write_store(const Status *status, GString *out)
{
    static const char info[] = "lien_info";

    metric_family(out, info, METRIC_GAUGE, "1; what runs, in its labels.");
    metric_put(out, info,
               METRIC_LABELS({"version", LIEN_VERSION}, {"engine", status->store.engine},
                             {"engine_version", status->store.version}),
               1);
    metric_one(out, "lien_database_commits_total", METRIC_COUNTER,
               "Groups of writes that this node put on disk.", status->writes.commits);
    metric_one(out, "lien_database_writes_total", METRIC_COUNTER, "Writes answered by this node.",
               status->writes.writes);
    metric_one(out, "lien_database_write_failures_total", METRIC_COUNTER,
               "Of them, those that failed; refusals of what was asked are among them.",
               status->writes.failures);
    metric_one(out, "lien_database_writes_waiting", METRIC_GAUGE, "Writes that wait their turn.",
               status->writes.queued);
    metric_one(out, "lien_database_bytes", METRIC_GAUGE, "Tables and indexes.",
               status->store.bytes);
    if (status->store.log_bytes >= 0)
        metric_one(out, "lien_database_log_bytes", METRIC_GAUGE, "The write-ahead log.",
                   status->store.log_bytes);
    metric_one(out, "lien_disk_free_bytes", METRIC_GAUGE,
               "Free on the file system of the data directory.", status->disk.free);
    metric_one(out, "lien_disk_size_bytes", METRIC_GAUGE, "Size of that file system.",
               status->disk.size);
    metric_one_real(out, "lien_backup_time_seconds", METRIC_GAUGE,
                    "When the last backup was finished; 0: never.",
                    (double)status->backup_at / CLOCK_SECOND);
}

static void
write_jobs(const Status *status, GString *out)
{
    static const char jobs[] = "lien_jobs", oldest[] = "lien_job_oldest_seconds";

    metric_family(out, jobs, METRIC_GAUGE,
                  "Jobs: due and waiting, later, taken by a worker, parked for a person.");
    for (guint i = 0; i < status->queues->len; i++) {
        const JobQueue *queue = &((const StatusQueue *)status->queues->pdata[i])->queue;
        const struct {
            const char *state;
            int64_t count;
        } states[] = {{"due", queue->due},
                      {"later", queue->later},
                      {"taken", queue->taken},
                      {"parked", queue->parked}};

        for (size_t s = 0; s < G_N_ELEMENTS(states); s++)
            metric_put(out, jobs, METRIC_LABELS({"kind", queue->kind}, {"state", states[s].state}),
                       states[s].count);
    }
    metric_family(out, oldest, METRIC_GAUGE, "For how long the oldest job that is due has been.");
    for (guint i = 0; i < status->queues->len; i++) {
        const JobQueue *queue = &((const StatusQueue *)status->queues->pdata[i])->queue;

        metric_put_real(out, oldest, METRIC_LABELS({"kind", queue->kind}),
                        seconds_since(status, queue->oldest_due_at));
    }
}

static void
write_readers(const Status *status, GString *out)
{
    static const char behind[] = "lien_reader_behind_facts", late[] = "lien_reader_behind_seconds",
                      failures[] = "lien_reader_failures";

    metric_family(out, behind, METRIC_GAUGE,
                  "Facts that a reader of the journal has still to handle, 10000 at most.");
    for (guint i = 0; i < status->readers->len; i++) {
        const JournalLag *lag = &g_array_index(status->readers, JournalLag, i);

        metric_put(out, behind, METRIC_LABELS({"reader", lag->name}), lag->behind);
    }
    metric_family(out, late, METRIC_GAUGE, "How old the first of them is.");
    for (guint i = 0; i < status->readers->len; i++) {
        const JournalLag *lag = &g_array_index(status->readers, JournalLag, i);

        metric_put_real(out, late, METRIC_LABELS({"reader", lag->name}),
                        seconds_since(status, lag->since));
    }
    metric_family(out, failures, METRIC_GAUGE, "How often it failed at the first of them.");
    for (guint i = 0; i < status->readers->len; i++) {
        const JournalLag *lag = &g_array_index(status->readers, JournalLag, i);

        metric_put(out, failures, METRIC_LABELS({"reader", lag->name}), lag->failures);
    }
    if (!status->searching)
        return;
    metric_one(out, "lien_search_behind_facts", METRIC_GAUGE,
               "Facts that the search index has not seen, 200000 at most.", status->search_behind);
    metric_one_real(out, "lien_search_behind_seconds", METRIC_GAUGE,
                    "How old the first of them is.", seconds_since(status, status->search_since));
}

static void
write_mailboxes(const Status *status, GString *out)
{
    static const char state[] = "lien_mailbox_state", age[] = "lien_mailbox_fetch_age_seconds",
                      behind[] = "lien_mailbox_behind_mails";

    metric_family(out, state, METRIC_GAUGE, "1 for the state of health that a mailbox is in.");
    for (guint i = 0; i < status->mailboxes->len; i++) {
        const StatusMailbox *mailbox = status->mailboxes->pdata[i];
        g_autofree char *id = g_strdup_printf("%" PRId64, mailbox->id);

        for (MailboxHealthState one = HEALTH_NEW; one <= HEALTH_SIGNED_OUT; one++)
            metric_put(out, state,
                       METRIC_LABELS({"mailbox", id}, {"state", mailbox_health_words[one - 1]}),
                       mailbox->state == one);
    }
    metric_family(out, age, METRIC_GAUGE, "Since the last fetch that went well.");
    for (guint i = 0; i < status->mailboxes->len; i++) {
        const StatusMailbox *mailbox = status->mailboxes->pdata[i];
        g_autofree char *id = g_strdup_printf("%" PRId64, mailbox->id);

        if (mailbox->fetches && mailbox->last_success_at != 0)
            metric_put_real(out, age, METRIC_LABELS({"mailbox", id}),
                            seconds_since(status, mailbox->last_success_at));
    }
    metric_family(out, behind, METRIC_GAUGE, "Mails still to fetch.");
    for (guint i = 0; i < status->mailboxes->len; i++) {
        const StatusMailbox *mailbox = status->mailboxes->pdata[i];
        g_autofree char *id = g_strdup_printf("%" PRId64, mailbox->id);

        metric_put(out, behind, METRIC_LABELS({"mailbox", id}), mailbox->behind);
    }
}

static void
write_lmtp(const Status *status, GString *out)
{
    static const char mails[] = "lien_lmtp_mails_total";

    if (!status->listens)
        return;
    metric_family(out, mails, METRIC_COUNTER,
                  "Mails brought by LMTP: kept, refused for good, asked to come again.");
    metric_put(out, mails, METRIC_LABELS({"result", "kept"}), status->lmtp.kept);
    metric_put(out, mails, METRIC_LABELS({"result", "refused"}), status->lmtp.refused);
    metric_put(out, mails, METRIC_LABELS({"result", "later"}), status->lmtp.later);
    metric_one(out, "lien_lmtp_sessions", METRIC_GAUGE, "Connections of mail servers.",
               status->lmtp.sessions);
    metric_one_real(out, "lien_lmtp_last_mail_time_seconds", METRIC_GAUGE,
                    "When the last mail was kept; 0: none since the start.",
                    (double)status->lmtp.last_at / CLOCK_SECOND);
}

static void
write_http(const Status *status, GString *out)
{
    static const char waiting[] = "lien_http_requests_waiting",
                      working[] = "lien_http_requests_working", streams[] = "lien_streams";
    const MeterNow *now = &status->requests;

    metric_family(out, waiting, METRIC_GAUGE, "Requests that wait for a worker, by pool.");
    metric_put(out, waiting, METRIC_LABELS({"pool", "usual"}), now->waiting);
    metric_put(out, waiting, METRIC_LABELS({"pool", "slow"}), now->slow_waiting);
    metric_family(out, working, METRIC_GAUGE, "Workers that answer a request, by pool.");
    metric_put(out, working, METRIC_LABELS({"pool", "usual"}), now->working);
    metric_put(out, working, METRIC_LABELS({"pool", "slow"}), now->slow_working);
    metric_one(out, "lien_http_turned_away_total", METRIC_COUNTER,
               "Requests refused because too many waited.", now->turned_away);
    metric_family(out, streams, METRIC_GAUGE,
                  "Open streams of events, of colleagues and of persons outside.");
    metric_put(out, streams, METRIC_LABELS({"of", "staff"}), status->streams);
    metric_put(out, streams, METRIC_LABELS({"of", "outside"}), status->feeds);
}

static void
write_nodes(const Status *status, GString *out)
{
    static const char seen[] = "lien_node_seen_seconds";

    metric_family(out, seen, METRIC_GAUGE, "Since a node last said that it lives.");
    for (guint i = 0; i < status->nodes->len; i++) {
        const StatusNode *node = status->nodes->pdata[i];

        metric_put_real(out, seen, METRIC_LABELS({"node", node->name}, {"version", node->version}),
                        seconds_since(status, node->seen_at));
    }
}

static void
write_verdicts(const Status *status, GString *out)
{
    static const char name[] = "lien_check_level";
    StatusVerdict verdicts[STATUS_CHECKS];

    status_judge(status, verdicts);
    metric_family(out, name, METRIC_GAUGE,
                  "What the page of the application says: 0 well, 1 look at it, 2 act.");
    for (int i = 0; i < STATUS_CHECKS; i++)
        metric_put(out, name, METRIC_LABELS({"check", status_checks[i]}), verdicts[i].level);
}

void
status_write_metrics(const Status *status, GString *out)
{
    write_process(status, out);
    write_store(status, out);
    write_http(status, out);
    write_jobs(status, out);
    write_readers(status, out);
    write_mailboxes(status, out);
    write_lmtp(status, out);
    write_nodes(status, out);
    write_verdicts(status, out);
}
