/* feed: streams of server-sent events that a route feeds, for persons outside: each is about one
 * topic (the talk of a visitor), which nobody else may read.
 *
 * The route says who may read and how what is kept is read: by ascending positions, from the one
 * after Last-Event-ID on. What comes later is told by feed_news(): the hub's thread then reads what
 * is new, so that what was missed during a cut and what happens now take one way, in order and
 * once. What passes and is not kept (somebody types) goes out with feed_pass().
 *
 * Who is there? A connection that was closed is noticed within a second. A network that vanished
 * closes nothing: readers that can are sent an event "beat" {stream} every few seconds and answer
 * it (feed_alive); one who has not for long (FeedKind.silence) left when they last did. Who leaves
 * may say so at once (feed_leave). Readers behind a proxy that lets no stream through ask
 * from time to time instead (feed_asked). Other readers get a comment every twenty seconds, which
 * keeps proxies awake.
 *
 * Nodes on one store tell each other (db/tell.h): what is new, what passes, who is there. Who is
 * said to be there by a node that has died has left within half a minute.
 *
 * Strangers open these: there is a limit for all, for one topic and for one client. */
#pragma once

#include "http/request.h"

typedef struct FeedHub FeedHub;
typedef struct Feed Feed;

/* Reads what a topic has after a position and says each with feed_say(). False with an error cuts
 * the stream; its reader comes again. */
typedef bool (*FeedRead)(Context *context, Db *db, const char *topic, int64_t after, Feed *feed,
                         GError **error);

/* What the streams of one sort of topics have in common. */
typedef struct {
    FeedRead read;
    int64_t grace;   /* milliseconds without a reader that are no leaving: a page that loads anew */
    int64_t silence; /* milliseconds without an answer to a beat; three beats are sent meanwhile */
    /* Somebody has come to a topic, or nobody has read it for the grace. From the hub's thread; may
     * be NULL. */
    void (*turned)(Context *context, Db *db, const char *topic);
} FeedKind;

FeedHub *feed_start(Database *database, Context *context);
/* Ends every stream and opens no more; before the server ends. */
void feed_close(FeedHub *hub);
/* Once the server has been stopped. NULL is accepted. */
void feed_stop(FeedHub *hub);

/* Answers the request of a ROUTE_STREAM. kind stays as it is; answers: its reader answers beats.
 * hub NULL or closing: APP_ERROR_UNAVAILABLE; too many: APP_ERROR_TOO_MANY. */
bool feed_open(FeedHub *hub, Request *request, const char *topic, const FeedKind *kind,
               bool answers, GError **error);

/* Within a FeedRead: one event. data is JSON on one line; position grows. */
void feed_say(Feed *feed, int64_t position, const char *event, const char *data);

/* There is something new to read. Any thread; hub NULL: nothing happens. */
void feed_news(FeedHub *hub, const char *topic);
/* Tells those who read a topic now, at every node: data holds no personal data. */
void feed_pass(FeedHub *hub, const char *topic, const char *event, const char *data);

/* The reader of a stream of a topic has had a beat. Any thread; an id of another topic: nothing. */
void feed_alive(FeedHub *hub, const char *topic, int64_t id);
/* Somebody without a stream has asked what is new in a topic, and does so again in so many
 * milliseconds. */
void feed_asked(FeedHub *hub, const char *topic, const FeedKind *kind, int64_t again);
/* The reader of a stream says that they leave; id 0: one without a stream. */
void feed_leave(FeedHub *hub, const char *topic, int64_t id);

/* How many streams are open. hub NULL: none. */
unsigned feed_count(FeedHub *hub);

/* Milliseconds since somebody read a topic: 0 when somebody does now, INT64_MAX when that is over
 * FEED_MEMORY or never was. */
#define FEED_MEMORY (10 * INT64_C(60000))
int64_t feed_absence(FeedHub *hub, const char *topic);
