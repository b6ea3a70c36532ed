/* problem: what an answer looks like when something is wrong: application/problem+json (RFC 9457)
 * for programs, a short page in the reader's language for persons outside. The sentence is the
 * error's own, except for our own faults: those say a number that stands in the log beside the
 * reason. */
#pragma once

#include "http/request-inside.h"

/* code is a word of the API; field may be NULL. */
void problem_reply(Request *request, unsigned status, const char *code, const char *field,
                   const char *detail);
void problem_reply_error(Request *request, const GError *error);
