/* when: a moment said in words, French or English, as people type it to put something off: "lundi
 * 9 h", "demain matin", "dans 3 jours", "le 3 décembre à 14h30", "next monday 9am", "in 2 weeks".
 *
 * A moment is always ahead: what has no year is the next such day, a day of the week is never
 * today, a time that is past is tomorrow's. A day without a time is when the organisation opens
 * that day (09:00 when it does not). Numeric dates put the day first. What is not understood whole
 * is not understood: no guess is made of half a sentence.
 *
 * when.c reads, when-words.c knows the words of both languages. */
#pragma once

#include "base/calendar.h"

#define WHEN_TEXT_MAX 200                   /* bytes */
#define WHEN_AHEAD    INT64_C(316224000000) /* milliseconds: ten years and a bit, at most */

/* language ("fr", "en") only settles what both use: "mar" is mardi or March. False when it is not
 * understood, or is not ahead of now. */
bool when_parse(const char *text, const char *language, int64_t now, Calendar *calendar,
                int64_t *ret_at);

/* What people put things off to most: its word for the API and the moment. */
typedef struct {
    const char *word; /* "in-three-hours", "tomorrow-morning", "monday-morning", "in-a-week" */
    int64_t at;
} WhenSuggestion;
#define WHEN_SUGGESTIONS 4
void when_suggest(int64_t now, Calendar *calendar, WhenSuggestion ret[WHEN_SUGGESTIONS]);
