/* when-words: the words when.c knows, without accents and in lower case. Inside base/ only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    WHEN_NONE,
    WHEN_FILLER,  /* says nothing: "le", "at", "prochain" */
    WHEN_WEEKDAY, /* value: 0 Monday … 6 Sunday */
    WHEN_MONTH,   /* value: 1 … 12 */
    WHEN_DAYS,    /* that many days from today: "demain", "tonight" */
    WHEN_TIME,    /* value: minutes after midnight: "midi" */
    WHEN_PART,    /* the same, of a part of the day: "soir"; -1: when it opens ("matin") */
    WHEN_AM,
    WHEN_PM,
    WHEN_IN, /* "dans", "in" */
    WHEN_MINUTE,
    WHEN_HOUR,
    WHEN_DAY,
    WHEN_WEEK,
    WHEN_MONTHS,  /* the unit */
    WHEN_WORKING, /* "ouvrés", "working": of days */
    WHEN_NUMBER,  /* value: "une", "deux" */
    WHEN_AFTER,   /* "apres": before "midi", "demain" */
    WHEN_NEXT,    /* "prochain", "next": of weeks and months; says nothing of a weekday */
} WhenKind;

typedef struct {
    WhenKind kind;
    int value;
} WhenWord;

/* WHEN_NONE when the word is not known. language as in when.h. */
WhenWord when_word(const char *word, const char *language);

/* A word, a number in figures, or a sign between two of them. */
typedef struct {
    WhenKind kind; /* WHEN_NONE: a sign */
    int value;
    char sign;   /* ':' '/' '-' */
    bool figure; /* a number in figures */
} WhenToken;

/* Those of a text, how many; 0 when it holds a word or a sign that is not known, or too many. */
#define WHEN_TOKENS_MAX 24
size_t when_tokens(const char *text, const char *language, WhenToken ret[WHEN_TOKENS_MAX]);
