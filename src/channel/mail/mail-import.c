#include "base/clock.h"
#include "channel/mail/import-store.h"
#include "channel/mail/mail-belt.h"
#include "channel/mail/mail-source.h"
#include "channel/mail/mail.h"
#include "module/context.h"

#include <string.h>

#define TELL_EVERY (CLOCK_SECOND / 5)
#define SAVE_EVERY 4                     /* batches between two notes of how far it is */
#define ON_BELT    (4 * MAIL_BELT_BATCH) /* more than a belt ever holds */

/* Where a mail that is on the belt ends. */
typedef struct {
    char *file;
    uint64_t position;
} Place;

typedef struct {
    Context *context;
    MailBelt *belt;
    MailImportProgress progress;
    uint64_t bytes_before; /* of the paths that are finished */
    MailImportCallback callback;
    void *callback_data;
    int64_t told_at;
    char *path;            /* the one that is read, absolute */
    Place places[ON_BELT]; /* by the number of a mail */
    uint64_t numbers;      /* given so far */
    uint64_t path_mails;   /* kept of the path, by earlier runs too */
    unsigned unsaved;      /* batches kept since the last note */
} Import;

/* An old mail says for whom it was only in its headers, and when: it was not written now. */
static void
complete(BeltMail *parsed, void *data)
{
    const Import *import = data;
    const Context *context = import->context;
    Incoming *mail = parsed->mail;
    GPtrArray *lists[] = {mail->to, mail->cc};

    if (mail->sent_at != 0)
        mail->received_at = MIN(mail->received_at, mail->sent_at);
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

typedef struct {
    const char *path;
    MailPlace place;
} Note;

static bool
note_work(Db *tx, void *data, GError **error)
{
    const Note *note = data;

    return import_store_save(tx, note->path, &note->place, error);
}

/* Writes down how far it is, now and then: what comes after is read twice, and known already. */
static bool
note_place(Import *import, int64_t last, size_t n, GError **error)
{
    const Place *place = &import->places[last % ON_BELT];
    Note note = {.path = import->path};
    g_autofree char *head = NULL;

    import->path_mails += n;
    if (import->context->database == NULL || ++import->unsaved < SAVE_EVERY)
        return true;
    import->unsaved = 0;
    head = mail_place_head(place->file);
    note.place = (MailPlace){place->file, head, place->position, import->path_mails};
    return head == NULL || database_write(import->context->database, note_work, &note, error);
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
    return note_place(import, mails[n - 1].number, n, error);
}

static bool
add(const MailSourceItem *item, void *data, GError **error)
{
    Import *import = data;
    Place *place;

    import->progress.bytes = import->bytes_before + item->bytes;
    import->progress.mails++;
    if (item->mail == NULL) {
        import->progress.refused++;
        return true;
    }
    place = &import->places[++import->numbers % ON_BELT];
    if (g_strcmp0(place->file, item->file) != 0) {
        g_free(place->file);
        place->file = g_strdup(item->file);
    }
    place->position = item->position;
    return mail_belt_put(import->belt, item->mail, (int64_t)import->numbers, error);
}

static bool
forget_work(Db *tx, void *path, GError **error)
{
    return import_store_forget(tx, path, error);
}

/* One path, from where an earlier run of it was stopped. */
static bool
read_path(Import *import, GError **error)
{
    Database *database = import->context->database;
    g_auto(MailPlace) from = {.file = NULL};
    int found = database != NULL
                    ? import_store_get(database_reader(database), import->path, &from, error)
                    : 0;

    if (found < 0)
        return false;
    import->path_mails = from.mails;
    import->unsaved = 0;
    import->progress.skipped += from.mails;
    return mail_source_read(import->path, found > 0 ? &from : NULL, add, import,
                            &import->progress.others, error) &&
           mail_belt_flush(import->belt, error) &&
           (database == NULL || database_write(database, forget_work, import->path, error));
}

static bool
read_paths(Import *import, const char *const *paths, GError **error)
{
    bool done = true;

    for (; done && *paths != NULL; paths++) {
        import->path = g_canonicalize_filename(*paths, NULL);
        done = read_path(import, error);
        import->bytes_before += mail_source_size(import->path);
        if (done)
            import->progress.bytes = import->bytes_before;
        g_clear_pointer(&import->path, g_free);
    }
    return done;
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
    import->belt = mail_belt_new(complete, keep, import);
    done = read_paths(import, paths, error);
    mail_belt_free(import->belt);
    for (size_t i = 0; i < ON_BELT; i++)
        g_free(import->places[i].file);
    tell(import, true);
    if (ret_progress != NULL)
        *ret_progress = import->progress;
    return done;
}
