/* feed-inside: a stream of feed.h, and who is there. feed.c opens streams and reads for them;
 * feed-presence.c watches over them: beats, readers who have left, those who ask instead;
 * feed-elsewhere.c tells other nodes, and hears them. Only these read this. */
#pragma once

#include "http/event-stream.h"
#include "http/feed.h"

#include <pthread.h>

struct Feed {
    FeedHub *hub;
    EventStream *stream; /* NULL once MHD is done with it */
    const FeedKind *kind;
    char *topic, *client;
    int64_t id; /* tells it from others of its topic */
    int64_t position;
    int64_t ends_at; /* monotonic microseconds, as the times below */
    int references;  /* the stream's, and that of the thread that reads for it */
    unsigned slot;   /* the part of a second in which it is looked at */
    bool answers;    /* its reader says that beats arrive */
    bool over;       /* its reader has left: counted no more */
    int64_t beat_at, alive_at;

    /* Of the thread that reads. */
    GString *said;
    int64_t said_position;
};

/* Whether somebody reads a topic. Times are monotonic microseconds. */
typedef struct {
    const FeedKind *kind;
    unsigned readers; /* streams */
    int64_t seen;     /* when the last left, or until when who asks is taken to be there */
    bool told;        /* what was said of it last: somebody is there */
} FeedPresence;

struct FeedHub {
    Database *database;
    Context *context;
    GThread *thread;

    pthread_mutex_t lock; /* of what follows; taken before a stream's own */
    pthread_cond_t wake;
    GPtrArray *feeds;      /* Feed, all that are open */
    GHashTable *news;      /* topics with something to read: a set */
    GHashTable *presences; /* topic → FeedPresence */
    int64_t number;        /* tells it from those of other nodes */
    GHashTable *elsewhere; /* topic → FeedElsewhere: read at another node */
    int64_t tell_at;       /* when to tell them again who is here; monotonic microseconds */
    bool closing;          /* opens no more */
    bool stopping;         /* the thread ends */
    int64_t watch_at;      /* monotonic microseconds */
    unsigned joined;       /* so many have come: spreads them over the slots */
    unsigned slot;         /* looked at next; the hub's thread's */
};

/* Somebody at another node reads a topic. */
typedef struct {
    int64_t node;  /* the hub that told */
    int64_t until; /* when that is over unless it tells again; monotonic microseconds */
} FeedElsewhere;

/* ---- feed.c ---- */

void feed_news_here(FeedHub *hub, const char *topic);
void feed_pass_here(FeedHub *hub, const char *topic, const char *event, const char *data);

void feed_push_locked(Feed *feed, const char *text);

/* ---- feed-elsewhere.c: what passes between nodes ---- */

void feed_elsewhere_start(FeedHub *hub);
void feed_elsewhere_stop(FeedHub *hub);
void feed_elsewhere_news(FeedHub *hub, const char *topic);
void feed_elsewhere_pass(FeedHub *hub, const char *topic, const char *event, const char *data);
/* Somebody has come to a topic here, or left it. */
void feed_elsewhere_turn(FeedHub *hub, const char *topic, bool there);
/* Now and then: who is here. The hub's thread, no lock held. */
void feed_elsewhere_watch(FeedHub *hub);
/* Milliseconds since another node had a reader of a topic; 0: it has one, INT64_MAX: none said so.
 */
int64_t feed_elsewhere_absence_locked(const FeedHub *hub, const char *topic);

/* ---- feed-presence.c ---- */

/* A reader has come: says the first beat. */
void feed_join_locked(Feed *feed);
/* One has left at a time; nothing the second time. */
void feed_leave_locked(Feed *feed, int64_t at);
/* Each stream is looked at once a second, a few at a time: beats that all went out at once would be
 * answered at once, and everybody else would wait behind thousands of answers. */
#define FEED_SLOTS 20
#define FEED_TICK  (G_USEC_PER_SEC / FEED_SLOTS)

/* The streams of the next slot: beats, readers who left without a word; and once a second, who is
 * told of it. The hub's thread, no lock held. */
void feed_watch(FeedHub *hub);
