#include "transcript/transcript.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "channel/mail/mail-build.h"
#include "file/file-scan.h"
#include "file/file.h"

#include <inttypes.h>
#include <string.h>

/* An id of this file alone. Owned by the caller. */
static char *
id_of(const char *word, int64_t id)
{
    return g_strdup_printf("%s-%" PRId64 "@transcript.invalid", word, id);
}

static const char *
known_address(const char *address, const char *otherwise)
{
    g_autofree char *known = address != NULL ? text_email(address) : NULL;

    return known != NULL ? address : otherwise;
}

/* A file in which a virus was found, or that has yet to be looked at, goes nowhere. */
static bool
all_open(Db *db, const TranscriptMessage *message)
{
    for (guint i = 0; i < message->files->len; i++)
        if (!file_scan_allows(db, g_array_index(message->files, TranscriptFile, i).file, NULL))
            return false;
    return true;
}

static bool
load_files(Context *context, Db *db, const TranscriptMessage *message, GPtrArray *files,
           GError **error)
{
    for (guint i = 0; i < message->files->len; i++) {
        const TranscriptFile *file = &g_array_index(message->files, TranscriptFile, i);
        g_autoptr(GBytes) bytes = NULL;

        if (!file_scan_allows(db, file->file, NULL))
            continue;
        bytes = file_get(context->files, db, file->file, NULL, error);
        if (bytes == NULL)
            return false;
        g_ptr_array_add(files, channel_file_new(file->name, file->type, bytes));
    }
    return true;
}

static void
free_file(void *file)
{
    channel_file_free(file);
}

/* What never was a mail here, or left as one from here, written as one. Whom it was to stands in
 * its text when it is no address of mail. */
static GBytes *
write_mail(Context *context, Db *db, const Transcript *transcript, const TranscriptMessage *message,
           GError **error)
{
    const char *ours = transcript->our_address != NULL
                           ? known_address(transcript->our_address, context->mail->address)
                           : context->mail->address;
    g_autofree char *title = transcript_title(transcript, message);
    g_autofree char *own_id = id_of("message", message->id);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);
    g_auto(GStrv) to = g_strsplit(message->to, ", ", LIMIT_RECIPIENTS);
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    Outgoing outgoing = {
        .from_address = known_address(message->from_address, ours),
        .from_name = title,
        .subject = message->subject != NULL ? message->subject : transcript->subject,
        .text = message->text,
        .external_id = message->external_id != NULL ? message->external_id : own_id,
        .files = files,
        .language = transcript->english ? "en" : "fr",
        .at = message->at,
    };

    for (char **one = to; *one != NULL; one++)
        if (known_address(*one, NULL) != NULL)
            g_ptr_array_add(known, *one);
    if (known->len == 0)
        g_ptr_array_add(known, (gpointer)ours);
    g_ptr_array_add(known, NULL);
    outgoing.to = (const char *const *)known->pdata;
    return load_files(context, db, message, files, error) ? mail_build(&outgoing, false, error)
                                                          : NULL;
}

static GBytes *
mail_of(Context *context, Db *db, const Transcript *transcript, const TranscriptMessage *message,
        GError **error)
{
    return message->source != 0 && all_open(db, message)
               ? file_get(context->files, db, message->source, NULL, error)
               : write_mail(context, db, transcript, message, error);
}

/* What the file holds, for whoever opens it. Owned by the caller. */
static char *
write_contents(const Transcript *transcript)
{
    const TranscriptWords *words = transcript_words(transcript);
    g_autofree char *made = transcript_date(transcript, transcript->made_at);
    GString *text = g_string_new(NULL);

    g_string_append_printf(text, "%s\n\n%s%s%s\n%s%s%" PRId64 "\n%s%s%s, %s %s, %s\n\n%s\n",
                           transcript->subject, words->with, words->colon, transcript->person,
                           words->conversation, words->colon, transcript->id, words->made,
                           words->colon, made, words->by, transcript->made_by,
                           transcript->organisation, words->messages);
    for (guint i = 0; i < transcript->messages->len; i++) {
        const TranscriptMessage *message = transcript->messages->pdata[i];
        g_autofree char *when = transcript_date(transcript, message->at);
        g_autofree char *title = transcript_title(transcript, message);

        g_string_append_printf(text, "%u. %s, %s\n", i + 1, when, title);
    }
    return g_string_free(text, FALSE);
}

static void
unref_bytes(void *bytes)
{
    g_bytes_unref(bytes);
}

static bool
gather(Context *context, Db *db, const Transcript *transcript, GPtrArray *mails, GError **error)
{
    gsize size = 0;

    for (guint i = 0; i < transcript->messages->len; i++) {
        GBytes *mail = mail_of(context, db, transcript, transcript->messages->pdata[i], error);

        if (mail == NULL)
            return false;
        g_ptr_array_add(mails, mail);
        size += g_bytes_get_size(mail);
        if (size > LIMIT_TRANSCRIPT_MAILS)
            return error_set(error, APP_ERROR_TOO_LARGE, "the mails have over %d bytes",
                             LIMIT_TRANSCRIPT_MAILS);
    }
    return true;
}

GBytes *
transcript_mail(Context *context, Db *db, const Transcript *transcript, GError **error)
{
    g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func(unref_bytes);
    g_autofree char *contents = write_contents(transcript);
    g_autofree char *own_id = id_of("conversation", transcript->id);
    Outgoing outgoing = {
        .from_address = context->mail->address,
        .from_name = transcript->organisation,
        .to = (const char *const[]){context->mail->address, NULL},
        .subject = transcript->subject,
        .text = contents,
        .external_id = own_id,
        .language = transcript->english ? "en" : "fr",
        .at = transcript->made_at,
    };

    if (!gather(context, db, transcript, mails, error))
        return NULL;
    return mail_build_bundle(&outgoing, (GBytes *const *)mails->pdata, mails->len, error);
}
