/* seed: an organisation of any size, the same for the same number.
 *
 * Persons write over the two years before `end`, advisers of as many teams as there are units
 * answer, matters close: through the same doors as real ones (conversation_receive,
 * conversation_write, conversation_change), so that everything that must be true of the data is.
 * Nothing leaves and nobody is asked anything: replies are kept as sent, and readers of the journal
 * take all of it as past. */
#pragma once

#include "module/context.h"

typedef struct {
    int64_t persons;  /* who may write; only those who do come to exist */
    int64_t messages; /* in and out */
    int64_t units;
    uint64_t seed;
    int64_t end; /* milliseconds, UTC */
} SeedSize;

/* Called now and then with how many messages there are. */
typedef void (*SeedProgress)(int64_t messages, void *data);

bool seed_organisation(Context *context, const SeedSize *size, SeedProgress progress, void *data,
                       GError **error);
