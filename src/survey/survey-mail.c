#include "survey/survey-mail.h"

#include "base/template.h"

/* A mail has no style sheet to count on: each element carries its own. */
static const char mail_html[] =
    "<p>{{hello}}</p>\n"
    "<p>{{done_before}}{{subject}}{{done_after}}<br><strong>{{question}}</strong></p>\n"
    "<ul style=\"list-style:none;padding:0;margin:0\">\n{{{links}}}</ul>\n"
    "<p>{{how}}</p>\n"
    "<p><strong>{{human}}</strong></p>\n"
    "<p>{{organisation}}<br><small>{{machine}}</small></p>\n";

static const char link_html[] =
    "<li style=\"margin:0 0 8px\"><a href=\"{{url}}\" style=\"display:inline-block;padding:10px "
    "16px;border:1px solid #1d4ed8;border-radius:6px;color:#1d4ed8;text-decoration:none\">"
    "{{score}} – {{word}}</a></li>\n";

void
survey_invitation(const Context *context, const SurveyWords *words, const char *subject,
                  const char *secret, char **ret_text, char **ret_html)
{
    g_autoptr(GString) links_html = g_string_new(NULL);
    g_autoptr(GString) links_text = g_string_new(NULL);

    for (int score = SURVEY_SCORE_MAX; score > 0; score--) {
        g_autofree char *url =
            g_strdup_printf("%s/s/%s?score=%d", context->public_url, secret, score);
        g_autofree char *number = g_strdup_printf("%d", score);

        template_write(
            links_html, link_html,
            (const TemplateValue[]){
                {"url", url}, {"score", number}, {"word", words->scores[score]}, TEMPLATE_END});
        g_string_append_printf(links_text, "%s – %s\n%s\n\n", number, words->scores[score], url);
    }
    *ret_text = g_strdup_printf("%s\n\n%s%s%s\n%s\n\n%s%s\n\n%s\n\n%s\n%s\n", words->hello,
                                words->done_before, subject, words->done_after, words->question,
                                links_text->str, words->how, words->human, context->organisation,
                                words->machine);
    *ret_html =
        template_text(mail_html, (const TemplateValue[]){{"hello", words->hello},
                                                         {"done_before", words->done_before},
                                                         {"subject", subject},
                                                         {"done_after", words->done_after},
                                                         {"question", words->question},
                                                         {"links", links_html->str},
                                                         {"how", words->how},
                                                         {"human", words->human},
                                                         {"organisation", context->organisation},
                                                         {"machine", words->machine},
                                                         TEMPLATE_END});
}
