/* quote-said: the line by which a program introduces the mail that it quotes: "Le 19/03/2014 11:34,
 * X <x@y> a écrit :", "On Mon, Feb 1, 2016 at 6:32 PM, X wrote:". */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define QUOTE_SAID_LINES 6 /* over how many lines programs fold it */

/* Whether lines joined by spaces are such an introduction. after_gap: they begin a paragraph.
 * *ret_sure (may be NULL) says that they name a time or an address: no prose does at such a place.
 * A date is always needed: "Le médecin a écrit :" is prose. */
bool quote_is_said(const char *joined, bool after_gap, bool *ret_sure);

/* Whether a line can be the last one of an introduction; cheap. */
bool quote_may_end_said(const char *line, gsize length);
