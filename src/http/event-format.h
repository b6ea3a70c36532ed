/* event-format: how a fact is told on a stream, and to whom. */
#pragma once

#include "http/right.h"
#include "journal/journal.h"

/* The right that lets one know of a fact, by the word before its dot. RIGHT_COUNT: nobody is told,
 * since nobody has said who may know. */
Right event_right(const char *name);

/* Appends "id: …\nevent: …\ndata: …\n\n". */
void event_format_fact(GString *text, const Fact *fact);

/* Appends "id: …\n\n": ends an event, or alone moves only the position. */
void event_format_id(GString *text, int64_t position);
