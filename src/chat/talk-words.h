/* talk-words: what the chat says by itself, in the visitor's language. Inside chat/ only. */
#pragma once

typedef struct {
    const char *subject; /* of a talk that begins with a file */
    const char *human;   /* what a visitor says who asks for a person */
    const char *greeting, *away;
    /* The mail that says where the talk goes on; {{organisation}} is replaced. */
    const char *mail_subject, *mail_text;
    /* The page where an administrator tries a widget. */
    const char *try_title, *try_text, *try_other;
} TalkWords;

/* "fr", anything else is English. */
const TalkWords *talk_words(const char *language);
