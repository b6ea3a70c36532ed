/* quote-line: what single lines of an answer are. A line is given without its line end; French,
 * English and the other languages that our neighbours' mail programs write are known. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Lower case, without accents, no-break spaces made plain, at most the first 600 bytes: what the
 * rules below compare. Owned by the caller. */
char *quote_fold(const char *line, gsize length);

/* Skips what programs put before a quoted line: spaces, '>', '|', '*'. */
const char *quote_skip_marks(const char *line, const char *end);

/* "> text", "| text", "Richard> text": it was quoted by a program. */
bool quote_is_quoted(const char *line, gsize length);

/* "-----", "____", "* * *": only drawn. */
bool quote_is_rule(const char *line, gsize length);

/* "-- ": what follows is a signature. */
bool quote_is_signature_mark(const char *line, gsize length);

/* "Envoyé de mon iPhone", "Get Outlook for iOS": written by the program that sent it. */
bool quote_is_program_signature(const char *line, gsize length);

/* "-------- Message d'origine --------", "Begin forwarded message:", "----- Transféré par … -----".
 */
bool quote_is_original_mark(const char *line, gsize length);

typedef enum {
    QUOTE_LABEL_NONE,
    QUOTE_LABEL_FROM,
    QUOTE_LABEL_DATE,
    QUOTE_LABEL_TO,
    QUOTE_LABEL_SUBJECT,
    QUOTE_LABEL_OTHER, /* copy, reply-to, attachments */
} QuoteLabel;

/* "De : …", "*Sent:* …": which header of a quoted mail the line begins with. */
QuoteLabel quote_label(const char *line, gsize length);

/* "De : A Envoyé : B À : C Objet : D", all on one line. */
bool quote_is_header_line(const char *line, gsize length);
