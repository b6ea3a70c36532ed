/* One field of the page. Each place to write has its label, and is described by its help and its
 * error, so that a screen reader says all three. */
#include "form/form-page.h"

#include "base/template.h"

#include <string.h>

#define RADIOS_MAX 7 /* more are a list */

static const char input_html[] =
    "<input id=\"f-{{key}}\" name=\"f.{{key}}\" type=\"{{type}}\" value=\"{{value}}\""
    "{{{attributes}}}{{{described}}}>\n";

static const char area_html[] = "<textarea id=\"f-{{key}}\" name=\"f.{{key}}\" "
                                "rows=\"6\"{{{described}}}>\n{{value}}</textarea>\n";

static const char label_html[] =
    "<label class=\"field\" for=\"f-{{key}}\">{{label}}{{{optional}}}</label>\n";

static const char optional_html[] = " <span class=\"hint\">({{optional}})</span>";

static const char tick_html[] =
    "<label class=\"tick\"><input type=\"{{type}}\" id=\"{{id}}\" name=\"f.{{key}}\" "
    "value=\"{{value}}\"{{{checked}}}{{{described}}}> "
    "<span>{{label}}{{{optional}}}</span></label>\n";

/* How browsers know these: the right keyboard, what they may fill in. */
static const struct {
    const char *type, *attributes;
} inputs[] = {
    [FORM_NAME] = {"text", " autocomplete=\"name\""},
    [FORM_EMAIL] = {"email", " autocomplete=\"email\" spellcheck=\"false\""},
    [FORM_PHONE] = {"tel", " autocomplete=\"tel\""},
    [FORM_TEXT] = {"text", ""},
    [FORM_DATE] = {"date", ""},
    [FORM_FILE] = {"file", " multiple"},
};

/* ---- Around ---- */

typedef struct {
    const FormInput *input;
    const FormValue *value;
    const FormWords *words;
    const FormField *field;
    GString *html;
    char *described; /* attributes of the place to write */
    char *optional;
} Piece;

static void
append(GString *text, const char *template, const char *name, const char *value)
{
    template_write(text, template, (const TemplateValue[]){{name, value}, TEMPLATE_END});
}

/* "Only if “Subject” is: A, B." for who has no script. */
static char *
condition(const Piece *piece)
{
    const FormField *asked = form_field(piece->input->form, piece->field->when_field);
    const char *language = piece->input->language;
    g_autoptr(GString) labels = g_string_new(NULL);

    for (guint i = 0; i < piece->field->when_options->len; i++)
        g_string_append_printf(
            labels, "%s%s", i > 0 ? ", " : "",
            form_text(&form_option(asked, piece->field->when_options->pdata[i])->label, language));
    return g_strdup_printf(piece->words == form_words("en") ? "Only if “%s” is: %s."
                                                            : "Seulement si « %s » est : %s.",
                           form_text(&asked->label, language), labels->str);
}

static const char *
usual_hint(const Piece *piece)
{
    return piece->field->type == FORM_FILE    ? piece->words->file_hint
           : piece->field->type == FORM_PHONE ? piece->words->phone_hint
                                              : NULL;
}

/* Help and error, and the attributes that tie them to the place. */
static void
write_notes(Piece *piece)
{
    const char *key = piece->field->key;
    const char *help = form_text(&piece->field->help, piece->input->language);
    g_autoptr(GString) ids = g_string_new(NULL);

    if (help[0] == '\0')
        help = usual_hint(piece);
    if (piece->field->when_field != NULL) {
        g_autofree char *when = condition(piece);

        append(piece->html, "<p class=\"hint only-if\">{{when}}</p>\n", "when", when);
    }
    if (help != NULL) {
        g_string_append_printf(ids, "f-%s-help", key);
        template_write(piece->html, "<p class=\"hint\" id=\"f-{{key}}-help\">{{help}}</p>\n",
                       (const TemplateValue[]){{"key", key}, {"help", help}, TEMPLATE_END});
    }
    if (piece->value->wrong != FORM_FINE) {
        g_string_append_printf(ids, "%sf-%s-wrong", ids->len > 0 ? " " : "", key);
        template_write(piece->html, "<p class=\"wrong\" id=\"f-{{key}}-wrong\">{{wrong}}</p>\n",
                       (const TemplateValue[]){{"key", key},
                                               {"wrong", piece->words->wrong[piece->value->wrong]},
                                               TEMPLATE_END});
    }
    piece->described = g_strdup_printf(
        "%s%s%s%s%s", ids->len > 0 ? " aria-describedby=\"" : "", ids->str,
        ids->len > 0 ? "\"" : "", piece->value->wrong != FORM_FINE ? " aria-invalid=\"true\"" : "",
        piece->field->required && piece->field->type != FORM_CHOICES ? " aria-required=\"true\""
                                                                     : "");
}

/* ---- Places to write ---- */

static void
write_label(Piece *piece)
{
    template_write(
        piece->html, label_html,
        (const TemplateValue[]){{"key", piece->field->key},
                                {"label", form_text(&piece->field->label, piece->input->language)},
                                {"optional", piece->optional},
                                TEMPLATE_END});
}

static void
write_input(Piece *piece)
{
    bool area = piece->field->type == FORM_LONG_TEXT;

    write_label(piece);
    write_notes(piece);
    template_write(
        piece->html, area ? area_html : input_html,
        (const TemplateValue[]){{"key", piece->field->key},
                                {"type", area ? "" : inputs[piece->field->type].type},
                                {"attributes", area ? "" : inputs[piece->field->type].attributes},
                                {"value", piece->value->text},
                                {"described", piece->described},
                                TEMPLATE_END});
}

static void
write_tick(const Piece *piece, const char *type, const char *id, const char *value,
           const char *label, bool checked, const char *described, const char *optional)
{
    template_write(piece->html, tick_html,
                   (const TemplateValue[]){{"type", type},
                                           {"id", id},
                                           {"key", piece->field->key},
                                           {"value", value},
                                           {"label", label},
                                           {"checked", checked ? " checked" : ""},
                                           {"described", described},
                                           {"optional", optional},
                                           TEMPLATE_END});
}

static void
write_consent(Piece *piece)
{
    g_autofree char *id = g_strdup_printf("f-%s", piece->field->key);

    write_notes(piece);
    write_tick(piece, "checkbox", id, "yes",
               form_text(&piece->field->label, piece->input->language),
               piece->value->text[0] != '\0', piece->described, piece->optional);
}

static bool
is_chosen(const Piece *piece, const FormOption *option)
{
    return g_ptr_array_find(piece->value->options, option, NULL);
}

/* The group is described once; an error is reached at its first box. */
static void
write_ticks(Piece *piece, const char *type)
{
    append(piece->html, "<fieldset><legend>{{label}}", "label",
           form_text(&piece->field->label, piece->input->language));
    g_string_append_printf(piece->html, "%s</legend>\n", piece->optional);
    write_notes(piece);
    for (guint i = 0; i < piece->field->options->len; i++) {
        const FormOption *option = piece->field->options->pdata[i];
        g_autofree char *id = i == 0 ? g_strdup_printf("f-%s", piece->field->key)
                                     : g_strdup_printf("f-%s-%u", piece->field->key, i);
        g_autofree char *described = g_strdup(i == 0 ? piece->described : "");
        char *required = strstr(described, " aria-required");

        if (required != NULL) /* no attribute of one box among others */
            *required = '\0';
        write_tick(piece, type, id, option->key, form_text(&option->label, piece->input->language),
                   is_chosen(piece, option), described, NULL);
    }
    g_string_append(piece->html, "</fieldset>\n");
}

static void
write_select(Piece *piece)
{
    write_label(piece);
    write_notes(piece);
    template_write(piece->html,
                   "<select id=\"f-{{key}}\" name=\"f.{{key}}\"{{{described}}}>\n"
                   "<option value=\"\">{{choose}}</option>\n",
                   (const TemplateValue[]){{"key", piece->field->key},
                                           {"described", piece->described},
                                           {"choose", piece->words->choose},
                                           TEMPLATE_END});
    for (guint i = 0; i < piece->field->options->len; i++) {
        const FormOption *option = piece->field->options->pdata[i];

        template_write(
            piece->html, "<option value=\"{{key}}\"{{{selected}}}>{{label}}</option>\n",
            (const TemplateValue[]){{"key", option->key},
                                    {"selected", is_chosen(piece, option) ? " selected" : ""},
                                    {"label", form_text(&option->label, piece->input->language)},
                                    TEMPLATE_END});
    }
    g_string_append(piece->html, "</select>\n");
}

static void
open_item(const Piece *piece)
{
    g_string_append_printf(piece->html, "<div class=\"item\"");
    if (piece->field->when_field != NULL) {
        g_string_append_printf(piece->html, " data-when=\"%s\" data-options=\"",
                               piece->field->when_field);
        for (guint i = 0; i < piece->field->when_options->len; i++)
            g_string_append_printf(piece->html, "%s%s", i > 0 ? " " : "",
                                   (char *)piece->field->when_options->pdata[i]);
        g_string_append_c(piece->html, '"');
    }
    g_string_append(piece->html, ">\n");
}

void
form_page_write_field(GString *html, const FormInput *input, const FormValue *value)
{
    Piece piece = {.input = input,
                   .value = value,
                   .words = form_words(input->language),
                   .field = value->field,
                   .html = html};

    piece.optional =
        value->field->required
            ? g_strdup("")
            : template_text(optional_html, (const TemplateValue[]){
                                               {"optional", piece.words->optional}, TEMPLATE_END});
    open_item(&piece);
    if (value->field->type == FORM_CONSENT)
        write_consent(&piece);
    else if (value->field->type == FORM_CHOICES)
        write_ticks(&piece, "checkbox");
    else if (value->field->type == FORM_CHOICE && value->field->options->len <= RADIOS_MAX)
        write_ticks(&piece, "radio");
    else if (value->field->type == FORM_CHOICE)
        write_select(&piece);
    else
        write_input(&piece);
    g_string_append(html, "</div>\n");
    g_free(piece.described);
    g_free(piece.optional);
}
