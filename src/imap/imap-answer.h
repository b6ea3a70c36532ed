/* imap-answer: what an IMAP server says, from bytes to words. Pure: no connection, no clock; bytes
 * come in as the network cut them, answers come out one by one, and how they were cut changes
 * nothing (the fuzzer checks it). Inside imap/ only.
 *
 * An answer is a line, in which literals ({17}, then 17 bytes) may stand. It begins with "*", with
 * "+" or with the tag of a command. When it is a status (OK, NO, BAD, BYE, PREAUTH) its words are
 * those of the code between brackets, and the rest is a sentence for people.
 *
 * Bounds: LIMIT_IMAP_LINE bytes of lines, LIMIT_IMAP_WORDS words, LIMIT_IMAP_DEPTH levels of lists,
 * and `literals` bytes of literals in an answer. Beyond them, or with bytes that no server may
 * send, the parser is broken for good. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
    IMAP_WORD, /* as it stands: EXISTS, 12, \Seen, BODY[]<0>, NIL */
    IMAP_TEXT, /* a quoted string or a literal */
    IMAP_OPEN, /* ( */
    IMAP_CLOSE /* ) */
} ImapTokenKind;

typedef struct {
    ImapTokenKind kind;
    const char *text; /* NUL-terminated; of a literal its bytes; "" for ( and ) */
    gsize size;
    GBytes *literal; /* a literal's bytes; NULL for others */
} ImapToken;

typedef enum { IMAP_UNTAGGED, IMAP_TAGGED, IMAP_CONTINUE } ImapAnswerKind;
typedef enum {
    IMAP_DATA, /* no status */
    IMAP_OK,
    IMAP_NO,
    IMAP_BAD,
    IMAP_BYE,
    IMAP_PREAUTH
} ImapStatus;

typedef struct {
    ImapAnswerKind kind;
    ImapStatus status;
    const char *tag;  /* of a tagged one, else "" */
    GArray *tokens;   /* of ImapToken; lists are balanced */
    const char *said; /* the sentence of a status, all of a continuation; else "" */
} ImapAnswer;

typedef struct ImapParser ImapParser;

ImapParser *imap_parser_new(gsize literals);
void imap_parser_free(ImapParser *parser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImapParser, imap_parser_free)

/* Takes bytes up to the end of an answer; returns how many it took. */
gsize imap_parser_feed(ImapParser *parser, const char *bytes, gsize size);
/* The answer that is complete, or NULL: feed more. Borrowed until the next feed. */
const ImapAnswer *imap_parser_answer(const ImapParser *parser);
/* Why nothing more can be read ("line too long"), or NULL. */
const char *imap_parser_broken(const ImapParser *parser);

/* ---- Looking into an answer ---- */

/* The token i, or NULL past the end. */
const ImapToken *imap_token(const ImapAnswer *answer, guint i);
/* Is token i this word, whatever its case? */
bool imap_token_is(const ImapAnswer *answer, guint i, const char *word);
/* Is token i a number of at most max? */
bool imap_token_number(const ImapAnswer *answer, guint i, uint64_t max, uint64_t *ret_number);
/* The index behind token i, which may be a whole list. */
guint imap_token_after(const ImapAnswer *answer, guint i);
