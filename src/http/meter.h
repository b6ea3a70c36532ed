/* meter: how many requests a server has answered, of which route, how, and how fast.
 *
 * A route is told by its pattern ("/api/conversations/{id}"), never by a path that was asked: no id
 * gets into a figure, and what strangers try makes no new one. The time is that from the whole
 * request being there to the answer being ready, the wait for a worker included; of a stream, to
 * its beginning. All of it is atomics; a meter of NULL counts nothing (tests). */
#pragma once

#include "http/route.h"

typedef struct Meter Meter;

Meter *meter_new(const Route *const *tables, size_t n_tables);
void meter_free(Meter *meter);

/* What is answered and is no route. */
typedef enum { METER_ASSET, METER_NOTHING, METER_OTHERS } MeterOther;

/* route NULL: other says what it was. */
void meter_note(Meter *meter, const Route *route, MeterOther other, unsigned status,
                int64_t microseconds);

/* A request waits for a worker of one of the two pools; one has taken it; it is done with it. */
void meter_wait(Meter *meter, bool slow);
void meter_take(Meter *meter, bool slow);
void meter_done(Meter *meter, bool slow);
/* It waits no more without having been taken: the queue was full. */
void meter_turn_away(Meter *meter, bool slow);

/* What is now, and was so far; all zero without a meter. */
typedef struct {
    int64_t waiting, working;           /* requests, of the ordinary pool */
    int64_t slow_waiting, slow_working; /* of that for what takes long */
    int64_t answered, failed;           /* all so far; of them with a status of 500 or more */
    int64_t turned_away;                /* because a queue was full */
} MeterNow;
MeterNow meter_now(const Meter *meter);

/* Families of all that was answered so far. */
void meter_write(const Meter *meter, GString *out);
