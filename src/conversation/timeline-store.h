/* timeline-store: the words that go with a fact on a timeline. Inside conversation/ only. */
#pragma once

#include "conversation/conversation.h"

/* What the ids of a fact stand for; texts are borrowed for the call. */
typedef struct {
    const char *actor;          /* the name of the account */
    const char *subject;        /* of the conversation */
    MessageDirection direction; /* 0: the fact is not about a message */
    const char *channel;
    const char *text; /* the beginning of the message */
} TimelineWords;

typedef void (*TimelineEach)(const TimelineWords *words, void *data);
/* message 0: none. */
bool timeline_store_words(Db *db, int64_t staff, int64_t conversation, int64_t message,
                          TimelineEach each, void *data, GError **error);
