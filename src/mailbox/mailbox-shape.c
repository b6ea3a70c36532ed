/* What may be asked of mailboxes. */
#include "mailbox/mailbox-http.h"

#include "base/limits.h"

const char *const mailbox_securities[] = {"tls", "starttls", "none", NULL};

#define SERVER_FIELDS                                                                              \
    {.name = "host", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1},                       \
        {.name = "port", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1, .max = 65535},      \
    {                                                                                              \
        .name = "security", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED,                         \
        .choices = mailbox_securities, .about = "none is for a server on this machine only."       \
    }

const Shape new_imap_shape = {
    .name = "NewMailboxImap",
    .fields =
        (const Field[]){
            SERVER_FIELDS,
            {.name = "folder", .type = FIELD_TEXT, .about = "INBOX unless told."},
            {.name = "after",
             .type = FIELD_CHOICE,
             .choices = mailbox_afters,
             .about = "What becomes there of a mail that is kept here; leave unless told."},
            {.name = "after_folder",
             .type = FIELD_TEXT,
             .flags = FIELD_NULLABLE,
             .about = "Where to move it."},
            {.name = "since",
             .type = FIELD_TIME,
             .flags = FIELD_NULLABLE,
             .about = "Only mails that arrived there from then on; null: all."},
            FIELDS_END,
        },
};

const Shape new_smtp_shape = {
    .name = "NewMailboxSmtp",
    .fields = (const Field[]){SERVER_FIELDS, FIELDS_END},
};

static const Shape new_address_shape = {
    .name = "NewMailboxAddress",
    .fields =
        (const Field[]){
            {.name = "address",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = LIMIT_ADDRESS},
            {.name = "name",
             .type = FIELD_TEXT,
             .about = "What people see beside it; the organisation's name unless told."},
            {.name = "signature",
             .type = FIELD_TEXT,
             .flags = FIELD_NULLABLE,
             .max = LIMIT_COMMENT,
             .about = "Of what is written from it; the team's unless told."},
            {.name = "team",
             .type = FIELD_ID,
             .flags = FIELD_NULLABLE,
             .about = "Who takes the conversations that begin there."},
            FIELDS_END,
        },
};

/* Of a new mailbox (needed) and of a change. */
#define MAILBOX_FIELDS(needed)                                                                     \
    {.name = "name", .type = FIELD_TEXT, .flags = (needed), .min = 1},                             \
        {.name = "address",                                                                        \
         .type = FIELD_TEXT,                                                                       \
         .flags = (needed),                                                                        \
         .min = 1,                                                                                 \
         .max = LIMIT_ADDRESS},                                                                    \
        {.name = "provider",                                                                       \
         .type = FIELD_TEXT,                                                                       \
         .flags = (needed),                                                                        \
         .min = 1,                                                                                 \
         .about = "The word of a preset, or other."},                                              \
        {.name = "imap",                                                                           \
         .type = FIELD_OBJECT,                                                                     \
         .flags = FIELD_NULLABLE,                                                                  \
         .shape = &new_imap_shape,                                                                 \
         .about = "Where its mail is fetched; null: it comes another way."},                       \
        {.name = "smtp",                                                                           \
         .type = FIELD_OBJECT,                                                                     \
         .flags = FIELD_NULLABLE,                                                                  \
         .shape = &new_smtp_shape,                                                                 \
         .about = "By which server its mail leaves; null: by the program's own."},                 \
        {.name = "user", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = LIMIT_ADDRESS},       \
        {.name = "auth", .type = FIELD_CHOICE, .flags = (needed), .choices = mailbox_auths},       \
        {.name = "password", .type = FIELD_TEXT, .min = 1, .max = LIMIT_PASSWORD},                 \
        {.name = "plus",                                                                           \
         .type = FIELD_BOOL,                                                                       \
         .about = "Its addresses take a tag: contact+tag@example.org."},                           \
    {                                                                                              \
        .name = "addresses", .type = FIELD_LIST, .max = MAILBOX_ADDRESSES_MAX, .of = FIELD_OBJECT, \
        .shape = &new_address_shape,                                                               \
        .about = "All of its addresses; its own may be among them, for its name and signature."    \
    }

const Shape new_mailbox_shape = {
    .name = "NewMailbox",
    .fields = (const Field[]){MAILBOX_FIELDS(FIELD_REQUIRED), FIELDS_END},
};

const Shape mailbox_trial_shape = {
    .name = "MailboxTest",
    .fields =
        (const Field[]){
            MAILBOX_FIELDS(FIELD_REQUIRED),
            {.name = "id",
             .type = FIELD_ID,
             .about = "The mailbox that is changed: what it signs in with is used when no password "
                      "is given."},
            FIELDS_END,
        },
};

const Shape mailbox_change_shape = {
    .name = "MailboxChange",
    .fields =
        (const Field[]){
            MAILBOX_FIELDS(0),
            {.name = "state", .type = FIELD_CHOICE, .choices = mailbox_states},
            {.name = "version",
             .type = FIELD_INT,
             .min = 1,
             .max = INT64_MAX,
             .about = "The one that was seen: 409 when another has come since."},
            FIELDS_END,
        },
};

const Shape mailbox_client_change_shape = {
    .name = "MailboxClientChange",
    .fields =
        (const Field[]){
            {.name = "client_id",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = LIMIT_PASSWORD},
            {.name = "secret",
             .type = FIELD_TEXT,
             .flags = FIELD_NULLABLE,
             .min = 1,
             .max = LIMIT_PASSWORD,
             .about = "Absent: stays; null: none."},
            {.name = "authorize_url",
             .type = FIELD_TEXT,
             .max = LIMIT_PASSWORD,
             .about = "Those of the preset unless told."},
            {.name = "token_url", .type = FIELD_TEXT, .max = LIMIT_PASSWORD},
            {.name = "scope", .type = FIELD_TEXT, .max = LIMIT_PASSWORD},
            FIELDS_END,
        },
};

const Shape mailbox_signature_change_shape = {
    .name = "TeamSignatureChange",
    .fields =
        (const Field[]){
            {.name = "signature",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = LIMIT_COMMENT},
            FIELDS_END,
        },
};
