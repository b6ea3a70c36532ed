/* identity: visitors whom a site knows. The site signs in its customers itself; its server tells
 * the chat who is there, as a JSON text {"id", "email", "name", "until"}, and signs that text, to
 * the letter, with HMAC-SHA-256 under the widget's secret, in hexadecimal. Nobody who has not the
 * secret can be somebody else; "until" (seconds since 1970) ends what was copied. Inside chat/
 * only.
 *
 * The secret is made of the organisation's key, the widget and a number: it is nowhere kept, and
 * another number makes it worth nothing. */
#pragma once

#include "chat/widget.h"

#define IDENTITY_SECRET_LENGTH 64 /* hexadecimal */

typedef struct {
    char *id;           /* as the site knows them */
    char *email, *name; /* or NULL; email normalised */
} Identity;

void identity_clear(Identity *identity);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Identity, identity_clear)

/* What the site's server signs with. Owned by the caller. */
char *identity_secret(const Context *context, const Widget *widget);

/* The signature of a text under a secret, in hexadecimal. Owned by the caller. */
char *identity_sign(const char *secret, const char *text);

/* APP_ERROR_FORBIDDEN when the signature is another's or it is too late; APP_ERROR_INVALID when the
 * text is no identity. */
bool identity_check(const Context *context, const Widget *widget, const char *text,
                    const char *signature, Identity *ret_identity, GError **error);
