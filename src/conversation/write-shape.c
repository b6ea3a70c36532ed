#include "conversation/conversation-http.h"

#include "base/limits.h"
#include "person/person.h"

/* What is written, and what the composer asks. */

#define REQUIRED FIELD_REQUIRED
#define NULLABLE (FIELD_REQUIRED | FIELD_NULLABLE)

const char *const reply_modes[] = {"all", "reply", "forward", NULL};
const char *const whose[] = {"all", "mine", NULL};
static const char *const written[] = {"reply", "note", NULL};

#define ATTACHMENT_IDS                                                                             \
    {                                                                                              \
        .name = "attachments", .type = FIELD_LIST, .max = LIMIT_ATTACHMENTS, .of = FIELD_ID,       \
        .about = "Files uploaded before."                                                          \
    }

#define RECIPIENTS(word, says)                                                                     \
    {                                                                                              \
        .name = word, .type = FIELD_LIST, .max = LIMIT_RECIPIENTS, .of = FIELD_TEXT, .about = says \
    }

/* Macros of two fields each. */
#define WRITTEN                                                                                    \
    {.name = "text",                                                                               \
     .type = FIELD_TEXT,                                                                           \
     .max = LIMIT_TEXT,                                                                            \
     .about = "Taken from `html` when it is not given."},                                          \
    {                                                                                              \
        .name = "html", .type = FIELD_TEXT, .max = LIMIT_TEXT,                                     \
        .about = "Sanitised; pictures are /api/attachments/ID of files given in `attachments`."    \
    }

#define LATER                                                                                      \
    {.name = "undo",                                                                               \
     .type = FIELD_BOOL,                                                                           \
     .about = "Keep it a few seconds (setting conversation.undo_seconds), to be taken back."},     \
    {                                                                                              \
        .name = "send_at", .type = FIELD_TIME, .about = "Send it then, within a year."             \
    }

static const Field new_conversation_fields[] = {
    {.name = "person", .type = FIELD_ID, .about = "Someone we know; or else email."},
    {.name = "email", .type = FIELD_TEXT, .max = LIMIT_ADDRESS},
    {.name = "name", .type = FIELD_TEXT},
    {.name = "subject", .type = FIELD_TEXT, .flags = REQUIRED, .min = 1, .max = LIMIT_SUBJECT},
    WRITTEN,
    ATTACHMENT_IDS,
    RECIPIENTS("cc", "In copy."),
    RECIPIENTS("bcc", "In copy, known to us alone."),
    {.name = "from", .type = FIELD_TEXT, .max = LIMIT_ADDRESS, .about = "One of our addresses."},
    {.name = "signature", .type = FIELD_BOOL, .about = "False leaves it out."},
    LATER,
    FIELDS_END,
};
const Shape new_conversation_shape = {"NewConversation", new_conversation_fields};

static const Field new_message_fields[] = {
    {.name = "kind",
     .type = FIELD_CHOICE,
     .choices = written,
     .about = "A reply goes to the person, a note stays inside; a reply unless said."},
    WRITTEN,
    ATTACHMENT_IDS,
    {.name = "mode",
     .type = FIELD_CHOICE,
     .choices = reply_modes,
     .about = "Whom it goes to when it does not say; all unless said. A forward needs `to`."},
    {.name = "message",
     .type = FIELD_ID,
     .about = "The one it answers or forwards; the last word of a person unless said."},
    {.name = "from", .type = FIELD_TEXT, .max = LIMIT_ADDRESS, .about = "One of our addresses."},
    RECIPIENTS("to", "In place of whom the mode says."),
    RECIPIENTS("cc", "With `to`; nobody unless said."),
    RECIPIENTS("bcc", "Nobody else sees them."),
    {.name = "subject", .type = FIELD_TEXT, .min = 1, .max = LIMIT_SUBJECT},
    {.name = "quote", .type = FIELD_BOOL, .about = "What it answers or forwards stands below."},
    {.name = "signature",
     .type = FIELD_BOOL,
     .about = "False leaves out the signature of its address or team."},
    {.name = "mentions",
     .type = FIELD_LIST,
     .max = LIMIT_MENTIONS,
     .of = FIELD_ID,
     .about = "Of a note: colleagues whose eye it is brought to."},
    LATER,
    {.name = "close", .type = FIELD_BOOL, .about = "Close the conversation with it."},
    FIELDS_END,
};
const Shape new_message_shape = {"NewMessage", new_message_fields};

static const Field message_change_fields[] = {
    {.name = "send_at",
     .type = FIELD_TIME,
     .flags = FIELD_NULLABLE,
     .about = "When it leaves; null: now."},
    FIELDS_END,
};
const Shape message_change_shape = {"MessageChange", message_change_fields};

#define LIST_OF(word, of_shape)                                                                    \
    {                                                                                              \
        .name = word, .type = FIELD_LIST, .flags = REQUIRED, .of = FIELD_OBJECT, .shape = of_shape \
    }

/* ---- What the composer begins with ---- */

static const Field recipient_fields[] = {
    {.name = "address", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_ADDRESS},
    {.name = "name", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "failed_at",
     .type = FIELD_TIME,
     .flags = NULLABLE,
     .about = "Since when it refuses what we send."},
    {.name = "machine", .type = FIELD_BOOL, .flags = REQUIRED, .about = "Nobody reads it."},
    FIELDS_END,
};
static const Shape recipient_shape = {"Recipient", recipient_fields};

static const Field channel_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED},
    {.name = "live",
     .type = FIELD_BOOL,
     .flags = REQUIRED,
     .about = "The person is there now: nothing waits."},
    {.name = "takes_html", .type = FIELD_BOOL, .flags = REQUIRED},
    {.name = "takes_files", .type = FIELD_BOOL, .flags = REQUIRED},
    {.name = "text_max", .type = FIELD_INT, .flags = NULLABLE, .about = "Bytes of one message."},
    FIELDS_END,
};
static const Shape channel_shape = {"ChannelRef", channel_fields};

static const Field reply_fields[] = {
    {.name = "from", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &address_shape},
    {.name = "froms",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_OBJECT,
     .shape = &address_shape,
     .about = "Our addresses to choose from."},
    LIST_OF("to", &recipient_shape),
    LIST_OF("cc", &recipient_shape),
    {.name = "left_out",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_OBJECT,
     .shape = &recipient_shape,
     .about = "Lists and machines that got the message too."},
    {.name = "channel", .type = FIELD_OBJECT, .flags = REQUIRED, .shape = &channel_shape},
    {.name = "undo_seconds",
     .type = FIELD_INT,
     .flags = REQUIRED,
     .about = "During which it could be taken back."},
    {.name = "subject", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_SUBJECT},
    {.name = "signature", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "message", .type = FIELD_ID, .flags = NULLABLE, .about = "The one it answers."},
    {.name = "text", .type = FIELD_TEXT, .flags = REQUIRED, .about = "That message, quoted."},
    LIST_OF("attachments", &attachment_shape),
    FIELDS_END,
};
const Shape reply_shape = {"Reply", reply_fields};

static const Field senders_fields[] = {
    LIST_OF("froms", &address_shape),
    FIELDS_END,
};
const Shape senders_shape = {"Senders", senders_fields};

#define ADDRESS_LIST(word)                                                                         \
    {                                                                                              \
        .name = word, .type = FIELD_LIST, .flags = REQUIRED, .of = FIELD_TEXT                      \
    }

static const Field taken_back_fields[] = {
    {.name = "conversation", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "withdrawn",
     .type = FIELD_BOOL,
     .flags = REQUIRED,
     .about = "It had opened the conversation, which is gone with it; the subject is then its."},
    {.name = "text", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_TEXT},
    {.name = "html", .type = FIELD_TEXT, .flags = NULLABLE, .max = LIMIT_TEXT},
    {.name = "mode", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = reply_modes},
    {.name = "message", .type = FIELD_ID, .flags = NULLABLE, .about = "The one it answers."},
    {.name = "subject", .type = FIELD_TEXT, .flags = NULLABLE, .max = LIMIT_SUBJECT},
    {.name = "from", .type = FIELD_TEXT, .flags = NULLABLE, .max = LIMIT_ADDRESS},
    ADDRESS_LIST("to"),
    ADDRESS_LIST("cc"),
    ADDRESS_LIST("bcc"),
    {.name = "quote", .type = FIELD_BOOL, .flags = REQUIRED},
    {.name = "signature", .type = FIELD_BOOL, .flags = REQUIRED},
    {.name = "close", .type = FIELD_BOOL, .flags = REQUIRED},
    {.name = "send_at", .type = FIELD_TIME, .flags = NULLABLE},
    LIST_OF("attachments", &attachment_shape),
    FIELDS_END,
};
const Shape taken_back_shape = {"TakenBack", taken_back_fields};

/* ---- A moment in words ---- */

static const char *const suggestion_words[] = {"in-three-hours", "tomorrow-morning",
                                               "monday-morning", "in-a-week", NULL};

static const Field suggestion_fields[] = {
    {.name = "word", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = suggestion_words},
    {.name = "at", .type = FIELD_TIME, .flags = REQUIRED},
    FIELDS_END,
};
static const Shape suggestion_shape = {"WhenSuggestion", suggestion_fields};

static const Field when_fields[] = {
    {.name = "at", .type = FIELD_TIME, .flags = NULLABLE, .about = "Null: not understood."},
    LIST_OF("suggestions", &suggestion_shape),
    FIELDS_END,
};
const Shape when_shape = {"When", when_fields};
