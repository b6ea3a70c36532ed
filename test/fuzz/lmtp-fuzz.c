#include "channel/mail/lmtp-session.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Of the mails that were kept, in order: each byte, and where each ends. */
static LmtpResult
keep(GBytes *source, void *data, const char **ret_refusal)
{
    uint64_t *digest = data;
    gsize size;
    const uint8_t *bytes = g_bytes_get_data(source, &size);

    for (gsize i = 0; i < size; i++)
        *digest = (*digest ^ bytes[i]) * UINT64_C(0x100000001B3);
    *digest = (*digest ^ 0x100) * UINT64_C(0x100000001B3);
    *ret_refusal = "554 5.6.0 no";
    return (LmtpResult)(size % 3);
}

/* The answers, and a digest of the mails, when bytes come in pieces of step. */
static char *
talk(const uint8_t *data, size_t size, size_t step)
{
    uint64_t digest = UINT64_C(0xCBF29CE484222325);
    g_autoptr(LmtpSession) session = lmtp_session_new("lien.test", keep, &digest);

    for (size_t at = 0; at < size; at += step)
        lmtp_session_feed(session, (const char *)data + at, MIN(step, size - at));
    return g_strdup_printf("%s%" G_GINT64_MODIFIER "x", lmtp_session_output(session)->str, digest);
}

/* What is said does not depend on how the network cut it. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *whole = talk(data, size, size + 1);
    g_autofree char *pieces = talk(data, size, 1 + (size > 0 ? data[0] % 7 : 0));

    g_assert_cmpstr(whole, ==, pieces);
    return 0;
}
