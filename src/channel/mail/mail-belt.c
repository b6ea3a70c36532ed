#include "channel/mail/mail-belt.h"

#include "channel/mail/mail.h"
#include "module/context.h"

#include <pthread.h>
#include <string.h>

#define PARSERS     2
#define BATCH_BYTES (16 * 1024 * 1024) /* a batch is full at this size too */

typedef struct {
    BeltMail mails[MAIL_BELT_BATCH];
    size_t n;
    gsize bytes;
    size_t next;   /* the first one that no parser took; under lock */
    size_t parsed; /* under lock */
} Batch;

struct MailBelt {
    BeltParsed parsed;
    BeltKeep keep;
    void *data;
    Batch batches[2];
    Batch *filling;
    Batch *parsing; /* NULL: none; under lock */
    bool over;      /* under lock */
    GError *unread; /* why a mail could not be read now, the first time; under lock */
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    GThread *parsers[PARSERS];
};

static void
batch_clear(Batch *batch)
{
    for (size_t i = 0; i < batch->n; i++) {
        g_clear_pointer(&batch->mails[i].source, g_bytes_unref);
        g_clear_pointer(&batch->mails[i].mail, incoming_free);
    }
    memset(batch, 0, sizeof *batch);
}

static void *
parse_batches(void *data)
{
    MailBelt *belt = data;
    GError *error = NULL;

    pthread_mutex_lock(&belt->lock);
    while (!belt->over) {
        Batch *batch = belt->parsing;
        BeltMail *mail;

        if (batch == NULL || batch->next >= batch->n) {
            pthread_cond_wait(&belt->work, &belt->lock);
            continue;
        }
        mail = &batch->mails[batch->next++];
        pthread_mutex_unlock(&belt->lock);
        mail->mail = mail_read(mail->source, &error);
        if (mail->mail != NULL)
            belt->parsed(mail, belt->data);
        pthread_mutex_lock(&belt->lock);
        if (mail->mail == NULL && belt->unread == NULL)
            belt->unread = g_steal_pointer(&error);
        g_clear_error(&error);
        if (++batch->parsed == batch->n)
            pthread_cond_signal(&belt->done);
    }
    pthread_mutex_unlock(&belt->lock);
    return NULL;
}

MailBelt *
mail_belt_new(BeltParsed parsed, BeltKeep keep, void *data)
{
    MailBelt *belt = g_new0(MailBelt, 1);

    belt->parsed = parsed;
    belt->keep = keep;
    belt->data = data;
    pthread_mutex_init(&belt->lock, NULL);
    pthread_cond_init(&belt->work, NULL);
    pthread_cond_init(&belt->done, NULL);
    belt->filling = &belt->batches[0];
    for (int i = 0; i < PARSERS; i++)
        belt->parsers[i] = g_thread_new("parse", parse_batches, belt);
    return belt;
}

/* Gives a batch to the parsers (NULL: none), and returns the one that they had, parsed. */
static Batch *
exchange(MailBelt *belt, Batch *batch)
{
    Batch *parsed;

    pthread_mutex_lock(&belt->lock);
    parsed = belt->parsing;
    while (parsed != NULL && parsed->parsed < parsed->n)
        pthread_cond_wait(&belt->done, &belt->lock);
    belt->parsing = batch;
    pthread_cond_broadcast(&belt->work);
    pthread_mutex_unlock(&belt->lock);
    return parsed;
}

void
mail_belt_free(MailBelt *belt)
{
    if (belt == NULL)
        return;
    (void)exchange(belt, NULL);
    pthread_mutex_lock(&belt->lock);
    belt->over = true;
    pthread_cond_broadcast(&belt->work);
    pthread_mutex_unlock(&belt->lock);
    for (int i = 0; i < PARSERS; i++)
        g_thread_join(belt->parsers[i]);
    for (int i = 0; i < 2; i++)
        batch_clear(&belt->batches[i]);
    g_clear_error(&belt->unread);
    pthread_mutex_destroy(&belt->lock);
    pthread_cond_destroy(&belt->work);
    pthread_cond_destroy(&belt->done);
    g_free(belt);
}

/* Hands a parsed batch over, unless a mail of it could not be read for now: those that follow may
 * answer it. */
static bool
keep(MailBelt *belt, Batch *parsed, GError **error)
{
    GError *unread;

    pthread_mutex_lock(&belt->lock);
    unread = g_steal_pointer(&belt->unread);
    pthread_mutex_unlock(&belt->lock);
    if (unread == NULL)
        return belt->keep(parsed->mails, parsed->n, belt->data, error);
    g_propagate_error(error, unread);
    return false;
}

/* Sends what was put to the parsers, and keeps what they had. */
static bool
advance(MailBelt *belt, GError **error)
{
    Batch *full = belt->filling;
    Batch *parsed = exchange(belt, full->n > 0 ? full : NULL);
    bool kept = true;

    belt->filling = full == &belt->batches[0] ? &belt->batches[1] : &belt->batches[0];
    if (parsed != NULL) {
        kept = keep(belt, parsed, error);
        batch_clear(parsed);
    }
    return kept;
}

bool
mail_belt_receive(Context *context, const BeltMail *mails, size_t n, Received *ret, GError **error)
{
    Incoming *incoming[MAIL_BELT_BATCH] = {NULL};

    for (size_t i = 0; i < n; i++)
        incoming[i] = mails[i].mail;
    return context->receive(context, incoming, n, ret, error);
}

bool
mail_belt_put(MailBelt *belt, GBytes *source, int64_t number, GError **error)
{
    Batch *batch = belt->filling;

    batch->mails[batch->n++] = (BeltMail){.number = number, .source = g_bytes_ref(source)};
    batch->bytes += g_bytes_get_size(source);
    if (batch->n < MAIL_BELT_BATCH && batch->bytes < BATCH_BYTES)
        return true;
    return advance(belt, error);
}

bool
mail_belt_flush(MailBelt *belt, GError **error)
{
    /* The last batch goes to the parsers, then comes back. */
    return advance(belt, error) && advance(belt, error);
}
