#include "chat/chat-http.h"

#include "base/hours.h"
#include "base/limits.h"
#include "staff/staff.h"

#define REQUIRED FIELD_REQUIRED
#define NULLABLE (FIELD_REQUIRED | FIELD_NULLABLE)

static const char *const positions[] = {"right", "left", NULL};
static const char *const names[] = {"full", "first", "none", NULL};
static const char *const languages[] = {"fr", "en", NULL};
static const char *const authors[] = {"visitor", "staff", "program", NULL};

/* ---- Parameters ---- */

#define KEY                                                                                        \
    {                                                                                              \
        .name = "widget", .type = FIELD_TEXT, .flags = REQUIRED, .min = WIDGET_KEY_LENGTH,         \
        .max = WIDGET_KEY_LENGTH, .about = "The key of the widget."                                \
    }

const Field chat_key_query[] = {KEY, FIELDS_END};
const Field chat_welcome_query[] = {
    KEY, {.name = "language", .type = FIELD_CHOICE, .choices = languages}, FIELDS_END};
const Field chat_try_query[] = {
    KEY,
    {.name = "language", .type = FIELD_CHOICE, .choices = languages},
    {.name = "form",
     .type = FIELD_TEXT,
     .min = 1,
     .max = 60,
     .about = "The form to show, by its slug; else the newest that takes answers."},
    FIELDS_END,
};
#define AFTER                                                                                      \
    {                                                                                              \
        .name = "after", .type = FIELD_INT, .min = 0, .max = INT64_MAX,                            \
        .about = "The position of the last message one has."                                       \
    }

const Field chat_item_query[] = {
    KEY,
    AFTER,
    {.name = "again",
     .type = FIELD_INT,
     .min = 1,
     .max = CHAT_ASK_AGAIN_MAX,
     .about = "Seconds until one asks again, and is there until then."},
    FIELDS_END,
};
const Field chat_stream_query[] = {
    KEY,
    AFTER,
    {.name = "answers",
     .type = FIELD_BOOL,
     .about = "Each beat is answered (…/here); who falls silent has left."},
    FIELDS_END,
};
const Field chat_upload_query[] = {
    KEY,
    {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED, .min = 1, .max = LIMIT_FILE_NAME},
    FIELDS_END,
};
const Field chat_file_query[] = {KEY, {.name = "file", .type = FIELD_ID}, FIELDS_END};

/* ---- Widgets ---- */

static const Field widget_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "key",
     .type = FIELD_TEXT,
     .flags = REQUIRED,
     .about = "What names it in the line of a site. Not a secret."},
    {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED},
    {.name = "script",
     .type = FIELD_TEXT,
     .flags = REQUIRED,
     .max = LIMIT_URL,
     .about = "The line of HTML to put in the pages of the site."},
    {.name = "team", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &team_ref_shape},
    {.name = "origins",
     .type = FIELD_LIST,
     .of = FIELD_TEXT,
     .flags = REQUIRED,
     .about = "The sites whose pages may show it: scheme and host."},
    {.name = "colour", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "position", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = positions},
    {.name = "language",
     .type = FIELD_CHOICE,
     .flags = NULLABLE,
     .choices = languages,
     .about = "Null: that of the page it is in."},
    {.name = "greeting_fr", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "greeting_en", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "away_fr", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "away_en", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "hours", .type = FIELD_TEXT, .flags = NULLABLE, .about = "Null: the organisation's."},
    {.name = "address",
     .type = FIELD_TEXT,
     .flags = NULLABLE,
     .about = "The address of ours that goes on by mail. Null: the usual one."},
    {.name = "phone",
     .type = FIELD_TEXT,
     .flags = NULLABLE,
     .about = "Another way to reach a person, always shown."},
    {.name = "names",
     .type = FIELD_CHOICE,
     .flags = REQUIRED,
     .choices = names,
     .about = "What visitors see of an adviser's name."},
    {.name = "patience",
     .type = FIELD_INT,
     .flags = REQUIRED,
     .about = "Seconds without an answer after which the widget says so."},
    {.name = "files",
     .type = FIELD_BOOL,
     .flags = REQUIRED,
     .about = "Whether visitors may send files."},
    {.name = "enabled", .type = FIELD_BOOL, .flags = REQUIRED},
    FIELDS_END,
};
const Shape chat_widget_shape = {"ChatWidget", widget_fields};

#define TEXT_OR_NULL(word, most)                                                                   \
    {                                                                                              \
        .name = word, .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .min = 1, .max = most           \
    }

static const Field change_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .min = 1, .max = 100},
    {.name = "team", .type = FIELD_ID, .flags = FIELD_NULLABLE},
    {.name = "origins", .type = FIELD_LIST, .of = FIELD_TEXT, .max = LIMIT_CHAT_ORIGINS},
    TEXT_OR_NULL("colour", 7),
    {.name = "position", .type = FIELD_CHOICE, .choices = positions},
    {.name = "language", .type = FIELD_CHOICE, .flags = FIELD_NULLABLE, .choices = languages},
    TEXT_OR_NULL("greeting_fr", WIDGET_TEXT_MAX),
    TEXT_OR_NULL("greeting_en", WIDGET_TEXT_MAX),
    TEXT_OR_NULL("away_fr", WIDGET_TEXT_MAX),
    TEXT_OR_NULL("away_en", WIDGET_TEXT_MAX),
    TEXT_OR_NULL("hours", HOURS_TEXT_MAX),
    TEXT_OR_NULL("address", LIMIT_ADDRESS),
    TEXT_OR_NULL("phone", 40),
    {.name = "names", .type = FIELD_CHOICE, .choices = names},
    {.name = "patience", .type = FIELD_INT, .min = WIDGET_PATIENCE_MIN, .max = WIDGET_PATIENCE_MAX},
    {.name = "files", .type = FIELD_BOOL},
    {.name = "enabled", .type = FIELD_BOOL},
    FIELDS_END,
};
const Shape chat_widget_change_shape = {"ChatWidgetChange", change_fields};

static const Field secret_fields[] = {
    {.name = "secret",
     .type = FIELD_TEXT,
     .flags = REQUIRED,
     .about = "What the site's server signs identities with. Never in a page."},
    {.name = "example",
     .type = FIELD_TEXT,
     .flags = REQUIRED,
     .max = LIMIT_CHAT_IDENTITY,
     .about = "An identity, good for an hour."},
    {.name = "signature",
     .type = FIELD_TEXT,
     .flags = REQUIRED,
     .about = "The signature of the example: what the site's code must find."},
    FIELDS_END,
};
const Shape chat_secret_shape = {"ChatSecret", secret_fields};

/* ---- Visitors ---- */

static const Field welcome_fields[] = {
    {.name = "organisation", .type = FIELD_TEXT, .flags = REQUIRED},
    {.name = "language", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = languages},
    {.name = "colour", .type = FIELD_TEXT, .flags = REQUIRED},
    {.name = "position", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = positions},
    {.name = "greeting", .type = FIELD_TEXT, .flags = REQUIRED, .max = WIDGET_TEXT_MAX},
    {.name = "away", .type = FIELD_TEXT, .flags = REQUIRED, .max = WIDGET_TEXT_MAX},
    {.name = "open", .type = FIELD_BOOL, .flags = REQUIRED, .about = "Within its hours."},
    {.name = "here",
     .type = FIELD_BOOL,
     .flags = REQUIRED,
     .about = "Somebody who answers has the desk open now."},
    {.name = "opens_at", .type = FIELD_TIME, .flags = NULLABLE},
    {.name = "phone", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "patience", .type = FIELD_INT, .flags = REQUIRED},
    {.name = "files", .type = FIELD_BOOL, .flags = REQUIRED},
    {.name = "file_max", .type = FIELD_INT, .flags = REQUIRED, .about = "Bytes of one file."},
    {.name = "text_max", .type = FIELD_INT, .flags = REQUIRED, .about = "Bytes of one message."},
    FIELDS_END,
};
const Shape chat_welcome_shape = {"ChatWelcome", welcome_fields};

static const Field begin_fields[] = {
    {.name = "language", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = languages},
    {.name = "page", .type = FIELD_TEXT, .max = LIMIT_URL},
    {.name = "identity",
     .type = FIELD_TEXT,
     .min = 2,
     .max = LIMIT_CHAT_IDENTITY,
     .about = "What the site says of who is signed in: JSON with id, email, name, until."},
    {.name = "signature",
     .type = FIELD_TEXT,
     .min = 64,
     .max = 64,
     .about = "HMAC-SHA-256 of identity, to the letter, under the widget's secret: hexadecimal."},
    FIELDS_END,
};
const Shape chat_begin_shape = {"ChatBegin", begin_fields};

static const Field session_fields[] = {
    {.name = "secret",
     .type = FIELD_TEXT,
     .flags = REQUIRED,
     .about = "Lets this browser speak for the visitor: Authorization: Bearer."},
    FIELDS_END,
};
const Shape chat_session_shape = {"ChatSession", session_fields};

static const Field visitor_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "email", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "identified", .type = FIELD_BOOL, .flags = REQUIRED},
    FIELDS_END,
};
const Shape chat_visitor_shape = {"ChatVisitor", visitor_fields};

static const Field word_fields[] = {
    {.name = "key",
     .type = FIELD_TEXT,
     .flags = REQUIRED,
     .min = 16,
     .max = 64,
     .about = "Made by the browser: the same key is the same message."},
    {.name = "text", .type = FIELD_TEXT, .max = LIMIT_CHAT_TEXT},
    {.name = "files", .type = FIELD_LIST, .of = FIELD_ID, .max = LIMIT_CHAT_FILES},
    {.name = "page", .type = FIELD_TEXT, .max = LIMIT_URL},
    {.name = "human", .type = FIELD_BOOL, .about = "They ask for a person."},
    FIELDS_END,
};
const Shape chat_word_shape = {"ChatWord", word_fields};

static const Field said_fields[] = {
    {.name = "position", .type = FIELD_ID, .flags = REQUIRED},
    FIELDS_END,
};
const Shape chat_said_shape = {"ChatSaid", said_fields};

static const Field file_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_FILE_NAME},
    {.name = "type", .type = FIELD_TEXT, .flags = REQUIRED},
    {.name = "size", .type = FIELD_INT, .flags = REQUIRED, .min = 0, .max = INT64_MAX},
    FIELDS_END,
};
const Shape chat_file_shape = {"ChatFile", file_fields};

static const Field message_fields[] = {
    {.name = "position", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "key", .type = FIELD_TEXT, .flags = NULLABLE, .about = "Of the visitor's own."},
    {.name = "from", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = authors},
    {.name = "name", .type = FIELD_TEXT, .flags = NULLABLE, .about = "Of the adviser."},
    {.name = "text", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_TEXT},
    {.name = "at", .type = FIELD_TIME, .flags = REQUIRED},
    {.name = "files",
     .type = FIELD_LIST,
     .of = FIELD_OBJECT,
     .flags = REQUIRED,
     .shape = &chat_file_shape},
    FIELDS_END,
};
const Shape chat_message_shape = {"ChatMessage", message_fields};

static const Field mark_fields[] = {
    {.name = "received",
     .type = FIELD_ID,
     .flags = REQUIRED,
     .about = "The position of the newest message the browser has."},
    {.name = "read", .type = FIELD_ID, .about = "Of the newest that was before their eyes."},
    FIELDS_END,
};
const Shape chat_mark_shape = {"ChatMark", mark_fields};

static const Field here_fields[] = {
    {.name = "stream", .type = FIELD_ID, .flags = REQUIRED, .about = "As the beat says."},
    FIELDS_END,
};
const Shape chat_here_shape = {"ChatHere", here_fields};

static const Field leave_fields[] = {
    {.name = "secret", .type = FIELD_TEXT, .flags = REQUIRED, .min = 1, .max = SECRET_SIZE},
    {.name = "stream", .type = FIELD_ID, .about = "Absent: one asked from time to time."},
    FIELDS_END,
};
const Shape chat_leave_shape = {"ChatLeave", leave_fields};

static const Field typing_fields[] = {
    {.name = "typing", .type = FIELD_BOOL, .flags = REQUIRED},
    FIELDS_END,
};
const Shape chat_typing_shape = {"ChatTyping", typing_fields};

static const Field address_fields[] = {
    {.name = "email", .type = FIELD_TEXT, .flags = REQUIRED, .min = 3, .max = LIMIT_ADDRESS},
    {.name = "name", .type = FIELD_TEXT, .max = LIMIT_NAME},
    FIELDS_END,
};
const Shape chat_address_shape = {"ChatAddress", address_fields};

/* ---- Advisers ---- */

static const Field talk_fields[] = {
    {.name = "widget", .type = FIELD_TEXT, .flags = REQUIRED, .about = "The name of its widget."},
    {.name = "present",
     .type = FIELD_BOOL,
     .flags = REQUIRED,
     .about = "The visitor has the page open, or had it a moment ago."},
    {.name = "seen_at", .type = FIELD_TIME, .flags = REQUIRED},
    {.name = "page", .type = FIELD_TEXT, .flags = NULLABLE, .about = "Where they wrote from."},
    {.name = "name", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "email",
     .type = FIELD_TEXT,
     .flags = NULLABLE,
     .about = "Where they asked to be answered once they have left."},
    {.name = "identified",
     .type = FIELD_BOOL,
     .flags = REQUIRED,
     .about = "The site says under its signature who they are."},
    {.name = "language", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = languages},
    {.name = "read",
     .type = FIELD_ID,
     .flags = NULLABLE,
     .about = "The newest message of ours they have read."},
    {.name = "human_since",
     .type = FIELD_TIME,
     .flags = NULLABLE,
     .about = "Since when they ask for a person, while none of ours has written since."},
    FIELDS_END,
};
const Shape chat_talk_shape = {"ChatTalk", talk_fields};

static const Field availability_change_fields[] = {
    {.name = "available",
     .type = FIELD_BOOL,
     .flags = REQUIRED,
     .about = "Whether I take chats while I have the desk open."},
    FIELDS_END,
};
const Shape chat_availability_change_shape = {"ChatAvailabilityChange", availability_change_fields};

static const Field availability_fields[] = {
    {.name = "available",
     .type = FIELD_BOOL,
     .flags = REQUIRED,
     .about = "Whether I take chats while I have the desk open."},
    {.name = "in_use",
     .type = FIELD_BOOL,
     .flags = REQUIRED,
     .about = "Whether a site has a chat in service: otherwise nobody asks."},
    FIELDS_END,
};
const Shape chat_availability_shape = {"ChatAvailability", availability_fields};
