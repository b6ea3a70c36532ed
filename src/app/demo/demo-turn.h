/* demo-turn: one thing that happens in a conversation of the demo, done through the doors of the
 * product. */
#pragma once

#include "app/demo/demo-talk.h"

/* We write, note, close or put off. */
bool demo_turn_ours(DemoTalk *talk, const DemoStage *stage, const DemoTurn *turn, GError **error);

/* The person writes, or a machine in their place. */
bool demo_turn_theirs(DemoTalk *talk, const DemoStage *stage, const DemoTurn *turn, GError **error);

/* A mail server says that our last mail could not be delivered. */
bool demo_turn_bounce(DemoTalk *talk, const DemoStage *stage, GError **error);
