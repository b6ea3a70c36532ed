/* house: a small Lien in memory for the tests of modules: a store with every table, files, and a
 * mail channel that keeps what it is asked to send. Tests that need it name test/lib/house.c among
 * their files. */
#pragma once

#include "conversation/conversation.h"

/* A parcel as the channel got it; its own copies. */
typedef struct {
    int64_t message;
    char *from, *to, *cc, *bcc; /* addresses joined by "," */
    char *only;                 /* those it goes to this time; NULL: all */
    char *subject, *text, *html, *external_id, *references, *token;
    bool automatic;
    guint n_files;
} SentParcel;

typedef struct {
    Context context;
    Database *database;
    FileStore *files;
    char *file_dir;
    GPtrArray *sent;          /* of SentParcel*, in order */
    SendOutcome next_outcome; /* what the channel will say; SEND_DONE at first */
    const char *trouble; /* the recipient of whom it says so, who is gone for ever when refused;
                            the others have it. NULL: of the whole mail */
} House;

/* One at a time. */
House *house_new(void);
void house_free(House *house);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(House, house_free)

/* A mail in short: NULL and 0 are what is usual. */
typedef struct {
    const char *from; /* "camille@example.org" */
    const char *name;
    const char *to, *cc; /* one address each; to: contact@lien.test */
    const char *reply_to;
    const char *id;         /* Message-ID; one of its own */
    const char *answers[4]; /* References, the nearest last */
    const char *token, *bounce_token;
    const char *subject, *text, *html;
    const char *file;         /* the text of an attachment */
    const char *content_hash; /* made of subject and text */
    IncomingKind kind;
    const char *bounced, *bounce_status;
    bool bounce_permanent;
    int64_t at;
} Mail;
Received house_hear(House *house, const Mail *mail);
Incoming *house_incoming(const Mail *mail);

/* Writes as a member of staff (0: the program). */
int64_t house_write(House *house, int64_t conversation, MessageDirection direction, int64_t staff,
                    const char *text);
/* Changes a matter as a member of staff; a snooze lasts an hour. */
void house_change(House *house, int64_t conversation, ConversationStatus status, int64_t staff);
void house_assign(House *house, int64_t conversation, int64_t staff);
/* The person at one address was the one at another all along. */
void house_merge(House *house, const char *address, const char *into);
/* An active account and its person, by SQL: no password. */
int64_t house_staff(House *house, const char *name);
/* Asks a route of some modules (NULL-terminated), which must be answered so; its answer as JSON,
 * NULL when it has none. */
json_t *house_json(House *house, const Module *const *modules, const Principal *who,
                   const char *method, const char *path, const char *body, unsigned expected);
/* Runs every job that is due. */
void house_work(House *house);

/* The first number of a query of the test's own; sql is static. 0 when there is no row. */
int64_t house_number(House *house, const char *sql, int64_t argument);
char *house_text(House *house, const char *sql, int64_t argument);

/* Fails the test for each invariant of a module that does not hold. */
void house_check(House *house, const Module *module);
