/* chat: people write from a page of a site, and are answered while they are there.
 *
 * A *widget* is the chat of one site: one line of script, the sites whose pages may show it, its
 * words, hours, team. A *visitor* is a person in a browser, known by the secret their browser
 * keeps, or by what the site says under its signature (identity.h). What a visitor says comes in
 * like a mail and is one matter until it has been over for a week; what they may see is what was
 * said by them and to them by the chat, and nothing else of the matter (chat_item).
 *
 * Outside hours, when nobody is there and when nobody answers, the widget says so and takes an
 * address: the same conversation goes on by mail. What is written to a visitor who has left goes by
 * mail too (channel/chat/chat-channel.h). A way to ask for a human is always in sight.
 *
 * These routes are open to the world. A page of another site may ask only if its origin is one of
 * the widget's, to the letter; a visitor shows the secret in a header, never in an address; nothing
 * is found by a number one could guess; every call has a measure for each client
 * (http/throttle.h), every text and file a limit.
 *
 * Advisers who look at the matter hear in passing of chat.typing, chat.read and chat.presence.
 *
 * Facts: chat.widget_added, chat.widget_changed {fields}, chat.human_asked. Personal data:
 * visitors, what they say, their addresses.
 *
 * widget.h: widgets; identity.h: signed visitors; human.h: who asks for a person; opening.h: is
 * anybody there? talk.h: what a visitor says; talk-store.c: what they may see. chat-routes.c is the
 * table of routes, answered by widget-http.c (settings), visitor-http.c and file-http.c (visitors),
 * presence-http.c (are they still there?), desk-http.c (advisers), try-page.c; chat-job.c: did it
 * arrive? */
#pragma once

#include "channel/chat/chat-channel.h"
#include "module/module.h"

extern const Module chat_module;
