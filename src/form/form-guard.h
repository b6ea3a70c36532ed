/* form-guard: does this look sent by a machine? Then a person looks at it; nobody is refused for
 * it, and nothing asks people to prove that they are human. Inside this folder only.
 *
 * The page carries a signed token that says when it was made; a field that people do not see is
 * filled in by machines only. Counts (of a client, of a text, of an address) are kept for an hour
 * under keyed digests, whatever restarts meanwhile: they name nobody. Only a flood
 * (FORM_FLOOD an hour from one client) is told to come back later, in words, with all that was
 * written still in the page. */
#pragma once

#include "form/form-input.h"

typedef enum {
    FORM_SEEMS_TOKEN = 1 << 0, /* the token is missing, altered, of another form or 30 days old */
    FORM_SEEMS_TRAP = 1 << 1,  /* the field nobody sees was filled in */
    FORM_SEEMS_FAST = 1 << 2,  /* under FORM_HUMAN_MS after the page was made */
    FORM_SEEMS_RATE = 1 << 3,  /* over FORM_RATE in ten minutes from one client */
    FORM_SEEMS_LINKS = 1 << 4, /* many links, or marks of a link where none belong */
    FORM_SEEMS_REPEATED = 1 << 5, /* the same long text for the third time in an hour */
    FORM_SEEMS_ADDRESS =
        1 << 6, /* over FORM_RATE copies in an hour to one address, or one of ours */
} FormSeems;

#define FORM_HUMAN_MS 3000
#define FORM_RATE     5
#define FORM_FLOOD    60

/* The token of a page made now. Owned by the caller. */
char *form_guard_token(const Context *context, const Form *form);

/* The number of the page whose token it is; 0 when it is none of ours. */
int64_t form_guard_page(const Context *context, const Form *form, const char *token);

/* Bits of FormSeems; 0: nothing is wrong. client: where it comes from (request_address()). Counts
 * it. Any thread. */
bool form_guard_judge(Context *context, const FormInput *input, const char *client,
                      unsigned *ret_seems, GError **error);

/* 1 when the client has sent FORM_FLOOD in the last hour, 0, -1. Counts nothing. */
int form_guard_floods(Context *context, Db *db, const char *client, GError **error);

/* Drops the counts of over an hour ago. */
bool form_guard_tidy(Context *context, GError **error);

/* The words of the bits with spaces between ("fast links"), NULL for 0. Owned by the caller. */
char *form_guard_words(unsigned seems);
