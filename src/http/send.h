/* send: turns the reply of a request into what libmicrohttpd sends, security headers included. */
#pragma once

#include "http/request-inside.h"

#include <microhttpd.h>

/* Takes the bytes or the stream out of the reply. Owned by the caller. */
struct MHD_Response *send_make(Request *request);
/* Tells a stream which connection it is on, before it is queued. */
void send_attach(Request *request, struct MHD_Connection *connection);
