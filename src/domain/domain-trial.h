/* domain-trial: a mail that shows whether what leaves from a domain arrives. Inside domain/ only.
 */
#pragma once

#include "module/module.h"

extern const JobKind domain_jobs[];

/* Asks for one, from an address of ours to any. */
bool domain_trial_ask(Db *tx, const char *from, const char *to, GError **error);
