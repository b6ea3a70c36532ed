/* message-page: received HTML as a page of its own, for a frame without rights. Inside
 * conversation/ only.
 *
 * What it holds was sanitised; the policy then forbids scripts, forms, frames and any address but
 * those of images, and puts the page in a sandbox even when it is opened outside of our frame. The
 * pictures that came with the message are written into the page: a sandboxed frame has no cookie to
 * ask for them with. */
#pragma once

#include "conversation/conversation.h"

#define MESSAGE_PAGE_SANDBOX                                                                       \
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none';"      \
    " form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox; img-src data:"
#define MESSAGE_PAGE_POLICY        MESSAGE_PAGE_SANDBOX
#define MESSAGE_PAGE_POLICY_IMAGES MESSAGE_PAGE_SANDBOX " https: http:"

/* images: let those come that the sender keeps elsewhere. Owned by the caller. */
char *message_page(Context *context, Db *db, int64_t message, const char *html, bool images);
