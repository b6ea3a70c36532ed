#include "imap/imap-wire.h"

#include "base/clock.h"

#include <string.h>

#define RENEW (9 * CLOCK_MINUTE)

static int64_t
now(void)
{
    return g_get_monotonic_time() / 1000;
}

/* Takes what the server says while it idles. 1: news, 0: the time is over, -1. */
static int
listen_until(Imap *imap, int64_t end, GError **error)
{
    while (!imap->news) {
        int64_t left = end - now();
        const ImapAnswer *answer;
        int ready = left > 0 ? imap_wire_ready(imap, left, error) : 0;

        if (ready <= 0)
            return ready;
        answer = imap_next(imap, error);
        if (answer == NULL)
            return -1;
        /* Nobody but us ends it. */
        if (answer->kind == IMAP_TAGGED) {
            imap_fail(imap, APP_ERROR_UNAVAILABLE, "closed", answer->said, error);
            return -1;
        }
    }
    return 1;
}

static int
idle(Imap *imap, int64_t end, GError **error)
{
    char tag[IMAP_TAG_SIZE];
    const ImapAnswer *answer = NULL;
    int more, heard;

    if (!imap_say(imap, tag, error, "IDLE"))
        return -1;
    more = imap_go_on(imap, tag, &answer, error);
    if (more < 0)
        return -1;
    if (more == 0) { /* offered, and refused: poll from now on */
        g_hash_table_remove(imap->capabilities, "IDLE");
        return imap->news;
    }
    heard = listen_until(imap, end, error);
    if (heard < 0 || !imap_wire_send(imap, "DONE\r\n", 6, error))
        return -1;
    answer = imap_hear(imap, tag, NULL, NULL, error);
    return answer != NULL ? imap->news : -1;
}

/* Sleeps, then asks. */
static int
ask_for_news(Imap *imap, int64_t end, GError **error)
{
    int heard = listen_until(imap, end, error);

    if (heard != 0)
        return heard;
    return imap_do(imap, NULL, NULL, error, "NOOP") ? imap->news : -1;
}

int
imap_wait(Imap *imap, int64_t ms, int64_t poll, GError **error)
{
    int64_t end = now() + ms;

    imap->step = "wait";
    while (!imap->news && now() < end) {
        bool can_idle = imap_can(imap, "IDLE");
        int64_t until = MIN(end, now() + (can_idle ? RENEW : poll));

        if ((can_idle ? idle(imap, until, error) : ask_for_news(imap, until, error)) < 0)
            return -1;
    }
    return imap->news;
}
