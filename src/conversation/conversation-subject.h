/* conversation-subject: what a subject says, without what mail programs and ticket desks put around
 * it. Inside conversation/ only. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Without the marks in front of it, in French, English and neighbours ("Re:", "RE[2] :", "TR:",
 * "Fwd:", "Réf. :", "[tag]", "[Ticket #123]", "Demande n° 4711 -"), nor "(fwd)" behind. "" when
 * nothing else is there. Owned by the caller. */
char *subject_bare(const char *subject);

/* Nothing is there but marks. */
bool subject_is_empty(const char *subject);

/* True if both say something, and something else: compared bare, as people compare (case, accents
 * and punctuation count for nothing). A subject that only goes on where the other ends, or is cut,
 * is the same. */
bool subject_is_other(const char *a, const char *b);
