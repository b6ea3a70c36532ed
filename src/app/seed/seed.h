/* seed: an organisation of any size, the same for the same number.
 *
 * Persons write over the two years before `end`, advisers of as many teams as there are units
 * answer, matters close (seed-matter.h). Each matter is written whole, as it stands in the end, by
 * the rules that real ones follow (conversation-past.h): everything that must be true of the data
 * is. Texts are made on one thread while another writes those made before. Nothing leaves and
 * nobody is asked anything: replies are kept as sent, and readers of the journal take all of it as
 * past. */
#pragma once

#include "app/seed/seed-matter.h"
#include "module/context.h"

/* Called now and then with how many messages there are. */
typedef void (*SeedProgress)(int64_t messages, void *data);

bool seed_organisation(Context *context, const SeedSize *size, SeedProgress progress, void *data,
                       GError **error);
