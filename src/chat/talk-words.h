/* talk-words: what the chat says by itself. What the organisation may say otherwise is a wording
 * (wording/wording.h); the rest is here, in the visitor's language. Inside chat/ only. */
#pragma once

#include "module/module.h"

extern const WordingRule chat_wordings[];

typedef struct {
    const char *subject; /* of a talk that begins with a file */
    const char *human;   /* what a visitor says who asks for a person */
    /* The invented site where whoever sets it up tries a widget. */
    const char *try_title, *try_text, *try_other, *try_slogan, *try_lead;
    const char *try_form, *try_form_text;
} TalkWords;

/* "fr", anything else is English. */
const TalkWords *talk_words(const char *language);
