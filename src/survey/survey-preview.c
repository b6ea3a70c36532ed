#include "base/error.h"
#include "base/limits.h"
#include "survey/survey-mail.h"
#include "survey/survey-page.h"

/* ---- Shapes ---- */

static const Shape try_shape = {
    .name = "SurveyText",
    .fields =
        (const Field[]){
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 64},
            {.name = "text", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_COMMENT},
            FIELDS_END,
        },
};

const Shape survey_preview_ask_shape = {
    .name = "SurveyPreviewAsk",
    .fields =
        (const Field[]){
            {.name = "language",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = (const char *const[]){"fr", "en", NULL}},
            {.name = "texts",
             .type = FIELD_LIST,
             .of = FIELD_OBJECT,
             .shape = &try_shape,
             .about = "Said otherwise than they are kept."},
            FIELDS_END,
        },
};

const Shape survey_preview_shape = {
    .name = "SurveyPreview",
    .fields =
        (const Field[]){
            {.name = "invitation_subject",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .max = LIMIT_TEXT},
            {.name = "invitation",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .max = LIMIT_HTML,
             .about = "HTML of the mail; its links lead nowhere."},
            {.name = "invitation_text",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .max = LIMIT_TEXT},
            {.name = "page",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .max = LIMIT_HTML,
             .about = "HTML of the page behind a link."},
            {.name = "thanks", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_HTML},
            FIELDS_END,
        },
};

/* ---- Showing ---- */

static bool
try_texts(SurveyWords *words, const json_t *texts, GError **error)
{
    size_t index;
    json_t *text;

    json_array_foreach((json_t *)texts, index,
                       text) if (!survey_words_try(words,
                                                   json_string_value(json_object_get(text, "name")),
                                                   json_string_value(json_object_get(text, "text")),
                                                   error)) return false;
    return true;
}

static void
put_page(JsonWriter *json, const char *name, const SurveyWords *words, const char *title,
         const char *content)
{
    g_autofree char *page =
        brand_page_html(words->brand, words->language, title, survey_page_style, content);

    json_put_text(json, name, page);
}

bool
survey_preview(Request *request, GError **error)
{
    Context *context = request_context(request);
    const char *language = request_text(request, "language");
    bool french = language[0] == 'f';
    g_autoptr(SurveyWords) words = survey_words_load(context, request_db(request), language);
    g_auto(Invitation) invitation = {.text = NULL};
    g_autofree char *mail = NULL;
    g_autofree char *form = NULL;
    g_autofree char *thanks = NULL;
    JsonWriter *json;

    if (!try_texts(words, request_json(request, "texts"), error))
        return false;
    survey_words_fill(words, french ? "Camille Exemple" : "Sam Example",
                      french ? "Une demande" : "A request");
    survey_invitation(context, words, 0, 0, &invitation);
    mail = brand_mail_shown(context, request_db(request), invitation.html);
    form = survey_page_form(words, "", 4, NULL, false);
    thanks = survey_page_told(words->said[WORD_THANKS_TITLE], words->said[WORD_THANKS_TEXT]);
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_text(json, "invitation_subject", invitation.subject);
    json_put_text(json, "invitation", mail);
    json_put_text(json, "invitation_text", invitation.text);
    put_page(json, "page", words, words->said[WORD_TITLE], form);
    put_page(json, "thanks", words, words->said[WORD_THANKS_TITLE], thanks);
    json_object_end(json);
    return true;
}
