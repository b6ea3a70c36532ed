#include "base/error.h"
#include "base/limits.h"
#include "brand/brand-configuration.h"
#include "brand/brand.h"
#include "http/throttle.h"
#include "setting/setting.h"

/* ---- Shapes ---- */

static const Shape tone_shape = {
    .name = "BrandTone",
    .fields =
        (const Field[]){
            {.name = "accent", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "on_accent",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .about = "What is written on it."},
            FIELDS_END,
        },
};

static const Shape logo_shape = {
    .name = "BrandLogo",
    .fields =
        (const Field[]){
            {.name = "path", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "width",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = LIMIT_LOGO_SIDE,
             .about = "That it is shown at, in CSS pixels."},
            {.name = "height",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = LIMIT_LOGO_SIDE},
            FIELDS_END,
        },
};

static const Shape brand_shape = {
    .name = "Brand",
    .fields =
        (const Field[]){
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "language",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = (const char *const[]){"fr", "en", NULL},
             .about = "Spoken when nobody says which."},
            {.name = "light",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &tone_shape,
             .about = "The colour on light paper, readable."},
            {.name = "dark", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &tone_shape},
            {.name = "logo",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .shape = &logo_shape},
            FIELDS_END,
        },
};

static const Field colour_fields[] = {
    {.name = "colour",
     .type = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .min = 7,
     .max = 7,
     .about = "#rrggbb"},
    FIELDS_END,
};

static const Shape preview_shape = {
    .name = "BrandPreview",
    .fields =
        (const Field[]){
            {.name = "light", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &tone_shape},
            {.name = "dark", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &tone_shape},
            {.name = "contrast",
             .type = FIELD_NUMBER,
             .flags = FIELD_REQUIRED,
             .about = "Of the colour as chosen on white paper; 4.5 can be read."},
            FIELDS_END,
        },
};

/* ---- Reading ---- */

static void
write_tone(JsonWriter *json, const char *name, const BrandTone *tone)
{
    json_name(json, name);
    json_object_begin(json);
    json_put_text(json, "accent", tone->accent);
    json_put_text(json, "on_accent", tone->on_accent);
    json_object_end(json);
}

static bool
get_brand(Request *request, GError **error)
{
    g_autoptr(Brand) brand = brand_get(request_context(request), request_db(request));
    JsonWriter *json = reply_json(request, 200);

    json_object_begin(json);
    json_put_text(json, "name", brand->name);
    json_put_text(json, "language", brand->language);
    write_tone(json, "light", &brand->light);
    write_tone(json, "dark", &brand->dark);
    json_name(json, "logo");
    if (brand->logo_path == NULL) {
        json_none(json);
    } else {
        json_object_begin(json);
        json_put_text(json, "path", brand->logo_path);
        json_put_int(json, "width", brand->logo_width);
        json_put_int(json, "height", brand->logo_height);
        json_object_end(json);
    }
    json_object_end(json);
    return true;
}

static bool
get_preview(Request *request, GError **error)
{
    const char *colour = request_text(request, "colour");
    json_t *value = json_string(colour);
    bool ok = setting_check(setting_rule("brand.colour"), value, error);
    BrandTone light, dark;
    JsonWriter *json;

    json_decref(value);
    if (!ok)
        return false;
    brand_tones(colour, &light, &dark);
    json = reply_json(request, 200);
    json_object_begin(json);
    write_tone(json, "light", &light);
    write_tone(json, "dark", &dark);
    json_put_double(json, "contrast", brand_contrast(colour, "#ffffff"));
    json_object_end(json);
    return true;
}

/* Only the logo of now: no other file can be asked for by its number. */
static bool
get_logo(Request *request, GError **error)
{
    Db *db = request_db(request);
    g_autoptr(Brand) brand = brand_get(request_context(request), db);
    g_autofree char *type = NULL;
    g_autoptr(GBytes) bytes = NULL;

    if (brand->logo == 0 || brand->logo != request_id(request, "id"))
        return error_set(error, APP_ERROR_NOT_FOUND, "no such logo");
    bytes = brand_logo(request_context(request), db, brand, &type, error);
    if (bytes == NULL)
        return false;
    reply_file(request, type, "logo", true, bytes);
    /* Mail programs and forms on other sites show it; its address changes with the image. */
    reply_header(request, "Cross-Origin-Resource-Policy", "cross-origin");
    reply_header(request, "Cache-Control", "public, max-age=604800, immutable");
    return true;
}

/* ---- Changing ---- */

typedef struct {
    Context *context;
    GBytes *bytes; /* NULL: none any more */
    int64_t staff;
} Put;

static bool
put_work(Db *tx, void *data, GError **error)
{
    const Put *put = data;
    bool changed;

    return brand_set_logo(tx, put->context, put->bytes, put->staff, &changed, error);
}

static bool
put_logo(Request *request, GError **error)
{
    Put put = {request_context(request), request_bytes(request), request_principal(request)->staff};

    return request_write(request, put_work, &put, error) && get_brand(request, error);
}

static bool
delete_logo(Request *request, GError **error)
{
    Put put = {request_context(request), NULL, request_principal(request)->staff};

    return request_write(request, put_work, &put, error) && get_brand(request, error);
}

/* ---- Module ---- */

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/api/brand",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_open,
        .handler = get_brand,
        .about = "Name, language, colours and logo: shown to whoever signs in.",
        .reply = &brand_shape,
    },
    {
        .method = "GET",
        .path = "/api/brand/preview",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_preview,
        .about = "What would be shown for a colour.",
        .query = colour_fields,
        .reply = &preview_shape,
    },
    {
        .method = "PUT",
        .path = "/api/brand/logo",
        .right = RIGHT_SETTING_MANAGE,
        .handler = put_logo,
        .about = "Sets the logo: a PNG or a JPEG.",
        .flags = ROUTE_UPLOAD,
        .reply = &brand_shape,
    },
    {
        .method = "DELETE",
        .path = "/api/brand/logo",
        .right = RIGHT_SETTING_MANAGE,
        .handler = delete_logo,
        .about = "Shows no logo any more.",
        .reply = &brand_shape,
    },
    {
        .method = "GET",
        .path = "/brand/logo/{id}",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_open,
        .handler = get_logo,
        .about = "The logo, for pages and mails; its address is in the brand.",
        .flags = ROUTE_PAGE,
    },
    ROUTES_END,
};

const Module brand_module = {
    .name = "brand",
    .routes = routes,
    .configurations = brand_configurations,
};
