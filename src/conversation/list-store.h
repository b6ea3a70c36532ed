/* list-store: the lists of the desk, one query a page, each usual one read in the order of an
 * index. Inside conversation/ only.
 *
 * What is active (a few percent of all) has one index that holds what the filters ask, and one for
 * each other order. What is closed is read by who has it, by team, by person or by time. A filter
 * that few matters pass (a tag that is rare, mentions) leads itself, and what it finds is sorted.
 */
#pragma once

#include "conversation/conversation-store.h"
#include "conversation/list-query.h"

/* A row of a list; texts are borrowed for the call. */
typedef struct {
    int64_t id;
    int64_t key; /* of its place in the order of the query */
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
    const char *tags;    /* JSON list of TagRef */
    bool unread;         /* for who looks */
    int64_t merged_into; /* 0 in every list: what is merged shows in none */
} ListRow;

typedef void (*ListEach)(const ListRow *row, void *data);
bool list_store_page(Db *db, const ListQuery *query, ListEach each, void *data, GError **error);

/* One matter as a list shows it, if it passes the filters of query: 1 (each was called), 0, -1. */
int list_store_one(Db *db, int64_t conversation, const ListQuery *query, ListEach each, void *data,
                   GError **error);
/* The same whatever it is, merged too, as a member of staff sees it. */
int list_store_whole(Db *db, int64_t conversation, int64_t staff, ListEach each, void *data,
                     GError **error);

/* Adds the ids of what passes the filters, at most max, to an array of int64_t. */
bool list_store_ids(Db *db, const ListQuery *query, size_t max, GArray *ids, GError **error);

/* The statements of the pages that an index answers, for the test that watches their plans; NULL
 * after the last. */
const char *list_store_sql(size_t i);

/* How many matters are active, by what a member of staff looks at. */
typedef struct {
    int64_t mine, unassigned, teams, open, waiting, snoozed, pending;
    int64_t mentions; /* in which they are called and did not look since */
    int64_t unread_mine, unread_unassigned, unread_teams;
} ListCounts;
bool list_store_counts(Db *db, int64_t staff, ListCounts *ret_counts, GError **error);

/* Calls each with the teams of a member of staff that have something active. */
typedef void (*ListTeamEach)(int64_t team, int64_t count, int64_t unread, void *data);
bool list_store_team_counts(Db *db, int64_t staff, ListTeamEach each, void *data, GError **error);
