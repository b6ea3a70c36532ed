/* What a form is, read from its JSON and checked: a definition that passes makes a page that can be
 * filled in. */
#include "form/form.h"

#include "base/error.h"
#include "wording/wording.h"

#include <string.h>

const char *const form_field_words[] = {"name",      "email",  "phone",   "text",
                                        "long_text", "choice", "choices", "date",
                                        "consent",   "file",   NULL};

static const char *const languages[] = {"fr", "en", NULL};

/* ---- Owning ---- */

static void
clear_text(FormText *text)
{
    g_free(text->fr);
    g_free(text->en);
}

static void
option_free(void *data)
{
    FormOption *option = data;

    g_free(option->key);
    clear_text(&option->label);
    g_free(option);
}

static void
field_free(void *data)
{
    FormField *field = data;

    g_free(field->key);
    clear_text(&field->label);
    clear_text(&field->help);
    g_ptr_array_unref(field->options);
    g_free(field->when_field);
    g_ptr_array_unref(field->when_options);
    g_free(field);
}

void
form_free(Form *form)
{
    if (form == NULL)
        return;
    g_free(form->slug);
    g_free(form->name);
    clear_text(&form->title);
    clear_text(&form->intro);
    clear_text(&form->thanks);
    clear_text(&form->subject);
    g_clear_pointer(&form->languages, g_ptr_array_unref);
    g_clear_pointer(&form->fields, g_ptr_array_unref);
    g_clear_pointer(&form->origins, g_ptr_array_unref);
    g_clear_pointer(&form->tags, g_array_unref);
    g_free(form->definition);
    g_free(form->address);
    g_free(form);
}

/* ---- Asking ---- */

const char *
form_text(const FormText *text, const char *language)
{
    const char *wanted = strcmp(language, "en") == 0 ? text->en : text->fr;
    const char *other = wanted == text->en ? text->fr : text->en;

    return wanted != NULL ? wanted : other != NULL ? other : "";
}

const FormField *
form_field(const Form *form, const char *key)
{
    for (guint i = 0; i < form->fields->len; i++) {
        const FormField *field = form->fields->pdata[i];

        if (strcmp(field->key, key) == 0)
            return field;
    }
    return NULL;
}

const FormOption *
form_option(const FormField *field, const char *key)
{
    for (guint i = 0; i < field->options->len; i++) {
        const FormOption *option = field->options->pdata[i];

        if (strcmp(option->key, key) == 0)
            return option;
    }
    return NULL;
}

const FormField *
form_field_of_type(const Form *form, FormFieldType type)
{
    for (guint i = 0; i < form->fields->len; i++) {
        const FormField *field = form->fields->pdata[i];

        if (field->type == type)
            return field;
    }
    return NULL;
}

/* ---- Reading ---- */

static char *
read_words(const json_t *text, const char *language)
{
    const char *value = json_string_value(json_object_get(text, language));

    return value != NULL && value[0] != '\0' ? g_strdup(value) : NULL;
}

static FormText
read_text(const json_t *object, const char *name)
{
    const json_t *text = json_object_get(object, name);

    return (FormText){.fr = read_words(text, "fr"), .en = read_words(text, "en")};
}

static GPtrArray *
read_list(const json_t *list)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    const json_t *item;
    size_t i;

    json_array_foreach(list, i, item) g_ptr_array_add(texts, g_strdup(json_string_value(item)));
    return texts;
}

static ConversationPriority
read_priority(const char *word)
{
    for (int known = PRIORITY_LOW; known <= PRIORITY_URGENT; known++)
        if (g_strcmp0(conversation_priority_word((ConversationPriority)known), word) == 0)
            return (ConversationPriority)known;
    return 0;
}

static GArray *
read_ids(const json_t *list)
{
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    const json_t *item;
    size_t i;

    json_array_foreach(list, i, item)
    {
        int64_t id = g_ascii_strtoll(json_string_value(item), NULL, 10);

        g_array_append_val(ids, id);
    }
    return ids;
}

static FormField *
read_field(const json_t *object)
{
    FormField *field = g_new0(FormField, 1);
    const json_t *when = json_object_get(object, "shown_when");
    const char *type = json_string_value(json_object_get(object, "type"));
    const json_t *item;
    size_t i;

    for (int known = 0; form_field_words[known] != NULL; known++)
        if (g_strcmp0(form_field_words[known], type) == 0)
            field->type = (FormFieldType)known;
    field->key = g_strdup(json_string_value(json_object_get(object, "key")));
    field->label = read_text(object, "label");
    field->help = read_text(object, "help");
    field->required = json_is_true(json_object_get(object, "required"));
    field->options = g_ptr_array_new_with_free_func(option_free);
    json_array_foreach(json_object_get(object, "options"), i, item)
    {
        FormOption *option = g_new0(FormOption, 1);

        option->key = g_strdup(json_string_value(json_object_get(item, "key")));
        option->label = read_text(item, "label");
        g_ptr_array_add(field->options, option);
    }
    field->when_field = g_strdup(json_string_value(json_object_get(when, "field")));
    field->when_options = read_list(json_object_get(when, "options"));
    return field;
}

/* ---- Checking ---- */

static bool refuse(GError **error, const char *why, const char *format, ...) G_GNUC_PRINTF(3, 4);

static bool
refuse(GError **error, const char *why, const char *format, ...)
{
    g_autofree char *path = NULL;
    va_list arguments;

    va_start(arguments, format);
    path = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return error_set_field(error, APP_ERROR_INVALID, path, "%s", why);
}

static bool
is_key(const char *key)
{
    if (!g_ascii_isalpha(key[0]))
        return false;
    for (; *key != '\0'; key++)
        if (!g_ascii_isalnum(*key) && *key != '_' && *key != '-')
            return false;
    return true;
}

static bool
check_options(const FormField *field, guint at, GError **error)
{
    bool choice = field->type == FORM_CHOICE || field->type == FORM_CHOICES;

    if (choice != (field->options->len > 0))
        return refuse(error, choice ? "a choice has options" : "only a choice has options",
                      "fields[%u].options", at);
    for (guint i = 0; i < field->options->len; i++) {
        const FormOption *option = field->options->pdata[i];

        if (!is_key(option->key) || form_option(field, option->key) != option)
            return refuse(error, "is no key, or not the only one", "fields[%u].options[%u].key", at,
                          i);
        if (form_text(&option->label, "fr")[0] == '\0')
            return refuse(error, "is empty", "fields[%u].options[%u].label", at, i);
    }
    return true;
}

/* What a condition names stands before it, so that nobody has to go back. */
static bool
check_condition(const Form *form, const FormField *field, guint at, GError **error)
{
    const FormField *asked;

    if (field->when_field == NULL)
        return true;
    asked = form_field(form, field->when_field);
    if (asked == NULL || (asked->type != FORM_CHOICE && asked->type != FORM_CHOICES))
        return refuse(error, "names no choice of the form", "fields[%u].shown_when", at);
    for (guint i = 0; form->fields->pdata[i] != asked; i++)
        if (form->fields->pdata[i] == field)
            return refuse(error, "names a choice that comes later", "fields[%u].shown_when", at);
    if (field->when_options->len == 0)
        return refuse(error, "names no option", "fields[%u].shown_when", at);
    for (guint i = 0; i < field->when_options->len; i++)
        if (form_option(asked, field->when_options->pdata[i]) == NULL)
            return refuse(error, "names no option of that choice", "fields[%u].shown_when", at);
    return true;
}

static bool
check_field(const Form *form, guint at, GError **error)
{
    const FormField *field = form->fields->pdata[at];

    if (!is_key(field->key) || form_field(form, field->key) != field)
        return refuse(error, "is no key, or not the only one", "fields[%u].key", at);
    if (form_text(&field->label, "fr")[0] == '\0')
        return refuse(error, "is empty", "fields[%u].label", at);
    if ((field->type == FORM_NAME || field->type == FORM_EMAIL || field->type == FORM_PHONE) &&
        form_field_of_type(form, field->type) != field)
        return refuse(error, "is asked once only", "fields[%u].type", at);
    return check_options(field, at, error) && check_condition(form, field, at, error);
}

/* "https://example.org", with a port at most: what a browser compares. */
static bool
is_origin(const char *text)
{
    const char *host = g_str_has_prefix(text, "https://")  ? text + 8
                       : g_str_has_prefix(text, "http://") ? text + 7
                                                           : "";
    g_autoptr(GUri) uri = g_uri_parse(text, G_URI_FLAGS_NONE, NULL);

    for (const char *at = host; *at != '\0'; at++)
        if (!g_ascii_isalnum(*at) && strchr(".-:", *at) == NULL)
            return false;
    return host[0] != '\0' && uri != NULL && g_uri_get_host(uri) != NULL;
}

static bool
check_subject(const Form *form, const char *subject, GError **error)
{
    g_autoptr(GPtrArray) keys = g_ptr_array_new();
    g_autoptr(GError) why = NULL;

    for (guint i = 0; i < form->fields->len; i++)
        g_ptr_array_add(keys, ((const FormField *)form->fields->pdata[i])->key);
    g_ptr_array_add(keys, NULL);
    if (subject == NULL || wording_check_variables(subject, (const char *const *)keys->pdata, &why))
        return true;
    return error_set_field(error, APP_ERROR_INVALID, "subject", "%s", why->message);
}

static bool
check(const Form *form, GError **error)
{
    if (form->languages->len == 0)
        return refuse(error, "is empty", "languages");
    for (guint i = 0; i < form->languages->len; i++)
        if (!g_strv_contains(languages, form->languages->pdata[i]))
            return refuse(error, "is not a language we speak", "languages[%u]", i);
    if (form_text(&form->title, "fr")[0] == '\0')
        return refuse(error, "is empty", "title");
    if (form->fields->len == 0)
        return refuse(error, "is empty", "fields");
    for (guint i = 0; i < form->fields->len; i++)
        if (!check_field(form, i, error))
            return false;
    for (guint i = 0; i < form->origins->len; i++)
        if (!is_origin(form->origins->pdata[i]))
            return refuse(error, "is not the address of a site: https://example.org", "origins[%u]",
                          i);
    return check_subject(form, form->subject.fr, error) &&
           check_subject(form, form->subject.en, error);
}

bool
form_define(Form *form, const json_t *definition, GError **error)
{
    const json_t *field;
    size_t i;

    form->languages = read_list(json_object_get(definition, "languages"));
    form->origins = read_list(json_object_get(definition, "origins"));
    form->title = read_text(definition, "title");
    form->intro = read_text(definition, "intro");
    form->thanks = read_text(definition, "thanks");
    form->subject = read_text(definition, "subject");
    form->priority = read_priority(json_string_value(json_object_get(definition, "priority")));
    form->tags = read_ids(json_object_get(definition, "tags"));
    form->fields = g_ptr_array_new_with_free_func(field_free);
    json_array_foreach(json_object_get(definition, "fields"), i, field)
        g_ptr_array_add(form->fields, read_field(field));
    return check(form, error);
}
