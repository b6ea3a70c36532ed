#include "channel/mail/mail-date.h"

#include "base/clock.h"

#include <glib.h>

/* 2025-11-23 09:30:00 UTC */
#define MORNING (INT64_C(1763890200) * CLOCK_SECOND)

static const struct {
    const char *raw;
    int64_t at;
} cases[] = {
    {"Sun, 23 Nov 2025 10:30:00 +0100", MORNING},
    {"Sun, 23 Nov 2025 10:30:00 +0100 (CET)", MORNING},
    {"23 Nov 2025 09:30", MORNING},
    {"Sun, 23 Nov 25 09:30:00 GMT", MORNING},
    {"Sun Nov 23 09:30:00 2025", MORNING},
    {"2025-11-23T09:30:00Z", MORNING},
    {"2025-11-23 10:30:00 +0100", MORNING},
    {"dim., 23 nov. 2025 10:30:00 +0100", MORNING},
    {"dimanche 23 novembre 2025 10:30:00 +0100", MORNING},
    {"Sun, 23 Nov 2025 10.30.00 +0100", MORNING},
    {"Sun, 23 Nov 2025 10:30:00 GMT+1", MORNING},
    {"Sun, 23 Nov 2025 10:30:00 UTC+01:00", MORNING},
    {"Sun, 23 Nov 125 09:30:00 +0000", MORNING},
    {"tomorrow", 0},
    {"Thu\xCF 23 \xD9\xAA\xCE", 0}, /* bytes of no text, cut in a character */
    {"Sun, 31 Feb 2025 10:30:00 +0000", 0},
    {"", 0},
};

static void
test_a_date_is_read_as_it_was_meant(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].raw);
        g_assert_cmpint(mail_date(cases[i].raw), ==, cases[i].at);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mail-date/a date is read as it was meant",
                    test_a_date_is_read_as_it_was_meant);
    return g_test_run();
}
