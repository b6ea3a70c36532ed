#include "imap/imap-wire.h"

#include <string.h>

/* `before SET after`, as many times as the mails need. 1, 0: refused (*ret_answer), -1. */
static int
for_each_set(Imap *imap, const uint32_t *uids, size_t n, const char *before, const char *after,
             const ImapAnswer **ret_answer, GError **error)
{
    int done = 1;

    for (size_t taken; done == 1 && n > 0; uids += taken, n -= taken) {
        g_autofree char *set = imap_uid_set(uids, n, &taken);

        done = imap_ask(imap, NULL, NULL, ret_answer, error, "%s %s%s", before, set, after);
    }
    return done;
}

static bool
change(Imap *imap, const uint32_t *uids, size_t n, const char *before, const char *after,
       GError **error)
{
    const ImapAnswer *answer = NULL;
    int done;

    imap->step = "change";
    done = for_each_set(imap, uids, n, before, after, &answer, error);
    if (done == 0)
        return imap_fail(imap, APP_ERROR_UNAVAILABLE, "rejected", answer->said, error);
    return done > 0;
}

bool
imap_mark_seen(Imap *imap, const uint32_t *uids, size_t n, GError **error)
{
    return change(imap, uids, n, "UID STORE", " +FLAGS.SILENT (\\Seen)", error);
}

bool
imap_delete(Imap *imap, const uint32_t *uids, size_t n, GError **error)
{
    return change(imap, uids, n, "UID STORE", " +FLAGS.SILENT (\\Deleted)", error) &&
           (!imap_can(imap, "UIDPLUS") || change(imap, uids, n, "UID EXPUNGE", "", error));
}

/* "Clients/Lus" in quotes as on the wire; NULL with the trouble if it can be no folder. */
static char *
quoted_folder(Imap *imap, const char *folder, GError **error)
{
    g_autofree char *wire = imap_folder_encode(folder);

    if (wire == NULL || strpbrk(wire, "\r\n") != NULL) {
        imap_fail(imap, APP_ERROR_NOT_FOUND, "no-such-folder", NULL, error);
        return NULL;
    }
    return imap_quote(wire);
}

bool
imap_move(Imap *imap, const uint32_t *uids, size_t n, const char *folder, GError **error)
{
    bool can_move = imap_can(imap, "MOVE");
    const char *verb = can_move ? "UID MOVE" : "UID COPY";
    const ImapAnswer *answer = NULL;
    g_autofree char *quoted = NULL, *to = NULL;
    int done;

    imap->step = "change";
    quoted = quoted_folder(imap, folder, error);
    if (quoted == NULL)
        return false;
    to = g_strconcat(" ", quoted, NULL);
    done = for_each_set(imap, uids, n, verb, to, &answer, error);
    if (done == 0 && imap_token_is(answer, 0, "TRYCREATE"))
        done = imap_do(imap, NULL, NULL, error, "CREATE %s", quoted)
                   ? for_each_set(imap, uids, n, verb, to, &answer, error)
                   : -1;
    if (done == 0)
        return imap_fail(imap, APP_ERROR_NOT_FOUND, "no-such-folder", answer->said, error);
    return done > 0 && (can_move || imap_delete(imap, uids, n, error));
}

bool
imap_append(Imap *imap, const char *folder, GBytes *mail, bool seen, GError **error)
{
    gsize size;
    const char *bytes = g_bytes_get_data(mail, &size);
    g_autofree char *quoted = NULL;
    const ImapAnswer *answer = NULL;
    char tag[IMAP_TAG_SIZE];
    int more;

    imap->step = "change";
    quoted = quoted_folder(imap, folder, error);
    if (quoted == NULL ||
        !imap_say(imap, tag, error, "APPEND %s %s{%zu}", quoted, seen ? "(\\Seen) " : "", size))
        return false;
    more = imap_go_on(imap, tag, &answer, error);
    if (more < 0)
        return false;
    if (more > 0) {
        if (!imap_wire_send(imap, bytes, size, error) || !imap_wire_send(imap, "\r\n", 2, error))
            return false;
        answer = imap_hear(imap, tag, NULL, NULL, error);
        if (answer == NULL)
            return false;
    }
    if (answer->status != IMAP_OK)
        return imap_fail(imap, APP_ERROR_UNAVAILABLE,
                         imap_token_is(answer, 0, "TRYCREATE") ? "no-such-folder" : "rejected",
                         answer->said, error);
    return true;
}
