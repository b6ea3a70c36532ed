/* fulltext-mark: where in a text the words of a query stand, as the index finds them: whatever
 * their accents and inflections. For the excerpts of what was found. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct FulltextMarker FulltextMarker;

/* For one query and any number of texts, by one thread. NULL when there is nothing to look for. */
FulltextMarker *fulltext_marker_new(const char *query);
void fulltext_marker_free(FulltextMarker *marker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FulltextMarker, fulltext_marker_free)

/* Calls each with the bytes start..end of every word of text that the query asks for, in order,
 * until it returns false. */
typedef bool (*FulltextMark)(gsize start, gsize end, void *data);
void fulltext_mark(FulltextMarker *marker, const char *text, gsize size, FulltextMark each,
                   void *data);
