/* message-quote: a message as it is quoted below an answer, or carried along by a forward. Inside
 * conversation/ only. */
#pragma once

#include "conversation/message-view-store.h"

/* "Le 16/11/2026 à 10:12, Camille <…> a écrit :" and what is new in it, each line behind "> "; or,
 * forward, its whole text below who it was from and to. At most max bytes. In "fr" or "en". zone:
 * of the times. Owned by the caller. */
char *message_quote(const MessageView *view, bool forward, const char *language, const char *zone,
                    gsize max);
/* The same as HTML: what is answered in a blockquote, what is forwarded as it is. */
char *message_quote_html(const MessageView *view, bool forward, const char *language,
                         const char *zone, gsize max);
/* What is forwarded as it looked: html is its own, made harmless. Owned by the caller. */
char *message_forward_html(const MessageView *view, const char *html, const char *language,
                           const char *zone);
