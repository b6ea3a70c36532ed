#include "conversation/list-lead-store.h"

#include "conversation/conversation-store.h"
#include "tag/tag.h"

/* A tag that fewer carry leads, whatever else is asked; one of more is soon met in the order of
 * time. */
#define FEW 2000

/* What fewer are active of leads in an order that has no index of its own for it; of more, a page
 * is soon met in the order of all. */
#define FEW_ACTIVE 300

#define COUNT(which)                                                                               \
    "SELECT count(*) FROM (SELECT 1 FROM conversation c"                                           \
    "   WHERE c.status <> 4 AND " which " LIMIT $2) AS few"
static const char count_assignee[] = COUNT(LIST_HAS_IT " = $1");
static const char count_team[] = COUNT("c.team = $1");
static const char count_my_teams[] =
    COUNT("c.team IN (SELECT team FROM team_member WHERE staff = $1)");

/* Puts the rarest of the tags first; how many carry it, counted up to FEW. -1: error. */
static int64_t
lead_tag(Db *db, ListQuery *query, GError **error)
{
    int64_t least = FEW;

    for (size_t i = 0; i < LIST_TAGS_MAX && query->tags[i] != 0 && least > 0; i++) {
        int64_t tag = query->tags[i], n = tag_count(db, tag, least, error);

        if (n < 0)
            return -1;
        if (n < least) {
            query->tags[i] = query->tags[0];
            query->tags[0] = tag;
            least = n;
        }
    }
    return least;
}

/* lead when few are active of a member of staff or a team (of $1 of a count). -1: error. */
static int
lead_if_few(Db *db, ListLead lead, const char *count, int64_t whose, GError **error)
{
    int64_t n = 0;

    if (db_find_int(db, count, DB_ARGS(DB_INT(whose), DB_INT(FEW_ACTIVE)), &n, error) < 0)
        return -1;
    return n < FEW_ACTIVE ? (int)lead : BY_ACTIVE;
}

/* Nothing else is asked that the index of what is active holds and that of statuses does not. */
static bool
is_of_status_alone(const ListQuery *query)
{
    return query->status > 0 && query->priority == 0 && query->waiting == LIST_WHETHER &&
           query->channel == NULL && !query->unread;
}

/* Of what is active: by whose it is, unless that is most of it anyway. */
static int
lead_active(Db *db, const ListQuery *query, GError **error)
{
    bool in_time = query->sort == LIST_NEWEST || query->sort == LIST_OLDEST;
    bool by_team = query->team > 0 && query->assignee <= 0;

    if (by_team)
        return in_time ? BY_ACTIVE_TEAM
                       : lead_if_few(db, BY_ACTIVE_TEAM, count_team, query->team, error);
    if (query->assignee != LIST_ANYBODY)
        return in_time
                   ? BY_ACTIVE_ASSIGNEE
                   : lead_if_few(db, BY_ACTIVE_ASSIGNEE, count_assignee, query->assignee, error);
    if (query->team == LIST_MY_TEAMS)
        return lead_if_few(db, BY_MY_TEAMS, count_my_teams, query->staff, error);
    return in_time && is_of_status_alone(query) ? BY_STATUS : BY_ACTIVE;
}

int
list_lead(Db *db, ListQuery *query, GError **error)
{
    int64_t n;

    if (query->person != 0)
        return BY_PERSON;
    if (query->tags[0] != 0) {
        n = lead_tag(db, query, error);
        if (n < FEW)
            return n < 0 ? -1 : BY_TAG;
    }
    if (query->unread || (query->status != LIST_ALL && query->status != STATUS_CLOSED))
        return lead_active(db, query, error);
    if (query->mentions)
        return BY_MENTION;
    if (query->assignee > 0)
        return BY_ASSIGNEE;
    if (query->team > 0)
        return BY_TEAM;
    return query->status != LIST_ALL ? BY_STATUS : BY_TIME;
}
