#include "channel/mail/mail.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any bytes are a mail, its JSON is text, and reading it again says the same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) source = g_bytes_new(data, size);
    g_autoptr(Incoming) first = mail_parse(source);
    g_autoptr(Incoming) again = mail_parse(source);
    g_autoptr(GString) json = g_string_new(NULL);

    g_assert_true(mail_parse_json(source, json, NULL));
    g_assert_true(g_utf8_validate(json->str, (gssize)json->len, NULL));
    g_assert_cmpstr(first->content_hash, ==, again->content_hash);
    g_assert_nonnull(first->external_id);
    g_assert_true(first->html == NULL || g_utf8_validate(first->html, -1, NULL));
    return 0;
}
