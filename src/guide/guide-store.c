#include "guide/guide-store.h"

#include "base/clock.h"

#include <string.h>

/* What is there, in the order of GuideStep. The last looks at a few rows only: contacts by their
 * direction, newest first, until one of ours is found. */
static const char done_sql[] =
    "SELECT EXISTS (SELECT 1 FROM setting WHERE name = 'organisation.name'),"
    "       EXISTS (SELECT 1 FROM setting WHERE name = 'brand.colour')"
    "         OR EXISTS (SELECT 1 FROM brand_logo WHERE file IS NOT NULL),"
    "       EXISTS (SELECT 1 FROM mailbox),"
    "       EXISTS (SELECT 1 FROM team),"
    "       (SELECT count(*) FROM staff WHERE active = 1) > 1,"
    "       EXISTS (SELECT 1 FROM message WHERE direction = 2 AND kind = 0 AND staff IS NOT NULL)";

static const char skipped_sql[] = "SELECT step FROM guide_step";

static const char skip_sql[] = "INSERT INTO guide_step (step, staff, at) VALUES ($1, $2, $3)"
                               " ON CONFLICT (step) DO NOTHING";
static const char resume_sql[] = "DELETE FROM guide_step WHERE step = $1";

static bool
read_done(Db *db, Guide *guide, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, done_sql, DB_NO_ARGS, error);

    if (rows == NULL || db_rows_next(rows, error) != 1)
        return false;
    for (int step = 0; step < GUIDE_STEPS; step++)
        guide->done[step] = db_rows_int(rows, step) != 0;
    return true;
}

static bool
read_skipped(Db *db, Guide *guide, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, skipped_sql, DB_NO_ARGS, error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        for (int step = 0; step < GUIDE_STEPS; step++)
            if (strcmp(guide_words[step], db_rows_text(rows, 0)) == 0)
                guide->skipped[step] = true;
    return more == 0;
}

bool
guide_store_read(Db *db, Guide *ret_guide, GError **error)
{
    Guide guide = {.done = {false}};

    if (!read_done(db, &guide, error) || !read_skipped(db, &guide, error))
        return false;
    *ret_guide = guide;
    return true;
}

bool
guide_store_skip(Db *tx, const char *step, bool skip, int64_t staff, int64_t *ret_changed,
                 GError **error)
{
    if (skip)
        return db_change(tx, skip_sql, DB_ARGS(DB_TEXT(step), DB_ID(staff), DB_INT(clock_now())),
                         ret_changed, error);
    return db_change(tx, resume_sql, DB_ARGS(DB_TEXT(step)), ret_changed, error);
}
