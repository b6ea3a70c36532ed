/* conversation-elsewhere: what was written to someone who has left a live channel leaves by mail,
 * in the same matter, with what was said before below it. The message keeps its channel, gains the
 * mail address and a Message-ID: an answer to it comes back to the matter. Inside conversation/
 * only. */
#pragma once

#include "conversation/message-addresses.h"
#include "conversation/message-store.h"

/* All zero at first. */
typedef struct {
    const Channel *channel; /* the one it leaves by; NULL: none */
    Outgoing outgoing;      /* borrows what follows, and the first Outgoing */
    int64_t message;
    Addresses *addresses; /* from, and the one it goes to */
    char *kept_addresses; /* those of the message and the new one, JSON */
    char *external_id, *text, *html;
    const char *to[2];
} Elsewhere;

void elsewhere_clear(Elsewhere *elsewhere);

/* From what the channel was asked to send and its report. 1; 0: no address is known; -1. */
int elsewhere_prepare(Db *db, Context *context, const SentMessage *message,
                      const Outgoing *outgoing, Elsewhere *elsewhere, GError **error);

/* The message says how it left. */
bool elsewhere_record(Db *tx, const Elsewhere *elsewhere, GError **error);
