/* right: what someone may do. A route names one right; http/server.c checks it before the handler
 * runs, and nowhere else. Which role holds which rights is told by staff/. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    RIGHT_ANYONE,    /* no sign-in, nobody is looked up: health, sign-in, public pages */
    RIGHT_SIGNED_IN, /* any active member of staff */
    RIGHT_CONVERSATION_READ,
    RIGHT_CONVERSATION_WRITE, /* reply, note, assign, close */
    RIGHT_PERSON_READ,
    RIGHT_PERSON_WRITE,
    RIGHT_SURVEY_READ,
    RIGHT_LOOP_WRITE, /* call back an unhappy person and say the outcome */
    RIGHT_INDICATOR_READ,
    RIGHT_DESK_MANAGE,  /* what all share at the desk: tags, views for everyone */
    RIGHT_STAFF_MANAGE, /* accounts, roles, teams */
    RIGHT_SETTING_MANAGE,
    RIGHT_JOB_MANAGE,  /* parked jobs, the outbox */
    RIGHT_FILE_UNSAFE, /* open a file in which a virus was found, or that nobody could check */
    RIGHT_COUNT,
} Right;

/* The word of a right in the API: "conversation.read". */
const char *right_word(Right right);

/* Who asks. Found from the session cookie or the bearer token by the authenticator that app/ plugs
 * in. */
typedef struct {
    int64_t staff;   /* the account; 0: nobody we know */
    int64_t person;  /* the same, as a person */
    int64_t session; /* 0 with a token */
    uint64_t rights; /* bit 1 << Right */
    char csrf[64];   /* what a request that changes something must carry, "" with a token */
} Principal;

bool principal_may(const Principal *principal, Right right);
