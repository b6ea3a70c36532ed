/* form: a page with fields by which people write to us, at /f/{slug} or in a frame of the sites
 * that are named. It works without JavaScript, at any width, by keyboard and by screen reader.
 *
 * What somebody sends is kept before they are thanked, with a reference; a job then brings it in as
 * anything that comes in (channel/form), in the same order of things as a mail, and writes the
 * person a dated copy with what they wrote. Who answers that copy is in the same conversation.
 *
 * Nobody is locked out and nothing is thrown away unseen: what looks sent by a machine
 * (form-guard.h) is kept aside, with the reasons, for a person to look at; whoever sent it is
 * thanked alike. It is brought in or dropped by a member of staff; what nobody looked at goes after
 * FORM_ASIDE_DAYS. No copy is sent of what is kept aside: a form must not carry spam to others.
 *
 * A page sent twice (two clicks, a reload) is one answer: its digest is that of the page's own
 * number and of all that was written, so that a corrected text is another answer.
 *
 * Facts: form.added, form.changed {version} (subject: the form); form.answered, form.set_aside
 * {reasons}, form.accepted, form.dropped (subject: the answer). What was sent is personal data and
 * leaves this folder for the conversation.
 *
 * form-definition.c reads what a form is, form.c adds and changes forms; form-page.c and
 * form-field-page.c write the page, form-words.c what it says; form-visit.c shows and takes it;
 * form-input.c reads what was sent, form-guard.c judges it, form-answer.c keeps it, brings it in
 * and thanks for it; form-http.c and form-aside-http.c are the API; *-store.c the SQL. */
#pragma once

#include "conversation/conversation.h"
#include "module/module.h"

#include <jansson.h>

#define FORM_FIELDS_MAX  60
#define FORM_OPTIONS_MAX 60
#define FORM_ORIGINS_MAX 20
#define FORM_FILES_MAX   10 /* of one answer */
#define FORM_TEXT_MAX    2000
#define FORM_LABEL_MAX   300
#define FORM_LONG_MAX    20000 /* bytes of one long text */
#define FORM_KEY_MAX     40
#define FORM_ASIDE_DAYS  60

typedef enum {
    FORM_NAME, /* of the person */
    FORM_EMAIL,
    FORM_PHONE,
    FORM_TEXT,
    FORM_LONG_TEXT,
    FORM_CHOICE,
    FORM_CHOICES,
    FORM_DATE,
    FORM_CONSENT, /* a box to tick */
    FORM_FILE,
} FormFieldType;

extern const char *const form_field_words[]; /* NULL-terminated, in the order of FormFieldType */

/* In each language of the form; NULL: not written. */
typedef struct {
    char *fr, *en;
} FormText;

/* In a language, else in the other; "" when there is none. */
const char *form_text(const FormText *text, const char *language);

typedef struct {
    char *key;
    FormText label;
} FormOption;

typedef struct {
    char *key; /* stays when the label changes: "f1" */
    FormFieldType type;
    FormText label, help;
    bool required;
    GPtrArray *options; /* of FormOption*: choices */
    /* Asked only when an earlier choice is one of these: shown so by a script, said in words
     * without one. NULL: always. */
    char *when_field;
    GPtrArray *when_options; /* of char* */
} FormField;

typedef struct {
    int64_t id;
    char *slug, *name;
    bool open;
    GPtrArray *languages; /* of char*: "fr", "en"; the first is spoken when nobody says which */
    FormText title, intro, thanks;
    FormText subject;   /* of the conversation; {{key}} stands for what was answered */
    GPtrArray *fields;  /* of FormField* */
    GPtrArray *origins; /* of char*: "https://example.org" */
    /* What its conversations begin with, besides the team. */
    ConversationPriority priority; /* 0: as any */
    GArray *tags;                  /* of int64_t; one may have been merged since (tag_present) */
    char *definition;              /* all of these as JSON */
    int64_t team;                  /* 0: none */
    char *address;                 /* NULL: the usual one */
    int64_t version, made_at, changed_at;
} Form;

void form_free(Form *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Form, form_free)

/* The field of a key, or NULL. */
const FormField *form_field(const Form *form, const char *key);
/* The option of a key, or NULL. */
const FormOption *form_option(const FormField *field, const char *key);
/* The first field of a type, or NULL. */
const FormField *form_field_of_type(const Form *form, FormFieldType type);

/* Fills languages, texts, fields, origins, priority and tags from JSON whose shape was checked
 * (form_shape in form-http.c). APP_ERROR_INVALID with the path of what cannot be
 * ("fields[2].options"). */
bool form_define(Form *form, const json_t *definition, GError **error);

/* 1 and *ret_form (owned by the caller), 0, -1. */
int form_get(Db *db, int64_t id, Form **ret_form, GError **error);
int form_find(Db *db, const char *slug, Form **ret_form, GError **error);
/* The newest that takes answers. */
int form_find_open(Db *db, Form **ret_form, GError **error);

/* Keeps a form that was filled, new (id 0; given one) or changed. version: the one that was seen.
 * APP_ERROR_CONFLICT when another came since, or on the field "slug" when another form has it. */
bool form_save(Db *tx, Form *form, int64_t staff, GError **error);

extern const Module form_module;
