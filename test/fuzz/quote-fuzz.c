#include "base/text.h"
#include "channel/mail/mail-language.h"
#include "channel/mail/mail-quote.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Where a line of the answer stands in what is left of the text, whole; NULL if it does not. */
static const char *
find_line(const char *text, const char *line, gsize length)
{
    for (;;) {
        gsize whole = strcspn(text, "\n");

        if (whole >= length && memcmp(text, line, length) == 0)
            return text + whole + (text[whole] == '\n');
        if (text[whole] == '\0')
            return NULL;
        text += whole + 1;
    }
}

/* Folding takes lines away: it neither makes one, nor moves one, nor leaves nothing. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = text_clean((const char *)data, (gssize)size);
    g_autofree char *reply = mail_reply(text);
    const char *rest = text;

    (void)mail_language(text);
    if (reply == NULL)
        return 0;
    g_assert_cmpstr(reply, !=, "");
    g_assert_true(g_utf8_validate(reply, -1, NULL));
    for (const char *line = reply;;) {
        gsize length = strcspn(line, "\n");

        rest = find_line(rest, line, length);
        g_assert_nonnull(rest);
        if (line[length] == '\0')
            return 0;
        line += length + 1;
    }
}
