#include "survey/survey-mail.h"

#include "base/template.h"
#include "wording/wording.h"

/* A mail has no style sheet to count on: each element carries its own. */
static const char mail_html[] =
    "{{{head}}}<p>{{hello}}</p>\n"
    "<p>{{done}}<br><strong>{{question}}</strong></p>\n"
    "<ul style=\"list-style:none;padding:0;margin:0\">\n{{{links}}}</ul>\n"
    "{{{how}}}"
    "<div style=\"font-weight:bold\">{{{human}}}</div>\n"
    "<p>{{organisation}}<br><small>{{machine}} <a href=\"{{stop_url}}\">{{stop}}</a></small></p>\n";

static const char link_html[] =
    "<li style=\"margin:0 0 8px\"><a href=\"{{url}}\" style=\"display:inline-block;padding:10px "
    "16px;border:1px solid {{accent}};border-radius:6px;color:{{accent}};text-decoration:none\">"
    "{{score}} – {{word}}</a></li>\n";

void
invitation_clear(Invitation *invitation)
{
    g_clear_pointer(&invitation->text, g_free);
    g_clear_pointer(&invitation->html, g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(invitation->owned); i++)
        g_clear_pointer(&invitation->owned[i], g_free);
}

/* Its two texts are given. */
static void
add_link(Invitation *invitation, int i, char *place, char *path, const char *purpose,
         int64_t subject)
{
    invitation->owned[2 * i] = place;
    invitation->owned[2 * i + 1] = path;
    invitation->links[i] =
        (DraftLink){.place = place, .path = path, .purpose = purpose, .subject = subject};
}

static void
add_score(const Context *context, const SurveyWords *words, Invitation *invitation, int score,
          int64_t survey, GString *text, GString *html)
{
    g_autofree char *number = g_strdup_printf("%d", score);
    g_autofree char *blank = NULL;
    const DraftLink *link = &invitation->links[score];

    add_link(invitation, score, g_strdup_printf("[%s : %d]", words->said[WORD_LINK], score),
             g_strdup_printf("/s/{}?score=%d", score), SURVEY_ANSWER_PURPOSE, survey);
    blank = message_link_blank(context, link->path);
    template_write(html, link_html,
                   (const TemplateValue[]){{"accent", words->brand->light.accent},
                                           {"url", blank},
                                           {"score", number},
                                           {"word", survey_score_word(words, score)},
                                           TEMPLATE_END});
    g_string_append_printf(text, "%s – %s\n%s\n\n", number, survey_score_word(words, score),
                           link->place);
}

void
survey_invitation(const Context *context, const SurveyWords *words, int64_t survey, int64_t person,
                  Invitation *ret_invitation)
{
    g_autoptr(GString) links_html = g_string_new(NULL);
    g_autoptr(GString) links_text = g_string_new(NULL);
    g_autofree char *head = NULL;
    g_autofree char *how = NULL;
    g_autofree char *human = NULL;
    g_autofree char *stop = NULL;
    Invitation invitation = {.text = NULL};

    for (int score = SURVEY_SCORE_MAX; score > 0; score--)
        add_score(context, words, &invitation, score, survey, links_text, links_html);
    add_link(&invitation, 0, g_strdup_printf("[%s]", words->said[WORD_STOP_LINK]),
             g_strdup("/u/{}"), SURVEY_STOP_PURPOSE, person);
    invitation.links[0].unsubscribe = true;
    how = wording_html(words->said[WORD_HOW]);
    human = wording_html(words->said[WORD_HUMAN]);
    head = brand_mail_head(context, words->brand);
    stop = message_link_blank(context, "/u/{}");
    invitation.text = g_strdup_printf(
        "%s\n\n%s\n%s\n\n%s%s\n\n%s\n\n%s\n%s\n%s\n%s\n", words->said[WORD_HELLO],
        words->said[WORD_DONE], words->said[WORD_QUESTION], links_text->str, words->said[WORD_HOW],
        words->said[WORD_HUMAN], words->brand->name, words->said[WORD_MACHINE],
        words->said[WORD_STOP], invitation.links[0].place);
    invitation.html =
        template_text(mail_html, (const TemplateValue[]){{"head", head},
                                                         {"hello", words->said[WORD_HELLO]},
                                                         {"done", words->said[WORD_DONE]},
                                                         {"question", words->said[WORD_QUESTION]},
                                                         {"links", links_html->str},
                                                         {"how", how},
                                                         {"human", human},
                                                         {"organisation", words->brand->name},
                                                         {"machine", words->said[WORD_MACHINE]},
                                                         {"stop", words->said[WORD_STOP]},
                                                         {"stop_url", stop},
                                                         TEMPLATE_END});
    *ret_invitation = invitation;
}
