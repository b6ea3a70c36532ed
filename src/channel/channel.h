/* channel: a way people reach us and are reached. Mail, chat, form, SMS, phone, letter: each lives
 * in a folder of its own below this one, knows nothing of the others nor of conversations, and is
 * one row of the list in app/modules.c.
 *
 * In: the channel turns what it received into an Incoming and hands it to context->receive, which
 * puts it in the right matter and returns once it is durable; only then may the channel acknowledge
 * to the outside. Out: conversation/ queues an Outgoing in the transaction that writes the message;
 * a job calls the channel's send until it is delivered or given up. Who is written to on a live
 * channel and has left gets it by mail, in the same matter (SEND_ABSENT).
 *
 * Everything here about people is personal data: never logged. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Context Context;

/* How a person is known on a channel. */
typedef struct {
    char *address; /* normalised: base/text.h text_email() for mail; never NULL */
    char *name;    /* as it was displayed, or NULL */
} ChannelAddress;

typedef struct {
    char *name;       /* as the sender named it, cleaned; never NULL */
    char *type;       /* media type found in the content, not the one that was declared */
    char *content_id; /* of an inline part, without the angle brackets; NULL */
    bool is_inline;
    GBytes *bytes;
} ChannelFile;

/* What kind of thing came in. Only a person's word opens a matter. */
typedef enum {
    INCOMING_PERSON,
    INCOMING_BOUNCE,     /* a mail of ours could not be delivered */
    INCOMING_AUTO_REPLY, /* out of office, acknowledgement by a machine */
    INCOMING_LIST,       /* a mailing list or newsletter */
    INCOMING_REPORT,     /* delivery or read receipt, feedback report */
} IncomingKind;

/* One thing that came in, whatever the channel. Owned by whoever made it; free with
 * incoming_free(). */
typedef struct {
    const char *channel; /* "mail" (static) */
    IncomingKind kind;
    ChannelAddress from;   /* address "" when the sender could not be told */
    const char *from_kind; /* what that address is to a person, when it is not the channel's
                              address_kind: "phone" (static); NULL */
    char *reply_to; /* where the sender wants the answer, when it is not from; normalised; NULL */
    GPtrArray *to;  /* of ChannelAddress*, To then Cc; may be empty */
    GPtrArray *cc;
    char *our_address; /* the address of ours it was sent to, normalised; NULL if not known */
    int64_t team; /* whom the channel knows it is for, when it opens a matter; 0: by our_address */
    char *thread_token;    /* the token of ours found in an address or a Message-ID; NULL */
    char *bounce_token;    /* that of the message whose envelope came back here; NULL */
    char *external_id;     /* the channel's own id of it (Message-ID without brackets); made when
                              missing */
    GPtrArray *references; /* of char*: external ids it answers, nearest last */
    char *subject;         /* decoded, one line; "" if none */
    char *text;            /* all of its text, UTF-8, cleaned; "" if none */
    char *reply;           /* text without quotes and signature, NULL when that is all of text */
    char *html;            /* as received, decoded; not safe; NULL if none */
    GPtrArray *files;      /* of ChannelFile* */
    GBytes *source;        /* as it came, kept whole; NULL if the channel has none */
    char *content_hash; /* SHA-256 in hex of what must be equal for a second copy to be the same */
    int64_t sent_at;    /* when the sender says; 0 if absurd or missing */
    int64_t received_at;
    char *language; /* "fr", "en" or NULL */
    /* Of a bounce. */
    char *bounced_address; /* the recipient that failed, or NULL */
    char *bounce_status;   /* "5.1.1", or NULL */
    bool bounce_permanent; /* this address will never work */
    GPtrArray *notes;      /* of char*: what was repaired or cut, in short English words */
} Incoming;

Incoming *incoming_new(const char *channel);
void incoming_free(Incoming *incoming);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Incoming, incoming_free)

ChannelAddress *channel_address_new(const char *address, const char *name);
void channel_address_free(ChannelAddress *address);
/* Whether nobody reads what is sent to a mail address: "no-reply@", "mailer-daemon@". */
bool channel_address_is_machine(const char *address);
ChannelFile *channel_file_new(const char *name, const char *type, GBytes *bytes);
void channel_file_free(ChannelFile *file);

typedef struct {
    int64_t conversation;
    int64_t message;
    bool duplicate; /* it was here already; the ids are of the first copy */
} Received;

/* Puts several incoming things in their matters, in one transaction, in order; durable when it
 * returns true. On false nothing of them was kept. ret has room for n. Any thread but an HTTP one.
 */
typedef bool (*Receive)(Context *context, Incoming *const *incoming, size_t n, Received *ret,
                        GError **error);

typedef enum {
    SEND_DONE,  /* accepted by the next hop */
    SEND_KEPT,  /* no server is configured: kept in the local outbox, to be read in the application
                 */
    SEND_RETRY, /* error says why; later may work */
    SEND_REFUSED, /* error says why; this will never work (the address, the content) */
    /* Of a live channel: the person is not there any more. It is sent to them by mail, in the same
     * matter; without an address it stays in the channel for their return. */
    SEND_ABSENT,
} SendOutcome;

/* What became of one recipient. */
typedef struct {
    char *address;
    SendOutcome outcome; /* done, retry or refused */
    bool permanent;      /* refused because this address will never work */
    char *words;         /* of the other server; NULL when done */
} SendRecipient;

/* What send tells beyond its outcome. The other server's words may name people: they stay with the
 * message and are never logged. All zero at first; send fills it. */
typedef struct {
    char *words;           /* why it failed, as the other server said it; NULL */
    GPtrArray *recipients; /* of SendRecipient*, when not all fared alike; else NULL */
    /* Of SEND_ABSENT: the mail address they asked to be answered at; NULL: one we know of them. */
    char *elsewhere;
} SendReport;

void send_report_clear(SendReport *report);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SendReport, send_report_clear)

/* What leaves. Borrowed by send for the call. */
typedef struct {
    int64_t message;
    int64_t conversation;
    const char *from_address; /* ours */
    const char *from_name;
    const char *const *to; /* NULL-terminated addresses */
    const char *const *cc;
    const char *const *bcc; /* in the envelope alone, in no header; NULL: none */
    /* Those of them it goes to this time, when the others have it or refused it; NULL: all. */
    const char *const *only;
    const char *to_name; /* of the first of to, or NULL */
    const char *subject;
    const char *text;
    const char *html;              /* NULL: text only */
    const char *external_id;       /* the Message-ID to carry, the same at each try */
    const char *const *references; /* external ids of the thread, oldest first */
    const char *thread_token; /* to be found again in the answer; lower case letters, digits and '-'
                               * only: servers on the way fold the case of an address */
    const char *bounce_token; /* the same for what comes back undelivered; NULL: none */
    const char *unsubscribe;  /* where a POST takes the person off the list that this mail was sent
                                 by (RFC 8058); NULL: a mail of one person to another */
    bool automatic;   /* made by the program (survey, acknowledgement): says so, never answered */
    GPtrArray *files; /* of ChannelFile* */
    const char *language;
    int64_t at;
    SendReport *report; /* where send tells more; its outcome is then the worst of the recipients',
                           a later try is for those that may still get it. NULL: not asked */
} Outgoing;

typedef struct {
    const char *name;         /* the folder's word: "mail" */
    const char *address_kind; /* what its addresses are to a person (person.h): "email", "phone" */
    const char *answered_by;  /* the channel that answers leave by, when nothing can be sent on this
                                 one: "mail"; NULL: this one */
    bool live;                /* the person is there now and sees answers at once */
    size_t text_max;          /* bytes of one message; 0: no limit of its own */
    bool takes_files;
    bool takes_html;
    /* An external id for a new outgoing message. Owned by the caller. */
    char *(*external_id)(Context *context, int64_t message, const char *thread_token);
    SendOutcome (*send)(Context *context, const Outgoing *outgoing, GError **error);
    /* Of a live channel: whether the person at an address is there now, and to show them that
     * somebody of ours (a display name) writes to them, or does no more. Any thread, at once. NULL
     * otherwise. */
    bool (*present)(Context *context, const char *address);
    void (*typing)(Context *context, const char *address, const char *name, bool typing);
    /* Begins and ends listening; NULL for a channel that only comes through routes. */
    bool (*start)(Context *context, GError **error);
    void (*stop)(Context *context);
} Channel;

/* How mail is set up; see app/config.h. */
typedef struct {
    const char *lmtp; /* "127.0.0.1:2424" to listen on, or NULL */
    const char *smtp; /* "smtp://127.0.0.1:25" to hand mail to, or NULL: local outbox */
    const char *smtp_user, *smtp_password; /* or NULL */
    const char *ca_file; /* PEM file of authorities trusted besides the system's, or NULL */
    const char *dns;     /* "127.0.0.1:53" to ask instead of the system's resolvers, or NULL */
    const char *address; /* who we write as when the matter does not say: "contact@example.org" */
    const char *name;    /* display name of it */
} MailOptions;
