/* list-lead: what leads the reading of a list, so that a page costs about its rows, however much is
 * active in the whole organisation. Inside conversation/ only. */
#pragma once

#include "conversation/list-query.h"

/* Who has it, -1 for nobody: as migration 0061 spells it. */
#define LIST_HAS_IT "coalesce(c.assignee, -1)"

/* What leads: for most an index that also has the order. The last three find few, which are
 * sorted. */
typedef enum {
    BY_PERSON,
    BY_ACTIVE,
    BY_ACTIVE_ASSIGNEE,
    BY_ACTIVE_TEAM,
    BY_ASSIGNEE,
    BY_TEAM,
    BY_STATUS,
    BY_TIME,
    BY_MENTION,
    BY_TAG,
    BY_MY_TEAMS,
    N_LEADS
} ListLead;

/* A ListLead; the rarest of the tags becomes the first. -1: error. */
int list_lead(Db *db, ListQuery *query, GError **error);
