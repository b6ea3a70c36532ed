#include "brand/brand.h"

#include "base/error.h"
#include "base/limits.h"
#include "brand/brand-image.h"

#include <string.h>

/* ---- Colours ---- */

static void
test_every_colour_can_be_read_in_both_schemes(void)
{
    static const char *const cases[] = {"#1d4ed8", "#ffffff", "#000000", "#ffff00",
                                        "#00ff00", "#ff0000", "#808080", "#7f7f7f",
                                        "#15181e", "#fedcba", "#0000ff", "#E5A50A"};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        BrandTone light, dark;

        brand_tones(cases[i], &light, &dark);
        g_test_message("%s: %s, %s", cases[i], light.accent, dark.accent);
        g_assert_cmpfloat(brand_contrast(light.accent, "#ffffff"), >=, 4.5);
        g_assert_cmpfloat(brand_contrast(light.accent, light.on_accent), >=, 4.5);
        g_assert_cmpfloat(brand_contrast(dark.accent, "#15181e"), >=, 4.5);
        g_assert_cmpfloat(brand_contrast(dark.accent, dark.on_accent), >=, 4.5);
    }
}

static void
test_a_colour_that_can_be_read_stays_as_chosen(void)
{
    BrandTone light, dark;

    brand_tones("#1D4ED8", &light, &dark);
    g_assert_cmpstr(light.accent, ==, "#1d4ed8");
    g_assert_cmpstr(light.on_accent, ==, "#ffffff");
    brand_tones("#9db8ff", &light, &dark);
    g_assert_cmpstr(dark.accent, ==, "#9db8ff");
}

/* WCAG 2.1's own extremes, and a pair that its examples give. */
static void
test_contrast_is_that_of_wcag(void)
{
    g_assert_cmpfloat_with_epsilon(brand_contrast("#000000", "#ffffff"), 21, 0.01);
    g_assert_cmpfloat_with_epsilon(brand_contrast("#ffffff", "#ffffff"), 1, 0.01);
    g_assert_cmpfloat_with_epsilon(brand_contrast("#767676", "#ffffff"), 4.54, 0.01);
}

/* ---- Images ---- */

#define PNG(width, height)        "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" width height "\x08\x06\0\0\0"
#define JPEG_FRAME(height, width) "\xff\xc0\0\x0b\x08" height width "\x01\x01\x11\0"

static void
test_an_image_is_what_its_head_says(void)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *type; /* NULL: refused */
        int64_t width, height;
    } cases[] = {
#define CASE(bytes, ...) {bytes, sizeof(bytes) - 1, __VA_ARGS__}
        CASE(PNG("\0\0\1\0", "\0\0\0\x40"), "image/png", 256, 64),
        CASE("\xff\xd8\xff\xe0\0\x04JF" JPEG_FRAME("\0\x30", "\0\xc8"), "image/jpeg", 200, 48),
        CASE("\xff\xd8\xff\xff\xff\xc2\0\x0b\x08\0\x10\0\x20\x01\x01\x11\0", "image/jpeg", 32, 16),
        CASE("", NULL),
        CASE("\x89PNG\r\n\x1a\n", NULL),
        CASE("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", NULL),
        CASE("GIF89a\1\0\1\0", NULL),
        CASE("\xff\xd8", NULL),
        CASE("\xff\xd8\xff\xe0\xff\xff" JPEG_FRAME("\0\x30", "\0\xc8"), NULL), /* beyond the end */
        CASE("\xff\xd8\xff\xe0\0\0" JPEG_FRAME("\0\x30", "\0\xc8"), NULL),     /* no length */
        CASE("\xff\xd8\xff\xe0\0\1" JPEG_FRAME("\0\x30", "\0\xc8"), NULL),
        CASE("\xff\xd8\xff\xc0\0\x05\x08\0\x30", NULL), /* a frame too short for its sizes */
        CASE("\xff\xd8\xff\xc4\0\x0b\x08\0\x10\0\x20\x01\x01\x11\0", NULL), /* a table, no frame */
        CASE("\xff\xd8\xff\xd9", NULL),
        CASE(PNG("\0\0\0\0", "\0\0\0\x40"), NULL),
        CASE(PNG("\0\1\0\0", "\0\1\0\0"), NULL), /* a bomb */
        CASE(PNG("\xff\xff\xff\xff", "\0\0\0\1"), NULL),
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) bytes = g_bytes_new_static(cases[i].bytes, cases[i].size);
        g_autoptr(GError) error = NULL;
        BrandImage image = {.type = NULL};

        g_test_message("case %zu", i);
        g_assert_cmpint(brand_image_read(bytes, &image, &error), ==, cases[i].type != NULL);
        g_assert_cmpstr(image.type, ==, cases[i].type);
        g_assert_cmpint(image.width, ==, cases[i].width);
        g_assert_cmpint(image.height, ==, cases[i].height);
        if (cases[i].type == NULL)
            g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
    }
}

static void
test_a_large_logo_is_refused(void)
{
    g_autofree char *data = g_malloc0(LIMIT_LOGO + 1);
    g_autoptr(GBytes) bytes = g_bytes_new(data, LIMIT_LOGO + 1);
    g_autoptr(GError) error = NULL;
    BrandImage image;

    g_assert_false(brand_image_read(bytes, &image, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_TOO_LARGE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/brand/every colour can be read in both schemes",
                    test_every_colour_can_be_read_in_both_schemes);
    g_test_add_func("/brand/a colour that can be read stays as chosen",
                    test_a_colour_that_can_be_read_stays_as_chosen);
    g_test_add_func("/brand/contrast is that of wcag", test_contrast_is_that_of_wcag);
    g_test_add_func("/brand/an image is what its head says", test_an_image_is_what_its_head_says);
    g_test_add_func("/brand/a large logo is refused", test_a_large_logo_is_refused);
    return g_test_run();
}
