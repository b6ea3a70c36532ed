#include "base/clock.h"
#include "base/error.h"
#include "base/template.h"
#include "base/token.h"
#include "journal/journal.h"
#include "person/person.h"
#include "survey/survey-page.h"
#include "survey/survey-store.h"
#include "survey/survey-words.h"
#include "wording/wording.h"

/* ---- Rules ---- */

int
survey_stopped(Db *db, int64_t person, int64_t *ret_at, GError **error)
{
    return survey_store_stopped(db, person, ret_at, error);
}

static bool
tell(Db *tx, const char *name, int64_t person, int64_t staff, GError **error)
{
    return journal_append(tx, &(Fact){.name = name, .person = person, .actor = staff}, error);
}

bool
survey_stop(Db *tx, int64_t person, int64_t staff, GError **error)
{
    int64_t changed = 0;

    return survey_store_stop(tx, person, staff, clock_now(), &changed, error) &&
           (changed == 0 || tell(tx, "survey.stopped", person, staff, error));
}

bool
survey_resume(Db *tx, int64_t person, int64_t staff, GError **error)
{
    int64_t changed = 0;

    return survey_store_resume(tx, person, &changed, error) &&
           (changed == 0 || tell(tx, "survey.resumed", person, staff, error));
}

/* ---- The page behind the link ---- */

static const char form_html[] = "<h1>{{title}}</h1>\n{{{text}}}"
                                "<form method=\"post\" action=\"/u/{{token}}\">\n"
                                "<button type=\"submit\">{{button}}</button>\n</form>\n";

/* The person whose link it is: 1 and *ret_person, 0, -1. */
static int
find_person(Request *request, int64_t *ret_person, Person **ret_known, GError **error)
{
    *ret_person = token_read(request_context(request)->key, SURVEY_STOP_PURPOSE,
                             request_text(request, "token"));
    return *ret_person != 0 ? person_get(request_db(request), *ret_person, ret_known, error) : 0;
}

static bool
show_unknown(Request *request)
{
    g_autoptr(SurveyWords) words = survey_page_words(request, NULL);

    return survey_page_tell(request, 404, words, words->said[WORD_UNKNOWN_TITLE],
                            words->said[WORD_UNKNOWN_TEXT]);
}

/* Changes nothing, because mail scanners follow links. */
bool
survey_stop_get(Request *request, GError **error)
{
    g_autoptr(Person) person = NULL;
    g_autofree char *text = NULL;
    g_autofree char *content = NULL;
    g_autoptr(SurveyWords) words = NULL;
    int64_t id;
    int found = find_person(request, &id, &person, error);

    if (found <= 0)
        return found == 0 && show_unknown(request);
    words = survey_page_words(request, person);
    text = wording_html(words->said[WORD_STOP_ASK_TEXT]);
    content = template_text(form_html, (const TemplateValue[]){
                                           {"title", words->said[WORD_STOP_ASK_TITLE]},
                                           {"text", text},
                                           {"token", request_text(request, "token")},
                                           {"button", words->said[WORD_STOP_BUTTON]},
                                           TEMPLATE_END,
                                       });
    return survey_page_show(request, 200, words, words->said[WORD_STOP_ASK_TITLE], content);
}

typedef struct {
    int64_t person, staff;
    bool stop;
} Wish;

static bool
write_wish(Db *tx, void *data, GError **error)
{
    const Wish *wish = data;

    return wish->stop ? survey_stop(tx, wish->person, wish->staff, error)
                      : survey_resume(tx, wish->person, wish->staff, error);
}

bool
survey_stop_post(Request *request, GError **error)
{
    g_autoptr(Person) person = NULL;
    g_autoptr(SurveyWords) words = NULL;
    Wish wish = {.stop = true};
    int found = find_person(request, &wish.person, &person, error);

    if (found <= 0)
        return found == 0 && show_unknown(request);
    words = survey_page_words(request, person);
    return request_write(request, write_wish, &wish, error) &&
           survey_page_tell(request, 200, words, words->said[WORD_STOPPED_TITLE],
                            words->said[WORD_STOPPED_TEXT]);
}

/* ---- The staff, for a person who told them ---- */

static bool
need_person(Request *request, GError **error)
{
    g_autoptr(Person) person = NULL;
    int64_t id = request_id(request, "id");
    int found = person_get(request_db(request), id, &person, error);

    return found == 1 ||
           (found == 0 && error_set(error, APP_ERROR_NOT_FOUND, "no person %" G_GINT64_FORMAT, id));
}

bool
survey_stop_read(Request *request, GError **error)
{
    int64_t at = 0;
    JsonWriter *json;

    if (!need_person(request, error) ||
        survey_stopped(request_db(request), request_id(request, "id"), &at, error) < 0)
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_time(json, "stopped_at", at);
    json_object_end(json);
    return true;
}

bool
survey_stop_change(Request *request, GError **error)
{
    Wish wish = {
        .person = request_id(request, "id"),
        .staff = request_principal(request)->staff,
        .stop = request_bool(request, "stopped", true),
    };

    return need_person(request, error) && request_write(request, write_wish, &wish, error) &&
           survey_stop_read(request, error);
}
