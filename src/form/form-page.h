/* form-page: the page with the fields, and the thanks. HTML that works without JavaScript; its one
 * script shows conditional fields when they are due, and no more than that depends on it. Inside
 * this folder only. */
#pragma once

#include "form/form-words.h"

/* The style of these pages beyond the brand's. */
extern const char form_page_style[];

typedef struct {
    const char *token; /* of the page */
    const char *note;  /* above the fields, an alert; NULL */
    const char *reach; /* an address of ours for who would rather write; NULL */
    bool still;        /* without its script, for a frame that runs none */
} FormPageOptions;

/* The fields with what was written and what is wrong. Owned by the caller. */
char *form_page_fields(const FormInput *input, const FormPageOptions *options);

/* What was received, to be kept or printed. copied: a copy was sent. Owned by the caller. */
char *form_page_thanks(const FormInput *input, const char *reference, const char *date,
                       bool copied);

/* One field: its label, help, error and place to write. In form-field-page.c. */
void form_page_write_field(GString *html, const FormInput *input, const FormValue *value);
