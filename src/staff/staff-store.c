#include "staff/staff-store.h"

#include "base/clock.h"
#include "base/error.h"

#include <inttypes.h>

#define STAFF_COLUMNS "id, person, email, name, role, language, active"

static const char get_sql[] = "SELECT " STAFF_COLUMNS " FROM staff WHERE id = $1";
static const char find_sql[] = "SELECT " STAFF_COLUMNS " FROM staff WHERE email = $1";
static const char after_sql[] = "SELECT " STAFF_COLUMNS " FROM staff WHERE id > $1"
                                " ORDER BY id LIMIT 1";

static const char insert_sql[] =
    "INSERT INTO staff (id, person, email, name, role, language, password_hash, active, made_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8)";
static const char update_sql[] =
    "UPDATE staff SET name = $2, role = $3, language = $4, active = $5 WHERE id = $1";
static const char set_password_sql[] = "UPDATE staff SET password_hash = $2 WHERE id = $1";
static const char password_sql[] = "SELECT id, password_hash FROM staff"
                                   " WHERE email = $1 AND active = 1"
                                   "   AND password_hash IS NOT NULL";
static const char administrators_sql[] =
    "SELECT count(*) FROM staff WHERE role = 'administrator' AND active = 1"
    "   AND password_hash IS NOT NULL AND id <> $1";

static const char list_sql[] =
    "SELECT s.id, s.person, s.email, s.name, s.role, s.language, s.active, t.id, t.name"
    "  FROM (SELECT " STAFF_COLUMNS " FROM staff"
    "         WHERE id < $1 AND (id = $2 OR $2 = 0) ORDER BY id DESC LIMIT $3) s"
    "  LEFT JOIN team_member m ON m.staff = s.id"
    "  LEFT JOIN team t ON t.id = m.team"
    " ORDER BY s.id DESC, t.name";

const char staff_locked_out_sql[] =
    "SELECT id FROM staff WHERE role = 'administrator' AND password_hash IS NOT NULL"
    "   AND NOT EXISTS (SELECT 1 FROM staff WHERE role = 'administrator' AND active = 1"
    "                      AND password_hash IS NOT NULL)";
const char staff_ghost_sql[] =
    "SELECT id FROM staff WHERE active = 0"
    "   AND (EXISTS (SELECT 1 FROM session x WHERE x.staff = staff.id)"
    "     OR EXISTS (SELECT 1 FROM api_token x WHERE x.staff = staff.id)"
    "     OR EXISTS (SELECT 1 FROM staff_link x WHERE x.staff = staff.id))";

static const char team_insert_sql[] = "INSERT INTO team (id, name, made_at) VALUES ($1, $2, $3)";
static const char team_rename_sql[] = "UPDATE team SET name = $2 WHERE id = $1";
static const char team_find_sql[] = "SELECT id FROM team WHERE name = $1";
static const char team_exists_sql[] = "SELECT id FROM team WHERE id = $1";
static const char team_clear_sql[] = "DELETE FROM team_member WHERE team = $1";
static const char team_join_sql[] = "INSERT INTO team_member (team, staff)"
                                    " SELECT $1, id FROM staff WHERE id = $2"
                                    " ON CONFLICT (team, staff) DO NOTHING";
static const char team_list_sql[] =
    "SELECT t.id, t.name, s.id, s.name"
    "  FROM (SELECT id, name FROM team"
    "         WHERE id < $1 AND (id = $2 OR $2 = 0) ORDER BY id DESC LIMIT $3) t"
    "  LEFT JOIN team_member m ON m.team = t.id"
    "  LEFT JOIN staff s ON s.id = m.staff"
    " ORDER BY t.id DESC, s.name";

static const char by_email_sql[] =
    "SELECT email, name, role, language FROM staff WHERE active = 1 ORDER BY email";
static const char by_name_sql[] = "SELECT t.id, t.name, s.email FROM team t"
                                  "  LEFT JOIN (team_member m JOIN staff s"
                                  "    ON s.id = m.staff AND s.active = 1) ON m.team = t.id"
                                  " ORDER BY t.name, s.email";
static const char is_member_sql[] = "SELECT 1 FROM team_member WHERE team = $1 AND staff = $2";

static int
read_staff(DbRows *rows, Staff **ret_staff, GError **error)
{
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        Staff *staff = g_new0(Staff, 1);

        staff->id = db_rows_int(rows, 0);
        staff->person = db_rows_int(rows, 1);
        staff->email = g_strdup(db_rows_text(rows, 2));
        staff->name = g_strdup(db_rows_text(rows, 3));
        staff->role = g_strdup(db_rows_text(rows, 4));
        staff->language = g_strdup(db_rows_text(rows, 5));
        staff->active = db_rows_int(rows, 6) != 0;
        *ret_staff = staff;
    }
    return found;
}

int
staff_get(Db *db, int64_t id, Staff **ret_staff, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);

    return read_staff(rows, ret_staff, error);
}

int
staff_find(Db *db, const char *email, Staff **ret_staff, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, find_sql, DB_ARGS(DB_TEXT(email)), error);

    return read_staff(rows, ret_staff, error);
}

int
staff_after(Db *db, int64_t id, Staff **ret_staff, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, after_sql, DB_ARGS(DB_INT(id)), error);

    return read_staff(rows, ret_staff, error);
}

bool
staff_store_insert(Db *tx, int64_t id, int64_t person, const StaffDraft *draft, GError **error)
{
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(id), DB_INT(person), DB_TEXT(draft->email), DB_TEXT(draft->name),
                          DB_TEXT(draft->role), DB_TEXT(draft->language),
                          DB_TEXT(draft->password_hash), DB_INT(clock_now())),
                  error);
}

bool
staff_store_update(Db *tx, const Staff *staff, GError **error)
{
    return db_run(tx, update_sql,
                  DB_ARGS(DB_INT(staff->id), DB_TEXT(staff->name), DB_TEXT(staff->role),
                          DB_TEXT(staff->language), DB_INT(staff->active)),
                  error);
}

bool
staff_store_set_password(Db *tx, int64_t staff, const char *hash, GError **error)
{
    return db_run(tx, set_password_sql, DB_ARGS(DB_INT(staff), DB_TEXT(hash)), error);
}

int
staff_store_password(Db *db, const char *email, int64_t *ret_staff, char **ret_hash, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, password_sql, DB_ARGS(DB_TEXT(email)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        *ret_staff = db_rows_int(rows, 0);
        *ret_hash = g_strdup(db_rows_text(rows, 1));
    }
    return found;
}

int64_t
staff_store_administrators(Db *db, int64_t but, GError **error)
{
    int64_t count = 0;

    return db_find_int(db, administrators_sql, DB_ARGS(DB_INT(but)), &count, error) < 0 ? -1
                                                                                        : count;
}

DbRows *
staff_store_list(Db *db, int64_t only, int64_t before, int64_t limit, GError **error)
{
    return db_query(db, list_sql, DB_ARGS(DB_INT(before), DB_INT(only), DB_INT(limit)), error);
}

bool
team_store_insert(Db *tx, int64_t id, const char *name, GError **error)
{
    return db_run(tx, team_insert_sql, DB_ARGS(DB_INT(id), DB_TEXT(name), DB_INT(clock_now())),
                  error);
}

bool
team_store_rename(Db *tx, int64_t id, const char *name, GError **error)
{
    return db_run(tx, team_rename_sql, DB_ARGS(DB_INT(id), DB_TEXT(name)), error);
}

int
team_store_find(Db *db, const char *name, int64_t *ret_team, GError **error)
{
    return db_find_int(db, team_find_sql, DB_ARGS(DB_TEXT(name)), ret_team, error);
}

int
team_store_has(Db *db, int64_t id, GError **error)
{
    int64_t same;

    return db_find_int(db, team_exists_sql, DB_ARGS(DB_INT(id)), &same, error);
}

bool
team_store_clear(Db *tx, int64_t team, GError **error)
{
    return db_run(tx, team_clear_sql, DB_ARGS(DB_INT(team)), error);
}

bool
team_store_join(Db *tx, int64_t team, int64_t staff, GError **error)
{
    int64_t joined = 0;

    if (!db_change(tx, team_join_sql, DB_ARGS(DB_INT(team), DB_INT(staff)), &joined, error))
        return false;
    return joined == 1 ||
           error_set_field(error, APP_ERROR_INVALID, "members",
                           "%" PRId64 " is not an account, or is named twice", staff);
}

DbRows *
team_store_list(Db *db, int64_t only, int64_t before, int64_t limit, GError **error)
{
    return db_query(db, team_list_sql, DB_ARGS(DB_INT(before), DB_INT(only), DB_INT(limit)), error);
}

/* ---- For the configuration's file ---- */

DbRows *
staff_store_by_email(Db *db, GError **error)
{
    return db_query(db, by_email_sql, DB_NO_ARGS, error);
}

DbRows *
team_store_by_name(Db *db, GError **error)
{
    return db_query(db, by_name_sql, DB_NO_ARGS, error);
}

int
team_store_is_member(Db *db, int64_t team, int64_t staff, GError **error)
{
    int64_t one;

    return db_find_int(db, is_member_sql, DB_ARGS(DB_INT(team), DB_INT(staff)), &one, error);
}
