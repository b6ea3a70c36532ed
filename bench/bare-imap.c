/* bare-imap PORT USER: fetches every mail of an INBOX on this machine (password "secret") and drops
 * it: the limit for whoever fetches and keeps. Prints {"mails", "bytes", "seconds"}. */
#include "base/limits.h"
#include "imap/imap.h"

#include <inttypes.h>

typedef struct {
    uint64_t mails, bytes;
} Count;

static bool
count(const ImapMail *mail, GBytes *source, bool cut, void *data, GError **error)
{
    Count *seen = data;

    seen->mails++;
    seen->bytes += source != NULL ? g_bytes_get_size(source) : 0;
    return true;
}

static bool
fetch_all(Imap *imap, Count *seen, GError **error)
{
    ImapFetch how = {.max = LIMIT_MAIL};
    ImapFolder folder;
    g_autoptr(GArray) uids = NULL;

    if (!imap_open(imap, error) || !imap_select(imap, "INBOX", true, &folder, error))
        return false;
    uids = imap_search(imap, 1, folder.uid_next, 0, error);
    return uids != NULL && imap_fetch(imap, (const uint32_t *)(const void *)uids->data, uids->len,
                                      &how, count, seen, error);
}

int
main(int argc, char **argv)
{
    ImapServer server = {.host = "127.0.0.1", .security = IMAP_PLAIN, .secret = "secret"};
    g_autoptr(Imap) imap = NULL;
    g_autoptr(GError) error = NULL;
    Count seen = {0};
    int64_t begun = g_get_monotonic_time();

    if (argc != 3) {
        g_printerr("usage: bare-imap PORT USER\n");
        return 2;
    }
    server.port = (uint16_t)g_ascii_strtoull(argv[1], NULL, 10);
    server.user = argv[2];
    imap = imap_new(&server, NULL);
    if (!fetch_all(imap, &seen, &error)) {
        g_printerr("bare-imap: %s\n", error->message);
        return 1;
    }
    g_print("{\"mails\": %" PRIu64 ", \"bytes\": %" PRIu64 ", \"seconds\": %.3f}\n", seen.mails,
            seen.bytes, (double)(g_get_monotonic_time() - begun) / 1e6);
    return 0;
}
