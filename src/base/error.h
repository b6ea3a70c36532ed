/* error: the one error domain of the program.
 *
 * Each code has exactly one HTTP status (http/problem.c) and one exit status (app/main.c). A
 * message is short, lower case, and says the reason with the offending value; it is read by
 * developers and administrators. Screens translate the code, they do not show the message. A
 * message never holds personal data: an id, a size, a field name, yes; a name, an address, a text,
 * no. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    APP_ERROR_INVALID,         /* 400: the caller sent something we cannot accept */
    APP_ERROR_UNAUTHENTICATED, /* 401: we do not know who asks */
    APP_ERROR_FORBIDDEN,       /* 403: we know, and they may not */
    APP_ERROR_NOT_FOUND,       /* 404: or not theirs to know of */
    APP_ERROR_CONFLICT,        /* 409: already done, or changed meanwhile */
    APP_ERROR_TOO_LARGE,       /* 413: over a limit of base/limits.h */
    APP_ERROR_TOO_MANY,        /* 429: slow down */
    APP_ERROR_UNAVAILABLE,     /* 503: later: another server is down, the queue is full */
    APP_ERROR_INTERNAL,        /* 500: our fault; details go to the log only */
} AppError;

#define APP_ERROR (app_error_quark())
GQuark app_error_quark(void);

/* Sets *error (when error is not NULL) and returns false, so that a function can end with
 * `return error_set(error, …);`. */
bool error_set(GError **error, AppError code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The same for a value the caller gave: field is its name as the API spells it ("password"). */
bool error_set_field(GError **error, AppError code, const char *field, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* The field given to error_set_field(), or NULL. Borrowed from error. */
const char *error_field(const GError *error);

/* True when it is about what was given, not about the program or the store: one of many may be
 * refused so, and the rest goes on. */
bool error_is_refusal(const GError *error);

/* The word of a code in the API and in logs: "invalid", "not_found"… */
const char *error_word(AppError code);
