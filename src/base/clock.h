/* clock: what time it is. Times are milliseconds since 1970, UTC, everywhere in the program and in
 * the database; a zone appears only where a person reads or where working hours are counted. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_SECOND INT64_C(1000)
#define CLOCK_MINUTE (60 * CLOCK_SECOND)
#define CLOCK_HOUR   (60 * CLOCK_MINUTE)
#define CLOCK_DAY    (24 * CLOCK_HOUR)

int64_t clock_now(void);

/* Stops the clock at a time (tests only); 0 lets it run again. */
void clock_freeze(int64_t ms);

/* "2026-11-23T09:30:00.123Z". Owned by the caller. */
char *clock_format(int64_t ms);

/* Reads an RFC 3339 date and time, any offset. False if it is not one. */
bool clock_parse(const char *text, int64_t *ret_ms);
