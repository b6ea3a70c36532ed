/* context: what one running Lien is made of. Handlers, jobs and readers get it; app/ fills it.
 * It lives as long as the program; nothing in it changes after the start. */
#pragma once

#include "channel/channel.h" /* lint: includes-go-down a context holds the channels, which get it */
#include "db/db.h"
#include "db/fulltext.h"

typedef struct FileStore FileStore;   /* file/file.h */
typedef struct MailServer MailServer; /* channel/mail/mail-server.h */
typedef struct MailKey MailKey;       /* channel/mail/mail-sign.h */

struct Context {
    Database *database;
    FileStore *files;
    struct Node *node;  /* this program among others (node/node.h); NULL: alone */
    Fulltext *fulltext; /* NULL: searching is off (tests) */
    const char *data_dir;
    const char *metrics_token; /* with which GET /metrics may be asked from elsewhere, or NULL */
    const char *public_url;    /* "http://127.0.0.1:8080", without a final slash */
    const char *organisation;  /* its name if it was told at the start; NULL: brand_name() knows */
    const uint8_t
        *key; /* 32 secret bytes of this organisation: keyed digests of tokens and links */
    const MailOptions *mail;
    const char *clamd; /* where the virus scanner listens (file/file-scan.h), NULL: none */
    const Channel *const *channels; /* NULL-terminated, app/modules.c */
    Receive receive;                /* where channels bring what comes in: conversation_receive */
    /* By which server mail of an address of ours leaves: 1 and *ret_server (the caller clears it),
     * 0 by the program's own (mail->smtp), -1 when this cannot be told now: try later. It may ask a
     * provider for an access token: outside transactions. NULL: always 0. */
    int (*mail_server_of)(Context *context, const char *our_address, MailServer *ret_server,
                          GError **error);
    /* How mail from a domain of ours is signed: 1 and *ret_key (the caller clears it), 0: it is
     * not, -1. NULL: always 0. */
    int (*mail_key_of)(Context *context, const char *domain, MailKey *ret_key, GError **error);
    struct EventHub *events; /* NULL in commands and tests */
    struct FeedHub *feeds;   /* streams of persons outside; the same */
};

/* The channel of a name, or NULL. */
const Channel *context_channel(const Context *context, const char *name);
/* The one by which answers to what came by a channel of that name leave, or NULL. */
const Channel *context_channel_out(const Context *context, const char *name);
