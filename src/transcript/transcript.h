/* transcript: a conversation on paper: a page to print, a PDF, or one mail that holds its mails.
 *
 * For a file to give, a court, a doctor, the person themselves: everything that was said, the
 * oldest first, with who, when, by which channel, to whom, and the names of the files. Internal
 * notes stay inside unless asked for. What left the matter by a split is not in it.
 *
 * Taking a conversation out is journalled: conversation.exported {format, notes}, by whom. A matter
 * over TRANSCRIPT_MESSAGES messages or LIMIT_TRANSCRIPT bytes is refused rather than cut: a file
 * that lacks a piece without saying so would be worse than none.
 *
 * The PDF is typeset by Pango on Cairo (ligatures, any script, emoji by a fallback font); PNG and
 * JPEG that stood in the text are shown, other files are listed. The .eml holds each mail as it
 * came (message/rfc822); what never was a mail is written as one.
 *
 * transcript.c: what is taken out; transcript-words.c: the few words around, dates;
 * transcript-page.c: the page; transcript-pdf.c: the PDF, on the sheets of sheet.c and
 * sheet-picture.c; transcript-mail.c: the mail; transcript-http.c: the routes; transcript-store.c:
 * SQL. Everything here is personal data. */
#pragma once

#include "conversation/conversation.h"
#include "module/module.h"

#define TRANSCRIPT_MESSAGES 3000

typedef struct {
    int64_t id, file, size;
    char *name, *type;
    bool is_inline;
} TranscriptFile;

typedef struct {
    int64_t id, at, kind;
    MessageDirection direction;
    int64_t source;     /* file: the mail as it came; 0: none */
    char *channel;      /* its word */
    char *author;       /* name, else address */
    char *from_address; /* NULL: not known */
    char *to, *cc;      /* addresses with commas between; "" */
    char *subject;      /* NULL: the matter's */
    char *text;
    char *external_id; /* NULL */
    GArray *files;     /* of TranscriptFile */
} TranscriptMessage;

typedef struct {
    int64_t id;
    char *subject, *organisation, *person, *our_address; /* our_address may be NULL */
    bool english, notes;
    GTimeZone *zone;
    int64_t opened_at, made_at;
    char *made_by;       /* who takes it out */
    GPtrArray *messages; /* of TranscriptMessage, the oldest first */
} Transcript;

/* A matter as staff asks for it, in their language. APP_ERROR_NOT_FOUND; APP_ERROR_TOO_LARGE. Owned
 * by the caller. */
Transcript *transcript_read(Context *context, Db *db, int64_t conversation, int64_t staff,
                            bool notes, GError **error);
void transcript_free(Transcript *transcript);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Transcript, transcript_free)

/* A complete page, one <style> in it. Owned by the caller. */
char *transcript_page(const Transcript *transcript);
GBytes *transcript_pdf(Context *context, Db *db, const Transcript *transcript, GError **error);
GBytes *transcript_mail(Context *context, Db *db, const Transcript *transcript, GError **error);

/* ---- Words ---- */

typedef struct {
    const char *conversation, *with, *opened, *made, *by, *at; /* "Conversation", "Avec"… */
    const char *note, *to, *cc, *files, *page, *of, *machine, *messages, *colon;
} TranscriptWords;
const TranscriptWords *transcript_words(const Transcript *transcript);

/* "23 novembre 2026 à 10:04", in the organisation's zone. Owned by the caller. */
char *transcript_date(const Transcript *transcript, int64_t at);
/* "12 ko". Owned by the caller. */
char *transcript_size(const Transcript *transcript, int64_t bytes);
/* What it says of who: "Zoé Élan", "Note interne – Béa". Owned by the caller. */
char *transcript_title(const Transcript *transcript, const TranscriptMessage *message);

extern const Module transcript_module;
