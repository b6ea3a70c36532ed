/* demo-after: what follows the closing of a conversation of the demo: the survey, and the call to
 * who is unhappy. */
#pragma once

#include "app/demo/demo-talk.h"

/* The person, if they answer at all, does so some hours later. */
void demo_after_plan(DemoTalk *talk);

/* The person answers; whoever is to call them back does so within a day or two. */
bool demo_after_answer(DemoTalk *talk, const DemoStage *stage, Calendar *calendar, GError **error);

/* Somebody called back. */
bool demo_after_loop(DemoTalk *talk, const DemoStage *stage, GError **error);
