#include "base/id.h"

#include "base/clock.h"

#include <glib.h>
#include <stdatomic.h>

#define EPOCH_MS     INT64_C(1704067200000) /* 2024-01-01T00:00:00Z */
#define NODE_BITS    10
#define COUNTER_BITS 12

/* Milliseconds and counter side by side, so that one compare-and-swap moves both. */
static _Atomic int64_t last_tick;
static _Atomic unsigned node_number;

void
id_set_node(unsigned node)
{
    g_return_if_fail(node <= ID_NODE_MAX);
    node_number = node;
}

int64_t
id_new(void)
{
    /* A machine may wake up in 1970. */
    int64_t now = MAX(clock_now() - EPOCH_MS, 0) << COUNTER_BITS;
    int64_t last = last_tick;
    int64_t tick, ms, counter;

    do
        tick = MAX(last + 1, now);
    while (!atomic_compare_exchange_weak(&last_tick, &last, tick));
    ms = tick >> COUNTER_BITS;
    counter = tick & ((1 << COUNTER_BITS) - 1);
    return ms << (NODE_BITS + COUNTER_BITS) | (int64_t)node_number << COUNTER_BITS | counter;
}

int64_t
id_time(int64_t id)
{
    return (id >> (NODE_BITS + COUNTER_BITS)) + EPOCH_MS;
}

int64_t
id_at(int64_t ms)
{
    return MAX(ms - EPOCH_MS, 0) << (NODE_BITS + COUNTER_BITS);
}

bool
id_parse(const char *text, int64_t *ret_id)
{
    gint64 id = 0;

    if (text == NULL || !g_ascii_isdigit(text[0]) ||
        !g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &id, NULL))
        return false;
    *ret_id = id;
    return true;
}
