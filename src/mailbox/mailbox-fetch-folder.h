/* mailbox-fetch-folder: brings what is new in the folder of a mailbox, whatever happened since.
 *
 * What was fetched is told by the folder's UIDVALIDITY and the last UID: never by a date, never by
 * what is marked seen. When the server has numbered the folder anew, all of it is fetched again;
 * intake recognises what it has. The cursor moves only once mails are durable here; then what is to
 * become of them there is done (seen, move, delete), and a crash between the two repeats it.
 *
 * No mail holds up the others. One over LIMIT_MAIL becomes a message with its beginning and a note,
 * and stays where it is; one that intake refuses, that the server does not give, or of which the
 * program has died before is set aside with its bytes: in mailbox_refused, and unread among the
 * strays if intake takes at least that; the health of the mailbox says so. After DEATHS_MAX starts
 * that got nowhere, mails are taken one by one, each remembered before it is parsed, so that the
 * one that kills is known.
 *
 * mailbox-fetch-batch.c keeps what arrives, mailbox-fetch-folder.c goes through the folder. Inside
 * mailbox/ only. */
#pragma once

#include "channel/mail/mail-belt.h"
#include "imap/imap.h"
#include "mailbox/mailbox-fetch-address.h"
#include "mailbox/mailbox-fetch-store.h"

/* Mails fetched before what is to become of them there is done. */
#define FETCH_SLICE 4096

/* One mail of the slice under way. */
typedef struct {
    ImapMail mail;
    bool cut;
    bool kept; /* here, whole */
} FetchItem;

typedef struct {
    Context *context; /* borrowed, as the next three */
    const Mailbox *mailbox;
    Imap *imap;
    const OurAddresses *ours;
    MailboxCursor cursor;
    MailboxHealth *health; /* told now and then */
    ImapFolder folder;
    bool caught_up;    /* what was there when the folder was opened is here */
    unsigned careful;  /* so many mails are still to be taken one by one */
    GArray *items;     /* of FetchItem: the slice; room for all, it never moves */
    MailBelt *belt;    /* NULL: none is running */
    int64_t told_at;   /* monotonic ms */
    bool kept_nothing; /* the last failure was ours: mails could not be kept */
    bool trouble;      /* something is to be seen in the health, though the rest went on */
} FolderFetch;

/* Opens the folder and finds how far it was fetched. */
bool folder_fetch_open(FolderFetch *fetch, GError **error);
/* Fetches all that is new; false: the connection is of no more use, or nothing can be kept. */
bool folder_fetch_news(FolderFetch *fetch, GError **error);
/* Ends it, the program being alive: what was tried was no death. */
void folder_fetch_close(FolderFetch *fetch);

/* ---- mailbox-fetch-batch.c ---- */

/* The belt's callbacks; data is the FolderFetch. */
void fetch_parsed(BeltMail *mail, void *data);
bool fetch_keep(BeltMail *mails, size_t n, void *data, GError **error);
/* Sets a mail aside; source may be NULL. */
bool fetch_refuse(FolderFetch *fetch, uint32_t uid, const char *reason, GBytes *source,
                  GError **error);
/* Writes the cursor and the health. */
bool fetch_tell(FolderFetch *fetch, GError **error);
/* Remembers something for the health; said may be NULL. */
void fetch_trouble(FolderFetch *fetch, const char *step, const char *code, const char *said);
