/* demo-play: two months of Au Fil des Jours, played in the order in which they took place.
 *
 * The clock of the program (base/clock.h) is stopped at the time of each event while it is played:
 * the demo goes through the very doors that real mail and real advisers use, which know no other
 * time than now. It is set going again at the end. What would take place after that end is not
 * played: so the last conversations wait, as they would. */
#pragma once

#include "app/demo/demo-cast.h"
#include "module/context.h"

#define DEMO_DAYS 60

typedef struct {
    Context *context;
    int64_t staff[DEMO_STAFF];
    int64_t teams[N_TEAMS];
    int64_t end; /* when it stops being played: now */
    /* Does what the back office would do by then: readers of the journal, jobs that are due. */
    bool (*catch_up)(void *data, GError **error);
    void *data;
} DemoStage;

/* Plays all stories. ret_conversations: how many were told. */
bool demo_play(const DemoStage *stage, size_t *ret_conversations, GError **error);
