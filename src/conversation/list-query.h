/* list-query: which matters a list shows, in which order. The words are those of the API: the
 * parameters of GET /api/conversations, the query of a saved view, what a bulk change is for. */
#pragma once

#include "module/module.h"

enum { LIST_ALL = 0, LIST_ACTIVE = -1 };        /* or a ConversationStatus */
enum { LIST_ANYBODY = 0, LIST_NOBODY = -1 };    /* or an account */
enum { LIST_ANY_TEAM = 0, LIST_MY_TEAMS = -1 }; /* or a team */
enum { LIST_WHETHER = 0, LIST_YES = 1, LIST_NO = 2 };

typedef enum {
    LIST_NEWEST, /* the last message first */
    LIST_OLDEST,
    LIST_LONGEST,  /* who waits for us longest first; nobody waiting: at the end */
    LIST_PRESSING, /* by priority, then the last message first */
} ListSort;

#define LIST_TAGS_MAX 5 /* asked together; the SQL has as many places */

typedef struct {
    int64_t staff; /* who looks: whose mentions and teams */
    int64_t status, assignee, team;
    int64_t person;              /* 0: any */
    int64_t priority;            /* 0: any */
    int waiting;                 /* does the person wait for us? LIST_YES… */
    bool mentions;               /* only those in which staff is called */
    bool unread;                 /* only those that staff has not read */
    const char *channel;         /* NULL: any; borrowed from the words */
    const char *q;               /* words of its messages; NULL */
    int64_t tags[LIST_TAGS_MAX]; /* it carries each of them; 0: none more */
    int64_t since, until;        /* of the last message, milliseconds; until is not included */
    ListSort sort;
    /* Where the page before ended: its sort key and id. list_query_begin() sets them. */
    int64_t from_key, from_id;
    size_t limit;
} ListQuery;

/* ListFilter as the API spells it: {"status":"open","assignee":"me","tags":["7"],…}; what is
 * missing is any. */
extern const Shape list_filter_shape;
extern const char *const list_statuses[]; /* "open" … "active", "all" */
extern const char *const list_sorts[];    /* in the order of ListSort */

/* Reads a ListFilter of the right shape, for whoever looks; words must outlive the query. It begins
 * at the first page. APP_ERROR_INVALID for what is no account, no team, too many tags. */
bool list_query_read(const json_t *words, int64_t staff, ListQuery *ret_query, GError **error);
/* At the first page of its order. */
void list_query_begin(ListQuery *query);

/* The matters of a query, at most max, in no order that is promised: a GArray of int64_t that the
 * caller owns. Words are looked for among the newest SEARCH_MATCHES_MAX matches. NULL on error. */
GArray *list_query_find(Context *context, Db *db, const ListQuery *query, size_t max,
                        GError **error);
