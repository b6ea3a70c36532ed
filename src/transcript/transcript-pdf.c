#include "transcript/transcript.h"

#include "base/error.h"
#include "base/limits.h"
#include "file/file-scan.h"
#include "file/file.h"
#include "transcript/sheet.h"

#include <inttypes.h>

#define HEAD_ROOM 70 /* points: a head and the first lines under it */

/* A line "label: value" when there is a value. */
static void
write_pair(Sheet *sheet, const Transcript *transcript, const char *label, const char *value)
{
    g_autofree char *line = NULL;

    if (value == NULL || value[0] == '\0')
        return;
    line = g_strconcat(label, transcript_words(transcript)->colon, value, NULL);
    sheet_text(sheet, SHEET_META, line);
}

static void
write_head(Sheet *sheet, const Transcript *transcript)
{
    const TranscriptWords *words = transcript_words(transcript);
    g_autofree char *opened = transcript_date(transcript, transcript->opened_at);
    g_autofree char *made = transcript_date(transcript, transcript->made_at);
    g_autofree char *number = g_strdup_printf("%" PRId64, transcript->id);
    g_autofree char *who = g_strdup_printf("%s, %s %s, %s", made, words->by, transcript->made_by,
                                           transcript->organisation);

    sheet_text(sheet, SHEET_TITLE, transcript->subject);
    sheet_gap(sheet, 8);
    write_pair(sheet, transcript, words->with, transcript->person);
    write_pair(sheet, transcript, words->opened, opened);
    write_pair(sheet, transcript, words->conversation, number);
    write_pair(sheet, transcript, words->made, who);
    sheet_gap(sheet, 14);
}

/* The pictures that stood in its text, as long as there is room for their bytes. */
static bool
write_pictures(Sheet *sheet, Context *context, Db *db, const TranscriptMessage *message,
               gsize *left, GError **error)
{
    for (guint i = 0; i < message->files->len; i++) {
        const TranscriptFile *file = &g_array_index(message->files, TranscriptFile, i);
        g_autoptr(GBytes) bytes = NULL;

        if (!file->is_inline || file->size > (int64_t)*left ||
            !file_scan_allows(db, file->file, NULL))
            continue;
        bytes = file_get(context->files, db, file->file, NULL, error);
        if (bytes == NULL)
            return false;
        *left -= (gsize)file->size;
        sheet_picture(sheet, bytes);
    }
    return true;
}

static void
write_files(Sheet *sheet, const Transcript *transcript, const TranscriptMessage *message)
{
    g_autoptr(GString) list = g_string_new(NULL);

    for (guint i = 0; i < message->files->len; i++) {
        const TranscriptFile *file = &g_array_index(message->files, TranscriptFile, i);
        g_autofree char *size = transcript_size(transcript, file->size);

        g_string_append_printf(list, "%s%s (%s)", i > 0 ? ", " : "", file->name, size);
    }
    if (list->len > 0)
        sheet_gap(sheet, 3);
    write_pair(sheet, transcript, transcript_words(transcript)->files, list->str);
}

static bool
write_message(Sheet *sheet, Context *context, Db *db, const Transcript *transcript,
              const TranscriptMessage *message, gsize *left, GError **error)
{
    const TranscriptWords *words = transcript_words(transcript);
    g_autofree char *title = transcript_title(transcript, message);
    g_autofree char *when = transcript_date(transcript, message->at);

    sheet_keep(sheet, HEAD_ROOM);
    sheet_rule(sheet);
    sheet_gap(sheet, 8);
    sheet_bar(sheet, message->direction == DIRECTION_NOTE);
    sheet_text(sheet, SHEET_HEAD, title);
    sheet_text(sheet, SHEET_META, when);
    write_pair(sheet, transcript, words->to, message->to);
    write_pair(sheet, transcript, words->cc, message->cc);
    sheet_gap(sheet, 5);
    sheet_text(sheet, SHEET_BODY, message->text);
    if (!write_pictures(sheet, context, db, message, left, error))
        return false;
    write_files(sheet, transcript, message);
    sheet_bar(sheet, false);
    sheet_gap(sheet, 12);
    if (sheet_pages(sheet) > LIMIT_TRANSCRIPT_PAGES)
        return error_set(error, APP_ERROR_TOO_LARGE, "over %d pages", LIMIT_TRANSCRIPT_PAGES);
    return true;
}

static bool
write_all(Sheet *sheet, Context *context, Db *db, const Transcript *transcript, GError **error)
{
    gsize left = LIMIT_PICTURES;

    write_head(sheet, transcript);
    for (guint i = 0; i < transcript->messages->len; i++)
        if (!write_message(sheet, context, db, transcript, transcript->messages->pdata[i], &left,
                           error))
            return false;
    return true;
}

GBytes *
transcript_pdf(Context *context, Db *db, const Transcript *transcript, GError **error)
{
    const TranscriptWords *words = transcript_words(transcript);
    SheetSetup setup = {
        .title = transcript->subject,
        .author = transcript->organisation,
        .language = transcript->english ? "en" : "fr",
        .page = words->page,
        .of = words->of,
    };
    g_autoptr(Sheet) counting = sheet_new(&setup);
    g_autoptr(Sheet) sheet = NULL;

    if (!write_all(counting, context, db, transcript, error))
        return NULL;
    setup.pages = sheet_pages(counting);
    sheet = sheet_new(&setup);
    return write_all(sheet, context, db, transcript, error) ? sheet_end(sheet, error) : NULL;
}
