/* imap-words: the whole line of an answer, into its words. imap-answer.c gathers the line from
 * bytes; here nothing is left to come. Inside the parser only. */
#pragma once

#include "imap/imap-answer.h"

/* Are the words of this line for people ("+ go on", "* OK ready {3}")? They may end like a literal
 * and announce none. */
bool imap_words_is_sentence(const char *line);

/* Fills an answer whose tokens are empty. A NUL in the line stands for the next of the literals.
 * The tokens' bytes are written to words; the tag is cut out of the line. NULL, or why it is broken
 * (static). */
const char *imap_words_read(GString *line, const GPtrArray *literals, GString *words,
                            ImapAnswer *answer);
