/* feed: streams of server-sent events that a route feeds, for persons outside: each is about one
 * topic (the talk of a visitor), which nobody else may read.
 *
 * The route says who may read and how what is kept is read: by ascending positions, from the one
 * after Last-Event-ID on. What comes later is told by feed_news(): the hub's thread then reads what
 * is new, so that what was missed during a cut and what happens now take one way, in order and
 * once. What passes and is not kept (somebody types) goes out with feed_pass(). A comment every
 * twenty seconds keeps proxies awake and notices the dead.
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

FeedHub *feed_start(Database *database, Context *context);
/* Ends every stream and opens no more; before the server ends. */
void feed_close(FeedHub *hub);
/* Once the server has been stopped. NULL is accepted. */
void feed_stop(FeedHub *hub);

/* Answers the request of a ROUTE_STREAM. hub NULL or closing: APP_ERROR_UNAVAILABLE; too many:
 * APP_ERROR_TOO_MANY. */
bool feed_open(FeedHub *hub, Request *request, const char *topic, FeedRead read, GError **error);

/* Within a FeedRead: one event. data is JSON on one line; position grows. */
void feed_say(Feed *feed, int64_t position, const char *event, const char *data);

/* There is something new to read. Any thread; hub NULL: nothing happens. */
void feed_news(FeedHub *hub, const char *topic);
/* Tells those who read a topic now. */
void feed_pass(FeedHub *hub, const char *topic, const char *event, const char *data);

/* Milliseconds since somebody read a topic: 0 when somebody does now, INT64_MAX when that is over
 * FEED_MEMORY or never was. */
#define FEED_MEMORY (10 * INT64_C(60000))
int64_t feed_absence(FeedHub *hub, const char *topic);
