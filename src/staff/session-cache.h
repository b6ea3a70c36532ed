/* session-cache: who a secret belonged to a moment ago. Bounded, and safe from any thread.
 *
 * A reader that looked in the database while someone signed out must not bring the old answer back:
 * it names the generation it began in, and what it brings is refused if all was forgotten since. */
#pragma once

#include "http/right.h"

#include <glib.h>

/* True and *ret_principal if key is remembered and still fresh at now. Gives the generation
 * otherwise. */
bool session_cache_find(const char *key, int64_t now, Principal *ret_principal,
                        unsigned *ret_generation);

/* Remembers until a time. */
void session_cache_keep(const char *key, const Principal *principal, int64_t until,
                        unsigned generation);

void session_cache_clear(void);
