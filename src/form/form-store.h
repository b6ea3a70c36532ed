/* form-store: the rows of forms. Inside this folder only. */
#pragma once

#include "form/form.h"

int form_store_get(Db *db, int64_t id, Form **ret_form, GError **error);
int form_store_find(Db *db, const char *slug, Form **ret_form, GError **error);
bool form_store_insert(Db *tx, const Form *form, GError **error);
bool form_store_update(Db *tx, const Form *form, GError **error);

/* A page of the list, newest first, or one form: made_at, id, slug, name, open, definition, team,
 * address, version, changed_at, the team's name, how many answers came in, how many are aside. */
DbRows *form_store_list(Db *db, int64_t before_at, int64_t before_id, size_t limit, GError **error);
DbRows *form_store_one(Db *db, int64_t id, GError **error);
/* The form of a row. NULL: its definition is no longer one of ours. */
Form *form_store_list_row(DbRows *rows);
