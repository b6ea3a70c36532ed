/* mail: electronic mail in and out.
 *
 * In: whoever delivers to us (Postfix, Exim, OpenSMTPD) speaks LMTP to mail-lmtp.c and is answered
 * 250 when the mail is durable, never before; `lien import` reads mail folders through
 * mail-source.c. Both hand the bytes to mail_read(), which has a worker parse them (confine/) and
 * makes an Incoming: a mail that cannot be understood still comes in with its source and a note
 * that says so.
 *
 *   mail-header.c   who, when, what it answers         mail-body.c     its text, its HTML, its
 * files mail-charset.c  bytes into characters               mail-bounds.c   mails built to exhaust
 * us mail-kind.c     a person or a machine               mail-bounce.c   who could not be reached,
 * and why mail-quote.c    what is new in an answer            mail-language.c in which language
 *   mail-token.c    our mark in what we send            mail-json.c     `lien parse`
 *   mail-repair.c   structure that was broken           mail-guess.c    sets that nobody declared
 *   mail-text.c     texts cut for the way               mail-tnef.c     winmail.dat
 *   mail-uu.c       files inside of texts               mail-date.c     dates as they are written
 *   mail-read.c     read by a worker                    mail-flat.c     on the way from it
 *
 * Out: mail-build.c writes an Outgoing as MIME; mail-send.c hands it to the SMTP server, or keeps
 * it in the local outbox when none is configured.
 *
 * The source is kept as it came, after the lines that final delivery adds (Return-Path,
 * Delivered-To); parsing it again gives the same Incoming. IMAP will be one more source beside
 * mail-lmtp.c.
 *
 * Everything here is personal data: log lines hold ids, sizes and codes only. */
#pragma once

#include "channel/channel.h"
#include "confine/confine.h"

#include <glib.h>
#include <stdbool.h>

/* What a mail says, read in this process: for workers and tests. Never NULL. Any thread. */
Incoming *mail_parse(GBytes *source);

/* The same, read by a worker without any right (confine/confine.h): how whatever comes from outside
 * is read. A mail that two workers died of comes back unread, with MAIL_NOTE_UNREAD: it is kept
 * aside and shown, with its source. NULL and APP_ERROR_UNAVAILABLE: no worker can be had now, the
 * mail must come again. Any thread. */
Incoming *mail_read(GBytes *source, GError **error);
extern const ConfineTask mail_task;

/* A mail of which nothing was read: its source, and why. The same bytes are the same mail again. */
Incoming *mail_unread(GBytes *source, const char *note);
#define MAIL_NOTE_UNREAD "it stopped the program that reads mail twice: nothing of it was read"

/* The same as one JSON object, for support and tests: message_id in_reply_to references date from
 * to cc reply_to subject text html reply kind bounce attachments notes. False with
 * APP_ERROR_TOO_LARGE over LIMIT_MAIL. */
bool mail_parse_json(GBytes *source, GString *out, GError **error);

/* "person", "bounce", "auto-reply", "list", "report": the words of the API too. */
const char *mail_kind_word(IncomingKind kind);

/* How far an import is; called now and then from the thread that imports. */
typedef struct {
    uint64_t bytes, bytes_all; /* read, and to read */
    uint64_t mails;            /* seen */
    uint64_t added, known;     /* durable: new ones, and those that were here already */
    uint64_t refused;          /* too large */
    uint64_t others;           /* files that are no mail, left aside */
    uint64_t skipped;          /* kept by an earlier run that was stopped */
} MailImportProgress;
typedef void (*MailImportCallback)(const MailImportProgress *progress, void *data);

/* Brings in every mail of some paths (mbox files, Maildirs, folders of .eml, single mails), in the
 * order they stand there, through context->receive, each at the time it says. Running it again adds
 * nothing; after a run that was stopped it goes on from there (import-store.h). Stops at the first
 * path that cannot be read or is no mail, or mail that cannot be kept, with what came before kept.
 * ret_progress (may be NULL) is the total. */
bool mail_import(Context *context, const char *const *paths, MailImportCallback callback,
                 void *data, MailImportProgress *ret_progress, GError **error);

extern const Channel mail_channel;
