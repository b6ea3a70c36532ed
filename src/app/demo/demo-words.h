/* demo-words: texts that vary. A template holds choices, {bonjour|bonsoir}, one of which is taken,
 * and names, $jour, which become what the conversation says they are. Choices may hold choices and
 * names. */
#pragma once

#include "app/demo/demo-chance.h"

/* names: char* → char*. Owned by the caller. A name that is not there is a mistake of ours. */
char *demo_words(const char *template, GHashTable *names, DemoChance *chance);
