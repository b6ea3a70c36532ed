/* What a form looks like in the API, going out and coming in. */
#include "form/form-http.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "conversation/conversation-http.h"
#include "form/form-words.h"
#include "staff/staff.h"

static const Shape text_shape = {
    .name = "FormText",
    .fields =
        (const Field[]){
            {.name = "fr", .type = FIELD_TEXT, .max = FORM_TEXT_MAX},
            {.name = "en", .type = FIELD_TEXT, .max = FORM_TEXT_MAX},
            FIELDS_END,
        },
};

static const Shape label_shape = {
    .name = "FormLabel",
    .fields =
        (const Field[]){
            {.name = "fr", .type = FIELD_TEXT, .max = FORM_LABEL_MAX},
            {.name = "en", .type = FIELD_TEXT, .max = FORM_LABEL_MAX},
            FIELDS_END,
        },
};

static const Shape option_shape = {
    .name = "FormOption",
    .fields =
        (const Field[]){
            {.name = "key",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = FORM_KEY_MAX},
            {.name = "label", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &label_shape},
            FIELDS_END,
        },
};

static const Shape condition_shape = {
    .name = "FormCondition",
    .fields =
        (const Field[]){
            {.name = "field",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = FORM_KEY_MAX,
             .about = "The key of a choice that comes earlier."},
            {.name = "options",
             .type = FIELD_LIST,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = FORM_OPTIONS_MAX,
             .of = FIELD_TEXT,
             .about = "Keys of its options, any of which shows the field."},
            FIELDS_END,
        },
};

static const Shape field_shape = {
    .name = "FormField",
    .fields =
        (const Field[]){
            {.name = "key",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = FORM_KEY_MAX,
             .about = "Stays when the label changes."},
            {.name = "type",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = form_field_words},
            {.name = "label", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &label_shape},
            {.name = "help", .type = FIELD_OBJECT, .shape = &text_shape},
            {.name = "required", .type = FIELD_BOOL},
            {.name = "options",
             .type = FIELD_LIST,
             .max = FORM_OPTIONS_MAX,
             .of = FIELD_OBJECT,
             .shape = &option_shape},
            {.name = "shown_when",
             .type = FIELD_OBJECT,
             .flags = FIELD_NULLABLE,
             .shape = &condition_shape,
             .about = "Asked only then; without JavaScript the page says it in words."},
            FIELDS_END,
        },
};

/* What whoever makes a form decides. */
#define DEFINITION                                                                                 \
    {.name = "slug",                                                                               \
     .type = FIELD_TEXT,                                                                           \
     .flags = FIELD_REQUIRED,                                                                      \
     .min = 1,                                                                                     \
     .max = 60,                                                                                    \
     .about = "The word in its address, /f/{slug}."},                                              \
        {.name = "name",                                                                           \
         .type = FIELD_TEXT,                                                                       \
         .flags = FIELD_REQUIRED,                                                                  \
         .min = 1,                                                                                 \
         .max = LIMIT_NAME,                                                                        \
         .about = "For the staff."},                                                               \
        {.name = "open", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},                             \
        {.name = "languages",                                                                      \
         .type = FIELD_LIST,                                                                       \
         .flags = FIELD_REQUIRED,                                                                  \
         .min = 1,                                                                                 \
         .max = 2,                                                                                 \
         .of = FIELD_TEXT,                                                                         \
         .about = "\"fr\", \"en\"; the first is spoken when the browser likes neither."},          \
        {.name = "title", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &label_shape},   \
        {.name = "intro", .type = FIELD_OBJECT, .shape = &text_shape},                             \
        {.name = "thanks", .type = FIELD_OBJECT, .shape = &text_shape},                            \
        {.name = "subject",                                                                        \
         .type = FIELD_OBJECT,                                                                     \
         .shape = &label_shape,                                                                    \
         .about = "Of the conversation; {{key}} is what was answered to that field."},             \
        {.name = "fields",                                                                         \
         .type = FIELD_LIST,                                                                       \
         .flags = FIELD_REQUIRED,                                                                  \
         .min = 1,                                                                                 \
         .max = FORM_FIELDS_MAX,                                                                   \
         .of = FIELD_OBJECT,                                                                       \
         .shape = &field_shape},                                                                   \
        {.name = "priority",                                                                       \
         .type = FIELD_CHOICE,                                                                     \
         .flags = FIELD_NULLABLE,                                                                  \
         .choices = conversation_priorities,                                                       \
         .about = "Of the conversations that it opens."},                                          \
        {.name = "tags",                                                                           \
         .type = FIELD_LIST,                                                                       \
         .max = LIMIT_TAGS_OF_ONE,                                                                 \
         .of = FIELD_ID,                                                                           \
         .about = "Of the conversations that it opens."},                                          \
    {                                                                                              \
        .name = "origins", .type = FIELD_LIST, .max = FORM_ORIGINS_MAX, .of = FIELD_TEXT,          \
        .about = "Sites that may show it in a frame: https://example.org."                         \
    }

const Shape form_draft_shape = {
    .name = "FormDraft",
    .fields =
        (const Field[]){
            DEFINITION,
            {.name = "team", .type = FIELD_ID, .flags = FIELD_NULLABLE},
            {.name = "address",
             .type = FIELD_TEXT,
             .flags = FIELD_NULLABLE,
             .max = LIMIT_ADDRESS,
             .about = "One of our addresses, from which answers leave; null: the usual one."},
            {.name = "version",
             .type = FIELD_INT,
             .min = 1,
             .max = INT32_MAX,
             .about = "The one that was seen, when it is changed."},
            FIELDS_END,
        },
};

const Shape form_shape = {
    .name = "Form",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
            DEFINITION,
            {.name = "team",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .shape = &team_ref_shape},
            {.name = "address", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},
            {.name = "url", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "received",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED,
             .about = "Answers that are in a conversation."},
            {.name = "aside", .type = FIELD_INT, .flags = FIELD_REQUIRED, .about = "Kept aside."},
            {.name = "made_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
            {.name = "changed_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

const Shape form_preview_shape = {
    .name = "FormPreviewDraft",
    .fields =
        (const Field[]){
            {.name = "language",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = (const char *const[]){"fr", "en", NULL}},
            {.name = "form",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &form_draft_shape},
            FIELDS_END,
        },
};

const Shape form_preview_reply_shape = {
    .name = "FormPreview",
    .fields =
        (const Field[]){
            {.name = "html",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .about = "The page, to be shown in a frame without scripts."},
            FIELDS_END,
        },
};

/* ---- Coming in ---- */

char *
form_dump(const json_t *definition)
{
    char *dump = json_dumps(definition, JSON_COMPACT);
    char *copy = g_strdup(dump);

    free(dump); /* lint: forbidden-functions jansson allocated it */
    return copy;
}

static char *
definition_of(const json_t *body)
{
    static const char *const kept[] = {"languages", "title",   "intro",    "thanks", "subject",
                                       "fields",    "origins", "priority", "tags"};
    json_t *definition = json_object();
    char *dump;

    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
        if (json_object_get(body, kept[i]) != NULL)
            json_object_set(definition, kept[i], json_object_get(body, kept[i]));
    dump = form_dump(definition);
    json_decref(definition);
    return dump;
}

Form *
form_of_json(const json_t *body, GError **error)
{
    g_autoptr(Form) form = g_new0(Form, 1);
    const char *address = json_string_value(json_object_get(body, "address"));

    form->slug = g_strdup(json_string_value(json_object_get(body, "slug")));
    form->name = text_line(json_string_value(json_object_get(body, "name")));
    form->open = json_is_true(json_object_get(body, "open"));
    form->address = address != NULL && address[0] != '\0' ? text_email(address) : NULL;
    form->definition = definition_of(body);
    return form_define(form, body, error) ? g_steal_pointer(&form) : NULL;
}
