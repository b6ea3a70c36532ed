#include "brand/brand-configuration.h"

#include "base/error.h"
#include "base/limits.h"
#include "brand/brand.h"

#define BASE64_MAX ((LIMIT_LOGO + 2) / 3 * 4)

static const Shape item_shape = {
    .name = "BrandItem",
    .fields =
        (const Field[]){
            {.name = "name",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = (const char *const[]){"logo", NULL}},
            {.name = "base64", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = BASE64_MAX},
            FIELDS_END,
        },
};

static bool
write_items(Context *context, Db *db, JsonWriter *json, GError **error)
{
    g_autoptr(Brand) brand = brand_get(context, db);
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *base64 = NULL;

    if (brand->logo == 0)
        return true;
    bytes = brand_logo(context, db, brand, NULL, error);
    if (bytes == NULL)
        return false;
    base64 = g_base64_encode(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    json_object_begin(json);
    json_put_text(json, "name", "logo");
    json_put_text(json, "base64", base64);
    json_object_end(json);
    return true;
}

static bool
read_item(Context *context, Db *tx, const ConfigurationItem *given, ConfigurationEffect *ret_effect,
          GError **error)
{
    gsize size;
    guchar *data = g_base64_decode(configuration_text(given->item, "base64"), &size);
    g_autoptr(GBytes) bytes = g_bytes_new_take(data, size);
    bool changed;

    if (!brand_set_logo(tx, context, bytes, given->staff, &changed, error))
        return false;
    if (!changed)
        *ret_effect = CONFIGURATION_SAME;
    return true;
}

const ConfigurationPart brand_configurations[] = {
    {
        .name = "brand",
        .key = "name",
        .item = &item_shape,
        .write = write_items,
        .read = read_item,
    },
    CONFIGURATIONS_END,
};
