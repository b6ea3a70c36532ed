/* journal: every business fact, once.
 *
 * A change and the fact that tells it are written in the same transaction. Live screens, timelines,
 * search, surveys, indicators, webhooks and the audit trail read the journal; no module keeps a
 * second book. Facts are named in the past tense, "conversation.opened"; their data is a JSON
 * object with ids, counts and codes, never a name, an address or a text: erasing a person leaves
 * the facts whole.
 *
 * A reader keeps its position and handles facts in order. Its work and its position are committed
 * together, so work done through the transaction happens once; anything else must bear repeating.
 */
#pragma once

#include "db/db.h"

typedef struct {
    int64_t position;     /* its place in the journal and its id; given by journal_append() */
    int64_t at;           /* when; journal_append() puts now if 0 */
    const char *name;     /* "message.received" */
    int64_t actor;        /* the staff member who did it; 0: a person outside or the program */
    int64_t person;       /* about whom; 0: nobody */
    int64_t conversation; /* in which matter; 0: none */
    int64_t subject;      /* the message, survey, task… it is about; 0: none */
    const char *data;     /* a JSON object, or NULL for {} */
} Fact;

/* Writes a fact. Its position is greater than that of every fact committed before. */
bool journal_append(Db *tx, const Fact *fact, GError **error);

/* Calls each with the facts after a position, oldest first, at most limit; stops early when each
 * returns false. The fact is borrowed for the call. Returns how many were given, or -1. */
typedef bool (*FactEach)(const Fact *fact, void *data, GError **error);
int journal_read(Db *db, int64_t after, size_t limit, FactEach each, void *data, GError **error);

/* The position of the newest fact, 0 when there is none. -1: error. */
int64_t journal_last(Db *db, GError **error);

/* The facts about a person or of a conversation, newest first, before a position (0: from the
 * newest). */
int journal_read_person(Db *db, int64_t person, int64_t before, size_t limit, FactEach each,
                        void *data, GError **error);
int journal_read_conversation(Db *db, int64_t conversation, int64_t before, size_t limit,
                              FactEach each, void *data, GError **error);

/* ---- Readers ---- */

typedef struct Context Context; /* module/context.h */

/* A row of a module's table of readers. */
typedef struct {
    const char *name; /* "survey.invite"; its position is kept under it */
    /* The facts it wants: a name, or a prefix that ends with '*'; NULL-terminated. */
    const char *const *facts;
    /* False stops at this fact: it is tried again later, with back-off, and logged; after
     * JOURNAL_PARK_AFTER tries it is parked (job/job.h) and the reader goes on with the next. What
     * only the moment prevents (APP_ERROR_UNAVAILABLE) is never parked. */
    bool (*handle)(Db *tx, Context *context, const Fact *fact, GError **error);
} JournalReader;

#define JOURNAL_READERS_END                                                                        \
    {                                                                                              \
        NULL, NULL, NULL                                                                           \
    }

/* How far behind a reader is. */
typedef struct {
    const char *name;
    int64_t behind;   /* facts it wants and has not handled; JOURNAL_LAG_MAX: so many or more */
    int64_t since;    /* when the oldest of them happened; 0: none */
    int64_t failures; /* at the next of them */
} JournalLag;

#define JOURNAL_LAG_MAX 10000
/* Of every reader of the tables, in their order: of JournalLag, owned by the caller. NULL: error.
 */
GArray *journal_lags(Db *db, const JournalReader *const *tables, size_t n_tables, GError **error);

/* Facts after a position, max at most, and when the first of them happened (0: there is none). */
bool journal_count_after(Db *db, int64_t position, int64_t max, int64_t *ret_count,
                         int64_t *ret_since, GError **error);

typedef struct JournalFollower JournalFollower;

/* How many readers have failed that often at their next fact; later ones wait. -1: error. */
#define JOURNAL_STUCK_AFTER 3
int64_t journal_count_stuck(Db *db, GError **error);

/* Tries of one fact, over about a quarter of an hour, before it is parked: a defect in one must not
 * keep all that came after it from everybody. */
#define JOURNAL_PARK_AFTER 10
/* The job that is then parked: its subject is the position, its payload the name of the reader. */
#define JOURNAL_JOB "journal.fact"

/* Gives a fact that was parked to its reader again. False, with why, if that fails again;
 * APP_ERROR_NOT_FOUND when there is no such fact or reader any more. */
bool journal_handle_parked(Database *database, Context *context, const JournalReader *const *tables,
                           size_t n_tables, const char *reader, int64_t position, GError **error);

/* Starts one thread that brings all readers up to date, now and after each commit. */
JournalFollower *journal_follow(Database *database, Context *context,
                                const JournalReader *const *tables, size_t n_tables);
/* Brings every reader up to the newest fact, on this thread: for tests and commands. */
bool journal_catch_up(Database *database, Context *context, const JournalReader *const *tables,
                      size_t n_tables, GError **error);
void journal_follower_stop(JournalFollower *follower);
/* Moves every reader to the newest fact without handling those between: what was brought in is past
 * (a seeded organisation asks nobody how it went two years ago). Not while a follower runs. */
bool journal_skip(Database *database, const JournalReader *const *tables, size_t n_tables,
                  GError **error);

/* Wakes when facts have been committed, at once by this process, within half a second by another.
 * wait returns the newest committed position as soon as it is greater than after, or after itself
 * when timeout_ms have passed; -1 once the watch is stopped. Free it when nobody waits any more. */
typedef struct JournalWatch JournalWatch;
JournalWatch *journal_watch_new(Database *database);
int64_t journal_watch_wait(JournalWatch *watch, int64_t after, int64_t timeout_ms);
void journal_watch_stop(JournalWatch *watch);
void journal_watch_free(JournalWatch *watch);
