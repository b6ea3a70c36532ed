#include "brand/brand.h"

#include <math.h>
#include <string.h>

/* The paper of public pages (brand-page.c) and of the application, by scheme. */
#define PAPER_LIGHT "#ffffff"
#define PAPER_DARK  "#15181e"
#define INK_DARK    "#101521" /* written on a light colour */

#define CONTRAST_TEXT 4.5 /* WCAG 2.1, 1.4.3 */
#define STEPS         100 /* from the colour to black or white */

typedef struct {
    int red, green, blue; /* 0..255 */
} Colour;

static Colour
parse(const char *text)
{
    guint64 rgb = g_ascii_strtoull(text + 1, NULL, 16);

    return (Colour){(int)(rgb >> 16 & 0xff), (int)(rgb >> 8 & 0xff), (int)(rgb & 0xff)};
}

static void
print(Colour colour, char text[8])
{
    g_snprintf(text, 8, "#%02x%02x%02x", (unsigned)colour.red, (unsigned)colour.green,
               (unsigned)colour.blue);
}

/* WCAG 2.1: relative luminance of sRGB. */
static double
linear(int part)
{
    double value = part / 255.0;

    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double
luminance(Colour colour)
{
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
           0.0722 * linear(colour.blue);
}

static double
contrast(Colour one, Colour other)
{
    double a = luminance(one), b = luminance(other);

    return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

double
brand_contrast(const char *one, const char *other)
{
    return contrast(parse(one), parse(other));
}

static int
mix_part(int from, int to, int step)
{
    return from + (to - from) * step / STEPS;
}

static Colour
mix(Colour from, Colour to, int step)
{
    return (Colour){mix_part(from.red, to.red, step), mix_part(from.green, to.green, step),
                    mix_part(from.blue, to.blue, step)};
}

/* The nearest to colour, on its way to an end, that can be read on the paper. */
static void
make_readable(Colour colour, const char *paper, const char *end, BrandTone *ret_tone)
{
    Colour ground = parse(paper), last = parse(end), tone = colour;

    for (int step = 1; step <= STEPS && contrast(tone, ground) < CONTRAST_TEXT; step++)
        tone = mix(colour, last, step);
    print(tone, ret_tone->accent);
    g_strlcpy(ret_tone->on_accent,
              contrast(tone, parse(PAPER_LIGHT)) >= contrast(tone, parse(INK_DARK)) ? PAPER_LIGHT
                                                                                    : INK_DARK,
              sizeof ret_tone->on_accent);
}

void
brand_tones(const char *colour, BrandTone *ret_light, BrandTone *ret_dark)
{
    make_readable(parse(colour), PAPER_LIGHT, "#000000", ret_light);
    make_readable(parse(colour), PAPER_DARK, "#ffffff", ret_dark);
}
