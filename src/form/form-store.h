/* form-store: the rows of forms. Inside this folder only. */
#pragma once

#include "form/form.h"

int form_store_get(Db *db, int64_t id, Form **ret_form, GError **error);
int form_store_find(Db *db, const char *slug, Form **ret_form, GError **error);
int form_store_find_open(Db *db, Form **ret_form, GError **error);
bool form_store_insert(Db *tx, const Form *form, GError **error);
bool form_store_update(Db *tx, const Form *form, GError **error);

/* A page of the list, newest first, or one form: made_at, id, slug, name, open, definition, team,
 * address, version, changed_at, the team's name, how many answers came in, how many are aside. */
DbRows *form_store_list(Db *db, int64_t before_at, int64_t before_id, size_t limit, GError **error);
DbRows *form_store_one(Db *db, int64_t id, GError **error);
/* The form of a row. NULL: its definition is no longer one of ours. */
Form *form_store_list_row(DbRows *rows);
/* All of them by slug; columns as above. */
DbRows *form_store_by_slug(Db *db, GError **error);
/* The team of a name. 1, 0, -1. */
int form_store_team_named(Db *db, const char *name, int64_t *ret_team, GError **error);
