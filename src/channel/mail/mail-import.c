#include "base/clock.h"
#include "channel/mail/mail-belt.h"
#include "channel/mail/mail-source.h"
#include "channel/mail/mail.h"
#include "module/context.h"

#define TELL_EVERY (CLOCK_SECOND / 5)

typedef struct {
    Context *context;
    MailBelt *belt;
    MailImportProgress progress;
    uint64_t bytes_before; /* of the paths that are finished */
    MailImportCallback callback;
    void *callback_data;
    int64_t told_at;
} Import;

/* An old mail says for whom it was only in its headers. */
static void
find_our_address(BeltMail *parsed, void *data)
{
    const Import *import = data;
    const Context *context = import->context;
    Incoming *mail = parsed->mail;
    GPtrArray *lists[] = {mail->to, mail->cc};

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        for (guint j = 0; j < lists[i]->len && mail->our_address == NULL; j++) {
            const ChannelAddress *address = lists[i]->pdata[j];

            if (context->mail != NULL && context->mail->address != NULL &&
                g_ascii_strcasecmp(address->address, context->mail->address) == 0)
                mail->our_address = g_strdup(address->address);
        }
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
keep(BeltMail *mails, size_t n, void *data, GError **error)
{
    Import *import = data;
    Received received[MAIL_BELT_BATCH] = {{.duplicate = false}};

    if (!mail_belt_receive(import->context, mails, n, received, error))
        return false;
    for (size_t i = 0; i < n; i++)
        *(received[i].duplicate ? &import->progress.known : &import->progress.added) += 1;
    tell(import, false);
    return true;
}

static bool
add(GBytes *mail, uint64_t bytes, void *data, GError **error)
{
    Import *import = data;

    import->progress.bytes = import->bytes_before + bytes;
    import->progress.mails++;
    if (mail == NULL) {
        import->progress.refused++;
        return true;
    }
    return mail_belt_put(import->belt, mail, 0, error);
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
    return mail_belt_flush(import->belt, error);
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
    import->belt = mail_belt_new(find_our_address, keep, import);
    done = read_paths(import, paths, error);
    mail_belt_free(import->belt);
    tell(import, true);
    if (ret_progress != NULL)
        *ret_progress = import->progress;
    return done;
}
