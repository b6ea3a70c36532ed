/* conversation-reply: from which address of ours a message leaves, and whom it goes to. Inside
 * conversation/ only.
 *
 * An answer goes to who wrote the message (where they want it: Reply-To); "all" adds the others it
 * went to. None of our own addresses, with or without a tag, is ever among them, nor one twice, nor
 * anyone only an envelope names: recipients are read from To and Cc alone. Machines that nobody
 * reads and the addresses of a mailing list are left out, and told. A forward goes to whom it is
 * said. It leaves from the address the matter came to, unless told another one of ours. */
#pragma once

#include "conversation/message-store.h"

typedef struct {
    ChannelAddress *from;     /* ours; NULL: none is known */
    GPtrArray *to, *cc, *bcc; /* of ChannelAddress* */
    GPtrArray *left_out;      /* of the message, in none of them */
    int64_t answered;         /* the message; 0: none */
} Envelope;

void envelope_clear(Envelope *envelope);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Envelope, envelope_clear)

/* What is proposed: for the message answered, 0 the last word. channel: of its addresses.
 * APP_ERROR_NOT_FOUND when the message is not of the matter. */
bool envelope_propose(Db *db, Context *context, const Conversation *conversation, ReplyMode mode,
                      int64_t answered, const Channel *channel, Envelope *ret_envelope,
                      GError **error);

/* What a draft says: where it says nothing, what is proposed, without copies to addresses that are
 * known to fail. APP_ERROR_INVALID with the field ("to[1]") for what is no address, one of ours, or
 * a sender that is not; or when nobody is left to write to. */
bool envelope_of_draft(Db *tx, Context *context, const Conversation *conversation,
                       const Draft *draft, const Channel *channel, Envelope *ret_envelope,
                       GError **error);

/* The program writes to the person of the matter alone. */
bool envelope_to_person(Db *tx, Context *context, const Conversation *conversation,
                        const Channel *channel, Envelope *ret_envelope, GError **error);

/* Addresses that may be written from, the proposed one first: of ChannelAddress*. NULL: error. */
GPtrArray *envelope_senders(Db *db, Context *context, const Conversation *conversation,
                            GError **error);

/* The subject a matter is forwarded under. Owned by the caller. In message-prepare.c. */
char *forward_subject(const Conversation *conversation);
