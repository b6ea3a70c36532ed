/* message-addresses: who a message is from and to, as the column message.addresses keeps it:
 * {"from": {address, name}, "reply_to": address, "to": [{address, name}…], "cc": […], "bcc": […]}.
 * Personal data. */
#pragma once

#include "conversation/conversation.h"

typedef struct {
    ChannelAddress *from; /* NULL: not known */
    char *reply_to;       /* NULL: from */
    GPtrArray *to, *cc;   /* of ChannelAddress* */
    GPtrArray *bcc;       /* of what we sent: known to us alone */
} Addresses;

void addresses_free(Addresses *addresses);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Addresses, addresses_free)

/* The JSON. from, reply_to, bcc may be NULL. Owned by the caller. */
char *addresses_write(const ChannelAddress *from, const char *reply_to, const GPtrArray *to,
                      const GPtrArray *cc, const GPtrArray *bcc);
/* What was written so; empty if it is not. Never NULL. */
Addresses *addresses_read(const char *json);

/* True if the message is from or to the address. */
bool addresses_hold(const Addresses *addresses, const char *address);

/* An address of ours without the token after its '+'. Owned by the caller. */
char *address_plain(const char *address);

/* 1: one of ours, whatever its tag: also (the program's own), of a mailbox, or one that mail came
 * to; 0; -1. */
int address_is_ours(Db *db, const char *address, const char *also, GError **error);

/* True if the list holds an address. */
bool address_list_holds(const GPtrArray *addresses, const char *address);

/* Whom an answer to a message goes to: who wrote it (at their reply_to), then the others it went
 * to, each once and none of ours. to and cc are filled with ChannelAddress*. */
bool addresses_answer(Db *db, const Addresses *heard, const char *also, GPtrArray *ret_to,
                      GPtrArray *ret_cc, GError **error);
