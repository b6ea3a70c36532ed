/* conversation-past: a matter that took place already, written whole as it stands now.
 *
 * It leaves what going through each moment of it would have left (rows, facts, episodes, by the
 * same rules of states and clocks), but looks for nothing that is known: whom a word belongs to,
 * which matter it joins, whether it came before. A matter's row is written twice whatever its
 * length. For organisations made to measure (app/seed); nothing leaves, nobody is told. */
#pragma once

#include "conversation/conversation.h"

typedef struct {
    MessageDirection direction;
    int64_t at;
    int64_t staff;       /* who wrote it; 0: the person */
    const char *subject; /* NULL: the matter's */
    const char *text;
    const char *external_id;  /* of what the person wrote; ours are made */
    const char *content_hash; /* the same */
} PastWord;

typedef struct {
    ChannelAddress person; /* of mail */
    const char *our_address;
    const char *subject;
    const PastWord *words;  /* in the order they were said; the first is the person's */
    size_t n_words;         /* 1 or more */
    int64_t team, assignee; /* who has it in the end; 0: none */
    int64_t staff;          /* who gave it to them, and closed it */
    bool closed;
    int64_t settled_at; /* when; not before the last word */
} Past;

/* Inside a transaction. */
bool conversation_past_write(Db *tx, Context *context, const Past *past, GError **error);
