/* form-words: what persons outside read around the fields of a form, in their language. Inside this
 * folder only. */
#pragma once

#include "form/form-input.h"

#define FORM_TRAP "website" /* the field nobody sees */

typedef struct {
    const char *language;
    const char *other_language; /* its code and its name, for the link to it */
    const char *other_name;
    const char *required_note, *optional;
    const char *send, *sending, *yes;
    const char *choose;     /* the empty option of a list */
    const char *file_hint;  /* "%d fichiers au plus…" */
    const char *file_again; /* after an error */
    const char *date_hint, *phone_hint;
    const char *trap_label;
    const char *summary_title, *error_prefix;
    const char *wrong[FORM_N_WRONG];
    const char *thanks_title, *reference, *date, *what_you_wrote;
    const char *copy_sent, *copy_none; /* around the address; without one */
    const char *print, *another;
    const char *closed_title, *closed_text;
    const char *unknown_title, *unknown_text;
    const char *flood;
    const char *write_to; /* before an address */
} FormWords;

/* French unless language is "en". */
const FormWords *form_words(const char *language);

/* "23 novembre 2026 à 10:00" in a zone. Owned by the caller. */
char *form_date(int64_t at, const char *zone, const char *language);
