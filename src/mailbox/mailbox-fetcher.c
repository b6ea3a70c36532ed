#include "mailbox/mailbox-fetcher.h"

#include "base/error.h"
#include "base/log.h"
#include "base/wait.h"
#include "mailbox/mailbox-fetch-folder.h"

#include <inttypes.h>
#include <string.h>

#define WAIT_MAX                                                                                   \
    (9 * CLOCK_MINUTE)               /* then it looks without having been told; under MAILBOX_LATE \
                                      */
#define POLL      CLOCK_MINUTE       /* where the server cannot tell */
#define PAUSE     (2 * CLOCK_SECOND) /* after a first failure; doubles */
#define PAUSE_MAX (10 * CLOCK_MINUTE)
#define PAUSE_FOR_PERSON                                                                           \
    (CLOCK_MINUTE) /* where only a person can help: providers lock out who insists */
#define PAUSE_FOR_PERSON_MAX CLOCK_HOUR

struct MailboxFetcher {
    Context *context;
    int64_t id, version;
    GThread *thread;
    GCancellable *cancellable;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool ending, woken; /* under lock */
    unsigned failures;  /* since the last success */
};

/* ---- Failures ---- */

static bool
is_ending(MailboxFetcher *fetcher)
{
    bool ending;

    pthread_mutex_lock(&fetcher->lock);
    ending = fetcher->ending;
    pthread_mutex_unlock(&fetcher->lock);
    return ending;
}

static bool
needs_person(const GError *error)
{
    return error->code == APP_ERROR_FORBIDDEN || error->code == APP_ERROR_UNAUTHENTICATED ||
           error->code == APP_ERROR_NOT_FOUND;
}

/* By chance a quarter less or more, so that all mailboxes of a provider do not come back at once.
 */
static int64_t
pause_after(unsigned failures, bool for_person)
{
    int64_t first = for_person ? PAUSE_FOR_PERSON : PAUSE;
    int64_t most = for_person ? PAUSE_FOR_PERSON_MAX : PAUSE_MAX;
    int64_t pause = MIN(most, first << MIN(failures - 1, 12));

    return pause * 3 / 4 + g_random_int_range(0, (gint32)(pause / 2));
}

static void
rest(MailboxFetcher *fetcher, int64_t ms)
{
    int64_t end = g_get_monotonic_time() / 1000 + ms;

    pthread_mutex_lock(&fetcher->lock);
    while (!fetcher->ending && !fetcher->woken && g_get_monotonic_time() / 1000 < end)
        (void)wait_for(&fetcher->changed, &fetcher->lock, end - g_get_monotonic_time() / 1000);
    fetcher->woken = false;
    pthread_mutex_unlock(&fetcher->lock);
}

static bool
write_health(Db *tx, void *data, GError **error)
{
    FolderFetch *fetch = data;

    return mailbox_tell_health(tx, fetch->mailbox->id, fetch->health, error);
}

static void
tell_failure(FolderFetch *fetch, const GError *error)
{
    const ImapTrouble *trouble = fetch->imap != NULL ? imap_trouble(fetch->imap) : NULL;
    g_autoptr(GError) why = NULL;

    if (fetch->kept_nothing)
        fetch_trouble(fetch, "keep", "not-kept", NULL);
    else if (trouble != NULL && trouble->code[0] != '\0')
        fetch_trouble(fetch, trouble->step, trouble->code, trouble->detail);
    else
        fetch_trouble(fetch, "sign-in",
                      error->code == APP_ERROR_UNAUTHENTICATED ? "signed-out" : "oauth-unavailable",
                      NULL);
    log_warning("mailbox", "not_fetched", "mailbox=%" PRId64 " step=%s code=%s", fetch->mailbox->id,
                fetch->health->error_step, fetch->health->error_code);
    if (!database_write(fetch->context->database, write_health, fetch, &why))
        log_warning("mailbox", "not_told", "mailbox=%" PRId64 " error=%s", fetch->mailbox->id,
                    why->message);
}

/* ---- One connection ---- */

static Imap *
connection_new(const MailServer *server, GCancellable *cancellable)
{
    /* MailSecurity and ImapSecurity are the same three in the same order. */
    return imap_new(&(ImapServer){.host = server->host,
                                  .port = server->port,
                                  .security = (ImapSecurity)server->security,
                                  .user = server->user,
                                  .secret = server->secret,
                                  .oauth = server->oauth,
                                  .ca_file = server->ca_file},
                    cancellable);
}

static bool
connect_once(MailboxFetcher *fetcher, FolderFetch *fetch, bool *ret_token_refused, GError **error)
{
    g_auto(MailServer) server = {0};

    *ret_token_refused = false;
    if (!mailbox_imap_server(fetcher->context, fetch->mailbox, &server, error))
        return false;
    fetch->imap = connection_new(&server, fetcher->cancellable);
    if (imap_open(fetch->imap, error))
        return true;
    *ret_token_refused = server.oauth && strcmp(imap_trouble(fetch->imap)->step, "sign-in") == 0;
    return false;
}

/* A token may have ended before its time: a new one is asked for before anybody is told. */
static bool
connect_to(MailboxFetcher *fetcher, FolderFetch *fetch, GError **error)
{
    bool refused;

    if (connect_once(fetcher, fetch, &refused, error))
        return true;
    if (!refused)
        return false;
    mailbox_token_refused(fetch->mailbox->id);
    g_clear_error(error);
    g_clear_pointer(&fetch->imap, imap_free);
    return connect_once(fetcher, fetch, &refused, error);
}

/* Fetches, waits, fetches… until something fails. A connection that is lost while nothing happens
 * is what servers do: a new one is made without a word, unless that fails too. */
static bool
converse(MailboxFetcher *fetcher, FolderFetch *fetch, GError **error)
{
    if (!connect_to(fetcher, fetch, error) || !folder_fetch_open(fetch, error))
        return false;
    while (folder_fetch_news(fetch, error)) {
        fetcher->failures = 0;
        if (imap_wait(fetch->imap, WAIT_MAX, POLL, error) < 0) {
            const char *code = imap_trouble(fetch->imap)->code;

            return strcmp(code, "closed") == 0 || strcmp(code, "timeout") == 0;
        }
    }
    return false;
}

/* How long to rest after it. */
static int64_t
fetch_once(MailboxFetcher *fetcher, const Mailbox *mailbox)
{
    Db *db = database_reader(fetcher->context->database);
    g_auto(MailboxHealth) health = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(OurAddresses) ours = our_addresses_new(db, mailbox, &error);
    FolderFetch fetch = {
        .context = fetcher->context, .mailbox = mailbox, .ours = ours, .health = &health};
    bool calm = ours != NULL && mailbox_health_get(db, mailbox->id, &health, &error) &&
                converse(fetcher, &fetch, &error);
    int64_t pause = PAUSE;

    folder_fetch_close(&fetch);
    if (!calm && !is_ending(fetcher)) {
        pause = pause_after(++fetcher->failures, needs_person(error));
        tell_failure(&fetch, error);
    }
    if (fetch.imap != NULL)
        imap_logout(fetch.imap);
    imap_free(fetch.imap);
    return pause;
}

/* ---- The thread ---- */

static void *
fetch_for_ever(void *data)
{
    MailboxFetcher *fetcher = data;

    while (!is_ending(fetcher)) {
        g_autoptr(Mailbox) mailbox = NULL;
        g_autoptr(GError) error = NULL;
        int found =
            mailbox_get(database_reader(fetcher->context->database), fetcher->id, &mailbox, &error);

        if (found == 0)
            break;
        if (found < 0)
            log_warning("mailbox", "not_read", "mailbox=%" PRId64 " error=%s", fetcher->id,
                        error->message);
        rest(fetcher, found == 1 ? fetch_once(fetcher, mailbox) : PAUSE_MAX);
    }
    return NULL;
}

MailboxFetcher *
mailbox_fetcher_start(Context *context, const Mailbox *mailbox)
{
    MailboxFetcher *fetcher = g_new0(MailboxFetcher, 1);

    fetcher->context = context;
    fetcher->id = mailbox->id;
    fetcher->version = mailbox->version;
    fetcher->cancellable = g_cancellable_new();
    pthread_mutex_init(&fetcher->lock, NULL);
    wait_init(&fetcher->changed);
    fetcher->thread = g_thread_new("mailbox", fetch_for_ever, fetcher);
    return fetcher;
}

bool
mailbox_fetcher_serves(const MailboxFetcher *fetcher, const Mailbox *mailbox)
{
    return fetcher->id == mailbox->id && fetcher->version == mailbox->version;
}

void
mailbox_fetcher_wake(MailboxFetcher *fetcher)
{
    pthread_mutex_lock(&fetcher->lock);
    fetcher->woken = true;
    pthread_cond_signal(&fetcher->changed);
    pthread_mutex_unlock(&fetcher->lock);
}

void
mailbox_fetcher_end(MailboxFetcher *fetcher)
{
    pthread_mutex_lock(&fetcher->lock);
    fetcher->ending = true;
    pthread_cond_signal(&fetcher->changed);
    pthread_mutex_unlock(&fetcher->lock);
    g_cancellable_cancel(fetcher->cancellable);
}

void
mailbox_fetcher_free(MailboxFetcher *fetcher)
{
    if (fetcher == NULL)
        return;
    mailbox_fetcher_end(fetcher);
    g_thread_join(fetcher->thread);
    g_object_unref(fetcher->cancellable);
    pthread_mutex_destroy(&fetcher->lock);
    pthread_cond_destroy(&fetcher->changed);
    g_free(fetcher);
}
