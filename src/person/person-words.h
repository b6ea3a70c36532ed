/* person-words: the words of a name, as a person is looked for by them. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define PERSON_NAME_WORDS 8  /* a longer name is found by its first words */
#define PERSON_WORD_MAX   40 /* bytes of a word that count */

/* The first words of a folded text, at most max: what stands between hyphens, apostrophes, dots and
 * spaces. Owned by the caller: g_strfreev(). */
char **person_words(const char *folded, size_t max);
