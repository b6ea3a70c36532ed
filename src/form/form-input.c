#include "form/form-input.h"

#include "base/limits.h"
#include "base/text.h"
#include "channel/form/form-channel.h"
#include "file/file-policy.h"
#include "file/file-scan.h"
#include "file/file.h"
#include "form/form-words.h"
#include "http/shape.h"

#include <stdio.h>
#include <string.h>

#define LINE_MAX_BYTES 1000

static void
value_free(void *data)
{
    FormValue *value = data;

    g_free(value->text);
    g_ptr_array_unref(value->options);
    g_free(value);
}

static void
upload_free(void *data)
{
    FormUpload *upload = data;

    g_free(upload->name);
    g_bytes_unref(upload->bytes);
    g_free(upload);
}

FormInput *
form_input_new(const Form *form, const char *language)
{
    FormInput *input = g_new0(FormInput, 1);

    input->form = form;
    input->language = language;
    input->values = g_ptr_array_new_with_free_func(value_free);
    input->files = g_ptr_array_new_with_free_func(upload_free);
    input->token = g_strdup("");
    input->trap = g_strdup("");
    for (guint i = 0; i < form->fields->len; i++) {
        FormValue *value = g_new0(FormValue, 1);

        value->field = form->fields->pdata[i];
        value->text = g_strdup("");
        value->options = g_ptr_array_new();
        value->asked = true;
        g_ptr_array_add(input->values, value);
    }
    return input;
}

void
form_input_free(FormInput *input)
{
    if (input == NULL)
        return;
    g_ptr_array_unref(input->values);
    g_ptr_array_unref(input->files);
    g_free(input->token);
    g_free(input->trap);
    g_free(input);
}

static FormValue *
value_of(const FormInput *input, const char *key)
{
    for (guint i = 0; i < input->values->len; i++) {
        FormValue *value = input->values->pdata[i];

        if (strcmp(value->field->key, key) == 0)
            return value;
    }
    return NULL;
}

/* ---- Taking parts ---- */

/* The first reason stays. */
static void
find_wrong(FormValue *value, FormWrong wrong)
{
    if (value->wrong == FORM_FINE)
        value->wrong = wrong;
}

static void
take_option(FormValue *value, const char *key)
{
    const FormOption *option = form_option(value->field, key);

    if (option == NULL)
        find_wrong(value, FORM_NOT_OPTION);
    else if (!g_ptr_array_find(value->options, option, NULL))
        g_ptr_array_add(value->options, (void *)option);
    if (value->field->type == FORM_CHOICE && value->options->len > 1)
        g_ptr_array_remove_index(value->options, 0);
}

static void
take_text(FormValue *value, const FormPart *part)
{
    bool is_long = value->field->type == FORM_LONG_TEXT;
    gsize max = is_long ? FORM_LONG_MAX : LINE_MAX_BYTES;
    g_autofree char *text = form_part_text(part);
    g_autofree char *trimmed = is_long ? g_strdup(g_strstrip(text)) : text_line(text);

    if (strlen(trimmed) > max)
        find_wrong(value, FORM_TOO_LONG);
    g_free(value->text);
    value->text = text_clip(trimmed, 2 * max); /* what is too long comes back to be shortened */
}

/* The last part of a name: no folder of the sender's machine. */
static char *
base_name(const char *name)
{
    const char *start = name;

    for (const char *at = name; *at != '\0'; at++)
        if (*at == '/' || *at == '\\')
            start = at + 1;
    return start[0] != '\0' ? text_clip(start, LIMIT_FILE_NAME) : g_strdup("file");
}

static void
take_file(FormInput *input, FormValue *value, const FormPart *part, const FilePolicy *policy)
{
    FormUpload *upload;

    if (part->file_name == NULL ||
        (part->file_name[0] == '\0' && g_bytes_get_size(part->bytes) == 0))
        return;
    if (input->files->len == FORM_FILES_MAX) {
        find_wrong(value, FORM_TOO_MANY_FILES);
        return;
    }
    upload = g_new0(FormUpload, 1);
    upload->field = value->field;
    upload->name = base_name(part->file_name);
    upload->type = file_type(part->bytes);
    upload->bytes = g_bytes_ref(part->bytes);
    g_ptr_array_add(input->files, upload);
    switch (file_policy_judge(policy, upload->name, upload->type, g_bytes_get_size(part->bytes))) {
    case FILE_ACCEPTED:
        break;
    case FILE_TOO_LARGE:
        find_wrong(value, FORM_FILE_TOO_LARGE);
        break;
    case FILE_REFUSED:
        find_wrong(value, FORM_FILE_REFUSED);
        break;
    }
}

static void
take_part(FormInput *input, const FormPart *part, const FilePolicy *policy)
{
    g_autofree char *text = NULL;
    FormValue *value;

    if (strcmp(part->name, "token") == 0 || strcmp(part->name, FORM_TRAP) == 0) {
        char **into = part->name[0] == 't' ? &input->token : &input->trap;

        text = form_part_text(part);
        g_free(*into);
        *into = text_clip(text, 200);
        return;
    }
    value = g_str_has_prefix(part->name, "f.") ? value_of(input, part->name + 2) : NULL;
    if (value == NULL)
        return;
    if (value->field->type == FORM_FILE) {
        take_file(input, value, part, policy);
    } else if (value->field->options->len > 0) {
        text = form_part_text(part);
        if (text[0] != '\0')
            take_option(value, text);
    } else {
        take_text(value, part);
    }
}

/* ---- Judging ---- */

static bool
is_asked(const FormInput *input, const FormField *field)
{
    const FormValue *asked = field->when_field != NULL ? value_of(input, field->when_field) : NULL;

    if (asked == NULL)
        return true;
    for (guint i = 0; asked->asked && i < asked->options->len; i++)
        for (guint j = 0; j < field->when_options->len; j++)
            if (strcmp(((const FormOption *)asked->options->pdata[i])->key,
                       field->when_options->pdata[j]) == 0)
                return true;
    return false;
}

static bool
has_file(const FormInput *input, const FormField *field)
{
    for (guint i = 0; i < input->files->len; i++)
        if (((const FormUpload *)input->files->pdata[i])->field == field)
            return true;
    return false;
}

static void
normalise(FormValue *value, char *(*read)(const char *text), FormWrong wrong)
{
    char *read_text = value->text[0] != '\0' ? read(value->text) : NULL;

    if (read_text == NULL && value->text[0] != '\0')
        find_wrong(value, wrong);
    if (read_text != NULL) {
        g_free(value->text);
        value->text = read_text;
    }
}

/* A browser that knows no dates lets people write one as they do here: 3/12/2026. */
static char *
read_date(const char *text)
{
    int day, month, year, end = 0;
    g_autofree char *date = NULL;
    int64_t ms;

    if (sscanf(text, "%2d/%2d/%4d%n", &day, &month, &year, &end) == 3 && text[end] == '\0')
        date = g_strdup_printf("%04d-%02d-%02d", year, month, day);
    else
        date = g_strdup(text);
    return field_parse_time(FIELD_DATE, date, &ms) ? g_steal_pointer(&date) : NULL;
}

static void
judge(const FormInput *input, FormValue *value)
{
    const FormField *field = value->field;
    bool filled = value->text[0] != '\0' || value->options->len > 0 || has_file(input, field);

    value->asked = is_asked(input, field);
    if (!value->asked) {
        value->wrong = FORM_FINE;
        return;
    }
    if (field->type == FORM_EMAIL)
        normalise(value, text_email, FORM_NOT_EMAIL);
    else if (field->type == FORM_PHONE && value->text[0] != '\0') {
        g_autofree char *number = form_phone(value->text);

        if (number == NULL)
            find_wrong(value, FORM_NOT_PHONE);
    } else if (field->type == FORM_DATE)
        normalise(value, read_date, FORM_NOT_DATE);
    if (field->required && !filled)
        find_wrong(value, FORM_MISSING);
}

/* A content in which a virus was found before, whoever sent it then. */
static bool
find_infected(Db *db, FormInput *input, GError **error)
{
    for (guint i = 0; i < input->files->len; i++) {
        const FormUpload *upload = input->files->pdata[i];
        FileVerdict verdict;

        if (!file_scan_known(db, upload->bytes, &verdict, error))
            return false;
        if (verdict == FILE_INFECTED)
            find_wrong(value_of(input, upload->field->key), FORM_FILE_INFECTED);
    }
    return true;
}

FormInput *
form_input_read(const Form *form, const char *language, const GPtrArray *parts, Db *db,
                GError **error)
{
    g_autoptr(FilePolicy) policy = file_policy_get(db, FILE_COMES_IN);
    g_autoptr(FormInput) input = form_input_new(form, language);

    for (guint i = 0; i < parts->len; i++)
        take_part(input, parts->pdata[i], policy);
    if (!find_infected(db, input, error))
        return NULL;
    for (guint i = 0; i < input->values->len; i++) {
        FormValue *value = input->values->pdata[i];

        judge(input, value);
        input->n_wrong += value->wrong != FORM_FINE;
    }
    return g_steal_pointer(&input);
}

/* ---- Saying ---- */

static char *
file_names(const FormInput *input, const FormField *field)
{
    GString *names = g_string_new(NULL);

    for (guint i = 0; i < input->files->len; i++) {
        const FormUpload *upload = input->files->pdata[i];

        if (upload->field == field)
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", upload->name);
    }
    return g_string_free(names, FALSE);
}

char *
form_value_words(const FormInput *input, const FormValue *value)
{
    GString *words;

    if (!value->asked)
        return g_strdup("");
    if (value->field->type == FORM_FILE)
        return file_names(input, value->field);
    if (value->field->type == FORM_CONSENT)
        return g_strdup(value->text[0] != '\0' ? form_words(input->language)->yes : "");
    if (value->field->options->len == 0)
        return g_strdup(value->text);
    words = g_string_new(NULL);
    for (guint i = 0; i < value->options->len; i++) {
        const FormOption *option = value->options->pdata[i];

        g_string_append_printf(words, "%s%s", words->len > 0 ? ", " : "",
                               form_text(&option->label, input->language));
    }
    return g_string_free(words, FALSE);
}

const char *
form_input_of_type(const FormInput *input, FormFieldType type)
{
    for (guint i = 0; i < input->values->len; i++) {
        const FormValue *value = input->values->pdata[i];

        if (value->field->type == type && value->asked && value->text[0] != '\0')
            return value->text;
    }
    return NULL;
}
