/* sheet-inside: what the two files of a sheet share. */
#pragma once

#include "transcript/sheet.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#define SHEET_WIDTH    595.28 /* A4 */
#define SHEET_HEIGHT   841.89
#define SHEET_MARGIN   56.0
#define SHEET_BOTTOM   (SHEET_HEIGHT - SHEET_MARGIN)
#define SHEET_TEXT     (SHEET_WIDTH - 2 * SHEET_MARGIN)
#define SHEET_BAR_SIDE 10.0

struct Sheet {
    SheetSetup setup;
    GByteArray *bytes;
    cairo_t *cairo;
    PangoLayout *layout;
    double y; /* the top of what comes next */
    int page;
    bool bar;
};

/* Ends the page if less than height is left of it. */
void sheet_make_room(Sheet *sheet, double height);
/* The bar beside what was just drawn. */
void sheet_draw_bar(Sheet *sheet, double top, double height);
