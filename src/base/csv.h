/* csv: tables for spreadsheets, as RFC 4180 says: commas, CR LF, quotes where needed. They begin
 * with a byte order mark, without which some spreadsheets take UTF-8 for something else.
 *
 * A text that a stranger wrote must not become a formula on somebody's desk: one that begins with
 * = + - @, a tab or a carriage return is given an apostrophe in front (CWE-1236). */
#pragma once

#include <glib.h>
#include <stdint.h>

/* Starts a table in out, which is empty. */
void csv_begin(GString *out);

/* One cell; NULL is an empty one. */
void csv_text(GString *out, const char *text);
void csv_int(GString *out, int64_t value);
/* Twelve digits, with a point; NaN is an empty cell. */
void csv_double(GString *out, double value);
void csv_time(GString *out, int64_t ms); /* RFC 3339; 0 is an empty cell */
void csv_empty(GString *out);

/* Ends the row. */
void csv_end(GString *out);
