/* message-page: received HTML as a page of its own, for a frame without rights. Inside
 * conversation/ only.
 *
 * Four walls, each enough alone:
 *   - what it holds was written again from an allow-list (html/html.h): no script, no handler;
 *   - its policy lets one script run, named by its digest: ours, which tells the frame around it
 * how tall the page is, for else one would read letters through a slit. Nothing a mail holds has
 *     that digest;
 *   - policy and frame put it in a sandbox with an origin of its own: it has no cookie, cannot read
 *     or ask anything of Lien, and cannot lead the window away, even if something ran;
 *   - the only addresses it may fetch are those of images, and of none at all until someone asks.
 *
 * The pictures that came with the message are written into the page, as it has no cookie to ask for
 * them with; those that its text shows nowhere stand at its end, so that none is lost. */
#pragma once

#include "conversation/conversation.h"

typedef struct {
    bool images; /* let those come that the sender keeps elsewhere */
    bool dark; /* light ink on a dark ground, unless the mail brings colours of its own: those were
                  chosen for white paper, and get it */
} MessageLook;

/* Owned by the caller. */
char *message_page(Context *context, Db *db, int64_t message, const char *html,
                   const MessageLook *look);

/* The content-security-policy that goes with it. Owned by the caller. */
char *message_page_policy(const MessageLook *look);
