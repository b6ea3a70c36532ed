/* event-stream: one reader of GET /api/events: what it has still to be sent, and its sleeping
 * connection.
 *
 * The hub pushes texts that all streams share; the thread of the connection takes them out. A
 * stream with nothing to say sleeps; one that reads too slowly is cut, and resumes by itself from
 * where it was. */
#pragma once

#include "http/right.h"

#include <glib.h>
#include <microhttpd.h>
#include <sys/types.h>

/* A text ready to be sent, shared by streams. Counted with C11 atomics. */
typedef struct EventText EventText;
EventText *event_text_new(const char *text, size_t size);
void event_text_unref(EventText *text);

typedef struct EventStream EventStream;
/* What happens when MHD is done with a stream; frees nothing of it. */
typedef void (*EventStreamClosed)(EventStream *stream, void *data);

/* ends_at: monotonic microseconds. closed may be NULL. */
EventStream *event_stream_new(const Principal *principal, int64_t ends_at, EventStreamClosed closed,
                              void *data);
bool event_stream_may(const EventStream *stream, Right right);
/* The account it belongs to. */
int64_t event_stream_staff(const EventStream *stream);
int64_t event_stream_ends_at(const EventStream *stream);

/* The newest fact it has been given or passed over. Belongs to whoever feeds it. */
int64_t event_stream_position(const EventStream *stream);
void event_stream_set_position(EventStream *stream, int64_t position);

/* Adds a text, unless the stream is over, and wakes the connection. Any thread. */
void event_stream_push(EventStream *stream, EventText *text);
/* Says no more once what waits has been sent. Any thread. */
void event_stream_end(EventStream *stream);
/* Whether its reader has closed the connection: one that sleeps is told of it by nobody. Any
 * thread. */
bool event_stream_hung_up(EventStream *stream);
/* Forgets what waits. */
void event_stream_clear(EventStream *stream);

/* For MHD: where it is, what comes next, and that it is over (stream is freed). */
void event_stream_attach(EventStream *stream, struct MHD_Connection *connection);
ssize_t event_stream_read(void *stream, uint64_t position, char *buffer, size_t max);
void event_stream_close(void *stream);
