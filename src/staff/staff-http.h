/* staff-http: what the handlers of staff/ share. The table of routes is in staff-http.c. */
#pragma once

#include "staff/staff.h"

/* A list that comes as one row for each thing and member of it: how the page and its end are found.
 */
typedef struct {
    int64_t id;  /* of the thing being written; 0: none yet */
    size_t left; /* things that still fit on the page */
    bool more;   /* another one follows */
} Grouped;

/* Tells how a row continues: -1 it belongs to the thing being written; 1 it begins another, and
 * that one fits; 0 it begins one of the next page. */
int grouped_next(Grouped *grouped, int64_t id);

/* Staff {…}: one account with its teams. Its address and role are for those who manage accounts. 1,
 * 0 when there is none, -1. */
int account_write(JsonWriter *json, Db *db, int64_t staff, bool manages, GError **error);
/* The same as Me: with its rights. */
int account_write_me(JsonWriter *json, Db *db, int64_t staff, GError **error);
extern const Shape account_shape, me_shape;
extern const char *const staff_languages[];

/* ---- account-http.c ---- */
bool get_accounts(Request *request, GError **error);
bool post_account(Request *request, GError **error);
bool patch_account(Request *request, GError **error);
bool post_account_link(Request *request, GError **error);

/* ---- session-http.c ---- */
bool post_session(Request *request, GError **error);
bool get_session(Request *request, GError **error);
bool patch_session(Request *request, GError **error);
bool delete_session(Request *request, GError **error);
bool get_session_link(Request *request, GError **error);
bool post_session_link(Request *request, GError **error);

/* ---- team-http.c ---- */
bool get_teams(Request *request, GError **error);
bool post_team(Request *request, GError **error);
bool patch_team(Request *request, GError **error);
extern const Shape team_shape;

/* ---- token-http.c ---- */
bool get_tokens(Request *request, GError **error);
bool post_token(Request *request, GError **error);
bool delete_token(Request *request, GError **error);
