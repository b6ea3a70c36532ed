#include "channel/mail/lmtp-session.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static LmtpResult
keep(GBytes *source, void *data)
{
    GChecksum *checksum = data;

    g_checksum_update(checksum, g_bytes_get_data(source, NULL), (gssize)g_bytes_get_size(source));
    return g_bytes_get_size(source) % 2 == 0 ? LMTP_KEPT : LMTP_LATER;
}

/* The answers, and a digest of the mails, when bytes come in pieces of step. */
static char *
talk(const uint8_t *data, size_t size, size_t step)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(LmtpSession) session = lmtp_session_new("lien.test", keep, checksum);

    for (size_t at = 0; at < size; at += step)
        lmtp_session_feed(session, (const char *)data + at, MIN(step, size - at));
    return g_strconcat(lmtp_session_output(session)->str, g_checksum_get_string(checksum), NULL);
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
