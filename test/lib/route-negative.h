/* route-negative: what every route must refuse, made from its row of the table.
 *
 *   route_negative(database, context, routes);
 *
 * One line in a module's tests. For each route with a body: a field that is missing, unknown, of
 * another type, too long or out of range is refused with 400 and its name; without anybody signed
 * in it is 401; without the right 403. The row's example must be accepted by its own shape.
 * Handlers are not run. */
#pragma once

#include "http/server.h"

/* routes ends with ROUTES_END. A route that lets something through fails the test, with its path.
 */
void route_negative(Database *database, Context *context, const Route *routes);
