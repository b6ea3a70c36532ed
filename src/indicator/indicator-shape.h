/* indicator-shape: what requests and answers about figures look like. Inside this folder only. */
#pragma once

#include "http/shape.h"

/* The period, the channel and the team; and the same with the name of an indicator in the path. */
extern const Field indicator_scope_fields[];
extern const Field indicator_rows_fields[];

extern const Shape indicator_report_shape;
extern const Shape indicator_row_shape;
