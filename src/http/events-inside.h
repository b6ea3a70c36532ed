/* events-inside: what the server asks of the hub of events; modules see http/events.h. */
#pragma once

#include "http/event-stream.h"
#include "http/events.h"

/* A stream for this reader, already given what it missed since last_id (-1: it starts from now).
 * APP_ERROR_UNAVAILABLE when there are too many or the server is stopping. */
EventStream *events_open(EventHub *hub, Database *database, const Principal *principal,
                         int64_t last_id, GError **error);

/* Ends every stream and opens no more. */
void events_close_streams(EventHub *hub);

/* How often a silent stream says something. */
#define EVENTS_HEARTBEAT_SECONDS 20
/* How soon a browser comes back after a cut. */
#define EVENTS_RETRY_MS 2000
