/* seed-matter: what is said in the matters of an invented organisation, and when.
 *
 * Matters begin evenly over two years; a person writes, an adviser of the team answers (one time in
 * eight by a note to colleagues), and so on, eight words on average; nearly all close. The same
 * number gives the same matters. Nothing here knows the store. */
#pragma once

#include "app/seed/seed-text.h"
#include "conversation/conversation-past.h"

#define SEED_ADVISERS_OF_TEAM 3

typedef struct {
    int64_t persons;  /* who may write; only those who do come to exist */
    int64_t messages; /* in and out */
    int64_t units;
    uint64_t seed;
    int64_t end; /* milliseconds, UTC */
} SeedSize;

/* When the first matter begins. */
int64_t seed_begin(const SeedSize *size);

typedef struct SeedMaker SeedMaker;
/* teams: of each unit; advisers: SEED_ADVISERS_OF_TEAM of each team, in its order. All borrowed. */
SeedMaker *seed_maker_new(const SeedSize *size, const int64_t *teams, const int64_t *advisers);
void seed_maker_free(SeedMaker *maker);

typedef struct {
    Past past;        /* points into this */
    GArray *words;    /* of PastWord */
    GPtrArray *texts; /* owns them all */
} SeedMatter;

void seed_matter_free(SeedMatter *matter);

/* The next matter, with as many words as are still wanted at most; NULL when none is. Owned by the
 * caller. */
SeedMatter *seed_maker_next(SeedMaker *maker);
