#include "base/text.h"
#include "base/when.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever is typed is a moment ahead, the same each time, or nothing. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Calendar *calendar;
    const int64_t now = INT64_C(1795424400000);
    g_autofree char *text = text_clean((const char *)data, (gssize)size);
    int64_t at = 0, again = 0;

    if (calendar == NULL)
        calendar = calendar_new("Europe/Paris", "mon-fri 09:00-18:00", "metropole", NULL);
    (void)when_parse(text, "en", now, calendar, &at);
    if (!when_parse(text, "fr", now, calendar, &at))
        return 0;
    g_assert_cmpint(at, >, now);
    g_assert_true(when_parse(text, "fr", now, calendar, &again));
    g_assert_cmpint(again, ==, at);
    return 0;
}
