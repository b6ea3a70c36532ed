/* demo-setup: what the demo's organisation has set up: the chat of its site and a form, brought in
 * as a file of configuration would be. */
#pragma once

#include "module/context.h"

/* Once its teams are there. staff: who does it. */
bool demo_setup(Context *context, int64_t staff, GError **error);
