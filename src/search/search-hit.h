/* search-hit: what was found, as the API gives it. Inside search/ only. */
#pragma once

#include "search/search-store.h"

extern const char *const search_kinds[]; /* "message", "conversation", "person" */
enum { KIND_MESSAGE, KIND_CONVERSATION, KIND_PERSON, KIND_ANY };
extern const char *const search_statuses[];
extern const Shape search_hit_shape;

/* What else must be true of a hit; a person is told by words alone, so any of these leaves persons
 * out. */
#define SEARCH_ANYONE INT64_C(-1)
typedef struct {
    int status;           /* its index among search_statuses; -1: any */
    const char *channel;  /* NULL: any */
    int64_t assignee;     /* 0: nobody; SEARCH_ANYONE */
    int64_t since, until; /* of the message; 0: any */
} SearchFilter;
bool search_filter_passes(const SearchFilter *filter, const SearchHit *hit);

/* as_matter: the conversation is what was found, by this message of it. marker may be NULL. */
void search_hit_write(JsonWriter *json, FulltextMarker *marker, const SearchHit *hit,
                      bool as_matter);
