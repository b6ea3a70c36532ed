/* demo-chance: chance that is the same each time: the demo organisation looks alive, and is the
 * same for everybody who looks at it. */
#pragma once

#include <glib.h>
#include <stdint.h>

typedef struct {
    uint64_t state;
} DemoChance;

/* 0..n-1. */
uint32_t demo_below(DemoChance *chance, uint32_t n);
/* least..most, both included. */
int64_t demo_between(DemoChance *chance, int64_t least, int64_t most);
/* One of a list that ends with NULL. */
const char *demo_pick(DemoChance *chance, const char *const *words);
