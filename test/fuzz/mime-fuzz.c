#include "channel/mail/mail-flat.h"
#include "channel/mail/mail-parse.h"
#include "channel/mail/mail.h"

#include <jansson.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is dear is asked of one input in so many: by its size, so that a finding stays one. */
#define DEAR_EVERY 16

static void
check_json(const GString *json)
{
    json_t *read = json_loadb(json->str, json->len, JSON_REJECT_DUPLICATES, NULL);

    g_assert_nonnull(read);
    json_decref(read);
}

/* What the reader of a mail says of it, the server understands. */
static void
check_flat(const Incoming *mail)
{
    GByteArray *said = g_byte_array_new();
    g_autoptr(GBytes) answer = NULL;
    g_autoptr(Incoming) heard = NULL;

    mail_flat_write(mail, said);
    answer = g_byte_array_free_to_bytes(said);
    heard = mail_flat_read(answer);
    g_assert_nonnull(heard);
}

/* Any bytes are a mail, its JSON is text, and reading it again says the same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) source = g_bytes_new_static(data, size);
    g_auto(MailHeaders) headers = {.message_id = NULL};
    g_autoptr(Incoming) mail = mail_parse_with_headers(source, &headers);
    g_autoptr(GString) json = g_string_sized_new(2 * size + 1024);

    mail_write_json(mail, &headers, json);
    g_assert_true(g_utf8_validate(json->str, (gssize)json->len, NULL));
    g_assert_nonnull(mail->external_id);
    g_assert_true(mail->html == NULL || g_utf8_validate(mail->html, -1, NULL));
    if (size % DEAR_EVERY == 0) {
        g_autoptr(Incoming) again = mail_parse(source);

        g_assert_cmpstr(mail->content_hash, ==, again->content_hash);
        check_json(json);
        check_flat(mail);
    }
    return 0;
}
