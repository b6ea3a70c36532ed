/* list-store: the lists of the desk, one query a page, each read in the order of an index. Inside
 * conversation/ only. */
#pragma once

#include "conversation/conversation-store.h"

enum { LIST_ALL = 0, LIST_ACTIVE = -1 };     /* or a ConversationStatus */
enum { LIST_ANYBODY = 0, LIST_NOBODY = -1 }; /* or an account */

typedef struct {
    int64_t status;
    int64_t assignee;
    int64_t team, person; /* 0: any */
    const char *channel;  /* NULL: any */
    bool oldest_first;
    /* Where the page before ended: its last_at and id; INT64_MAX both (0 when oldest first) at
     * first. */
    int64_t from_at, from_id;
    size_t limit;
} ListQuery;

/* A row of a list; texts are borrowed for the call. */
typedef struct {
    int64_t id;
    const char *subject;
    ConversationStatus status;
    ConversationPriority priority;
    const char *channel;
    int64_t person;
    const char *person_name, *person_address;
    int64_t assignee;
    const char *assignee_name;
    int64_t team;
    const char *team_name;
    const char *preview;
    int64_t message_count, opened_at, last_at, waiting_since, snoozed_until, closed_at, version;
    const char *our_address;
    int64_t first_answer_at;
    int64_t merged_into; /* 0 in every list: what is merged shows in none */
} ListRow;

typedef void (*ListEach)(const ListRow *row, void *data);
bool list_store_page(Db *db, const ListQuery *query, ListEach each, void *data, GError **error);

/* One matter as a list shows it, if it passes the filters of query (NULL: none, and it may be
 * merged): 1 (each was called), 0, -1. */
int list_store_one(Db *db, int64_t conversation, const ListQuery *query, ListEach each, void *data,
                   GError **error);

/* The statements of the pages, for the test that watches their plans; NULL after the last. */
const char *list_store_sql(size_t i);

/* How many matters are active, by what a member of staff looks at. */
typedef struct {
    int64_t mine, unassigned, teams, open, waiting, snoozed, pending;
} ListCounts;
bool list_store_counts(Db *db, int64_t staff, ListCounts *ret_counts, GError **error);
