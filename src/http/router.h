/* router: which route a method and path mean. The tables become a tree of path segments once, at
 * the start; finding a route then costs one look-up a segment and allocates nothing. A literal
 * segment wins over a {word}: /conversations/counts is never the conversation "counts". */
#pragma once

#include "http/route.h"

#define ROUTER_SEGMENTS 12 /* a path of more matches nothing */

typedef struct Router Router;

typedef struct {
    const Route *route;                  /* NULL: the path exists, but not with this method */
    const char *allow;                   /* "GET, HEAD, OPTIONS, PATCH": what the path takes */
    size_t n_words;                      /* how many {words} the path has */
    const char *const *words;            /* their names */
    const char *values[ROUTER_SEGMENTS]; /* what stood in their place, borrowed from the segments */
} RouteMatch;

/* Two rows with the same method and path, or a row that cannot be served, stop the program: it is a
 * mistake in a table. */
Router *router_new(const Route *const *tables, size_t n_tables);
void router_free(Router *router);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Router, router_free)

/* Looks a path up, given as its decoded segments; "/" is one empty segment. HEAD finds what GET
 * does. False: no such path. */
bool router_find(const Router *router, const char *method, const char *const *segments,
                 size_t n_segments, RouteMatch *ret_match);

/* The parameter of a path or query, limit and cursor of lists included; NULL when it is unknown. */
const Field *route_parameter(const Route *route, const char *name);
/* A field of the body, NULL when there is none. */
const Field *route_body_field(const Route *route, const char *name);
/* What a {word} that nobody describes is: an id. */
extern const Field route_id_field;
/* limit and cursor, ends with FIELDS_END. */
extern const Field route_list_fields[];

/* Whether a method changes something. */
bool method_is_unsafe(const char *method);
