#include "brand/brand.h"

#include "base/log.h"
#include "brand/brand-store.h"
#include "file/file.h"
#include "journal/journal.h"
#include "setting/setting.h"
#include "wording/wording.h"

/* CSS pixels at most: a line of large text high, and half a phone wide. */
#define SHOWN_HEIGHT 48
#define SHOWN_WIDTH  200

void
brand_free(Brand *brand)
{
    if (brand == NULL)
        return;
    g_free(brand->name);
    g_free(brand->logo_path);
    g_free(brand);
}

static void
place_logo(Brand *brand, const BrandLogo *logo)
{
    double scale = 1;

    if (logo->file == 0)
        return;
    scale = MIN(scale, SHOWN_HEIGHT / (double)logo->image.height);
    scale = MIN(scale, SHOWN_WIDTH / (double)logo->image.width);
    brand->logo = logo->file;
    brand->logo_path = g_strdup_printf("/brand/logo/%" G_GINT64_FORMAT, logo->file);
    brand->logo_width = MAX(1, (int64_t)((double)logo->image.width * scale));
    brand->logo_height = MAX(1, (int64_t)((double)logo->image.height * scale));
}

char *
brand_name(const Context *context, Db *db)
{
    return context->organisation != NULL ? g_strdup(context->organisation)
                                         : setting_text(db, "organisation.name", 0);
}

Brand *
brand_get(const Context *context, Db *db)
{
    Brand *brand = g_new0(Brand, 1);
    g_autofree char *colour = setting_text(db, "brand.colour", 0);
    g_autoptr(GError) error = NULL;
    BrandLogo logo;

    brand->name = brand_name(context, db);
    brand->language = wording_language(db, NULL);
    brand_tones(colour, &brand->light, &brand->dark);
    if (brand_store_logo(db, &logo, &error))
        place_logo(brand, &logo);
    else
        log_error("brand", "logo_not_read", "reason=%s", error->message);
    return brand;
}

GBytes *
brand_logo(const Context *context, Db *db, const Brand *brand, char **ret_type, GError **error)
{
    return brand->logo != 0 ? file_get(context->files, db, brand->logo, ret_type, error) : NULL;
}

static bool
tell(Db *tx, const char *what, int64_t staff, GError **error)
{
    g_autofree char *data = g_strdup_printf("{\"logo\":\"%s\"}", what);

    return journal_append(tx, &(Fact){.name = "brand.changed", .actor = staff, .data = data},
                          error);
}

bool
brand_set_logo(Db *tx, Context *context, GBytes *bytes, int64_t staff, bool *ret_changed,
               GError **error)
{
    BrandLogo before, logo = {.file = 0};

    if (!brand_store_logo(tx, &before, error))
        return false;
    if (bytes != NULL && (!brand_image_read(bytes, &logo.image, error) ||
                          !file_put(context->files, tx, bytes, logo.image.type, &logo.file, error)))
        return false;
    *ret_changed = logo.file != before.file;
    return !*ret_changed || (brand_store_set_logo(tx, &logo, staff, error) &&
                             tell(tx, bytes != NULL ? "set" : "removed", staff, error));
}
