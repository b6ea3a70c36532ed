/* dispatch: what happens to a request, in this order, in this place only:
 *
 *   find    the route is there (404), with this method (405), and takes a body of this size (413)
 *   admit   who asks (401), whether they may (403), and whether a browser was tricked into asking
 * (403) answer  parameters, then body, are what the row of the table says (400, 415); then the
 * handler
 *
 * Each step returns false when the reply is ready, which is then a problem, and later steps are not
 * taken. find only looks at the path and touches no store: it runs on the threads that hold
 * connections. The two others run on a worker. */
#pragma once

#include "http/request-inside.h"

/* body_size: what Content-Length announces, 0 when it says nothing. */
bool dispatch_find(Request *request, uint64_t body_size);

/* Bytes of body the route takes. */
size_t dispatch_body_limit(const Request *request);

bool dispatch_admit(Request *request);
void dispatch_answer(Request *request);

/* The answers to too much: a body over the route's limit, and more requests than we can hold. */
void dispatch_refuse_body(Request *request);
void dispatch_refuse_busy(Request *request);
