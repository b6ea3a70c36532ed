/* What is answered of mailboxes. No field holds a secret. */
#include "mailbox/mailbox-http.h"

#include "staff/staff.h"

#define REQUIRED FIELD_REQUIRED
#define NULLABLE (FIELD_REQUIRED | FIELD_NULLABLE)

#define SERVER_FIELDS                                                                              \
    {.name = "host", .type = FIELD_TEXT, .flags = REQUIRED},                                       \
        {.name = "port", .type = FIELD_INT, .flags = REQUIRED},                                    \
    {                                                                                              \
        .name = "security", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = mailbox_securities \
    }

static const Shape imap_shape = {
    .name = "MailboxImap",
    .fields =
        (const Field[]){
            SERVER_FIELDS,
            {.name = "folder", .type = FIELD_TEXT, .flags = REQUIRED},
            {.name = "after", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = mailbox_afters},
            {.name = "after_folder", .type = FIELD_TEXT, .flags = NULLABLE},
            {.name = "since", .type = FIELD_TIME, .flags = NULLABLE},
            FIELDS_END,
        },
};

static const Shape smtp_shape = {
    .name = "MailboxSmtp",
    .fields = (const Field[]){SERVER_FIELDS, FIELDS_END},
};

static const Shape address_shape = {
    .name = "MailboxAddress",
    .fields =
        (const Field[]){
            {.name = "address", .type = FIELD_TEXT, .flags = REQUIRED},
            {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED},
            {.name = "signature", .type = FIELD_TEXT, .flags = NULLABLE},
            {.name = "team", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &team_ref_shape},
            FIELDS_END,
        },
};

static const Shape error_shape = {
    .name = "MailboxError",
    .fields =
        (const Field[]){
            {.name = "at", .type = FIELD_TIME, .flags = REQUIRED},
            {.name = "step", .type = FIELD_TEXT, .flags = REQUIRED, .about = "As of a Trial."},
            {.name = "code", .type = FIELD_TEXT, .flags = REQUIRED, .about = "As of a Trial."},
            {.name = "detail",
             .type = FIELD_TEXT,
             .flags = NULLABLE,
             .about = "What the server said, in its words."},
            FIELDS_END,
        },
};

static const Shape health_shape = {
    .name = "MailboxHealth",
    .fields =
        (const Field[]){
            {.name = "state",
             .type = FIELD_CHOICE,
             .flags = REQUIRED,
             .choices = mailbox_health_words},
            {.name = "last_success_at", .type = FIELD_TIME, .flags = NULLABLE},
            {.name = "last_error",
             .type = FIELD_OBJECT,
             .flags = NULLABLE,
             .shape = &error_shape,
             .about = "The last one, also when all is well again."},
            {.name = "behind",
             .type = FIELD_INT,
             .flags = REQUIRED,
             .about = "Mails still to fetch."},
            {.name = "fetched",
             .type = FIELD_INT,
             .flags = REQUIRED,
             .about = "Of total, in this catching up."},
            {.name = "total", .type = FIELD_INT, .flags = REQUIRED},
            {.name = "catching_up_since", .type = FIELD_TIME, .flags = NULLABLE},
            FIELDS_END,
        },
};

const Shape mailbox_shape = {
    .name = "Mailbox",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
            {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED},
            {.name = "address", .type = FIELD_TEXT, .flags = REQUIRED},
            {.name = "provider", .type = FIELD_TEXT, .flags = REQUIRED},
            {.name = "state", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = mailbox_states},
            {.name = "imap", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &imap_shape},
            {.name = "smtp", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &smtp_shape},
            {.name = "user", .type = FIELD_TEXT, .flags = NULLABLE},
            {.name = "auth", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = mailbox_auths},
            {.name = "has_secret",
             .type = FIELD_BOOL,
             .flags = REQUIRED,
             .about = "A password was given, or the provider's consent."},
            {.name = "plus", .type = FIELD_BOOL, .flags = REQUIRED},
            {.name = "addresses",
             .type = FIELD_LIST,
             .flags = REQUIRED,
             .of = FIELD_OBJECT,
             .shape = &address_shape,
             .about = "Its own first."},
            {.name = "health", .type = FIELD_OBJECT, .flags = REQUIRED, .shape = &health_shape},
            {.name = "version", .type = FIELD_INT, .flags = REQUIRED},
            FIELDS_END,
        },
};

const Shape mailbox_preset_shape = {
    .name = "MailboxPreset",
    .fields =
        (const Field[]){
            {.name = "provider", .type = FIELD_TEXT, .flags = REQUIRED},
            {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED},
            {.name = "imap", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &smtp_shape},
            {.name = "smtp", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &smtp_shape},
            {.name = "auth",
             .type = FIELD_LIST,
             .flags = REQUIRED,
             .of = FIELD_TEXT,
             .about = "Ways to sign in there, the best first: oauth2, password."},
            {.name = "plus", .type = FIELD_BOOL, .flags = REQUIRED},
            {.name = "domains",
             .type = FIELD_LIST,
             .flags = REQUIRED,
             .of = FIELD_TEXT,
             .about = "Whose addresses are always there."},
            {.name = "help",
             .type = FIELD_CHOICE,
             .flags = NULLABLE,
             .choices = (const char *const[]){"app-password", "oauth-only", "device-password",
                                              "turn-on-imap", "turn-on-smtp", NULL},
             .about = "What to do there before: make a password for programs, sign in by OAuth2, "
                      "allow IMAP or SMTP."},
            {.name = "guessed",
             .type = FIELD_BOOL,
             .flags = REQUIRED,
             .about = "It is the one of the address that was asked about."},
            FIELDS_END,
        },
};

static const Shape trial_shape = {
    .name = "Trial",
    .fields =
        (const Field[]){
            {.name = "ok", .type = FIELD_BOOL, .flags = REQUIRED},
            {.name = "step",
             .type = FIELD_CHOICE,
             .flags = REQUIRED,
             .choices = (const char *const[]){"resolve", "connect", "tls", "greeting", "sign-in",
                                              "folder", "send", NULL},
             .about = "The last one that was tried."},
            {.name = "code",
             .type = FIELD_TEXT,
             .flags = NULLABLE,
             .about = "A word for what went wrong: unknown-host, refused, unreachable, timeout, "
                      "closed, not-tls, no-starttls, certificate, not-imap, not-smtp, "
                      "wrong-password, app-password-needed, oauth-needed, oauth-expired, "
                      "sign-in-off, signed-out, no-such-folder, rejected-sender, busy, protocol."},
            {.name = "detail",
             .type = FIELD_TEXT,
             .flags = NULLABLE,
             .about = "What the server said, in its words, or what is wrong with its certificate."},
            {.name = "folders", .type = FIELD_LIST, .flags = REQUIRED, .of = FIELD_TEXT},
            FIELDS_END,
        },
};

const Shape mailbox_trials_shape = {
    .name = "MailboxTrials",
    .fields =
        (const Field[]){
            {.name = "imap", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &trial_shape},
            {.name = "smtp", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &trial_shape},
            FIELDS_END,
        },
};

const Shape mailbox_client_shape = {
    .name = "MailboxClient",
    .fields =
        (const Field[]){
            {.name = "provider", .type = FIELD_TEXT, .flags = REQUIRED},
            {.name = "client_id",
             .type = FIELD_TEXT,
             .flags = NULLABLE,
             .about = "null: the provider does not know us yet."},
            {.name = "has_secret", .type = FIELD_BOOL, .flags = REQUIRED},
            {.name = "authorize_url", .type = FIELD_TEXT, .flags = NULLABLE},
            {.name = "token_url", .type = FIELD_TEXT, .flags = NULLABLE},
            {.name = "scope", .type = FIELD_TEXT, .flags = NULLABLE},
            {.name = "redirect_url",
             .type = FIELD_TEXT,
             .flags = REQUIRED,
             .about = "What to tell the provider: where it sends the browser back."},
            FIELDS_END,
        },
};

const Shape mailbox_consent_shape = {
    .name = "MailboxConsent",
    .fields =
        (const Field[]){
            {.name = "url",
             .type = FIELD_TEXT,
             .flags = REQUIRED,
             .about = "Where the browser goes to ask for it."},
            FIELDS_END,
        },
};

const Shape mailbox_signature_shape = {
    .name = "TeamSignature",
    .fields =
        (const Field[]){
            {.name = "team", .type = FIELD_OBJECT, .flags = REQUIRED, .shape = &team_ref_shape},
            {.name = "signature", .type = FIELD_TEXT, .flags = NULLABLE},
            FIELDS_END,
        },
};
