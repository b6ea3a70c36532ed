/* canned: replies kept ready. One is personal (its owner alone sees it), a team's, or everybody's.
 * It has a name, perhaps a shortcut typed to find it, a text or rich text, files. Pictures in its
 * text are files of its own, named in the HTML by Content-ID (conversation/inline-image.h); whoever
 * uses it gets copies, shown in the same places.
 *
 * Variables stand in it between braces, {{person.first_name}}; canned_variables lists them, any
 * other is refused when it is saved. When it is used they get their values, escaped in HTML; one
 * without a value (the person has no name) leaves nothing and is told, so that the adviser looks.
 *
 * Who may change it: a personal one its owner; a team's its members; everybody's, and those of any
 * team, who steers (RIGHT_JOB_MANAGE).
 *
 * Facts: canned.added, canned.changed, canned.dropped; the subject is the reply. None of personal
 * ones: they concern nobody else.
 *
 * canned-fill.c: variables; canned-store.c: SQL; canned-http.c: who may do what, and routes;
 * canned-use.c: in one reply; canned-many.c: to many persons at once. */
#pragma once

#include "module/module.h"

#define CANNED_MAX 2000 /* that one account can see */

/* "person.name", …; NULL-terminated. */
extern const char *const canned_variables[];

typedef struct {
    int64_t id;
    char *name, *shortcut, *subject, *text, *html, *language; /* shortcut, subject, html, language
                                                                 may be NULL */
    int64_t team, staff;                                      /* 0: not one's */
    char *team_name;
    int64_t use_count, version;
} Canned;

void canned_clear(Canned *canned);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Canned, canned_clear)

/* APP_ERROR_INVALID with the field when a variable is not known or the text is empty; HTML is
 * sanitised. Sets the text from the HTML when only that is given. */
bool canned_check(Canned *canned, GError **error);

/* text with its variables filled; missing (of char*, borrowed from canned_variables) gets those
 * without value, once each. Owned by the caller. */
char *canned_fill(const char *text, const char *const *values, bool html, GPtrArray *missing);

/* The values in a conversation (0: none yet), for a member of staff, in the order of
 * canned_variables; NULL: none. ret_values has room for CANNED_VALUES, all NULL; the caller frees
 * each. APP_ERROR_NOT_FOUND: no such conversation. */
#define CANNED_VALUES 16
bool canned_values(Db *db, Context *context, int64_t conversation, int64_t staff,
                   const char *language, char **ret_values, GError **error);

extern const Module canned_module;
