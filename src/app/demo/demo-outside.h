/* demo-outside: the world that the demo's mails go to. It takes every mail that is sent, as a mail
 * server would, and remembers the last of each conversation, so that its reader can answer, and the
 * survey that was asked. */
#pragma once

#include "channel/channel.h"

typedef struct {
    char *message_id; /* of our last mail by a member of staff */
    char *text;
    int64_t at;
    char *secret; /* of the survey's link, NULL: not asked */
} DemoSent;

/* Channels for a context: mail as usual, but for its sending. */
const Channel *const *demo_outside_channels(void);

/* What was sent in a conversation; NULL: nothing. Borrowed. */
DemoSent *demo_outside_last(int64_t conversation);

void demo_outside_forget(void);
