/* confine: what strangers wrote is read by processes that can do nothing else.
 *
 * Parsers of mail and of HTML are the code that a stranger reaches first. They run in workers: this
 * same program, executed anew (nothing of the server's memory, no key, no open file), which loads
 * what it will need and then closes the door behind itself (confine-door.h): no file, no network,
 * no new process, bounded memory and time, another user when it was root. All a worker has is one
 * socket to the server, over which it gets bytes and gives bytes.
 *
 * What a worker answers is as hostile as what it read: it passes the bounds-checked reading of its
 * task (flat.h) or counts as a death.
 *
 * A worker that dies (a defect of a parser, too much memory, too much time, a forbidden call) costs
 * one more try: what it was reading goes to a fresh worker, once. When that one dies too, the
 * caller is told so and keeps the thing unread; nobody else notices. Workers are started again at a
 * bounded pace, so that a flood of poison cannot do more than slow us down. Each is replaced after
 * a while all the same: what happened to it ends with it.
 *
 *   confine.c         the workers of this process, and who may have one
 *   confine-worker.c  one of them, seen from the server: its socket, its patience, its end
 *   confine-work.c    the same seen from inside: the loop
 *   confine-door.c    what is closed before the first byte is read
 *   flat.c            texts and numbers as bytes, and back
 *
 * Without confine_use() (tests of parsers, tools), tasks run in the process that asks. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Something that workers can do: bytes in, bytes out. */
typedef struct {
    const char *name; /* for the log */
    /* Inside, before the door closes: loads whatever run() would want from a file. NULL: nothing.
     */
    void (*prepare)(void);
    /* Inside: reads request, appends to answer. */
    void (*run)(GBytes *request, GByteArray *answer);
    /* Outside: what the answer to request says; NULL when it is not what run() writes. */
    gpointer (*read)(GBytes *answer, GBytes *request);
} ConfineTask;

typedef struct {
    /* NULL-terminated; the same list in the server and in its workers. */
    const ConfineTask *const *tasks;
    /* What starts a worker, NULL-terminated: a path, then its words. It calls confine_work(). */
    const char *const *words;
    unsigned workers; /* at most; 0: one for each core, 2 to 8 */
} ConfineOptions;

/* Tasks go to workers from now on, until confine_stop(). Nothing is started yet. Once, before there
 * are threads; options and what it points to stay. */
void confine_use(const ConfineOptions *options);

/* Starts the first worker, to know whether this machine can confine: APP_ERROR_UNAVAILABLE with the
 * reason otherwise. True without confine_use(). */
bool confine_begin(GError **error);

/* Ends the workers. Nobody may be asking. */
void confine_stop(void);

/* Has a task done. 1 and *ret (the caller's, as task->read made it); 0: two workers died of it, it
 * must never be tried again; -1 and error (APP_ERROR_UNAVAILABLE): no worker can be had now, try
 * later. Any thread; waits for a worker when all are busy. */
int confine_call(const ConfineTask *task, GBytes *request, gpointer *ret, GError **error);

/* Processor time that one request may take, in ms, and the time on the wall:
 * LIMIT_CONFINE_PROCESSOR and LIMIT_CONFINE_WAIT, less in tests. */
extern int64_t confine_processor_max, confine_wait_max;

/* The whole life of a worker: exit status. tasks as in the server. */
int confine_work(const ConfineTask *const *tasks);
