/* human: a visitor asks for a person. The matter's priority becomes high (an urgent one stays so),
 * and a notice tells whoever has it, and those who take chats for its team; when nobody of the team
 * does, everyone who takes chats. Inside chat/ only. */
#pragma once

#include "channel/chat/visitor-store.h"
#include "chat/widget.h"

typedef struct {
    int64_t visitor, conversation, message;
    int64_t team; /* of the widget; 0: any */
} HumanAsked;

/* Inside the transaction that makes the message seen. */
bool human_ask(Db *tx, Context *context, const HumanAsked *asked, GError **error);

/* Since when they wait for a person who has not written yet; 0: they do not. */
bool human_waits(Db *db, const Visitor *visitor, int64_t *ret_since, GError **error);
