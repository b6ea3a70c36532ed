/* form: what people send from a page of ours with fields. Nothing can be sent back there: answers
 * leave by mail, to the address that was given (channel.h answered_by). What a form is, and the
 * page itself, are the business of form/; here is only how one answer becomes something that came
 * in.
 *
 * Who wrote is known by their e-mail address, else by their telephone number, else by nothing: then
 * by the reference of what they sent, so that it has a person and a matter like any other. */
#pragma once

#include "channel/channel.h"

/* One line of what was sent, as the page named it. */
typedef struct {
    const char *label, *value;
    bool is_long; /* a text of several lines: stands first, alone */
} FormLine;

/* Borrowed for the call. */
typedef struct {
    const char *reference; /* "K7QM-2F9D", given to the person */
    const char *subject;
    const char *name, *email, *phone; /* email and phone normalised; NULL: not given */
    const char *our_address;          /* answers leave from it; NULL: the usual one */
    const char *language;             /* the page's */
    int64_t team;                     /* 0: that of our_address */
    int64_t at;
    const FormLine *lines;
    size_t n_lines;
    GPtrArray *files; /* of ChannelFile*; they are moved out of it */
} FormSent;

/* Owned by the caller. Made twice of the same it is the same: brought twice it is kept once. */
Incoming *form_incoming(const FormSent *sent);

/* The lines as text: what is long first, for whoever reads the beginning in a list. Owned by the
 * caller. */
char *form_text_of_lines(const FormLine *lines, size_t n_lines);

/* A telephone number as it is compared: digits, with a '+' before those of abroad; French ones
 * begin with 0. NULL if it cannot be one. Owned by the caller. */
char *form_phone(const char *text);

extern const Channel form_channel;
