/* imap: a client of mail accounts (IMAP4rev1, RFC 3501), for reading what arrives there.
 *
 * One Imap is one connection, used by one thread; every call blocks until the server has answered,
 * its time is over or the cancellable is cancelled. After a false the connection is of no more use:
 * free it, and look at imap_trouble() for what a screen can say of it, unless a function says
 * otherwise.
 *
 * The server is a stranger: an answer is bounded in lines, words, depth and bytes before anything
 * is allocated for it (base/limits.h), a mail over the wanted size is never asked for, and an
 * answer out of place ends the connection instead of being guessed at.
 *
 * A mail is told by its folder, the folder's UIDVALIDITY and its UID: as long as the UIDVALIDITY is
 * the same, UIDs only grow, so that whoever remembers the last one never misses nor repeats a mail.
 *
 * imap-answer.c, imap-words.c and imap-token.c read answers (pure: bytes to words; the fuzzed
 * part); imap-wire.c holds the connection and TLS; imap-sasl.c signs in; imap-trouble.c names what
 * went wrong; imap-ask.c sends a command and hears its answers; imap-folder.c: LIST, SELECT, folder
 * names; imap-fetch.c: SEARCH and FETCH; imap-change.c: STORE, MOVE, APPEND; imap-wait.c: IDLE.
 *
 * User, password, token, folder names and mails are personal data or secrets: nothing here logs,
 * and messages of errors hold none of them. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Imap Imap;

typedef enum {
    IMAP_TLS = 1,  /* TLS from the first byte (port 993) */
    IMAP_STARTTLS, /* TLS begun before anything is said (port 143) */
    IMAP_PLAIN,    /* refused unless the host is this machine */
} ImapSecurity;

/* Where and as whom. Strings are copied. */
typedef struct {
    const char *host;
    uint16_t port;
    ImapSecurity security;
    const char *user;
    const char *secret;  /* password, or the access token when oauth */
    bool oauth;          /* XOAUTH2 */
    const char *ca_file; /* PEM file of authorities trusted besides the system's; NULL */
    unsigned patience;   /* seconds without a byte before giving up; 0: the default, 60 */
} ImapServer;

/* ---- What went wrong, in words a screen translates ---- */

typedef struct {
    /* "resolve", "connect", "tls", "greeting", "sign-in", "folder", "fetch", "change", "wait" */
    const char *step;
    /* unknown-host, refused, unreachable, timeout, closed, not-tls, no-tls-here, certificate,
     * not-imap, no-starttls, insecure, busy, wrong-password, app-password-needed, oauth-expired,
     * oauth-needed, sign-in-off, no-such-folder, rejected, protocol, cancelled */
    const char *code;
    /* What the server said, or what is wrong with its certificate ("unknown-authority",
     * "wrong-host", "expired", "not-yet-valid", "revoked", "weak"): one line of UTF-8, may hold
     * personal data; "" if nothing. */
    char detail[256];
} ImapTrouble;

/* The last trouble of a connection: what the last false was about. */
const ImapTrouble *imap_trouble(const Imap *imap);

/* ---- A connection ---- */

/* Nothing is said yet. cancellable (may be NULL) is referred to; any thread may cancel it. */
Imap *imap_new(const ImapServer *server, GCancellable *cancellable);
/* Ends the connection without a word. NULL is fine. */
void imap_free(Imap *imap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Imap, imap_free)

/* Finds the host, connects, secures, signs in. False with APP_ERROR_UNAVAILABLE (a later try may
 * work) or APP_ERROR_FORBIDDEN (it will not: a password, a certificate, a setting). */
bool imap_open(Imap *imap, GError **error);
/* Says goodbye; what the server answers does not matter. */
void imap_logout(Imap *imap);
/* "IDLE", "MOVE", "UIDPLUS"…: does the server offer it? */
bool imap_can(const Imap *imap, const char *capability);

/* ---- Folders: names are UTF-8 here, whatever they are on the wire ---- */

typedef struct {
    uint32_t uid_validity;
    uint32_t uid_next; /* above all UIDs so far; the next mail has this one or a higher */
    uint32_t exists;   /* mails in it */
} ImapFolder;

/* Every folder that can hold mails, of char*, at most LIMIT_IMAP_FOLDERS. NULL on failure. */
GPtrArray *imap_folders(Imap *imap, GError **error);
/* Opens a folder, for reading only if so asked. When there is none (APP_ERROR_NOT_FOUND,
 * no-such-folder) the connection stays good. */
bool imap_select(Imap *imap, const char *folder, bool read_only, ImapFolder *ret_folder,
                 GError **error);

/* ---- Mails of the folder that is open ---- */

/* The UIDs from first to last (0: to the end) that exist, in order, of mails received since a time
 * (milliseconds, 0: all; by the day, so that some older ones may be among them); the first
 * IMAP_WINDOW of them at most, so a long way is gone in steps as wide. Clears what imap_wait()
 * remembers. Array of uint32_t. NULL on failure. */
#define IMAP_WINDOW 200000
GArray *imap_search(Imap *imap, uint32_t first, uint32_t last, int64_t since, GError **error);

typedef struct {
    uint32_t uid;
    uint64_t size;       /* bytes, as the server counts */
    int64_t received_at; /* when the server got it, ms; 0 if it does not say */
} ImapMail;

typedef struct {
    uint64_t max;  /* bytes: a mail over it is never asked for whole, */
    size_t head;   /* only its first bytes, as many as this */
    int64_t since; /* ms: mails that arrived before are left out; 0 */
    bool alone;    /* ask for each by itself: slow, for when one among them makes trouble */
} ImapFetch;

/* source is the whole mail, or its first bytes when it is over the limit (cut), or NULL when the
 * server has the mail but will not give it. It is borrowed for the call. False ends the fetching.
 */
typedef bool (*ImapEach)(const ImapMail *mail, GBytes *source, bool cut, void *data,
                         GError **error);

/* Calls each for each of the mails, in the order of their UIDs, without marking them seen; those
 * that are gone by now are left out. Several commands are under way at any time, sizes first, so
 * that the server always has something to do. */
bool imap_fetch(Imap *imap, const uint32_t *uids, size_t n_uids, const ImapFetch *how,
                ImapEach each, void *data, GError **error);

/* The next four: when the server refuses (rejected, no-such-folder) the connection stays good. */

/* Marks mails seen. */
bool imap_mark_seen(Imap *imap, const uint32_t *uids, size_t n, GError **error);
/* Moves mails to a folder, which is made if there is none. Without MOVE it copies and deletes. */
bool imap_move(Imap *imap, const uint32_t *uids, size_t n, const char *folder, GError **error);
/* Deletes mails; without UIDPLUS they are only marked deleted, so as not to remove others too. */
bool imap_delete(Imap *imap, const uint32_t *uids, size_t n, GError **error);
/* Puts a mail into a folder, seen or not. */
bool imap_append(Imap *imap, const char *folder, GBytes *mail, bool seen, GError **error);

/* Waits until there may be something new in the folder (1) or ms have passed (0); -1 on failure, or
 * when the cancellable was cancelled. By IDLE, said again every nine minutes (a server may end it
 * after 30, a router forgets it sooner); without it by asking every `poll` ms. What arrived since
 * imap_search() counts as new at once. */
int imap_wait(Imap *imap, int64_t ms, int64_t poll, GError **error);
