/* sheet: paper that text and pictures flow onto, A4, page after page, as PDF. Inside this folder
 * only.
 *
 * Lengths are points (1/72 inch). What is drawn is drawn once per sheet: to write "page 3 of 7",
 * the whole is laid out twice, the first time on a sheet that counts only. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Sheet Sheet;

typedef enum {
    SHEET_TITLE, /* of the document */
    SHEET_HEAD,  /* of a message */
    SHEET_META,  /* small and grey: dates, addresses */
    SHEET_BODY,
} SheetStyle;

/* pages 0: it counts only. The texts are borrowed. */
typedef struct {
    const char *title, *author, *language; /* of the file */
    const char *page, *of;                 /* "Page", "sur" */
    int pages;
} SheetSetup;
Sheet *sheet_new(const SheetSetup *setup);
void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)

/* Text of any length; lines that do not fit go onto the next page. */
void sheet_text(Sheet *sheet, SheetStyle style, const char *text);
/* A PNG or JPEG, as wide as the text at most; nothing for another, a broken or a too large one:
 * false then. */
bool sheet_picture(Sheet *sheet, GBytes *picture);
void sheet_gap(Sheet *sheet, double height);
/* A line across. */
void sheet_rule(Sheet *sheet);
/* What follows has so much of the same page, or begins a new one. */
void sheet_keep(Sheet *sheet, double height);
/* A bar in the margin beside all that follows, until it is taken away. */
void sheet_bar(Sheet *sheet, bool shown);

int sheet_pages(const Sheet *sheet);
/* The file; the sheet is over. NULL when it counted only, or Cairo could not write it. */
GBytes *sheet_end(Sheet *sheet, GError **error);
