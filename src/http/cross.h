/* cross: pages of other sites that may ask (CORS). A route says which with its `cross`; here a
 * browser's question beforehand finds its route, and the answer names the one origin that asked.
 * Requests without an Origin are no page's: programs, and pages of ours. */
#pragma once

#include "http/request-inside.h"

/* An OPTIONS that asks for a method of a route that is open to other sites: the request is about
 * that route from here on. False: it is not. */
bool cross_find(Request *request);

/* Sets the headers that let the page read the answer. APP_ERROR_FORBIDDEN when its site may not
 * ask. True for every other request. */
bool cross_admit(Request *request, GError **error);
