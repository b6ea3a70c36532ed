#include "survey/survey-mail.h"

#include "base/template.h"
#include "wording/wording.h"

/* A mail has no style sheet to count on: each element carries its own. */
static const char content_html[] =
    "<p>{{hello}}</p>\n"
    "<p>{{done}}<br><strong>{{question}}</strong></p>\n"
    "<ul style=\"list-style-type:none;padding:0;margin:0\">\n{{{links}}}</ul>\n"
    "{{{how}}}"
    "<div style=\"font-weight:bold\">{{{human}}}</div>\n"
    "<p>{{organisation}}<br><small>{{machine}} <a href=\"{{stop_url}}\">{{stop}}</a></small></p>\n";

static const char link_html[] = "<li style=\"margin:0 0 8px\">{{{button}}}</li>\n";

void
invitation_clear(Invitation *invitation)
{
    g_clear_pointer(&invitation->subject, g_free);
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
    g_autofree char *label = g_strdup_printf("%d – %s", score, survey_score_word(words, score));
    g_autofree char *blank = NULL;
    g_autofree char *button = NULL;
    const DraftLink *link = &invitation->links[score];

    add_link(invitation, score, g_strdup_printf("[%s : %d]", words->said[WORD_LINK], score),
             g_strdup_printf("/s/{}?score=%d", score), SURVEY_ANSWER_PURPOSE, survey);
    blank = message_link_blank(context, link->path);
    button = brand_mail_button(words->brand, blank, label);
    template_write(html, link_html, (const TemplateValue[]){{"button", button}, TEMPLATE_END});
    g_string_append_printf(text, "%s\n%s\n\n", label, link->place);
}

void
survey_invitation(const Context *context, const SurveyWords *words, int64_t survey, int64_t person,
                  Invitation *ret_invitation)
{
    g_autoptr(GString) links_html = g_string_new(NULL);
    g_autoptr(GString) links_text = g_string_new(NULL);
    g_autofree char *content = NULL;
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
    stop = message_link_blank(context, "/u/{}");
    invitation.text = g_strdup_printf(
        "%s\n\n%s\n%s\n\n%s%s\n\n%s\n\n%s\n%s\n%s\n%s\n", words->said[WORD_HELLO],
        words->said[WORD_DONE], words->said[WORD_QUESTION], links_text->str, words->said[WORD_HOW],
        words->said[WORD_HUMAN], words->brand->name, words->said[WORD_MACHINE],
        words->said[WORD_STOP], invitation.links[0].place);
    content = template_text(content_html,
                            (const TemplateValue[]){{"hello", words->said[WORD_HELLO]},
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
    invitation.html = brand_mail_html(words->brand, content);
    invitation.subject = g_strdup(words->said[WORD_SUBJECT]);
    *ret_invitation = invitation;
}
