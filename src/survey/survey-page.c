#include "survey/survey-page.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/template.h"
#include "module/context.h"
#include "person/person.h"
#include "survey/survey-words.h"
#include "survey/survey.h"

/* Colours keep a contrast of 4.5 for text and 3 for borders (WCAG 2.1 AA) in both schemes. */
static const char page_html[] =
    "<!doctype html>\n"
    "<html lang=\"{{language}}\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"robots\" content=\"noindex\">\n"
    "<title>{{title}} – {{organisation}}</title>\n"
    "<style>\n"
    ":root{color-scheme:light dark;--ink:#1b1f27;--soft:#4a5160;--paper:#fff;--line:#767d8a;"
    "--accent:#1d4ed8;--on-accent:#fff;--wrong:#b3261e}\n"
    "@media (prefers-color-scheme:dark){:root{--ink:#eceff4;--soft:#b9c0cc;--paper:#15181e;"
    "--line:#8b93a1;--accent:#9db8ff;--on-accent:#101521;--wrong:#ffb4ab}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 "
    "system-ui,sans-serif}\n"
    "header,main{max-width:36rem;margin:0 auto;padding:1rem}\n"
    "header{color:var(--soft)}\n"
    "h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}\n"
    "fieldset{border:0;margin:0 0 1.25rem;padding:0}\n"
    "legend{font-weight:600;padding:0;margin:0 0 .5rem}\n"
    ".score{display:flex;gap:.75rem;align-items:center;min-height:2.75rem;padding:.5rem .75rem;"
    "margin:0 0 .5rem;border:1px solid var(--line);border-radius:.5rem;cursor:pointer}\n"
    ".score input{flex:none;width:1.25rem;height:1.25rem;margin:0;accent-color:var(--accent)}\n"
    ".comment{display:block;font-weight:600}\n"
    ".hint{color:var(--soft);margin:.125rem 0 .5rem}\n"
    "textarea{display:block;width:100%;min-height:7rem;padding:.625rem;font:inherit;"
    "color:inherit;background:transparent;border:1px solid var(--line);border-radius:.5rem}\n"
    "button{min-height:2.75rem;margin:1.25rem 0 0;padding:.5rem 1.25rem;font:inherit;"
    "font-weight:600;color:var(--on-accent);background:var(--accent);border:1px solid "
    "var(--accent);border-radius:.5rem;cursor:pointer}\n"
    "button:focus-visible,textarea:focus-visible,input:focus-visible{outline:3px solid "
    "var(--accent);outline-offset:2px}\n"
    ".score:focus-within{border-color:var(--accent)}\n"
    ".wrong{color:var(--wrong);font-weight:600}\n"
    "</style>\n"
    "</head>\n"
    "<body>\n"
    "<header>{{organisation}}</header>\n"
    "<main>\n{{{content}}}</main>\n"
    "</body>\n"
    "</html>\n";

static const char told_html[] = "<h1>{{title}}</h1>\n<p>{{text}}</p>\n";

static const char form_html[] =
    "<h1>{{title}}</h1>\n{{{wrong}}}"
    "<form method=\"post\" action=\"/s/{{secret}}\">\n"
    "<fieldset>\n<legend>{{question}} <span class=\"hint\">({{required}})</span></legend>\n"
    "{{{scores}}}</fieldset>\n"
    "<label class=\"comment\" for=\"comment\">{{comment_label}}</label>\n"
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
    g_autofree char *page =
        template_text(page_html, (const TemplateValue[]){
                                     {"language", words->language},
                                     {"title", title},
                                     {"organisation", request_context(request)->organisation},
                                     {"content", content},
                                     TEMPLATE_END,
                                 });

    reply_page(request, status, page);
    return true;
}

bool
survey_page_tell(Request *request, unsigned status, const SurveyWords *words, const char *title,
                 const char *text)
{
    g_autofree char *content = template_text(
        told_html, (const TemplateValue[]){{"title", title}, {"text", text}, TEMPLATE_END});

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
                                               {"word", words->scores[score]},
                                               {"checked", score == chosen ? " checked" : NULL},
                                               TEMPLATE_END});
    }
    return g_string_free(choices, FALSE);
}

/* wrong: it came without a score. */
static bool
show_form(Request *request, const SurveyWords *words, bool wrong)
{
    const char *comment = request_text(request, "comment");
    g_autofree char *choices = score_choices(words, request_int(request, "score", 0));
    g_autofree char *alert =
        template_text(wrong_html, (const TemplateValue[]){{"choose", words->choose}, TEMPLATE_END});
    g_autofree char *max = g_strdup_printf("%d", COMMENT_CHARACTERS);
    g_autofree char *content =
        template_text(form_html, (const TemplateValue[]){
                                     {"title", words->title},
                                     {"wrong", wrong ? alert : NULL},
                                     {"secret", request_text(request, "secret")},
                                     {"question", words->question},
                                     {"required", words->required},
                                     {"scores", choices},
                                     {"comment_label", words->comment},
                                     {"comment_hint", words->comment_hint},
                                     {"comment_max", max},
                                     {"comment", comment},
                                     {"send", words->send},
                                     TEMPLATE_END,
                                 });

    return survey_page_show(request, wrong ? 400 : 200, words, words->title, content);
}

/* ---- Which page ---- */

typedef struct {
    const SurveyWords *words;
    enum { PAGE_OPEN, PAGE_ANSWERED, PAGE_EXPIRED, PAGE_UNKNOWN } state;
} Visit;

/* What the link leads to, in the language the browser asks for, else in the person's. */
static bool
visit_find(Request *request, Visit *ret_visit, GError **error)
{
    g_autoptr(Survey) survey = NULL;
    g_autoptr(Person) person = NULL;
    Db *db = request_db(request);
    const char *language = request_language(request);
    int found =
        survey_find(db, request_context(request), request_text(request, "secret"), &survey, error);

    if (found < 0 || (found == 1 && person_get(db, survey->person, &person, error) < 0))
        return false;
    if (person != NULL && request_header(request, "Accept-Language") == NULL)
        language = person->language;
    *ret_visit = (Visit){
        .words = survey_words(language),
        .state = survey == NULL              ? PAGE_UNKNOWN
                 : survey->answered_at != 0  ? PAGE_ANSWERED
                 : survey_is_expired(survey) ? PAGE_EXPIRED
                                             : PAGE_OPEN,
    };
    return true;
}

static bool
show_closed(Request *request, const Visit *visit, unsigned answered_status)
{
    const SurveyWords *words = visit->words;

    if (visit->state == PAGE_ANSWERED)
        return survey_page_tell(request, answered_status, words, words->already_title,
                                words->already_text);
    if (visit->state == PAGE_EXPIRED)
        return survey_page_tell(request, 410, words, words->expired_title, words->expired_text);
    return survey_page_tell(request, 404, words, words->unknown_title, words->unknown_text);
}

bool
survey_page_get(Request *request, GError **error)
{
    Visit visit;

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
    Visit visit;

    if (!visit_find(request, &visit, error))
        return false;
    if (visit.state != PAGE_OPEN)
        return show_closed(request, &visit, 409);
    if (answer.score == 0)
        return show_form(request, visit.words, true);
    if (request_write(request, record, &answer, &failure))
        return survey_page_tell(request, 200, visit.words, visit.words->thanks_title,
                                visit.words->thanks_text);
    if (g_error_matches(failure, APP_ERROR, APP_ERROR_CONFLICT)) {
        visit.state = PAGE_ANSWERED; /* by the same hand, a moment ago */
        return show_closed(request, &visit, 409);
    }
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
}
