#include "channel/mail/mail-flat.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever a reader that was taken over says of a mail is refused, or is a mail like another: said
 * again, it is the same bytes. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) answer = g_bytes_new(data, size);
    g_autoptr(Incoming) mail = mail_flat_read(answer);
    g_autoptr(GByteArray) again = g_byte_array_new();

    if (mail == NULL)
        return 0;
    mail_flat_write(mail, again);
    g_assert_cmpmem(again->data, again->len, data, size);
    g_assert_true(g_utf8_validate(mail->text, -1, NULL));
    return 0;
}
