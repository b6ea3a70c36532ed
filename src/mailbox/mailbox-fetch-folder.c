#include "mailbox/mailbox-fetch-folder.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/log.h"

#include <inttypes.h>
#include <string.h>

#define DEATHS_MAX  3
#define HEAD        (256 * 1024) /* what is fetched of a mail over LIMIT_MAIL */
#define CATCHING_UP 100          /* more than so many mails are a catching up */

/* ---- Where we are ---- */

static int64_t
account_of(const Mailbox *mailbox)
{
    g_autofree char *account = g_strdup_printf("%s %u %s", mailbox->imap.host, mailbox->imap.port,
                                               mailbox->user != NULL ? mailbox->user : "");

    return hash_key(account);
}

/* Another account behind the same settings, or a folder numbered anew: from the beginning. */
static void
begin_anew(FolderFetch *fetch, int64_t account)
{
    MailboxCursor *cursor = &fetch->cursor;

    if (cursor->uid_validity != 0)
        log_info("mailbox", "begun_anew", "mailbox=%" PRId64 " uid_validity=%u was=%u",
                 fetch->mailbox->id, fetch->folder.uid_validity, cursor->uid_validity);
    *cursor = (MailboxCursor){.mailbox = fetch->mailbox->id,
                              .folder = fetch->mailbox->folder,
                              .account = account,
                              .uid_validity = fetch->folder.uid_validity};
}

bool
folder_fetch_open(FolderFetch *fetch, GError **error)
{
    MailboxCursor *cursor = &fetch->cursor;
    int64_t account = account_of(fetch->mailbox);

    *cursor = (MailboxCursor){.mailbox = fetch->mailbox->id, .folder = fetch->mailbox->folder};
    if (!imap_select(fetch->imap, fetch->mailbox->folder, fetch->mailbox->after == AFTER_LEAVE,
                     &fetch->folder, error) ||
        !mailbox_cursor_get(database_reader(fetch->context->database), cursor, error))
        return false;
    if (cursor->uid_validity != fetch->folder.uid_validity || cursor->account != account)
        begin_anew(fetch, account);
    if (cursor->deaths >= DEATHS_MAX)
        fetch->careful = FETCH_SLICE;
    return true;
}

void
folder_fetch_close(FolderFetch *fetch)
{
    g_autoptr(GError) error = NULL;

    g_clear_pointer(&fetch->belt, mail_belt_free);
    g_clear_pointer(&fetch->items, g_array_unref);
    if (fetch->cursor.deaths == 0)
        return;
    fetch->cursor.deaths = fetch->cursor.uid_trying = 0;
    if (!fetch_tell(fetch, &error))
        log_warning("mailbox", "not_told", "mailbox=%" PRId64 " error=%s", fetch->mailbox->id,
                    error->message);
}

/* ---- A slice ---- */

/* Taken one by one, each mail is remembered before anything looks into it. One that was in hand
 * when the program died is not touched again. 1: go on, 0: it was set aside, -1. */
static int
take_carefully(FolderFetch *fetch, const ImapMail *mail, GBytes *source, GError **error)
{
    if (fetch->cursor.uid_trying == mail->uid)
        return fetch_refuse(fetch, mail->uid, "the program stopped at it", source, error) ? 0 : -1;
    fetch->cursor.uid_trying = mail->uid;
    return fetch_tell(fetch, error) ? 1 : -1;
}

/* What the belt says: when it fails, mails could not be read or kept, which is no fault of theirs.
 */
static bool
belt_did(FolderFetch *fetch, bool done)
{
    fetch->kept_nothing |= !done;
    return done;
}

static bool
take(const ImapMail *mail, GBytes *source, bool cut, void *data, GError **error)
{
    FolderFetch *fetch = data;
    FetchItem item = {.mail = *mail, .cut = cut};
    int safe;

    if (source == NULL)
        return fetch_refuse(fetch, mail->uid, "the server does not give it", NULL, error);
    safe = fetch->careful > 0 ? take_carefully(fetch, mail, source, error) : 1;
    if (safe <= 0)
        return safe == 0;
    g_array_append_val(fetch->items, item);
    return belt_did(fetch, mail_belt_put(fetch->belt, source, fetch->items->len - 1, error));
}

/* What is to become of the mails there. A server that will not (no such folder) does not hold up
 * the rest: the health says it. */
static bool
do_after(FolderFetch *fetch, GError **error)
{
    const Mailbox *mailbox = fetch->mailbox;
    const ImapTrouble *trouble = imap_trouble(fetch->imap);
    g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    const uint32_t *kept;
    bool done = true;

    for (guint i = 0; i < fetch->items->len; i++)
        if (g_array_index(fetch->items, FetchItem, i).kept)
            g_array_append_val(uids, g_array_index(fetch->items, FetchItem, i).mail.uid);
    kept = (const uint32_t *)(const void *)uids->data;
    if (mailbox->after == AFTER_SEEN)
        done = imap_mark_seen(fetch->imap, kept, uids->len, error);
    else if (mailbox->after == AFTER_MOVE)
        done = imap_move(fetch->imap, kept, uids->len, mailbox->after_folder, error);
    else if (mailbox->after == AFTER_DELETE)
        done = imap_delete(fetch->imap, kept, uids->len, error);
    if (done ||
        (strcmp(trouble->code, "rejected") != 0 && strcmp(trouble->code, "no-such-folder") != 0))
        return done;
    g_clear_error(error);
    fetch_trouble(fetch, trouble->step, trouble->code, trouble->detail);
    return true;
}

static bool
take_slice(FolderFetch *fetch, const uint32_t *uids, size_t n, GError **error)
{
    ImapFetch how = {.max = LIMIT_MAIL,
                     .head = HEAD,
                     .since = fetch->mailbox->since,
                     .alone = fetch->careful > 0};

    g_array_set_size(fetch->items, 0);
    if (!imap_fetch(fetch->imap, uids, n, &how, take, fetch, error) ||
        !belt_did(fetch, mail_belt_flush(fetch->belt, error)) || !do_after(fetch, error))
        return false;
    fetch->cursor.uid_last = uids[n - 1];
    if (fetch->careful > 0 && (fetch->careful -= (unsigned)MIN(n, fetch->careful)) == 0)
        fetch->cursor.deaths = fetch->cursor.uid_trying = 0;
    return true;
}

/* ---- The folder ---- */

/* From here until it ends well, a start counts as a death. */
static bool
begin(FolderFetch *fetch, guint n, GError **error)
{
    MailboxHealth *health = fetch->health;

    if (fetch->items == NULL)
        fetch->items = g_array_sized_new(FALSE, TRUE, sizeof(FetchItem), FETCH_SLICE);
    if (fetch->belt == NULL)
        fetch->belt = mail_belt_new(fetch_parsed, fetch_keep, fetch);
    health->behind += n;
    health->total += n;
    if (health->total > CATCHING_UP && health->catching_up_since == 0)
        health->catching_up_since = clock_now();
    fetch->cursor.deaths++;
    return fetch_tell(fetch, error);
}

static bool
take_uids(FolderFetch *fetch, const GArray *found, GError **error)
{
    const uint32_t *uids = (const uint32_t *)(const void *)found->data;
    size_t taken;

    if (found->len == 0)
        return true;
    if (!begin(fetch, found->len, error))
        return false;
    for (size_t i = 0; i < found->len; i += taken) {
        taken = MIN(fetch->careful > 0 ? 1 : FETCH_SLICE, found->len - i);
        if (!take_slice(fetch, uids + i, taken, error))
            return false;
        fetch->health->behind = (int64_t)(found->len - i - taken);
    }
    fetch->cursor.deaths = fetch->cursor.uid_trying = 0;
    return true;
}

/* What was there when the folder was opened, in steps that a search can answer; an empty step moves
 * the cursor too. */
static bool
take_steps(FolderFetch *fetch, GError **error)
{
    MailboxCursor *cursor = &fetch->cursor;

    while (cursor->uid_last + 1 < fetch->folder.uid_next) {
        uint32_t first = cursor->uid_last + 1;
        uint32_t last = fetch->folder.uid_next - 1 - first < IMAP_WINDOW
                            ? fetch->folder.uid_next - 1
                            : first + IMAP_WINDOW - 1;
        g_autoptr(GArray) found =
            imap_search(fetch->imap, first, last, fetch->mailbox->since, error);

        if (found == NULL || !take_uids(fetch, found, error))
            return false;
        cursor->uid_last = last;
    }
    fetch->caught_up = true;
    return true;
}

static bool
take_latest(FolderFetch *fetch, GError **error)
{
    g_autoptr(GArray) found = NULL;

    if (fetch->cursor.uid_last == UINT32_MAX)
        return true;
    found = imap_search(fetch->imap, fetch->cursor.uid_last + 1, 0, fetch->mailbox->since, error);
    return found != NULL && take_uids(fetch, found, error);
}

bool
folder_fetch_news(FolderFetch *fetch, GError **error)
{
    MailboxHealth *health = fetch->health;

    fetch->trouble = false;
    health->behind = health->fetched = health->total = health->catching_up_since = 0;
    if (!(fetch->caught_up ? take_latest(fetch, error) : take_steps(fetch, error)))
        return false;
    if (health->fetched > 0)
        log_info("mailbox", "fetched", "mailbox=%" PRId64 " mails=%" PRId64, fetch->mailbox->id,
                 health->fetched);
    health->behind = health->catching_up_since = 0;
    health->last_success_at = clock_now();
    if (fetch->trouble)
        health->last_error_at = health->last_success_at;
    return fetch_tell(fetch, error);
}
