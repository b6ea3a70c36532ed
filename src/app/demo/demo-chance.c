#include "app/demo/demo-chance.h"

/* SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). */
static uint64_t
next(DemoChance *chance)
{
    uint64_t z = (chance->state += UINT64_C(0x9E3779B97F4A7C15));

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint32_t
demo_below(DemoChance *chance, uint32_t n)
{
    return (uint32_t)(next(chance) % n);
}

int64_t
demo_between(DemoChance *chance, int64_t least, int64_t most)
{
    return least + (int64_t)(next(chance) % (uint64_t)(most - least + 1));
}

const char *
demo_pick(DemoChance *chance, const char *const *words)
{
    return words[demo_below(chance, g_strv_length((char **)words))];
}
