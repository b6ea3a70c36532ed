/* form-input: what came back from the page, read field by field. Inside this folder only. */
#pragma once

#include "form/form.h"
#include "http/request.h"

/* What keeps a field from being taken; its sentence is form_words(language)->wrong[…]. */
typedef enum {
    FORM_FINE,
    FORM_MISSING,
    FORM_NOT_EMAIL,
    FORM_NOT_PHONE,
    FORM_NOT_DATE,
    FORM_NOT_OPTION,
    FORM_TOO_LONG,
    FORM_FILE_TOO_LARGE,
    FORM_FILE_REFUSED,
    FORM_FILE_INFECTED, /* by a content that is known */
    FORM_TOO_MANY_FILES,
    FORM_N_WRONG,
} FormWrong;

typedef struct {
    const FormField *field;
    char *text;         /* as it was written, cleaned; "" when nothing was */
    GPtrArray *options; /* of const FormOption*: those that were chosen */
    bool asked;         /* its condition, if it has one, is met */
    FormWrong wrong;
} FormValue;

typedef struct {
    const FormField *field;
    char *name;
    const char *type; /* found in the content */
    GBytes *bytes;
} FormUpload;

typedef struct {
    const Form *form;
    const char *language;
    GPtrArray *values; /* of FormValue*, one for each field, in order */
    GPtrArray *files;  /* of FormUpload* */
    char *token;       /* of the page; "" */
    char *trap;        /* what only a machine fills in; "" */
    guint n_wrong;
} FormInput;

/* An empty page. Owned by the caller. */
FormInput *form_input_new(const Form *form, const char *language);
void form_input_free(FormInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FormInput, form_input_free)

/* What was sent; parts of no field of the form are left out. NULL with an error only when the store
 * cannot be read: what is wrong in a field is told beside it. */
FormInput *form_input_read(const Form *form, const char *language, const GPtrArray *parts, Db *db,
                           GError **error);

/* What was answered, as a person reads it: the labels of options, "oui". "" when nothing was; owned
 * by the caller. */
char *form_value_words(const FormInput *input, const FormValue *value);

/* The value of the first field of a type that was filled in and asked, or NULL. Borrowed. */
const char *form_input_of_type(const FormInput *input, FormFieldType type);
