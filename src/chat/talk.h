/* talk: what a visitor says, and where the talk goes on when they leave. Inside chat/ only.
 *
 * Nothing here is called twice in vain: a message carries a key its browser made, and the same key
 * is the same message (its external id, KEY@visitor-….chat.invalid). */
#pragma once

#include "channel/chat/visitor-store.h"
#include "chat/identity.h"

/* A talk that has been closed for so long is over: what is said then opens another matter. */
#define TALK_OVER_AFTER (7 * INT64_C(86400000))

/* Who begins: a visitor, new or the one an identity names, and the secret of a session. */
typedef struct {
    const Widget *widget;
    const char *language, *page; /* page may be NULL */
    const Identity *identity;    /* NULL: nobody knows them */
    int64_t visitor;             /* out */
    char secret[SECRET_SIZE];    /* out */
} TalkBegin;
bool talk_begin(Database *database, TalkBegin *begin, GError **error);

typedef struct {
    const Widget *widget;
    const char *key;      /* made by the browser */
    const char *text;     /* "" with files alone */
    const int64_t *files; /* sent up before */
    size_t n_files;
    const char *page; /* or NULL */
    bool human;       /* they ask for a person */
    int64_t item;     /* out: its position */
} TalkWord;

/* Takes in what a visitor says; durable when it returns true. APP_ERROR_INVALID: nothing is said,
 * no such file. */
bool talk_say(Context *context, int64_t visitor, TalkWord *word, GError **error);

/* They are answered at a mail address from now on when they are not there; what waits for them
 * leaves for it, and a first mail says that answering it reaches us. APP_ERROR_INVALID: no address,
 * or one of ours. */
bool talk_go_on_by_mail(Context *context, const Visitor *visitor, const char *email,
                        const char *name, GError **error);

/* An address they typed is theirs from their first word on, not proved, unless it is somebody's
 * already: who types another's sees nothing of them, and puts nothing in their file. What answers
 * from there what we sent there proves it (person.h). */
bool talk_claim(Db *tx, const Visitor *visitor, const char *email, GError **error);

/* Their browser has what came up to an item, and they read up to another. */
bool talk_mark(Context *context, const Visitor *visitor, int64_t received, int64_t read,
               GError **error);

/* The key of a message of their own, from its external id. NULL: none. Owned by the caller. */
char *talk_key_of(const char *external_id);
