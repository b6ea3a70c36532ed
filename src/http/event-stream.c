#include "http/event-stream.h"

#include "base/limits.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

struct EventText {
    _Atomic unsigned references;
    size_t size;
    char bytes[];
};

struct EventStream {
    Principal principal;
    int64_t ends_at;
    int64_t position;
    EventStreamClosed closed;
    void *closed_data;

    pthread_mutex_t lock; /* of what follows */
    struct MHD_Connection *connection;
    GQueue texts;  /* EventText */
    size_t offset; /* bytes of the first one that are sent already */
    size_t queued; /* bytes waiting */
    bool asleep;   /* the connection is suspended */
    bool ended;
};

EventText *
event_text_new(const char *text, size_t size)
{
    EventText *made = g_malloc(sizeof *made + size);

    atomic_init(&made->references, 1);
    made->size = size;
    memcpy(made->bytes, text, size);
    return made;
}

void
event_text_unref(EventText *text)
{
    if (atomic_fetch_sub(&text->references, 1) == 1)
        g_free(text);
}

static void
unref_text(void *text)
{
    event_text_unref(text);
}

EventStream *
event_stream_new(const Principal *principal, int64_t ends_at, EventStreamClosed closed, void *data)
{
    EventStream *stream = g_new0(EventStream, 1);

    stream->principal = *principal;
    stream->ends_at = ends_at;
    stream->closed = closed;
    stream->closed_data = data;
    pthread_mutex_init(&stream->lock, NULL);
    g_queue_init(&stream->texts);
    return stream;
}

bool
event_stream_may(const EventStream *stream, Right right)
{
    return principal_may(&stream->principal, right);
}

int64_t
event_stream_staff(const EventStream *stream)
{
    return stream->principal.staff;
}

int64_t
event_stream_ends_at(const EventStream *stream)
{
    return stream->ends_at;
}

int64_t
event_stream_position(const EventStream *stream)
{
    return stream->position;
}

void
event_stream_set_position(EventStream *stream, int64_t position)
{
    stream->position = position;
}

static void
clear_locked(EventStream *stream)
{
    g_queue_clear_full(&stream->texts, unref_text);
    stream->queued = 0;
    stream->offset = 0;
}

static void
wake_locked(EventStream *stream)
{
    if (!stream->asleep)
        return;
    stream->asleep = false;
    MHD_resume_connection(stream->connection);
}

void
event_stream_push(EventStream *stream, EventText *text)
{
    pthread_mutex_lock(&stream->lock);
    if (!stream->ended) {
        if (stream->queued + text->size > LIMIT_EVENTS_QUEUE) {
            clear_locked(stream);
            stream->ended = true;
        } else {
            atomic_fetch_add(&text->references, 1);
            g_queue_push_tail(&stream->texts, text);
            stream->queued += text->size;
        }
        wake_locked(stream);
    }
    pthread_mutex_unlock(&stream->lock);
}

void
event_stream_end(EventStream *stream)
{
    pthread_mutex_lock(&stream->lock);
    stream->ended = true;
    wake_locked(stream);
    pthread_mutex_unlock(&stream->lock);
}

bool
event_stream_hung_up(EventStream *stream)
{
    const union MHD_ConnectionInfo *info = NULL;
    struct pollfd wire = {.fd = -1, .events = POLLRDHUP};

    pthread_mutex_lock(&stream->lock);
    if (stream->connection != NULL && stream->asleep)
        info = MHD_get_connection_info(stream->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (info != NULL)
        wire.fd = info->connect_fd;
    if (wire.fd >= 0)
        poll(&wire, 1, 0);
    pthread_mutex_unlock(&stream->lock);
    return (wire.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

void
event_stream_clear(EventStream *stream)
{
    pthread_mutex_lock(&stream->lock);
    clear_locked(stream);
    pthread_mutex_unlock(&stream->lock);
}

/* ---- For MHD ---- */

void
event_stream_attach(EventStream *stream, struct MHD_Connection *connection)
{
    pthread_mutex_lock(&stream->lock);
    stream->connection = connection;
    pthread_mutex_unlock(&stream->lock);
}

/* Copies what fits of the first texts. */
static size_t
take_locked(EventStream *stream, char *buffer, size_t max)
{
    size_t taken = 0;

    while (taken < max && !g_queue_is_empty(&stream->texts)) {
        EventText *text = g_queue_peek_head(&stream->texts);
        size_t size = MIN(max - taken, text->size - stream->offset);

        memcpy(buffer + taken, text->bytes + stream->offset, size);
        taken += size;
        stream->offset += size;
        if (stream->offset == text->size) {
            event_text_unref(g_queue_pop_head(&stream->texts));
            stream->offset = 0;
        }
    }
    stream->queued -= taken;
    return taken;
}

ssize_t
event_stream_read(void *data, uint64_t position, char *buffer, size_t max)
{
    EventStream *stream = data;
    ssize_t taken;

    pthread_mutex_lock(&stream->lock);
    taken = (ssize_t)take_locked(stream, buffer, max);
    if (taken == 0 && stream->ended) {
        taken = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (taken == 0) {
        stream->asleep = true;
        MHD_suspend_connection(stream->connection);
    }
    pthread_mutex_unlock(&stream->lock);
    return taken;
}

void
event_stream_close(void *data)
{
    EventStream *stream = data;

    if (stream->closed != NULL)
        stream->closed(stream, stream->closed_data);
    clear_locked(stream);
    pthread_mutex_destroy(&stream->lock);
    g_free(stream);
}
