#include "mailbox/mailbox-fetch-folder.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "channel/mail/mail.h"
#include "file/file.h"

#include <inttypes.h>

#define TELL_EVERY CLOCK_SECOND
#define TRIES      3 /* of a mail that intake refuses */

/* ---- Health and cursor ---- */

void
fetch_trouble(FolderFetch *fetch, const char *step, const char *code, const char *said)
{
    MailboxHealth *health = fetch->health;

    g_free(health->error_step);
    g_free(health->error_code);
    g_free(health->error_detail);
    health->error_step = g_strdup(step);
    health->error_code = g_strdup(code);
    health->error_detail = g_strdup(said);
    health->last_error_at = clock_now();
    fetch->trouble = true;
}

static bool
write_state(Db *tx, void *data, GError **error)
{
    FolderFetch *fetch = data;

    return mailbox_cursor_put(tx, &fetch->cursor, error) &&
           mailbox_tell_health(tx, fetch->mailbox->id, fetch->health, error);
}

bool
fetch_tell(FolderFetch *fetch, GError **error)
{
    fetch->told_at = g_get_monotonic_time() / 1000;
    return database_write(fetch->context->database, write_state, fetch, error);
}

/* ---- Set aside ---- */

typedef struct {
    const FolderFetch *fetch;
    uint32_t uid;
    const char *reason;
    GBytes *source;
} Refusal;

static bool
write_refusal(Db *tx, void *data, GError **error)
{
    const Refusal *refusal = data;
    const FolderFetch *fetch = refusal->fetch;
    int64_t file = 0;

    return (refusal->source == NULL ||
            file_put(fetch->context->files, tx, refusal->source, "message/rfc822", &file, error)) &&
           mailbox_refused_put(tx, &fetch->cursor, refusal->uid, refusal->reason, file, error);
}

/* Shown to the staff among what was kept aside, if intake takes at least that: nothing of it is
 * read, its bytes can be downloaded. */
static void
show_unread(FolderFetch *fetch, const char *reason, GBytes *source)
{
    g_autoptr(Incoming) unread = mail_unread(source, reason);
    g_autoptr(GError) error = NULL;
    Incoming *const incoming[] = {unread};
    Received received;

    unread->our_address = g_strdup(fetch->mailbox->address);
    if (!fetch->context->receive(fetch->context, incoming, 1, &received, &error))
        log_warning("mailbox", "mail_not_shown", "mailbox=%" PRId64 " error=%s", fetch->mailbox->id,
                    error->message);
}

bool
fetch_refuse(FolderFetch *fetch, uint32_t uid, const char *reason, GBytes *source, GError **error)
{
    Refusal refusal = {fetch, uid, reason, source};
    g_autofree char *which = g_strdup_printf("UID %u: %s", uid, reason);

    if (source != NULL)
        show_unread(fetch, reason, source);
    if (!database_write(fetch->context->database, write_refusal, &refusal, error))
        return false;
    fetch_trouble(fetch, "fetch", "refused-mail", which);
    log_error("mailbox", "mail_refused", "mailbox=%" PRId64 " uid=%u reason=%s", fetch->mailbox->id,
              uid, reason);
    return true;
}

/* ---- On a parser's thread ---- */

void
fetch_parsed(BeltMail *mail, void *data)
{
    const FolderFetch *fetch = data;
    const FetchItem *item = &g_array_index(fetch->items, FetchItem, (guint)mail->number);
    Incoming *incoming = mail->mail;

    g_free(incoming->our_address);
    incoming->our_address = g_strdup(our_address_of(fetch->ours, incoming));
    if (item->mail.received_at > 0 && item->mail.received_at < incoming->received_at)
        incoming->received_at = item->mail.received_at;
    if (item->cut)
        g_ptr_array_add(incoming->notes, g_strdup_printf("too large (%" PRIu64
                                                         " bytes): only its beginning is here, "
                                                         "the whole mail stays in the mailbox",
                                                         item->mail.size));
}

/* ---- Keeping ---- */

static bool
receive(FolderFetch *fetch, BeltMail *mails, size_t n, GError **error)
{
    Received received[MAIL_BELT_BATCH];

    return mail_belt_receive(fetch->context, mails, n, received, error);
}

/* Whether the moment is to blame (a full disk), or the mails. */
static bool
is_for_later(const GError *error)
{
    return g_error_matches(error, APP_ERROR, APP_ERROR_UNAVAILABLE);
}

static bool
keep_alone(FolderFetch *fetch, BeltMail *mail, GError **error)
{
    const FetchItem *item = &g_array_index(fetch->items, FetchItem, (guint)mail->number);
    g_autoptr(GError) why = NULL;

    for (int tries = 0; tries < TRIES; tries++) {
        g_clear_error(&why);
        if (receive(fetch, mail, 1, &why))
            return true;
        if (is_for_later(why)) {
            g_propagate_error(error, g_steal_pointer(&why));
            return false;
        }
    }
    log_error("mailbox", "mail_not_kept", "mailbox=%" PRId64 " uid=%u error=%s", fetch->mailbox->id,
              item->mail.uid, why->message);
    return fetch_refuse(fetch, item->mail.uid, "it could not be taken in", mail->source, error);
}

/* One mail that cannot be kept must not take the others of its batch with it. */
static bool
keep_all(FolderFetch *fetch, BeltMail *mails, size_t n, GError **error)
{
    g_autoptr(GError) why = NULL;
    bool kept = receive(fetch, mails, n, &why);

    if (kept)
        return true;
    if (is_for_later(why)) {
        g_propagate_error(error, g_steal_pointer(&why));
        return false;
    }
    kept = true;
    for (size_t i = 0; i < n && kept; i++)
        kept = keep_alone(fetch, &mails[i], error);
    return kept;
}

bool
fetch_keep(BeltMail *mails, size_t n, void *data, GError **error)
{
    FolderFetch *fetch = data;
    FetchItem *item = NULL;

    if (!keep_all(fetch, mails, n, error))
        return false;
    for (size_t i = 0; i < n; i++) {
        item = &g_array_index(fetch->items, FetchItem, (guint)mails[i].number);
        item->kept = !item->cut;
    }
    fetch->health->fetched += (int64_t)n;
    fetch->health->behind = MAX(0, fetch->health->behind - (int64_t)n);
    /* What is still to be moved or marked there must be found again after a crash. */
    if (fetch->mailbox->after == AFTER_LEAVE && item != NULL)
        fetch->cursor.uid_last = item->mail.uid;
    if (fetch->careful == 0)
        fetch->cursor.deaths = MIN(fetch->cursor.deaths, 1); /* it gets on */
    if (g_get_monotonic_time() / 1000 - fetch->told_at < TELL_EVERY)
        return true;
    return fetch_tell(fetch, error);
}
