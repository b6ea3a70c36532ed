/* message-link-store: the SQL of message-link. Inside conversation/ only. */
#pragma once

#include "conversation/conversation.h"

bool message_link_store_insert(Db *tx, int64_t message, const DraftLink *link, GError **error);

typedef void (*MessageLinkEach)(const DraftLink *link, void *data);
bool message_link_store_each(Db *db, int64_t message, MessageLinkEach each, void *data,
                             GError **error);
