#include "form/form-page.h"

#include "base/template.h"
#include "wording/wording.h"

#include <string.h>

const char form_page_style[] =
    ".item{margin:0 0 1.25rem}\n"
    ".item p{margin:.125rem 0 .375rem}\n"
    ".item[hidden],.away,[hidden]{display:none}\n"
    "input[type=text],input[type=email],input[type=tel],input[type=date],input[type=file],select{"
    "display:block;width:100%;min-height:2.75rem;padding:.5rem .625rem;font:inherit;color:inherit;"
    "background:var(--paper);border:1px solid var(--line);border-radius:.5rem}\n"
    "select:focus-visible,a:focus-visible,.summary:focus-visible{outline:3px solid var(--accent);"
    "outline-offset:2px}\n"
    ".item [aria-invalid=true]{border:2px solid var(--wrong)}\n"
    ".tick{display:flex;gap:.75rem;align-items:flex-start;padding:.5rem 0;cursor:pointer}\n"
    ".tick input{flex:none;width:1.25rem;height:1.25rem;margin:.125rem 0 0;"
    "accent-color:var(--accent)}\n"
    ".summary{border:2px solid var(--wrong);border-radius:.5rem;padding:1rem;margin:0 0 1.5rem}\n"
    "h2{margin:0 0 .5rem;font-size:1.125rem}\n"
    ".summary ul{margin:0;padding-left:1.25rem}\n"
    ".intro p,.thanks p,.note{margin:0 0 1.25rem}\n"
    ".reach{margin:1.25rem 0}\n"
    ".trap{position:absolute;left:-200vw;height:1px;width:1px;overflow:hidden}\n"
    "dl{border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin:0 0 1.25rem}\n"
    "dt{font-weight:600}\n"
    "dd{margin:0 0 .75rem;white-space:pre-wrap}\n"
    "dd:last-child{margin:0}\n"
    ".reference{font-size:1.25rem;letter-spacing:.05em}\n"
    "@media print{button,.acts{display:none}}\n";

/* Shows what a condition asks for, says that it is being sent, tells a frame how tall it is. */
static const char script_html[] =
    "<script>(function(){'use strict';"
    "var form=document.querySelector('form');"
    "function chosen(key){return Array.prototype.filter.call("
    "form.querySelectorAll('[name=\"f.'+key+'\"]'),function(e){return !e.disabled&&"
    "(e.tagName==='SELECT'?e.value!=='':e.checked);}).map(function(e){return e.value;});}"
    "function show(){Array.prototype.forEach.call(form.querySelectorAll('[data-when]'),"
    "function(item){var due=chosen(item.dataset.when).some(function(value){"
    "return item.dataset.options.split(' ').indexOf(value)>=0;});"
    "item.hidden=!due;Array.prototype.forEach.call("
    "item.querySelectorAll('input,select,textarea'),function(e){e.disabled=!due;});});tell();}"
    "function tell(){if(parent!==window)parent.postMessage({lien:'height',"
    "height:document.documentElement.scrollHeight},'*');}"
    "if(form){Array.prototype.forEach.call(form.querySelectorAll('.only-if'),"
    "function(e){e.hidden=true;});form.addEventListener('change',show);show();"
    "var send=form.querySelector('button');var words=send.textContent;"
    "form.addEventListener('submit',function(){send.textContent=send.dataset.sending;"
    "setTimeout(function(){send.disabled=true;},0);});"
    "addEventListener('pageshow',function(){send.disabled=false;send.textContent=words;});}"
    "var print=document.querySelector('[data-print]');"
    "if(print){print.hidden=false;print.addEventListener('click',function(){window.print();});}"
    "addEventListener('resize',tell);tell();})();</script>\n";

static const char form_html[] =
    "<form method=\"post\" action=\"/f/{{slug}}?lang={{language}}\" "
    "enctype=\"multipart/form-data\" "
    "accept-charset=\"utf-8\" novalidate>\n"
    "<input type=\"hidden\" name=\"token\" value=\"{{token}}\">\n"
    "<div class=\"trap\" aria-hidden=\"true\"><label>{{trap_label}} <input type=\"text\" "
    "name=\"" FORM_TRAP "\" tabindex=\"-1\" autocomplete=\"off\"></label></div>\n"
    "{{{fields}}}<button type=\"submit\" data-sending=\"{{sending}}\">{{send}}</button>\n</form>\n";

/* ---- What is to be corrected ---- */

static void
write_summary(GString *html, const FormInput *input, const FormWords *words)
{
    g_string_append(html, "<div class=\"summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>");
    template_escape(html, words->summary_title);
    g_string_append(html, "</h2><ul>\n");
    for (guint i = 0; i < input->values->len; i++) {
        const FormValue *value = input->values->pdata[i];

        if (value->wrong != FORM_FINE)
            template_write(
                html, "<li><a href=\"#f-{{key}}\">{{label}}</a> – {{wrong}}</li>\n",
                (const TemplateValue[]){{"key", value->field->key},
                                        {"label", form_text(&value->field->label, input->language)},
                                        {"wrong", words->wrong[value->wrong]},
                                        TEMPLATE_END});
    }
    g_string_append(html, "</ul>");
    if (form_field_of_type(input->form, FORM_FILE) != NULL) {
        g_string_append(html, "<p>");
        template_escape(html, words->file_again);
        g_string_append(html, "</p>");
    }
    g_string_append(html, "</div>\n");
}

/* ---- The page ---- */

static void
write_head(GString *html, const FormInput *input, const FormWords *words,
           const FormPageOptions *options)
{
    const char *intro = form_text(&input->form->intro, input->language);
    g_autofree char *intro_html = intro[0] != '\0' ? wording_html(intro) : NULL;

    if (input->form->languages->len > 1)
        template_write(
            html,
            "<p class=\"acts\"><a href=\"/f/{{slug}}?lang={{other}}\" lang=\"{{other}}\" "
            "hreflang=\"{{other}}\">{{name}}</a></p>\n",
            (const TemplateValue[]){{"slug", input->form->slug},
                                    {"other", words->other_language},
                                    {"name", words->other_name},
                                    TEMPLATE_END});
    template_write(html, "<h1>{{title}}</h1>\n",
                   (const TemplateValue[]){
                       {"title", form_text(&input->form->title, input->language)}, TEMPLATE_END});
    if (options->note != NULL)
        template_write(html, "<p class=\"summary\" role=\"alert\">{{note}}</p>\n",
                       (const TemplateValue[]){{"note", options->note}, TEMPLATE_END});
    if (input->n_wrong > 0)
        write_summary(html, input, words);
    else if (intro_html != NULL)
        g_string_append_printf(html, "<div class=\"intro\">%s</div>\n", intro_html);
    template_write(html, "<p class=\"hint note\">{{note}}</p>\n",
                   (const TemplateValue[]){{"note", words->required_note}, TEMPLATE_END});
}

char *
form_page_fields(const FormInput *input, const FormPageOptions *options)
{
    const FormWords *words = form_words(input->language);
    GString *html = g_string_new(NULL);
    g_autoptr(GString) fields = g_string_new(NULL);

    write_head(html, input, words, options);
    for (guint i = 0; i < input->values->len; i++)
        form_page_write_field(fields, input, input->values->pdata[i]);
    template_write(html, form_html,
                   (const TemplateValue[]){{"slug", input->form->slug},
                                           {"language", input->language},
                                           {"token", options->token},
                                           {"trap_label", words->trap_label},
                                           {"fields", fields->str},
                                           {"send", words->send},
                                           {"sending", words->sending},
                                           TEMPLATE_END});
    if (options->reach != NULL)
        template_write(
            html, "<p class=\"hint reach\">{{words}} <a href=\"mailto:{{at}}\">{{at}}</a></p>\n",
            (const TemplateValue[]){
                {"words", words->write_to}, {"at", options->reach}, TEMPLATE_END});
    if (!options->still)
        g_string_append(html, script_html);
    return g_string_free(html, FALSE);
}

static void
write_pair(GString *html, const char *label, const char *value, const char *class)
{
    template_write(html, "<dt>{{label}}</dt><dd class=\"{{class}}\">{{value}}</dd>\n",
                   (const TemplateValue[]){
                       {"label", label}, {"value", value}, {"class", class}, TEMPLATE_END});
}

char *
form_page_thanks(const FormInput *input, const char *reference, const char *date, bool copied)
{
    const FormWords *words = form_words(input->language);
    const char *thanks = form_text(&input->form->thanks, input->language);
    g_autofree char *thanks_html = thanks[0] != '\0' ? wording_html(thanks) : NULL;
    GString *html = g_string_new(NULL);

    template_write(html, "<h1 role=\"status\">{{title}}</h1>\n",
                   (const TemplateValue[]){{"title", words->thanks_title}, TEMPLATE_END});
    if (thanks_html != NULL)
        g_string_append_printf(html, "<div class=\"thanks\">%s</div>\n", thanks_html);
    g_string_append(html, "<dl>\n");
    write_pair(html, words->reference, reference, "reference");
    write_pair(html, words->date, date, "");
    g_string_append(html, "</dl>\n<p>");
    template_escape(html, copied ? words->copy_sent : words->copy_none);
    g_string_append(html, "</p>\n<h2>");
    template_escape(html, words->what_you_wrote);
    g_string_append(html, "</h2>\n<dl>\n");
    for (guint i = 0; i < input->values->len; i++) {
        const FormValue *value = input->values->pdata[i];
        g_autofree char *said = form_value_words(input, value);

        if (said[0] != '\0')
            write_pair(html, form_text(&value->field->label, input->language), said, "");
    }
    template_write(html,
                   "</dl>\n<p class=\"acts\"><button type=\"button\" data-print hidden>{{print}}"
                   "</button></p>\n<p class=\"acts\"><a href=\"/f/{{slug}}?lang={{language}}\">"
                   "{{another}}</a></p>\n",
                   (const TemplateValue[]){{"print", words->print},
                                           {"slug", input->form->slug},
                                           {"language", input->language},
                                           {"another", words->another},
                                           TEMPLATE_END});
    g_string_append(html, script_html);
    return g_string_free(html, FALSE);
}
