#include "survey/survey-page.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/template.h"
#include "module/context.h"
#include "person/person.h"
#include "survey/survey-words.h"
#include "survey/survey.h"
#include "wording/wording.h"

/* Besides what every public page has (brand/brand.h). */
const char survey_page_style[] =
    ".score{display:flex;gap:.75rem;align-items:center;min-height:2.75rem;padding:.5rem .75rem;"
    "margin:0 0 .5rem;border:1px solid var(--line);border-radius:.5rem;cursor:pointer}\n"
    ".score input{flex:none;width:1.25rem;height:1.25rem;margin:0;accent-color:var(--accent)}\n"
    ".score:focus-within{border-color:var(--accent)}\n";

static const char told_html[] = "<h1>{{title}}</h1>\n{{{text}}}";

static const char form_html[] =
    "<h1>{{title}}</h1>\n{{{wrong}}}"
    "<form method=\"post\" action=\"/s/{{secret}}\">\n"
    "<fieldset>\n<legend>{{question}} <span class=\"hint\">({{required}})</span></legend>\n"
    "{{{scores}}}</fieldset>\n"
    "<label class=\"field\" for=\"comment\">{{comment_label}}</label>\n"
    "<p class=\"hint\" id=\"hint\">{{comment_hint}}</p>\n"
    "<textarea id=\"comment\" name=\"comment\" maxlength=\"{{comment_max}}\" "
    "aria-describedby=\"hint\">\n{{comment}}</textarea>\n"
    "<button type=\"submit\">{{send}}</button>\n"
    "</form>\n";

static const char wrong_html[] = "<p class=\"wrong\" role=\"alert\">{{choose}}</p>\n";

static const char score_html[] =
    "<label class=\"score\"><input type=\"radio\" name=\"score\" value=\"{{score}}\" "
    "required{{{checked}}}> <span>{{score}} – {{word}}</span></label>\n";

/* Characters, so that no text within it is over LIMIT_COMMENT bytes: three bytes each at most, as
 * HTML counts them. */
#define COMMENT_CHARACTERS (LIMIT_COMMENT / 3)

bool
survey_page_show(Request *request, unsigned status, const SurveyWords *words, const char *title,
                 const char *content)
{
    brand_page(request, status, words->brand, words->language, title, survey_page_style, content);
    return true;
}

char *
survey_page_told(const char *title, const char *text)
{
    g_autofree char *paragraphs = wording_html(text);

    return template_text(
        told_html, (const TemplateValue[]){{"title", title}, {"text", paragraphs}, TEMPLATE_END});
}

bool
survey_page_tell(Request *request, unsigned status, const SurveyWords *words, const char *title,
                 const char *text)
{
    g_autofree char *content = survey_page_told(title, text);

    return survey_page_show(request, status, words, title, content);
}

static char *
score_choices(const SurveyWords *words, int64_t chosen)
{
    GString *choices = g_string_new(NULL);

    for (int score = SURVEY_SCORE_MAX; score > 0; score--) {
        g_autofree char *number = g_strdup_printf("%d", score);

        template_write(choices, score_html,
                       (const TemplateValue[]){{"score", number},
                                               {"word", survey_score_word(words, score)},
                                               {"checked", score == chosen ? " checked" : NULL},
                                               TEMPLATE_END});
    }
    return g_string_free(choices, FALSE);
}

char *
survey_page_form(const SurveyWords *words, const char *secret, int64_t score, const char *comment,
                 bool wrong)
{
    g_autofree char *choices = score_choices(words, score);
    g_autofree char *alert = template_text(
        wrong_html, (const TemplateValue[]){{"choose", words->said[WORD_CHOOSE]}, TEMPLATE_END});
    g_autofree char *max = g_strdup_printf("%d", COMMENT_CHARACTERS);

    return template_text(form_html, (const TemplateValue[]){
                                        {"title", words->said[WORD_TITLE]},
                                        {"wrong", wrong ? alert : NULL},
                                        {"secret", secret},
                                        {"question", words->said[WORD_QUESTION]},
                                        {"required", words->said[WORD_REQUIRED]},
                                        {"scores", choices},
                                        {"comment_label", words->said[WORD_COMMENT]},
                                        {"comment_hint", words->said[WORD_COMMENT_HINT]},
                                        {"comment_max", max},
                                        {"comment", comment},
                                        {"send", words->said[WORD_SEND]},
                                        TEMPLATE_END,
                                    });
}

/* wrong: it came without a score. */
static bool
show_form(Request *request, const SurveyWords *words, bool wrong)
{
    g_autofree char *content =
        survey_page_form(words, request_text(request, "secret"), request_int(request, "score", 0),
                         request_text(request, "comment"), wrong);

    return survey_page_show(request, wrong ? 400 : 200, words, words->said[WORD_TITLE], content);
}

/* ---- Which page ---- */

typedef struct {
    SurveyWords *words;
    enum { PAGE_OPEN, PAGE_ANSWERED, PAGE_EXPIRED, PAGE_UNKNOWN } state;
} Visit;

static void
visit_clear(Visit *visit)
{
    g_clear_pointer(&visit->words, survey_words_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Visit, visit_clear)

SurveyWords *
survey_page_words(Request *request, const Person *person)
{
    const char *language = request_language_or(request, person != NULL ? person->language : NULL);

    return survey_words_new(request_context(request), request_db(request), language);
}

/* What the link leads to. */
static bool
visit_find(Request *request, Visit *ret_visit, GError **error)
{
    g_autoptr(Survey) survey = NULL;
    g_autoptr(Person) person = NULL;
    Db *db = request_db(request);
    int found =
        survey_find(db, request_context(request), request_text(request, "secret"), &survey, error);

    if (found < 0 || (found == 1 && person_get(db, survey->person, &person, error) < 0))
        return false;
    *ret_visit = (Visit){
        .words = survey_page_words(request, person),
        .state = survey == NULL                  ? PAGE_UNKNOWN
                 : survey->answered_at != 0      ? PAGE_ANSWERED
                 : survey_is_expired(db, survey) ? PAGE_EXPIRED
                                                 : PAGE_OPEN,
    };
    return true;
}

static bool
show_closed(Request *request, const Visit *visit, unsigned answered_status)
{
    const SurveyWords *words = visit->words;

    if (visit->state == PAGE_ANSWERED)
        return survey_page_tell(request, answered_status, words, words->said[WORD_ALREADY_TITLE],
                                words->said[WORD_ALREADY_TEXT]);
    if (visit->state == PAGE_EXPIRED)
        return survey_page_tell(request, 410, words, words->said[WORD_EXPIRED_TITLE],
                                words->said[WORD_EXPIRED_TEXT]);
    return survey_page_tell(request, 404, words, words->said[WORD_UNKNOWN_TITLE],
                            words->said[WORD_UNKNOWN_TEXT]);
}

bool
survey_page_get(Request *request, GError **error)
{
    g_auto(Visit) visit = {.words = NULL};

    if (!visit_find(request, &visit, error))
        return false;
    return visit.state == PAGE_OPEN ? show_form(request, visit.words, false)
                                    : show_closed(request, &visit, 200);
}

typedef struct {
    Context *context;
    const char *secret, *comment;
    int64_t score;
} Answer;

static bool
record(Db *tx, void *data, GError **error)
{
    const Answer *answer = data;

    return survey_answer(tx, answer->context, answer->secret, answer->score, answer->comment,
                         error);
}

bool
survey_page_post(Request *request, GError **error)
{
    g_autoptr(GError) failure = NULL;
    Answer answer = {
        .context = request_context(request),
        .secret = request_text(request, "secret"),
        .comment = request_text(request, "comment"),
        .score = request_int(request, "score", 0),
    };
    g_auto(Visit) visit = {.words = NULL};

    if (!visit_find(request, &visit, error))
        return false;
    if (visit.state != PAGE_OPEN)
        return show_closed(request, &visit, 409);
    if (answer.score == 0)
        return show_form(request, visit.words, true);
    if (request_write(request, record, &answer, &failure))
        return survey_page_tell(request, 200, visit.words, visit.words->said[WORD_THANKS_TITLE],
                                visit.words->said[WORD_THANKS_TEXT]);
    if (g_error_matches(failure, APP_ERROR, APP_ERROR_CONFLICT)) {
        visit.state = PAGE_ANSWERED; /* by the same hand, a moment ago */
        return show_closed(request, &visit, 409);
    }
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
}
