#include "brand/brand-store.h"

#include "base/clock.h"
#include "base/id.h"

static const char logo_sql[] =
    "SELECT file, width, height FROM brand_logo ORDER BY id DESC LIMIT 1";

static const char set_logo_sql[] = "INSERT INTO brand_logo (id, file, width, height, staff, at)"
                                   " VALUES ($1, $2, $3, $4, $5, $6)";

bool
brand_store_logo(Db *db, BrandLogo *ret_logo, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, logo_sql, DB_NO_ARGS, error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    *ret_logo = (BrandLogo){.file = 0};
    if (found == 1)
        *ret_logo = (BrandLogo){
            .file = db_rows_int(rows, 0),
            .image = {.width = db_rows_int(rows, 1), .height = db_rows_int(rows, 2)},
        };
    return found >= 0;
}

bool
brand_store_set_logo(Db *tx, const BrandLogo *logo, int64_t staff, GError **error)
{
    return db_run(tx, set_logo_sql,
                  DB_ARGS(DB_INT(id_new()), DB_ID(logo->file), DB_ID(logo->image.width),
                          DB_ID(logo->image.height), DB_ID(staff), DB_INT(clock_now())),
                  error);
}
