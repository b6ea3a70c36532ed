#include "transcript/transcript.h"

#include "base/template.h"

#include <inttypes.h>

static const char page_html[] =
    "<!doctype html>\n<html lang=\"{{language}}\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width\"><title>{{subject}}</title>\n"
    "<style>\n"
    "body{font:15px/1.5 system-ui,sans-serif;color:#1c1917;background:#fff;max-width:46rem;"
    "margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}\n"
    "h1{font-size:1.5rem;line-height:1.25;margin:0 0 .8rem}h2{font-size:1rem;margin:0}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0 0 1.5rem}"
    "dt,.when,.to{color:#57534e}dd{margin:0}\n"
    "article{border-top:1px solid #d6d3d1;padding:1rem 0}\n"
    "article.note{background:#fdf6e3;padding:1rem;border-left:3px solid #b45309}\n"
    "header{break-after:avoid}p{margin:.1rem 0}.text{white-space:pre-wrap;margin:.6rem 0 0}\n"
    "img{display:block;max-width:100%;max-height:20cm;margin:.6rem 0}ul{margin:.3rem 0}\n"
    "@media print{body{font-size:10.5pt;margin:0;max-width:none;padding:0}"
    "article.note{background:none}@page{margin:18mm}}\n"
    "</style></head>\n<body><main><h1>{{subject}}</h1>\n<dl><dt>{{with}}</dt><dd>{{person}}</dd>"
    "<dt>{{opened}}</dt><dd>{{opened_at}}</dd><dt>{{conversation}}</dt><dd>{{number}}</dd>"
    "<dt>{{made}}</dt><dd>{{made_at}}, {{by}} {{made_by}}, {{organisation}}</dd></dl>\n"
    "{{{messages}}}</main></body></html>\n";

static const char message_html[] =
    "<article{{{class}}}><header><h2>{{title}}</h2><p class=\"when\">{{when}}</p>{{{to}}}{{{cc}}}"
    "</header>\n<div class=\"text\">{{text}}</div>{{{files}}}</article>\n";

static const char line_html[] = "<p class=\"to\">{{label}}{{colon}}{{value}}</p>";

static const char file_html[] = "<li>{{name}} ({{size}})</li>";

static const char picture_html[] = "<img alt=\"{{name}}\" src=\"/api/attachments/{{id}}\">\n";

static char *
line(const Transcript *transcript, const char *label, const char *value)
{
    return value[0] == '\0'
               ? g_strdup("")
               : template_text(line_html, (const TemplateValue[]){
                                              {"label", label},
                                              {"colon", transcript_words(transcript)->colon},
                                              {"value", value},
                                              TEMPLATE_END});
}

static bool
is_picture(const TranscriptFile *file)
{
    return file->is_inline && g_str_has_prefix(file->type, "image/") &&
           !g_str_has_prefix(file->type, "image/svg");
}

/* The pictures of the text, then the list of all. */
static char *
files(const Transcript *transcript, const TranscriptMessage *message)
{
    GString *html = g_string_new(NULL);

    for (guint i = 0; i < message->files->len; i++) {
        const TranscriptFile *file = &g_array_index(message->files, TranscriptFile, i);
        g_autofree char *id = g_strdup_printf("%" PRId64, file->id);

        if (is_picture(file))
            template_write(html, picture_html,
                           (const TemplateValue[]){{"name", file->name}, {"id", id}, TEMPLATE_END});
    }
    if (message->files->len > 0)
        g_string_append_printf(html, "<p class=\"to\">%s</p><ul>",
                               transcript_words(transcript)->files);
    for (guint i = 0; i < message->files->len; i++) {
        const TranscriptFile *file = &g_array_index(message->files, TranscriptFile, i);
        g_autofree char *size = transcript_size(transcript, file->size);

        template_write(html, file_html,
                       (const TemplateValue[]){{"name", file->name}, {"size", size}, TEMPLATE_END});
    }
    if (message->files->len > 0)
        g_string_append(html, "</ul>");
    return g_string_free(html, FALSE);
}

static void
write_message(GString *html, const Transcript *transcript, const TranscriptMessage *message)
{
    const TranscriptWords *words = transcript_words(transcript);
    g_autofree char *title = transcript_title(transcript, message);
    g_autofree char *when = transcript_date(transcript, message->at);
    g_autofree char *to = line(transcript, words->to, message->to);
    g_autofree char *cc = line(transcript, words->cc, message->cc);
    g_autofree char *list = files(transcript, message);

    template_write(html, message_html,
                   (const TemplateValue[]){
                       {"class", message->direction == DIRECTION_NOTE ? " class=\"note\"" : ""},
                       {"title", title},
                       {"when", when},
                       {"to", to},
                       {"cc", cc},
                       {"text", message->text},
                       {"files", list},
                       TEMPLATE_END});
}

char *
transcript_page(const Transcript *transcript)
{
    const TranscriptWords *words = transcript_words(transcript);
    g_autofree char *number = g_strdup_printf("%" PRId64, transcript->id);
    g_autofree char *opened_at = transcript_date(transcript, transcript->opened_at);
    g_autofree char *made_at = transcript_date(transcript, transcript->made_at);
    g_autoptr(GString) messages = g_string_new(NULL);

    for (guint i = 0; i < transcript->messages->len; i++)
        write_message(messages, transcript, transcript->messages->pdata[i]);
    return template_text(page_html,
                         (const TemplateValue[]){{"language", transcript->english ? "en" : "fr"},
                                                 {"subject", transcript->subject},
                                                 {"with", words->with},
                                                 {"person", transcript->person},
                                                 {"opened", words->opened},
                                                 {"opened_at", opened_at},
                                                 {"conversation", words->conversation},
                                                 {"number", number},
                                                 {"made", words->made},
                                                 {"made_at", made_at},
                                                 {"by", words->by},
                                                 {"made_by", transcript->made_by},
                                                 {"organisation", transcript->organisation},
                                                 {"messages", messages->str},
                                                 TEMPLATE_END});
}
