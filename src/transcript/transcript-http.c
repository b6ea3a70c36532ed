#include "transcript/transcript.h"

#include "base/error.h"

#include <inttypes.h>

/* ---- What is taken out is noted ---- */

typedef struct {
    int64_t conversation, staff;
    const char *format;
    bool notes;
} Taken;

static bool
write_fact(Db *tx, void *data, GError **error)
{
    const Taken *taken = data;
    g_autofree char *json = g_strdup_printf("{\"format\":\"%s\",\"notes\":%s}", taken->format,
                                            taken->notes ? "true" : "false");

    return journal_append(tx,
                          &(Fact){
                              .name = "conversation.exported",
                              .actor = taken->staff,
                              .conversation = taken->conversation,
                              .data = json,
                          },
                          error);
}

static Transcript *
read_asked(Request *request, GError **error)
{
    return transcript_read(request_context(request), request_db(request), request_id(request, "id"),
                           request_principal(request)->staff, request_bool(request, "notes", false),
                           error);
}

static bool
note_taken(Request *request, const Transcript *transcript, const char *format, GError **error)
{
    Taken taken = {transcript->id, request_principal(request)->staff, format, transcript->notes};

    return request_write(request, write_fact, &taken, error);
}

/* ---- The three forms ---- */

static bool
get_page(Request *request, GError **error)
{
    g_autoptr(Transcript) transcript = read_asked(request, error);
    g_autofree char *html = NULL;

    if (transcript == NULL || !note_taken(request, transcript, "html", error))
        return false;
    html = transcript_page(transcript);
    reply_page(request, 200, html);
    return true;
}

static void
reply_download(Request *request, const Transcript *transcript, const char *type, const char *suffix,
               GBytes *bytes)
{
    g_autofree char *disposition = g_strdup_printf(
        "attachment; filename=\"conversation-%" PRId64 ".%s\"", transcript->id, suffix);

    reply_header(request, "Content-Disposition", disposition);
    reply_bytes(request, 200, type, bytes);
}

static bool
get_pdf(Request *request, GError **error)
{
    g_autoptr(Transcript) transcript = read_asked(request, error);
    g_autoptr(GBytes) pdf =
        transcript != NULL
            ? transcript_pdf(request_context(request), request_db(request), transcript, error)
            : NULL;

    if (pdf == NULL || !note_taken(request, transcript, "pdf", error))
        return false;
    reply_download(request, transcript, "application/pdf", "pdf", pdf);
    return true;
}

static bool
get_mail(Request *request, GError **error)
{
    g_autoptr(Transcript) transcript = read_asked(request, error);
    g_autoptr(GBytes) mail =
        transcript != NULL
            ? transcript_mail(request_context(request), request_db(request), transcript, error)
            : NULL;

    if (mail == NULL || !note_taken(request, transcript, "eml", error))
        return false;
    reply_download(request, transcript, "message/rfc822", "eml", mail);
    return true;
}

/* ---- Module ---- */

static const Field fields[] = {
    {.name = "notes", .type = FIELD_BOOL, .about = "Internal notes too; not by default."},
    FIELDS_END,
};

#define TRANSCRIPT(word, answer, says)                                                             \
    {                                                                                              \
        .method = "GET", .path = "/api/conversations/{id}/transcript." word,                       \
        .right = RIGHT_CONVERSATION_READ, .handler = (answer), .about = (says),                    \
        .flags = ROUTE_SLOW, .query = fields                                                       \
    }

static const Route routes[] = {
    TRANSCRIPT("html", get_page, "The whole conversation as a page to print; journalled."),
    TRANSCRIPT("pdf", get_pdf, "The whole conversation as a PDF; journalled."),
    TRANSCRIPT("eml", get_mail, "One mail that holds all its mails; journalled."),
    ROUTES_END,
};

const Module transcript_module = {.name = "transcript", .routes = routes};
