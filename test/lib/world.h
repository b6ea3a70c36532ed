/* world: a small organisation for tests of what comes after a conversation: a store, an adviser, a
 * mail channel that keeps what leaves, persons who write. */
#pragma once

#include "module/module.h"

#include <jansson.h>

typedef struct {
    Context context;
    Database *database;
    int64_t adviser;              /* an account of role adviser */
    Principal principal;          /* the same, signed in */
    const Module *const *modules; /* NULL-terminated: whose readers, jobs and routes are at work */
} World;

/* The clock is stopped at a Monday, 2026-11-23 at 10:00 in Paris, until world_free(). */
#define WORLD_MONDAY INT64_C(1795424400000)
World *world_new(const Module *const *modules);
void world_free(World *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)

/* A person writes: a new matter, or a further word in conversation. Returns its conversation. */
int64_t world_hear(World *world, const char *address, const char *subject, int64_t conversation);
/* The text of the last automatic message of a matter as it leaves: with its links. Owned by the
 * caller; NULL when there is none. */
char *world_invitation(World *world, int64_t conversation);
/* The adviser answers, closes; gives it to the adviser first. */
void world_answer(World *world, int64_t conversation);
void world_close(World *world, int64_t conversation);
/* One whole contact: heard, answered, closed. */
int64_t world_contact(World *world, const char *address);

/* Moves the clock, then lets readers and jobs do all they have to. */
void world_pass(World *world, int64_t ms);
void world_work(World *world);

/* Runs a piece of work that must succeed. */
void world_write(World *world, DbWork work, void *data);
/* A statement of a test, with $1. */
void world_sql(World *world, const char *sql, int64_t argument);
/* The first column of the first row; 0 or NULL (owned by the caller) if there is none. */
int64_t world_int(World *world, const char *sql, int64_t argument);
char *world_text(World *world, const char *sql, int64_t argument);

/* Asks a route of the modules; who NULL: nobody. *ret_body (owned by the caller) may be NULL. */
unsigned world_ask(World *world, const Principal *who, const char *method, const char *path,
                   const char *body, char **ret_body);
/* The same, which must be answered so; its answer as JSON, NULL when it has none. */
json_t *world_json(World *world, const Principal *who, const char *method, const char *path,
                   const char *body, unsigned expected);
void world_only(World *world, const Principal *who, const char *method, const char *path,
                const char *body, unsigned expected);
/* The same with an HTML form, as nobody. */
unsigned world_form(World *world, const char *path, const char *form, char **ret_body);
/* The same with a form in parts, cut by WORLD_BOUNDARY. */
#define WORLD_BOUNDARY "cut"
unsigned world_parts(World *world, const char *path, const char *body, char **ret_body);
