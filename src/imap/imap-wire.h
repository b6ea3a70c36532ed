/* imap-wire: the connection of an Imap: sockets, TLS, bytes to answers, and what is remembered
 * between two commands. Inside imap/ only. */
#pragma once

#include "base/error.h"
#include "imap/imap-answer.h"
#include "imap/imap.h"

struct Imap {
    /* Where and as whom. */
    char *host, *user, *secret, *ca_file;
    uint16_t port;
    ImapSecurity security;
    bool oauth;
    unsigned patience; /* seconds */
    GCancellable *cancellable;

    /* The connection. */
    GSocketConnection *connection; /* NULL: none */
    GIOStream *tls;                /* NULL: plain */
    GTlsCertificateFlags wrong;    /* what the certificate was refused for */
    ImapParser *parser;
    char *bytes; /* read and not yet fed: from at, up to end */
    gsize at, end;
    unsigned tags; /* commands sent */

    /* What the server told. */
    GHashTable *capabilities; /* upper case; as a set */
    char *folder;             /* the one that is open, as on the wire; NULL */
    bool read_only;
    ImapFolder state; /* of that folder */
    bool news;        /* mails arrived since the last search */
    bool told_bye;

    const char *step; /* under way */
    ImapTrouble trouble;
};

/* ---- imap-trouble.c: naming what went wrong ---- */

/* Remembers the trouble, sets *error, returns false. said may be NULL. */
bool imap_fail(Imap *imap, AppError kind, const char *code, const char *said, GError **error);
/* The same for what GIO reports; from is freed. */
bool imap_fail_gio(Imap *imap, GError *from, GError **error);
/* The same for a sign-in that was refused with these words: which code and whether for good. */
bool imap_fail_sign_in(Imap *imap, const ImapAnswer *answer, GError **error);

/* ---- imap-wire.c ---- */

/* Connects, with TLS when it comes first. */
bool imap_wire_open(Imap *imap, GError **error);
/* Begins TLS on the open connection. */
bool imap_wire_secure(Imap *imap, GError **error);
bool imap_wire_send(Imap *imap, const char *bytes, gsize size, GError **error);
/* The next answer, borrowed until the next call; NULL on failure. */
const ImapAnswer *imap_wire_read(Imap *imap, GError **error);
/* Waits until there is something to read: 1, 0: ms have passed, -1: failure. */
int imap_wire_ready(Imap *imap, int64_t ms, GError **error);

/* ---- imap-ask.c: commands ---- */

#define IMAP_TAG_SIZE 16
/* Sends a command and a line feed, without waiting; writes its tag to ret_tag unless NULL. */
bool imap_say(Imap *imap, char ret_tag[IMAP_TAG_SIZE], GError **error, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
/* An untagged answer, heard while a command runs; false ends it with error set. */
typedef bool (*ImapHear)(Imap *imap, const ImapAnswer *answer, void *data, GError **error);
/* The next answer that is no news: tagged, continuation, or untagged data for the command. What
 * changes the state of the folder is remembered on the way. NULL on failure, a BYE included. */
const ImapAnswer *imap_next(Imap *imap, GError **error);
/* Hears until the answer of a tag; borrowed, NULL on failure. hear may be NULL. */
const ImapAnswer *imap_hear(Imap *imap, const char *tag, ImapHear hear, void *data, GError **error);
/* Sends a command and hears its end. 1: OK, 0: NO or BAD (*ret_answer says why, borrowed), -1. */
int imap_ask(Imap *imap, ImapHear hear, void *data, const ImapAnswer **ret_answer, GError **error,
             const char *format, ...) G_GNUC_PRINTF(6, 7);
/* The same where NO is a failure too. */
bool imap_do(Imap *imap, ImapHear hear, void *data, GError **error, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
/* Waits for the "+" of a command that goes on; 1, 0: the command ended (*ret_answer), -1. */
int imap_go_on(Imap *imap, const char *tag, const ImapAnswer **ret_answer, GError **error);
bool imap_hear_capabilities(Imap *imap, const ImapAnswer *answer);
/* A text between quotes; it has no line feed nor NUL. Owned by the caller. */
char *imap_quote(const char *text);

/* ---- imap-sasl.c, imap-folder.c, imap-set.c ---- */

bool imap_sign_in(Imap *imap, GError **error);
/* A folder's name as on the wire (UTF-7 of IMAP), and back; NULL if it has no such form. Owned by
 * the caller. */
char *imap_folder_encode(const char *name);
char *imap_folder_decode(const char *wire);

/* The first of uids as a set ("1:5,9"), as many as go into a command, which is *ret_taken. Owned by
 * the caller. */
char *imap_uid_set(const uint32_t *uids, size_t n, size_t *ret_taken);
