/* chat-channel: the chat of a site as a channel. A visitor is known by an address of ours, made at
 * their first word ("visitor-k3f9a2…"); it proves nothing: what lets a browser speak for a visitor
 * is the secret of a session (visitor-store.h).
 *
 * What is sent to a visitor becomes an item they may see, and their open streams hear of it
 * (http/feed.h, whose topic is the address). Who has a stream, or had one some seconds ago (another
 * page of the site, a cut), is there. Whether it reached their browser is asked CHAT_HEARD_AFTER
 * later by the job CHAT_HEARD_JOB of chat/, which has it sent again when it did not: then, and when
 * they were away at once, it is SEND_ABSENT and leaves by mail. */
#pragma once

#include "channel/channel.h"

#define CHAT_ADDRESS_KIND "chat"
#define CHAT_GRACE        INT64_C(8000)  /* milliseconds without a stream that are no leaving */
#define CHAT_SILENCE      INT64_C(16000) /* milliseconds without a sign of life: they have left */
#define CHAT_HEARD_AFTER  INT64_C(20000) /* milliseconds */
#define CHAT_HEARD_JOB    "chat.heard"   /* its subject is the message */

extern const Channel chat_channel;
