/* demo-talk: one conversation of the demo while it is played: whose, where it is in its story, what
 * comes next and when. */
#pragma once

#include "app/demo/demo-play.h"
#include "base/calendar.h"

typedef enum {
    TALK_STORY,  /* the turns of its story */
    TALK_ANSWER, /* the survey was asked: the person answers */
    TALK_LOOP,   /* the answer was unhappy: somebody calls back */
    TALK_OVER,
} DemoPhase;

typedef struct {
    const DemoStory *story;
    DemoPerson *person;
    DemoChance chance;
    DemoPhase phase;
    int64_t next_at;
    size_t turn;
    int64_t conversation; /* 0: not begun */
    int adviser;          /* index in demo_staff, -1: nobody yet */
    char *subject;
    char *first_id; /* Message-ID of the person's first mail */
    unsigned mails; /* the person wrote */
    int64_t loop, score;
} DemoTalk;

DemoTalk *demo_talk_new(const DemoStory *story, DemoChance *chance, int64_t at);
void demo_talk_free(DemoTalk *talk);

/* Plays what comes next at talk->next_at, when the clock stands, and plans what follows. */
bool demo_talk_step(DemoTalk *talk, const DemoStage *stage, Calendar *calendar, GError **error);

/* The same instant, or the next one when people are awake (7:00 to 22:00 in Paris). */
int64_t demo_awake(DemoChance *chance, int64_t at);
