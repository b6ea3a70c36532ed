#include "base/clock.h"
#include "channel/mail/mail-source.h"
#include "channel/mail/mail.h"
#include "module/context.h"

#include <pthread.h>
#include <string.h>

#define PARSERS     2
#define BATCH_MAILS 64                 /* kept in one transaction */
#define BATCH_BYTES (16 * 1024 * 1024) /* and no more than this in memory at once */
#define TELL_EVERY  (CLOCK_SECOND / 5)

typedef struct {
    GBytes *sources[BATCH_MAILS];
    Incoming *mails[BATCH_MAILS];
    size_t n;
    gsize bytes;
    size_t next;   /* the first one that no parser took; under lock */
    size_t parsed; /* under lock */
} Batch;

/* Two batches: while one is being parsed, the next is read; when it is parsed, it is kept while the
 * parsers have the other. Mails are kept in the order they were read, so that an answer finds what
 * it answers. */
typedef struct {
    Context *context;
    Batch batches[2];
    Batch *filling;
    Batch *parsing; /* NULL: none; under lock */
    bool over;      /* under lock */
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    GThread *parsers[PARSERS];
    MailImportProgress progress;
    uint64_t bytes_before; /* of the paths that are finished */
    MailImportCallback callback;
    void *callback_data;
    int64_t told_at;
} Import;

static void
batch_clear(Batch *batch)
{
    for (size_t i = 0; i < batch->n; i++) {
        g_clear_pointer(&batch->sources[i], g_bytes_unref);
        g_clear_pointer(&batch->mails[i], incoming_free);
    }
    memset(batch, 0, sizeof *batch);
}

/* An old mail says for whom it was only in its headers. */
static void
find_our_address(const Context *context, Incoming *mail)
{
    GPtrArray *lists[] = {mail->to, mail->cc};

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        for (guint j = 0; j < lists[i]->len && mail->our_address == NULL; j++) {
            const ChannelAddress *address = lists[i]->pdata[j];

            if (context->mail != NULL && context->mail->address != NULL &&
                g_ascii_strcasecmp(address->address, context->mail->address) == 0)
                mail->our_address = g_strdup(address->address);
        }
}

static void *
parse_batches(void *data)
{
    Import *import = data;

    pthread_mutex_lock(&import->lock);
    while (!import->over) {
        Batch *batch = import->parsing;
        size_t i;

        if (batch == NULL || (i = batch->next) >= batch->n) {
            pthread_cond_wait(&import->work, &import->lock);
            continue;
        }
        batch->next++;
        pthread_mutex_unlock(&import->lock);
        batch->mails[i] = mail_parse(batch->sources[i]);
        find_our_address(import->context, batch->mails[i]);
        pthread_mutex_lock(&import->lock);
        if (++batch->parsed == batch->n)
            pthread_cond_signal(&import->done);
    }
    pthread_mutex_unlock(&import->lock);
    return NULL;
}

/* Gives a batch to the parsers (NULL: none), and returns the one that they had, parsed. */
static Batch *
exchange(Import *import, Batch *batch)
{
    Batch *parsed;

    pthread_mutex_lock(&import->lock);
    parsed = import->parsing;
    while (parsed != NULL && parsed->parsed < parsed->n)
        pthread_cond_wait(&import->done, &import->lock);
    import->parsing = batch;
    pthread_cond_broadcast(&import->work);
    pthread_mutex_unlock(&import->lock);
    return parsed;
}

static void
tell(Import *import, bool always)
{
    int64_t now = g_get_monotonic_time() / 1000;

    if (import->callback == NULL || (!always && now - import->told_at < TELL_EVERY))
        return;
    import->told_at = now;
    import->callback(&import->progress, import->callback_data);
}

static bool
keep(Import *import, Batch *batch, GError **error)
{
    Received received[BATCH_MAILS] = {{.duplicate = false}};
    bool kept = batch->n == 0 ||
                import->context->receive(import->context, batch->mails, batch->n, received, error);

    for (size_t i = 0; kept && i < batch->n; i++)
        *(received[i].duplicate ? &import->progress.known : &import->progress.added) += 1;
    batch_clear(batch);
    tell(import, false);
    return kept;
}

/* Sends what was read to the parsers, and keeps what they had. */
static bool
flush(Import *import, GError **error)
{
    Batch *full = import->filling;
    Batch *parsed = exchange(import, full->n > 0 ? full : NULL);

    import->filling = full == &import->batches[0] ? &import->batches[1] : &import->batches[0];
    return parsed == NULL || keep(import, parsed, error);
}

static bool
add(GBytes *mail, uint64_t bytes, void *data, GError **error)
{
    Import *import = data;
    Batch *batch = import->filling;

    import->progress.bytes = import->bytes_before + bytes;
    import->progress.mails++;
    if (mail == NULL) {
        import->progress.refused++;
        return true;
    }
    batch->sources[batch->n++] = g_bytes_ref(mail);
    batch->bytes += g_bytes_get_size(mail);
    if (batch->n < BATCH_MAILS && batch->bytes < BATCH_BYTES)
        return true;
    return flush(import, error);
}

static bool
read_paths(Import *import, const char *const *paths, GError **error)
{
    for (; *paths != NULL; paths++) {
        uint64_t size = mail_source_size(*paths);

        if (!mail_source_read(*paths, add, import, error))
            return false;
        import->bytes_before += size;
        import->progress.bytes = import->bytes_before;
    }
    /* The last batch goes to the parsers, then comes back. */
    return flush(import, error) && flush(import, error);
}

static void
start(Import *import)
{
    pthread_mutex_init(&import->lock, NULL);
    pthread_cond_init(&import->work, NULL);
    pthread_cond_init(&import->done, NULL);
    import->filling = &import->batches[0];
    for (int i = 0; i < PARSERS; i++)
        import->parsers[i] = g_thread_new("import", parse_batches, import);
}

static void
stop(Import *import)
{
    (void)exchange(import, NULL);
    pthread_mutex_lock(&import->lock);
    import->over = true;
    pthread_cond_broadcast(&import->work);
    pthread_mutex_unlock(&import->lock);
    for (int i = 0; i < PARSERS; i++)
        g_thread_join(import->parsers[i]);
    for (int i = 0; i < 2; i++)
        batch_clear(&import->batches[i]);
    pthread_mutex_destroy(&import->lock);
    pthread_cond_destroy(&import->work);
    pthread_cond_destroy(&import->done);
}

bool
mail_import(Context *context, const char *const *paths, MailImportCallback callback, void *data,
            MailImportProgress *ret_progress, GError **error)
{
    g_autofree Import *import = g_new0(Import, 1);
    bool done;

    import->context = context;
    import->callback = callback;
    import->callback_data = data;
    for (const char *const *path = paths; *path != NULL; path++)
        import->progress.bytes_all += mail_source_size(*path);
    start(import);
    done = read_paths(import, paths, error);
    stop(import);
    tell(import, true);
    if (ret_progress != NULL)
        *ret_progress = import->progress;
    return done;
}
