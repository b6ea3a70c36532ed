#include "transcript/sheet-inside.h"

#include "base/clock.h"
#include "base/error.h"

#include <cairo-pdf.h>
#include <string.h>

#define FOOTER (SHEET_HEIGHT - 30.0)
#define PIECE  4000 /* bytes laid out at a time: a long line is cut between words */
#define FAMILIES                                                                                   \
    "DejaVu Sans, Noto Sans, sans-serif" /* emoji and other scripts: by what fontconfig finds */

static const struct {
    double size, spacing, grey;
    PangoWeight weight;
} styles[] = {
    [SHEET_TITLE] = {17, 1, 0.1, PANGO_WEIGHT_BOLD},
    [SHEET_HEAD] = {10.5, 1, 0.1, PANGO_WEIGHT_BOLD},
    [SHEET_META] = {8.5, 1, 0.35, PANGO_WEIGHT_NORMAL},
    [SHEET_BODY] = {10, 2.5, 0.1, PANGO_WEIGHT_NORMAL},
};

/* ---- Beginning and end ---- */

static cairo_status_t
keep(void *data, const unsigned char *bytes, unsigned size)
{
    g_byte_array_append(((Sheet *)data)->bytes, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

static void
describe(cairo_surface_t *surface, const SheetSetup *setup)
{
    g_autofree char *now = clock_format(clock_now());

    now[strlen("2026-11-23T09:30:00")] = '\0';
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, setup->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, setup->author);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, now);
}

Sheet *
sheet_new(const SheetSetup *setup)
{
    Sheet *sheet = g_new0(Sheet, 1);
    cairo_surface_t *surface;

    sheet->setup = *setup;
    sheet->bytes = g_byte_array_new();
    /* Without a writer Cairo lays out and keeps nothing. */
    surface = cairo_pdf_surface_create_for_stream(setup->pages > 0 ? keep : NULL, sheet,
                                                  SHEET_WIDTH, SHEET_HEIGHT);
    describe(surface, setup);
    sheet->cairo = cairo_create(surface);
    cairo_surface_destroy(surface);
    sheet->layout = pango_cairo_create_layout(sheet->cairo);
    pango_context_set_language(pango_layout_get_context(sheet->layout),
                               pango_language_from_string(setup->language));
    pango_layout_set_width(sheet->layout, (int)(SHEET_TEXT * PANGO_SCALE));
    pango_layout_set_wrap(sheet->layout, PANGO_WRAP_WORD_CHAR);
    sheet->page = 1;
    sheet->y = SHEET_MARGIN;
    return sheet;
}

void
sheet_free(Sheet *sheet)
{
    if (sheet == NULL)
        return;
    g_clear_object(&sheet->layout);
    g_clear_pointer(&sheet->cairo, cairo_destroy);
    g_clear_pointer(&sheet->bytes, g_byte_array_unref);
    g_free(sheet);
}

static void
set_style(Sheet *sheet, SheetStyle style)
{
    PangoFontDescription *font = pango_font_description_from_string(FAMILIES);

    pango_font_description_set_absolute_size(font, styles[style].size * PANGO_SCALE);
    pango_font_description_set_weight(font, styles[style].weight);
    pango_layout_set_font_description(sheet->layout, font);
    pango_font_description_free(font);
    cairo_set_source_rgb(sheet->cairo, styles[style].grey, styles[style].grey, styles[style].grey);
}

static void
write_footer(Sheet *sheet)
{
    g_autofree char *text = g_strdup_printf("%s %d %s %d", sheet->setup.page, sheet->page,
                                            sheet->setup.of, sheet->setup.pages);

    set_style(sheet, SHEET_META);
    pango_layout_set_alignment(sheet->layout, PANGO_ALIGN_RIGHT);
    pango_layout_set_text(sheet->layout, text, -1);
    cairo_move_to(sheet->cairo, SHEET_MARGIN, FOOTER - 12);
    pango_cairo_show_layout(sheet->cairo, sheet->layout);
    pango_layout_set_alignment(sheet->layout, PANGO_ALIGN_LEFT);
}

static void
next_page(Sheet *sheet)
{
    write_footer(sheet);
    cairo_show_page(sheet->cairo);
    sheet->page++;
    sheet->y = SHEET_MARGIN;
}

int
sheet_pages(const Sheet *sheet)
{
    return sheet->page;
}

GBytes *
sheet_end(Sheet *sheet, GError **error)
{
    cairo_surface_t *surface = cairo_get_target(sheet->cairo);
    cairo_status_t status;

    write_footer(sheet);
    cairo_show_page(sheet->cairo);
    cairo_surface_finish(surface);
    status = cairo_surface_status(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_status(sheet->cairo);
    if (status != CAIRO_STATUS_SUCCESS) {
        error_set(error, APP_ERROR_INTERNAL, "pdf: %s", cairo_status_to_string(status));
        return NULL;
    }
    return g_byte_array_free_to_bytes(g_steal_pointer(&sheet->bytes));
}

/* ---- Drawing ---- */

void
sheet_make_room(Sheet *sheet, double height)
{
    if (sheet->y + height > SHEET_BOTTOM && sheet->y > SHEET_MARGIN)
        next_page(sheet);
}

void
sheet_keep(Sheet *sheet, double height)
{
    sheet_make_room(sheet, height);
}

void
sheet_gap(Sheet *sheet, double height)
{
    sheet->y += height;
}

void
sheet_bar(Sheet *sheet, bool shown)
{
    sheet->bar = shown;
}

void
sheet_draw_bar(Sheet *sheet, double top, double height)
{
    if (!sheet->bar)
        return;
    cairo_save(sheet->cairo);
    cairo_set_source_rgb(sheet->cairo, 0.71, 0.33, 0.04);
    cairo_rectangle(sheet->cairo, SHEET_MARGIN - SHEET_BAR_SIDE, top, 2, height);
    cairo_fill(sheet->cairo);
    cairo_restore(sheet->cairo);
}

void
sheet_rule(Sheet *sheet)
{
    cairo_save(sheet->cairo);
    cairo_set_source_rgb(sheet->cairo, 0.8, 0.78, 0.76);
    cairo_set_line_width(sheet->cairo, 0.6);
    cairo_move_to(sheet->cairo, SHEET_MARGIN, sheet->y);
    cairo_line_to(sheet->cairo, SHEET_MARGIN + SHEET_TEXT, sheet->y);
    cairo_stroke(sheet->cairo);
    cairo_restore(sheet->cairo);
}

/* Each line where there is room for it: a layout does not know of pages. */
static void
draw_lines(Sheet *sheet, SheetStyle style)
{
    PangoLayoutIter *iter = pango_layout_get_iter(sheet->layout);

    do {
        PangoRectangle logical;
        double height;

        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        height = (double)logical.height / PANGO_SCALE + styles[style].spacing;
        if (sheet->y + height > SHEET_BOTTOM && sheet->y > SHEET_MARGIN) {
            /* The footer has the same layout: what is left of it is drawn from a copy. */
            PangoLayout *mine = sheet->layout;

            sheet->layout = pango_cairo_create_layout(sheet->cairo);
            pango_layout_set_width(sheet->layout, (int)(SHEET_TEXT * PANGO_SCALE));
            next_page(sheet);
            g_object_unref(sheet->layout);
            sheet->layout = mine;
            cairo_set_source_rgb(sheet->cairo, styles[style].grey, styles[style].grey,
                                 styles[style].grey);
        }
        cairo_move_to(sheet->cairo, SHEET_MARGIN + (double)logical.x / PANGO_SCALE,
                      sheet->y +
                          (double)(pango_layout_iter_get_baseline(iter) - logical.y) / PANGO_SCALE);
        pango_cairo_show_layout_line(sheet->cairo, pango_layout_iter_get_line_readonly(iter));
        sheet_draw_bar(sheet, sheet->y, height);
        sheet->y += height;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
}

/* Where a piece of a text ends: after a line, else between words, else between characters. */
static const char *
end_of_piece(const char *text)
{
    const char *end = strchr(text, '\n');
    const char *cut;

    if (end == NULL)
        end = text + strlen(text);
    if (end - text <= PIECE)
        return end;
    for (cut = text + PIECE; cut > text + PIECE / 2; cut--)
        if (*cut == ' ')
            return cut;
    for (cut = text + PIECE; ((unsigned char)*cut & 0xC0) == 0x80;)
        cut--;
    return cut;
}

void
sheet_text(Sheet *sheet, SheetStyle style, const char *text)
{
    while (*text != '\0') {
        const char *end = end_of_piece(text);

        set_style(sheet, style);
        pango_layout_set_text(sheet->layout, text, (int)(end - text));
        draw_lines(sheet, style);
        text = *end == '\n' || *end == ' ' ? end + 1 : end;
    }
}
