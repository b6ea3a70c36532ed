#include "status/status-inside.h"

#define REQUIRED .flags = FIELD_REQUIRED
#define NULLABLE .flags = FIELD_REQUIRED | FIELD_NULLABLE

static const Shape check_shape = {
    "StatusCheck",
    (const Field[]){
        {"check", FIELD_CHOICE, REQUIRED, .choices = status_checks},
        {"level", FIELD_CHOICE, REQUIRED, .choices = status_levels},
        {"code", FIELD_TEXT, REQUIRED, .about = "Why, as a word: \"ok\", \"late\", \"stuck\"…"},
        {"count", FIELD_INT, REQUIRED, .about = "How many it is about; 0: nothing to count."},
        {"since", FIELD_TIME, NULLABLE, .about = "Since when."},
        FIELDS_END,
    },
};

static const Shape store_shape = {
    "StatusStore",
    (const Field[]){
        {"engine", FIELD_TEXT, REQUIRED, .about = "\"SQLite\" or \"PostgreSQL\"."},
        {"version", FIELD_TEXT, REQUIRED},
        {"bytes", FIELD_INT, REQUIRED, .about = "Tables and indexes."},
        {"log_bytes", FIELD_INT, NULLABLE, .about = "The write-ahead log."},
        {"commits", FIELD_INT, REQUIRED, .about = "Since the start of this node."},
        {"writes", FIELD_INT, REQUIRED},
        {"failures", FIELD_INT, REQUIRED, .about = "Of the writes; refusals are among them."},
        {"waiting", FIELD_INT, REQUIRED, .about = "Writes that wait their turn now."},
        FIELDS_END,
    },
};

static const Shape process_shape = {
    "StatusProcess",
    (const Field[]){
        {"started_at", FIELD_TIME, NULLABLE},
        {"memory_bytes", FIELD_INT, REQUIRED},
        {"requests", FIELD_INT, REQUIRED, .about = "Answered since the start."},
        {"failed", FIELD_INT, REQUIRED, .about = "Of them, by an error of ours."},
        {"waiting", FIELD_INT, REQUIRED, .about = "Requests that wait for a worker."},
        {"streams", FIELD_INT, REQUIRED, .about = "Pages of colleagues that are open."},
        {"feeds", FIELD_INT, REQUIRED, .about = "Streams of persons outside."},
        {"disk_free", FIELD_INT, REQUIRED, .about = "Bytes; -1: not known."},
        {"disk_size", FIELD_INT, REQUIRED},
        FIELDS_END,
    },
};

static const Shape queue_shape = {
    "StatusQueue",
    (const Field[]){
        {"kind", FIELD_TEXT, REQUIRED},
        {"due", FIELD_INT, REQUIRED, .about = "Should have begun."},
        {"later", FIELD_INT, REQUIRED, .about = "Wait for their time."},
        {"taken", FIELD_INT, REQUIRED},
        {"parked", FIELD_INT, REQUIRED, .about = "Wait for a person."},
        {"oldest_due_at", FIELD_TIME, NULLABLE},
        FIELDS_END,
    },
};

static const Shape reader_shape = {
    "StatusReader",
    (const Field[]){
        {"name", FIELD_TEXT, REQUIRED},
        {"behind", FIELD_INT, REQUIRED, .about = "Facts to handle; 10000: so many or more."},
        {"since", FIELD_TIME, NULLABLE, .about = "When the first of them happened."},
        {"failures", FIELD_INT, REQUIRED, .about = "At the first of them."},
        FIELDS_END,
    },
};

static const Shape mailbox_shape = {
    "StatusMailbox",
    (const Field[]){
        {"id", FIELD_ID, REQUIRED},
        {"name", FIELD_TEXT, REQUIRED},
        {"state", FIELD_CHOICE, REQUIRED, .choices = mailbox_health_words},
        {"last_success_at", FIELD_TIME, NULLABLE},
        {"behind", FIELD_INT, REQUIRED, .about = "Mails still to fetch."},
        FIELDS_END,
    },
};

static const Shape node_shape = {
    "StatusNode",
    (const Field[]){
        {"name", FIELD_TEXT, REQUIRED},
        {"version", FIELD_TEXT, REQUIRED},
        {"started_at", FIELD_TIME, REQUIRED},
        {"seen_at", FIELD_TIME, REQUIRED},
        {"here", FIELD_BOOL, REQUIRED, .about = "It is the one that answers."},
        FIELDS_END,
    },
};

static const Shape search_figures_shape = {
    "StatusSearch",
    (const Field[]){
        {"on", FIELD_BOOL, REQUIRED},
        {"behind", FIELD_INT, REQUIRED, .about = "Facts it has not seen; 200000: so many or more."},
        {"since", FIELD_TIME, NULLABLE},
        FIELDS_END,
    },
};

static const Shape lmtp_shape = {
    "StatusLmtp",
    (const Field[]){
        {"on", FIELD_BOOL, REQUIRED},
        {"kept", FIELD_INT, REQUIRED, .about = "Mails since the start of this node."},
        {"refused", FIELD_INT, REQUIRED},
        {"later", FIELD_INT, REQUIRED, .about = "Asked to come again."},
        {"last_at", FIELD_TIME, NULLABLE},
        FIELDS_END,
    },
};

static const Shape backup_shape = {
    "StatusBackup",
    (const Field[]){
        {"at", FIELD_TIME, NULLABLE, .about = "null: never."},
        {"bytes", FIELD_INT, REQUIRED},
        FIELDS_END,
    },
};

#define LIST_OF(what) FIELD_LIST, REQUIRED, .of = FIELD_OBJECT, .shape = &(what)

const Shape status_shape = {
    "Status",
    (const Field[]){
        {"at", FIELD_TIME, REQUIRED},
        {"version", FIELD_TEXT, REQUIRED},
        {"level", FIELD_CHOICE, REQUIRED, .choices = status_levels, .about = "The worst."},
        {"checks", LIST_OF(check_shape)},
        {"store", FIELD_OBJECT, REQUIRED, .shape = &store_shape},
        {"process", FIELD_OBJECT, REQUIRED, .shape = &process_shape},
        {"search", FIELD_OBJECT, REQUIRED, .shape = &search_figures_shape},
        {"lmtp", FIELD_OBJECT, REQUIRED, .shape = &lmtp_shape},
        {"backup", FIELD_OBJECT, REQUIRED, .shape = &backup_shape},
        {"queues", LIST_OF(queue_shape)},
        {"readers", LIST_OF(reader_shape)},
        {"mailboxes", LIST_OF(mailbox_shape)},
        {"nodes", LIST_OF(node_shape)},
        FIELDS_END,
    },
};

static void
write_checks(const Status *status, JsonWriter *json)
{
    StatusVerdict verdicts[STATUS_CHECKS];

    status_judge(status, verdicts);
    json_put_text(json, "level", status_levels[status_worst(verdicts)]);
    json_name(json, "checks");
    json_list_begin(json);
    for (int i = 0; i < STATUS_CHECKS; i++) {
        json_object_begin(json);
        json_put_text(json, "check", status_checks[i]);
        json_put_text(json, "level", status_levels[verdicts[i].level]);
        json_put_text(json, "code", verdicts[i].code);
        json_put_int(json, "count", verdicts[i].count);
        json_put_time(json, "since", verdicts[i].since);
        json_object_end(json);
    }
    json_list_end(json);
}

static void
write_store(const Status *status, JsonWriter *json)
{
    json_name(json, "store");
    json_object_begin(json);
    json_put_text(json, "engine", status->store.engine);
    json_put_text(json, "version", status->store.version);
    json_put_int(json, "bytes", status->store.bytes);
    if (status->store.log_bytes >= 0)
        json_put_int(json, "log_bytes", status->store.log_bytes);
    else
        json_put_null(json, "log_bytes");
    json_put_int(json, "commits", status->writes.commits);
    json_put_int(json, "writes", status->writes.writes);
    json_put_int(json, "failures", status->writes.failures);
    json_put_int(json, "waiting", status->writes.queued);
    json_object_end(json);
}

static void
write_process(const Status *status, JsonWriter *json)
{
    json_name(json, "process");
    json_object_begin(json);
    json_put_time(json, "started_at", status->process.started_at);
    json_put_int(json, "memory_bytes", status->process.resident_bytes);
    json_put_int(json, "requests", status->requests.answered);
    json_put_int(json, "failed", status->requests.failed);
    json_put_int(json, "waiting", status->requests.waiting + status->requests.slow_waiting);
    json_put_int(json, "streams", status->streams);
    json_put_int(json, "feeds", status->feeds);
    json_put_int(json, "disk_free", status->disk.free);
    json_put_int(json, "disk_size", status->disk.size);
    json_object_end(json);
}

static void
write_ways_in(const Status *status, JsonWriter *json)
{
    json_name(json, "search");
    json_object_begin(json);
    json_put_bool(json, "on", status->searching);
    json_put_int(json, "behind", status->search_behind);
    json_put_time(json, "since", status->search_since);
    json_object_end(json);
    json_name(json, "lmtp");
    json_object_begin(json);
    json_put_bool(json, "on", status->listens);
    json_put_int(json, "kept", status->lmtp.kept);
    json_put_int(json, "refused", status->lmtp.refused);
    json_put_int(json, "later", status->lmtp.later);
    json_put_time(json, "last_at", status->lmtp.last_at);
    json_object_end(json);
    json_name(json, "backup");
    json_object_begin(json);
    json_put_time(json, "at", status->backup_at);
    json_put_int(json, "bytes", status->backup_bytes);
    json_object_end(json);
}

static void
write_queues(const Status *status, JsonWriter *json)
{
    json_name(json, "queues");
    json_list_begin(json);
    for (guint i = 0; i < status->queues->len; i++) {
        const JobQueue *queue = &((const StatusQueue *)status->queues->pdata[i])->queue;

        json_object_begin(json);
        json_put_text(json, "kind", queue->kind);
        json_put_int(json, "due", queue->due);
        json_put_int(json, "later", queue->later);
        json_put_int(json, "taken", queue->taken);
        json_put_int(json, "parked", queue->parked);
        json_put_time(json, "oldest_due_at", queue->oldest_due_at);
        json_object_end(json);
    }
    json_list_end(json);
}

static void
write_readers(const Status *status, JsonWriter *json)
{
    json_name(json, "readers");
    json_list_begin(json);
    for (guint i = 0; i < status->readers->len; i++) {
        const JournalLag *lag = &g_array_index(status->readers, JournalLag, i);

        json_object_begin(json);
        json_put_text(json, "name", lag->name);
        json_put_int(json, "behind", lag->behind);
        json_put_time(json, "since", lag->since);
        json_put_int(json, "failures", lag->failures);
        json_object_end(json);
    }
    json_list_end(json);
}

static void
write_mailboxes(const Status *status, JsonWriter *json)
{
    json_name(json, "mailboxes");
    json_list_begin(json);
    for (guint i = 0; i < status->mailboxes->len; i++) {
        const StatusMailbox *mailbox = status->mailboxes->pdata[i];

        json_object_begin(json);
        json_put_id(json, "id", mailbox->id);
        json_put_text(json, "name", mailbox->name);
        json_put_text(json, "state", mailbox_health_words[mailbox->state - 1]);
        json_put_time(json, "last_success_at", mailbox->last_success_at);
        json_put_int(json, "behind", mailbox->behind);
        json_object_end(json);
    }
    json_list_end(json);
}

static void
write_nodes(const Status *status, const char *here, JsonWriter *json)
{
    json_name(json, "nodes");
    json_list_begin(json);
    for (guint i = 0; i < status->nodes->len; i++) {
        const StatusNode *node = status->nodes->pdata[i];

        json_object_begin(json);
        json_put_text(json, "name", node->name);
        json_put_text(json, "version", node->version);
        json_put_time(json, "started_at", node->started_at);
        json_put_time(json, "seen_at", node->seen_at);
        json_put_bool(json, "here", g_str_equal(node->name, here));
        json_object_end(json);
    }
    json_list_end(json);
}

void
status_write_json(const Status *status, const char *node, JsonWriter *json)
{
    json_object_begin(json);
    json_put_time(json, "at", status->at);
    json_put_text(json, "version", LIEN_VERSION);
    write_checks(status, json);
    write_store(status, json);
    write_process(status, json);
    write_ways_in(status, json);
    write_queues(status, json);
    write_readers(status, json);
    write_mailboxes(status, json);
    write_nodes(status, node, json);
    json_object_end(json);
}
