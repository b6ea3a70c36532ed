/* mail-header: who wrote, to whom, when, and what they answer; read from the headers of a parsed
 * mail. */
#pragma once

#include "channel/channel.h"

#include <gmime/gmime.h>

/* What the headers say beyond an Incoming. */
typedef struct {
    char *message_id;       /* as it came, without brackets; NULL */
    GPtrArray *in_reply_to; /* of char* */
    GPtrArray *references;  /* of char* */
    GPtrArray *reply_to;    /* of ChannelAddress* */
} MailHeaders;

void mail_headers_clear(MailHeaders *headers);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MailHeaders, mail_headers_clear)

/* Fills who, when and what of an Incoming, and ret_headers (zeroed before). */
void mail_read_headers(Incoming *incoming, GMimeMessage *message, MailHeaders *ret_headers);

/* The decoded text of a header, one line; NULL when the part has none of that name. Owned by the
 * caller. */
char *mail_header_text(GMimeObject *part, const char *name);

/* The header as it came, unfolded by nobody; NULL. Borrowed. */
const char *mail_header_raw(GMimeObject *part, const char *name);

/* Makes an encoded or broken piece of a header (a subject, a file name) readable. Owned by the
 * caller. */
char *mail_header_decode(const char *raw);

void mail_note(Incoming *incoming, const char *note);
