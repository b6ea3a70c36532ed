/* status: how the program itself is, for those who run it.
 *
 * Three readers, one look: GET /ready says whether this node should be given work, GET /metrics
 * gives every figure to monitoring, GET /api/status gives administrators the same in words, with a
 * verdict for each thing that can go wrong. GET /health (http/) only says that it lives.
 *
 * Nothing here is personal data: counts, times, ids and what administrators named (mailboxes) on
 * the page alone. Who may read GET /metrics: a program of this machine that asks by itself; when a
 * token was set (--metrics-token, from the environment or the file), whoever shows it and nobody
 * else.
 *
 * status.c takes the look, status-check.c judges, status-ready.c is GET /ready, status-metrics.c
 * GET /metrics, status-json.c GET /api/status, status-beat.c tells the others that this node lives,
 * status-process.c and status-disk.c ask the kernel; status-store.c holds the SQL. */
#pragma once

#include "channel/mail/mail-lmtp.h"
#include "http/meter.h"
#include "mailbox/mailbox.h"
#include "module/module.h"

/* ---- What there is to see ---- */

/* This process, from the kernel; -1: it does not tell. */
typedef struct {
    int64_t resident_bytes, threads, files;
    double cpu_seconds;
    int64_t started_at;
} StatusProcess;

typedef struct {
    int64_t size, free; /* bytes of the file system of the data directory; free: to us */
} StatusDisk;

typedef struct {
    int64_t id;
    char *name;
    MailboxHealthState state;
    bool fetches;            /* mail is fetched from there */
    int64_t last_success_at; /* 0: never */
    int64_t behind;          /* mails still to fetch */
} StatusMailbox;

typedef struct {
    char *name; /* "host:/var/lib/lien" */
    char *version;
    int64_t started_at, seen_at;
} StatusNode;

typedef struct {
    char *kind;
    JobQueue queue; /* its kind is the one above */
} StatusQueue;

/* At one moment. */
typedef struct {
    int64_t at;
    DatabaseDescription store;
    DatabaseStats writes; /* of this node */
    MeterNow requests;    /* of this node */
    StatusProcess process;
    StatusDisk disk;
    GPtrArray *queues;                   /* StatusQueue */
    GArray *readers;                     /* JournalLag */
    GPtrArray *mailboxes;                /* StatusMailbox */
    GPtrArray *nodes;                    /* StatusNode, by name */
    bool searching;                      /* there is an index */
    int64_t search_behind, search_since; /* facts, STATUS_SEARCH_MAX at most; of the first, 0 */
    bool listens;                        /* for LMTP */
    LmtpFigures lmtp;
    unsigned streams, feeds;         /* open: of colleagues, of persons outside */
    int64_t backup_at, backup_bytes; /* of the last one; 0: never */
} Status;

#define STATUS_SEARCH_MAX 200000 /* facts: over a minute and a half of indexing */

/* NULL and an error when the store does not answer. meter may be NULL. */
Status *status_look(Context *context, const Meter *meter, GError **error);
void status_free(Status *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Status, status_free)

/* ---- The verdict ---- */

typedef enum { LEVEL_OK, LEVEL_WARNING, LEVEL_BAD } StatusLevel;
extern const char *const status_levels[]; /* "ok", "warning", "bad"; NULL-terminated */

typedef enum {
    CHECK_DISK,    /* room for the data */
    CHECK_WRITES,  /* changes wait for the disk */
    CHECK_JOBS,    /* what is due is done */
    CHECK_PARKED,  /* jobs that wait for a person */
    CHECK_READERS, /* what follows the journal keeps up */
    CHECK_SEARCH,  /* so does the index */
    CHECK_MAILBOXES,
    CHECK_NODES,
    CHECK_BACKUP,
    STATUS_CHECKS,
} StatusCheckId;
extern const char *const status_checks[]; /* "disk"…; NULL-terminated */

typedef struct {
    StatusLevel level;
    const char *code; /* a word that the screen translates: status-check.c lists them */
    int64_t count;    /* of what it is about; 0: nothing to count */
    int64_t since;    /* since when; 0: not told */
} StatusVerdict;

/* Bounds of warning and of bad. */
#define STATUS_DISK_LOW     10  /* % free, or */
#define STATUS_DISK_FULL    3   /* % free */
#define STATUS_WRITES_MANY  256 /* one group of the writer: they wait for the next */
#define STATUS_WRITES_TOO   2048
#define STATUS_JOB_LATE     (5 * CLOCK_MINUTE) /* a job is due for so long */
#define STATUS_JOB_TOO_LATE CLOCK_HOUR
#define STATUS_READER_LATE  (5 * CLOCK_MINUTE)
#define STATUS_SEARCH_LATE  (5 * CLOCK_MINUTE)
#define STATUS_NODE_GONE    CLOCK_MINUTE      /* four beats were missed */
#define STATUS_BACKUP_OLD   (36 * CLOCK_HOUR) /* a daily one that did not come */
#define STATUS_BACKUP_TOO   (7 * CLOCK_DAY)

/* All of them, in their order. */
void status_judge(const Status *status, StatusVerdict ret_verdicts[STATUS_CHECKS]);
/* The worst. */
StatusLevel status_worst(const StatusVerdict verdicts[STATUS_CHECKS]);

/* ---- Ready ---- */

/* NULL when this node should be given work, else why not: "store" (it does not answer), "lmtp" (we
 * do not listen), "search" (the index is STATUS_SEARCH_MAX facts behind: a node that was just set
 * up). Anyone may ask: an answer holds for a second. */
const char *status_not_ready(Context *context);
/* For tests: the answer holds no longer. */
void status_ready_forget(void);

/* ---- Nodes and backups ---- */

/* Notes that a copy of the whole was made and verified. */
bool status_tell_backup(Database *database, int64_t bytes, GError **error);

/* This node, as it is called in the list. Owned by the caller. */
char *status_node_name(const Context *context);

extern const Module status_module;
