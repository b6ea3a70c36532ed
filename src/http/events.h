/* events: GET /api/events, what screens live on.
 *
 * Server-sent events: one for each fact of the journal the reader has the right to know, in order,
 * with the fact's position as the event's id. A browser that was cut off says Last-Event-ID and
 * gets what it missed first; when that is more than LIMIT_EVENTS_REPLAY facts, it gets "reload"
 * instead. Without Last-Event-ID it starts from now. A comment every 20 seconds keeps proxies and
 * MHD awake.
 *
 *   id: 123456789
 *   event: message.received
 *   data: {"at":…,"actor":…,"person":…,"conversation":…,"subject":…,"data":{…}}
 *
 * What is not a fact (who looks at a conversation, who is typing) goes out with events_tell(): same
 * stream, no id, not kept. */
#pragma once

#include "http/request.h"

typedef struct EventHub EventHub;

/* Starts the thread that follows the journal. */
EventHub *events_start(Database *database);
/* Once the server has been stopped. NULL is accepted. */
void events_stop(EventHub *hub);

/* How many streams are open. */
unsigned events_count(EventHub *hub);

/* The accounts with a right that have a stream open, each once: of int64_t. Owned by the caller.
 * hub NULL: nobody. */
GArray *events_readers(EventHub *hub, Right right);

/* Tells everyone with a right, now, about something that passes. data is a JSON object. */
void events_tell(EventHub *hub, Right right, const char *event, const char *data);
/* The same at every node (db/tell.h): data holds ids and no personal data. */
void events_share(EventHub *hub, Right right, const char *event, const char *data);
/* To one account, in all its pages. */
void events_tell_staff(EventHub *hub, int64_t staff, const char *event, const char *data);
