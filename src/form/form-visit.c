#include "form/form-http.h"

#include "base/error.h"
#include "base/template.h"
#include "brand/brand.h"
#include "form/form-answer.h"
#include "form/form-guard.h"
#include "form/form-page.h"
#include "setting/setting.h"

#include <string.h>

/* ---- Showing ---- */

/* Ourselves, for the screen that shows the form to whoever makes it, and the sites that are named.
 */
static char *
origins_of(const Form *form)
{
    GString *origins = g_string_new("'self'");

    for (guint i = 0; i < form->origins->len; i++)
        g_string_append_printf(origins, " %s", (const char *)form->origins->pdata[i]);
    return g_string_free(origins, FALSE);
}

static void
show(Request *request, unsigned status, const Form *form, const char *language, const char *title,
     const char *content)
{
    g_autoptr(Brand) brand = brand_get(request_context(request), request_db(request));
    g_autofree char *html = brand_page_html(brand, language, title, form_page_style, content);
    g_autofree char *origins = form != NULL ? origins_of(form) : NULL;

    reply_page_framed(request, status, html, origins);
}

static void
tell(Request *request, unsigned status, const Form *form, const char *language, const char *title,
     const char *text)
{
    g_autofree char *content =
        template_text("<h1>{{title}}</h1>\n<p>{{text}}</p>\n",
                      (const TemplateValue[]){{"title", title}, {"text", text}, TEMPLATE_END});

    show(request, status, form, language, title, content);
}

/* Where a person is reached besides: the form's address, else the usual one. */
static const char *
reach(Request *request, const Form *form)
{
    const MailOptions *mail = request_context(request)->mail;

    return form->address != NULL ? form->address : mail != NULL ? mail->address : NULL;
}

static void
show_fields(Request *request, unsigned status, const FormInput *input, const char *token,
            const char *note)
{
    const FormWords *words = form_words(input->language);
    const char *name = form_text(&input->form->title, input->language);
    g_autofree char *title =
        input->n_wrong > 0 ? g_strdup_printf("%s – %s", words->error_prefix, name) : g_strdup(name);
    FormPageOptions options = {.token = token, .note = note, .reach = reach(request, input->form)};
    g_autofree char *content = form_page_fields(input, &options);

    show(request, status, input->form, input->language, title, content);
}

/* ---- Which form, in which language ---- */

static bool
has_language(const Form *form, const char *language)
{
    for (guint i = 0; i < form->languages->len; i++)
        if (g_strcmp0(form->languages->pdata[i], language) == 0)
            return true;
    return false;
}

/* What the address says, else what the browser likes, as long as the form is written in it. */
static const char *
language_of(Request *request, const Form *form)
{
    const char *asked = request_text(request, "lang");
    const char *liked = request_language(request);

    if (form == NULL)
        return asked != NULL ? form_words(asked)->language : liked;
    if (!has_language(form, asked))
        asked = has_language(form, liked) ? liked : form->languages->pdata[0];
    return form_words(asked)->language;
}

/* False after an error, or when an answer was given already (*ret_told). */
static bool
find(Request *request, Form **ret_form, bool *ret_told, GError **error)
{
    int found = form_find(request_db(request), request_text(request, "slug"), ret_form, error);
    const FormWords *words;

    if (found < 0)
        return false;
    words = form_words(language_of(request, *ret_form));
    *ret_told = found == 0 || !(*ret_form)->open;
    if (found == 0)
        tell(request, 404, NULL, words->language, words->unknown_title, words->unknown_text);
    else if (*ret_told)
        tell(request, 410, *ret_form, words->language, words->closed_title, words->closed_text);
    return true;
}

bool
form_visit_get(Request *request, GError **error)
{
    g_autoptr(Form) form = NULL;
    g_autoptr(FormInput) input = NULL;
    g_autofree char *token = NULL;
    bool told = false;

    if (!find(request, &form, &told, error) || told)
        return told;
    input = form_input_new(form, language_of(request, form));
    token = form_guard_token(request_context(request), form);
    show_fields(request, 200, input, token, NULL);
    return true;
}

/* ---- Taking ---- */

static void
thank(Request *request, const FormInput *input, const FormReceipt *receipt)
{
    const FormWords *words = form_words(input->language);
    g_autofree char *zone = setting_text(request_db(request), "calendar.zone", 0);
    g_autofree char *date = form_date(receipt->at, zone, input->language);
    bool copied = form_input_of_type(input, FORM_EMAIL) != NULL && !receipt->aside;
    g_autofree char *content = form_page_thanks(input, receipt->reference, date, copied);

    show(request, 200, input->form, input->language, words->thanks_title, content);
}

/* A page sent again to be corrected keeps its number; one whose number is not ours gets another, so
 * that the person behind a damaged page is as any other from here on. */
static void
show_again(Request *request, const FormInput *input, unsigned status, const char *note)
{
    bool ours = form_guard_page(request_context(request), input->form, input->token) != 0;
    g_autofree char *token =
        ours ? g_strdup(input->token) : form_guard_token(request_context(request), input->form);

    show_fields(request, status, input, token, note);
}

bool
form_visit_post(Request *request, GError **error)
{
    Context *context = request_context(request);
    const char *client = request_address(request);
    g_autoptr(Form) form = NULL;
    g_autoptr(FormInput) input = NULL;
    FormReceipt receipt;
    bool told = false;
    unsigned seems;
    int floods;

    if (!find(request, &form, &told, error) || told)
        return told;
    input = form_input_read(form, language_of(request, form), request_parts(request),
                            request_db(request), error);
    if (input == NULL)
        return false;
    if (input->n_wrong > 0) {
        show_again(request, input, 400, NULL);
        return true;
    }
    floods = form_guard_floods(context, request_db(request), client, error);
    if (floods == 1) {
        reply_header(request, "Retry-After", "600");
        show_again(request, input, 429, form_words(input->language)->flood);
        return true;
    }
    if (floods < 0 || !form_guard_judge(context, input, client, &seems, error) ||
        !form_answer_keep(context, input, seems, &receipt, error))
        return false;
    thank(request, input, &receipt);
    return true;
}

/* ---- Before it is kept ---- */

bool
form_preview(Request *request, GError **error)
{
    g_autoptr(Form) form = form_of_json(request_json(request, "form"), error);
    const char *asked = request_text(request, "language");
    g_autoptr(FormInput) input = NULL;
    g_autoptr(Brand) brand = NULL;
    g_autofree char *content = NULL;
    g_autofree char *html = NULL;
    FormPageOptions options = {.token = "", .still = true};
    JsonWriter *json;

    if (form == NULL)
        return false;
    input = form_input_new(form, form_words(asked)->language);
    options.reach = reach(request, form);
    brand = brand_get(request_context(request), request_db(request));
    content = form_page_fields(input, &options);
    html = brand_page_html(brand, input->language, form_text(&form->title, input->language),
                           form_page_style, content);
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_text(json, "html", html);
    json_object_end(json);
    return true;
}
