/* body: what came with a request, checked against the shape its route declares before the handler
 * sees it: JSON read strictly, the fields of a form, or the bytes of an upload. */
#pragma once

#include "http/request-inside.h"

/* False when it is not acceptable: the reply is then the problem. */
bool body_check(Request *request);
