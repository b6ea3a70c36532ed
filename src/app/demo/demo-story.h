/* demo-story: what happens to those who write to Au Fil des Jours. A story is a matter that could
 * be anyone's; told several times, with other names, days and words, it gives several
 * conversations. */
#pragma once

#include <stdbool.h>

typedef enum {
    TURN_END,
    TURN_IN,   /* the person writes: min..max minutes after the turn before */
    TURN_OUT,  /* we answer: min..max minutes of working time after it, as are the next ones */
    TURN_NOTE, /* a note between colleagues */
    TURN_CLOSE,
    TURN_SNOOZE, /* until min..max days later */
    TURN_BOUNCE, /* a mail server says that our last mail cannot be delivered */
    TURN_AWAY,   /* a machine answers that the person is away */
} DemoTurnKind;

enum {
    WITH_HTML = 1 << 0,    /* formatted, with a logo inside */
    WITH_PDF = 1 << 1,     /* a letter or an invoice attached */
    WITH_PICTURE = 1 << 2, /* a photograph attached */
    WITH_QUOTE = 1 << 3,   /* quotes our last mail */
};

typedef struct {
    DemoTurnKind kind;
    int min, max;
    const char *text;
    unsigned with;
} DemoTurn;

typedef enum {
    FROM_FAMILY,  /* of someone who is helped at home */
    FROM_HELPED,  /* themself */
    FROM_PARTNER, /* laboratory, hospital, town hall */
    FROM_DONOR,
    FROM_CANDIDATE,
    FROM_ABROAD,  /* writes in English */
    FROM_MACHINE, /* a list: opens no matter */
} DemoFrom;

typedef struct {
    const char *subject;
    DemoFrom from;
    int team;  /* of demo-cast.h */
    int times; /* how many conversations it makes */
    int mood;  /* 0: never asked; 1 angry … 5 delighted: how answers to the survey spread */
    DemoTurn turns[10];
} DemoStory;

/* Each file's stories end with a row without a subject. */
extern const DemoStory demo_planning_stories[], demo_billing_stories[], demo_care_stories[],
    demo_bond_stories[], demo_english_stories[];
