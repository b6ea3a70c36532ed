/* mail-token: our mark on what we send, by which an answer finds its matter whatever the mail
 * program of the person keeps: in the address to answer (contact+TOKEN@example.org) and in our
 * Message-IDs
 * (<MESSAGE.TOKEN@example.org>). Whether a token is really ours is for conversation/ to say: it is
 * a keyed digest. */
#pragma once

#include "channel/channel.h"

/* "contact@example.org" with a token: "contact+TOKEN@example.org". Owned by the caller. */
char *mail_token_address(const char *address, const char *token);

/* "MESSAGE.TOKEN@domain of our address", without brackets. Owned by the caller. */
char *mail_token_message_id(int64_t message, const char *token, const char *our_address);

/* The address without the tag, if it is one that could hold a token. Owned by the caller. */
char *mail_token_strip(const char *address);

/* "contact@example.org" with the token of a message: "contact+b-TOKEN@example.org", where what
 * cannot be delivered comes back to. The address alone when that would be longer than a server must
 * take (64 bytes before the '@', RFC 5321). Owned by the caller. */
char *mail_token_bounce_address(const char *address, const char *token);
/* The token of the first such address of a list of ChannelAddress*, NULL if there is none. Owned by
 * the caller. */
char *mail_token_of_bounce(const GPtrArray *addresses);

/* The first thing that looks like a token of ours in a list of ChannelAddress*, or of Message-IDs
 * (the nearest first). NULL if there is none. Owned by the caller. */
char *mail_token_of_addresses(const GPtrArray *addresses);
char *mail_token_of_references(const GPtrArray *references);
