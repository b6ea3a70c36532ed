/* message-addresses: who a message is from and to, as the column message.addresses keeps it:
 * {"from": {address, name}, "reply_to": address, "to": [{address, name}…], "cc": […]}. Personal
 * data. */
#pragma once

#include "conversation/conversation.h"

typedef struct {
    ChannelAddress *from; /* NULL: not known */
    char *reply_to;       /* NULL: from */
    GPtrArray *to, *cc;   /* of ChannelAddress* */
} Addresses;

void addresses_free(Addresses *addresses);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Addresses, addresses_free)

/* The JSON. from, reply_to may be NULL. Owned by the caller. */
char *addresses_write(const ChannelAddress *from, const char *reply_to, const GPtrArray *to,
                      const GPtrArray *cc);
/* What was written so; empty if it is not. Never NULL. */
Addresses *addresses_read(const char *json);

/* True if the message is from or to the address. */
bool addresses_hold(const Addresses *addresses, const char *address);

/* An address of ours without the token after its '+'. Owned by the caller. */
char *address_plain(const char *address);

/* Whom an answer to a message goes to: who wrote it (at their reply_to), then the others it went
 * to, each once and none of ours. to and cc are filled with ChannelAddress*. Our addresses:
 * context's own, also, and those that mail came to. */
bool addresses_answer(Db *db, const Addresses *heard, const char *also, GPtrArray *ret_to,
                      GPtrArray *ret_cc, GError **error);
