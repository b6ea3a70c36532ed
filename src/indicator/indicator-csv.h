/* indicator-csv: figures and rows for spreadsheets. Inside this folder only. */
#pragma once

#include "indicator/indicator-row.h"

/* Appends the line of names, then one line an indicator. */
void indicator_csv_head(GString *out);
void indicator_csv_line(GString *out, const Indicator *indicator, const IndicatorScope *scope);

/* The same for the rows behind one. */
void indicator_csv_rows_head(GString *out);
void indicator_csv_row(GString *out, const IndicatorMeasure *measure,
                       const IndicatorDetail *detail);
