/* mailbox: the mail accounts of the organisation.
 *
 * A mailbox is an account at a mail provider: the address people write to, from where mail is
 * fetched (IMAP), by which server what we answer from this address leaves (SMTP), and how to sign
 * in there: a password, or the provider's own consent (OAuth2). Either direction may be absent:
 * mail also comes in by LMTP, and leaves by the program's own --smtp. It has one address of its own
 * and may have aliases; each address has the name people see, a signature, and the team that takes
 * the matters that begin there. Mail in the clear ("none") is for this machine only. A mailbox that
 * is removed takes its addresses with it; its conversations stay.
 *
 * What its health is: new until something was fetched, ok, catching up after an outage, late when
 * nothing was fetched for MAILBOX_LATE, failing when the last try failed, signed out when only a
 * person can sign in again, or paused by one.
 *
 * Secrets (passwords, refresh tokens) are sealed with a key derived from the organisation's own
 * (mailbox-secret.c): a copy of the database opens none of them. They are never part of an answer
 * nor of a log line. Addresses, names and signatures are personal data.
 *
 * Facts, whose subject is the mailbox: mailbox.added, mailbox.changed, mailbox.paused,
 * mailbox.resumed, mailbox.removed, mailbox.failing {step, code}, mailbox.recovered, once for each
 * change.
 *
 * With OAuth2 the secret is a refresh token: mailbox-oauth.h tells how it comes and is used.
 *
 * mailbox.c holds the rules, mailbox-check.c what a mailbox may be, mailbox-health.c its health,
 * mailbox-server.c how others reach its servers, mailbox-secret.c the sealing; mailbox-store.c and
 * mailbox-health-store.c the SQL; mailbox-fetch.h is who fetches. */
#pragma once

#include "base/clock.h"
#include "channel/mail/mail-server.h"
#include "module/module.h"

#define MAILBOX_LATE          (15 * CLOCK_MINUTE) /* nothing was fetched for so long */
#define MAILBOX_ADDRESSES_MAX 50                  /* the aliases of one mailbox */

typedef enum { MAILBOX_ON = 1, MAILBOX_PAUSED } MailboxState;
typedef enum { MAILBOX_PASSWORD = 1, MAILBOX_OAUTH } MailboxAuth;
/* What becomes of a mail there once it is kept here. */
typedef enum { AFTER_LEAVE = 1, AFTER_SEEN, AFTER_MOVE, AFTER_DELETE } MailboxAfter;

typedef struct {
    char *host; /* NULL: this direction is absent, and the rest is unset */
    uint16_t port;
    MailSecurity security;
} MailboxEnd;

typedef struct {
    int64_t id, version;
    char *name;     /* "Réclamations", for the staff */
    char *address;  /* normalised */
    char *provider; /* of mailbox-preset.h: "google", "ovh", "other" */
    MailboxState state;
    MailboxEnd imap;
    char *folder;  /* "INBOX" */
    int64_t since; /* only mails received there from this time on; 0: all */
    MailboxAfter after;
    char *after_folder; /* of AFTER_MOVE; else NULL */
    MailboxEnd smtp;
    char *user; /* NULL: the servers ask for none */
    MailboxAuth auth;
    char *secret; /* sealed; NULL: none was given, or consent is still to be given */
    bool plus;    /* its addresses take "contact+tag@" */
} Mailbox;

void mailbox_free(Mailbox *mailbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mailbox, mailbox_free)

/* An address of ours. */
typedef struct {
    int64_t mailbox;
    char *address;   /* normalised */
    char *name;      /* what people see beside it; "": the organisation's */
    char *signature; /* NULL: the team's, if it has one */
    int64_t team;    /* new conversations that came to it; 0: nobody's yet */
} MailboxAddress;

void mailbox_address_free(MailboxAddress *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailboxAddress, mailbox_address_free)

/* ---- Words of the API ---- */

/* "on", "paused"; "password", "oauth2"; "leave", "seen", "move", "delete". */
extern const char *const mailbox_states[], *const mailbox_auths[], *const mailbox_afters[];
const char *mailbox_state_word(MailboxState state);
const char *mailbox_auth_word(MailboxAuth auth);
const char *mailbox_after_word(MailboxAfter after);

/* ---- Reading ---- */

/* 1 and *ret_mailbox, 0, -1. */
int mailbox_get(Db *db, int64_t id, Mailbox **ret_mailbox, GError **error);
/* All of them, the oldest first: of Mailbox*. NULL: error. */
GPtrArray *mailbox_all(Db *db, GError **error);

/* Which address of ours this is, its tag after '+' ignored. 1 and *ret_address, 0, -1. */
int mailbox_of_address(Db *db, const char *address, MailboxAddress **ret_address, GError **error);
/* The same question only: 1, 0, -1. */
int mailbox_owns(Db *db, const char *address, GError **error);
/* All of ours, each mailbox's own before its aliases, for the choice of a sender: of
 * MailboxAddress*. NULL: error. */
GPtrArray *mailbox_addresses(Db *db, GError **error);
/* The signature of what is written from an address for a team (0: none): the address's, else the
 * team's. 1 and *ret_signature (owned by the caller), 0 none, -1. */
int mailbox_signature(Db *db, const char *address, int64_t team, char **ret_signature,
                      GError **error);

/* ---- Changing ---- */

/* What a mailbox is to be. Borrowed. */
typedef struct {
    Mailbox mailbox;                        /* id, version, secret are not read */
    const char *password;                   /* NULL: stays what it was */
    const MailboxAddress *const *addresses; /* NULL-terminated; its own may be among them. NULL:
                                               stay what they were */
} MailboxDraft;

/* Adds one and its addresses. APP_ERROR_INVALID with the field as the API spells it ("imap.host",
 * "addresses[1].team"); APP_ERROR_CONFLICT on the field "address" or "addresses[…].address" when it
 * is another mailbox's. staff: who does it, 0 the program. */
bool mailbox_add(Db *tx, Context *context, const MailboxDraft *draft, int64_t staff,
                 int64_t *ret_mailbox, GError **error);
/* Makes it what the draft says. version: the one that was seen, APP_ERROR_CONFLICT when another has
 * come since; 0: whatever it is. APP_ERROR_NOT_FOUND. A password stays where it was given: for
 * another server, or another name there, it must be given again (APP_ERROR_INVALID on "password"),
 * and a provider's consent is forgotten. */
bool mailbox_change(Db *tx, Context *context, int64_t id, int64_t version,
                    const MailboxDraft *draft, int64_t staff, GError **error);
/* APP_ERROR_NOT_FOUND. Its conversations stay. */
bool mailbox_remove(Db *tx, int64_t id, int64_t staff, GError **error);

/* The signature of a team; NULL takes it away. APP_ERROR_NOT_FOUND: no such team. */
bool mailbox_sign_team(Db *tx, int64_t team, const char *signature, GError **error);
/* 1 and *ret_signature (owned by the caller), 0, -1. */
int mailbox_team_signature(Db *db, int64_t team, char **ret_signature, GError **error);

/* ---- Health ---- */

/* What the fetching of a mailbox last came to. Borrowed when told, owned when read. */
typedef struct {
    int64_t last_success_at; /* 0: never */
    int64_t last_error_at;   /* 0: never; the three texts are then NULL */
    char *error_step;        /* "resolve" "connect" "tls" "greeting" "sign-in" "folder" "fetch" */
    char *error_code;        /* a word the screen translates: mailbox-trial.h */
    char *error_detail;      /* what the server said, in its words; never shown outside settings */
    int64_t behind;          /* mails still to fetch */
    int64_t fetched, total;  /* of this catching up */
    int64_t catching_up_since; /* 0: it does not */
} MailboxHealth;

void mailbox_health_clear(MailboxHealth *health);
/* As if nothing had ever failed. */
void mailbox_health_clear_error(MailboxHealth *health);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MailboxHealth, mailbox_health_clear)

typedef enum {
    HEALTH_NEW = 1,
    HEALTH_OK,
    HEALTH_CATCHING_UP,
    HEALTH_LATE,
    HEALTH_FAILING,
    HEALTH_PAUSED,
    HEALTH_SIGNED_OUT,
} MailboxHealthState;
/* "new", "ok", "catching-up", "late", "failing", "paused", "signed-out"; NULL-terminated. */
extern const char *const mailbox_health_words[];

/* The health of a mailbox at a time. */
MailboxHealthState mailbox_health_state(const Context *context, const Mailbox *mailbox,
                                        const MailboxHealth *health, int64_t now);
/* All zero when nothing was told yet. */
bool mailbox_health_get(Db *db, int64_t id, MailboxHealth *ret_health, GError **error);
/* Replaces what is known, as the fetcher says it; writes mailbox.failing or mailbox.recovered when
 * it goes from one to the other. A mailbox that was removed meanwhile is no error. */
bool mailbox_tell_health(Db *tx, int64_t id, const MailboxHealth *health, GError **error);

/* Writes how many are in each state: {"ok": 2, "failing": 1}; those of which there are none too. */
bool mailbox_count_health(Context *context, JsonWriter *json, GError **error);

/* ---- Servers ---- */

/* Where to fetch from, with the password or an access token that is still good: it may ask the
 * provider for one, so outside transactions. APP_ERROR_NOT_FOUND: it has no IMAP server;
 * APP_ERROR_UNAUTHENTICATED: signed out, a person must sign in again; APP_ERROR_UNAVAILABLE: try
 * later. */
bool mailbox_imap_server(Context *context, const Mailbox *mailbox, MailServer *ret_server,
                         GError **error);
bool mailbox_smtp_server(Context *context, const Mailbox *mailbox, MailServer *ret_server,
                         GError **error);
/* A server did not take the access token of a mailbox: the next one is new. Any thread. */
void mailbox_token_refused(int64_t mailbox);
/* The mail_server_of of a Context. */
int mailbox_mail_server_of(Context *context, const char *our_address, MailServer *ret_server,
                           GError **error);

extern const Module mailbox_module;
