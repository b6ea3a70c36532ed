/* seed-text: names, subjects and letters that nobody wrote, for organisations made to measure and
 * to test with.
 *
 * Words come as people use them: a few very often, most rarely (Zipf-Mandelbrot over 60,000 of
 * them), so that a search finds here what it would find in real mail. The first are French and
 * English words, the rest is made of syllables. The same random state gives the same text, on any
 * machine. Addresses are of example.org: no one can be written to by accident. */
#pragma once

#include <glib.h>
#include <stdint.h>

/* Numbers that repeat for the same start (splitmix64); not for secrets. */
typedef struct {
    uint64_t state;
} SeedRandom;

uint64_t seed_random(SeedRandom *random);
/* 0 … n - 1. */
unsigned seed_below(SeedRandom *random, unsigned n);

typedef struct SeedWords SeedWords;
SeedWords *seed_words_new(void);
void seed_words_free(SeedWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SeedWords, seed_words_free)

/* The person of a number, always the same: "Camille Durand" and "personne.7@example.org".
 * Owned by the caller. */
char *seed_person_name(int64_t person);
char *seed_person_address(int64_t person);

/* Three to six words. Owned by the caller. */
char *seed_subject(const SeedWords *words, SeedRandom *random);

/* A greeting, one to four paragraphs (20 to 180 words), a farewell and the name. Owned by the
 * caller. */
char *seed_letter(const SeedWords *words, SeedRandom *random, const char *name);
