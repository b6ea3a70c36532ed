#include "transcript/transcript-store.h"

#include "base/error.h"
#include "base/limits.h"

#include <inttypes.h>
#include <string.h>

static const char head_sql[] =
    "SELECT c.subject, CASE WHEN p.name <> '' THEN p.name ELSE p.address END, c.our_address,"
    "       c.opened_at"
    "  FROM conversation c LEFT JOIN person p ON p.id = c.person WHERE c.id = $1";

static const char messages_sql[] =
    "SELECT m.id, m.at, m.kind, m.direction, m.source, m.channel,"
    "       CASE m.direction WHEN 1 THEN coalesce(nullif(p.name, ''), p.address) ELSE s.name END,"
    "       m.subject, m.text, m.external_id, m.addresses"
    "  FROM message m LEFT JOIN person p ON p.id = m.person LEFT JOIN staff s ON s.id = m.staff"
    " WHERE m.conversation = $1 AND ($2 = 1 OR m.direction <> 3)"
    " ORDER BY m.at, m.id LIMIT $3";

static const char files_sql[] =
    "SELECT a.message, a.id, a.file, a.size, a.name, a.type, a.is_inline"
    "  FROM attachment a JOIN message m ON m.id = a.message"
    " WHERE m.conversation = $1 ORDER BY m.at, m.id, a.id";

int
transcript_store_head(Db *db, int64_t conversation, Transcript *transcript, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, head_sql, DB_ARGS(DB_INT(conversation)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found != 1)
        return found;
    transcript->id = conversation;
    transcript->subject = g_strdup(db_rows_text(rows, 0));
    transcript->person = g_strdup(db_rows_text(rows, 1) != NULL ? db_rows_text(rows, 1) : "—");
    transcript->our_address = g_strdup(db_rows_text(rows, 2));
    transcript->opened_at = db_rows_int(rows, 3);
    return 1;
}

static void
clear_file(void *data)
{
    TranscriptFile *file = data;

    g_free(file->name);
    g_free(file->type);
}

static TranscriptMessage *
read_message(DbRows *rows, AddressReader reader)
{
    TranscriptMessage *message = g_new0(TranscriptMessage, 1);

    *message = (TranscriptMessage){
        .id = db_rows_int(rows, 0),
        .at = db_rows_int(rows, 1),
        .kind = db_rows_int(rows, 2),
        .direction = (MessageDirection)db_rows_int(rows, 3),
        .source = db_rows_int(rows, 4),
        .channel = g_strdup(db_rows_text(rows, 5)),
        .author = g_strdup(db_rows_text(rows, 6)),
        .subject = g_strdup(db_rows_text(rows, 7)),
        .text = g_strdup(db_rows_text(rows, 8)),
        .external_id = g_strdup(db_rows_text(rows, 9)),
        .files = g_array_new(FALSE, FALSE, sizeof(TranscriptFile)),
    };
    g_array_set_clear_func(message->files, clear_file);
    reader(message, db_rows_text(rows, 10));
    return message;
}

/* Both lists are in the order of messages. */
static bool
read_files(Db *db, Transcript *transcript, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, files_sql, DB_ARGS(DB_INT(transcript->id)), error);
    guint at = 0;
    int more = rows != NULL ? 1 : -1;

    while (more > 0 && (more = db_rows_next(rows, error)) > 0) {
        guint i = at;
        TranscriptFile file = {
            .id = db_rows_int(rows, 1),
            .file = db_rows_int(rows, 2),
            .size = db_rows_int(rows, 3),
            .is_inline = db_rows_int(rows, 6) != 0,
        };

        while (i < transcript->messages->len &&
               ((TranscriptMessage *)transcript->messages->pdata[i])->id != db_rows_int(rows, 0))
            i++;
        if (i == transcript->messages->len)
            continue; /* of a note that was not asked for */
        at = i;
        file.name = g_strdup(db_rows_text(rows, 4));
        file.type = g_strdup(db_rows_text(rows, 5));
        g_array_append_val(((TranscriptMessage *)transcript->messages->pdata[at])->files, file);
    }
    return more == 0;
}

bool
transcript_store_messages(Db *db, Transcript *transcript, AddressReader reader, GError **error)
{
    g_autoptr(DbRows) rows = db_query(
        db, messages_sql,
        DB_ARGS(DB_INT(transcript->id), DB_INT(transcript->notes), DB_INT(TRANSCRIPT_MESSAGES + 1)),
        error);
    gsize size = 0;
    int more = rows != NULL ? 1 : -1;

    while (more > 0 && (more = db_rows_next(rows, error)) > 0) {
        TranscriptMessage *message = read_message(rows, reader);

        g_ptr_array_add(transcript->messages, message);
        size += strlen(message->text);
        if (transcript->messages->len > TRANSCRIPT_MESSAGES || size > LIMIT_TRANSCRIPT)
            return error_set(error, APP_ERROR_TOO_LARGE,
                             "conversation %" PRId64 " has over %d messages or %d bytes",
                             transcript->id, TRANSCRIPT_MESSAGES, LIMIT_TRANSCRIPT);
    }
    return more == 0 && read_files(db, transcript, error);
}
