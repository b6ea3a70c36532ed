/* verify: everything that must be true of a house, looked at one after the other: what the engine
 * of the store says of itself, every file against its digest, every invariant of every module. */
#pragma once

#include "module/context.h"

typedef struct {
    const char *name;    /* "conversation.message-count" */
    const char *about;   /* the sentence that must be true */
    int64_t breaches;    /* 0: it holds */
    const char *example; /* an id or a word of one that does not; NULL */
} VerifyLine;

typedef void (*VerifyEach)(const VerifyLine *line, void *data);

/* Calls each (may be NULL) for every one. True if all hold; false otherwise, with an error only
 * when one could not be looked at. */
bool verify_house(Context *context, VerifyEach each, void *data, GError **error);
