#include "canned/canned-http.h"

#include "base/limits.h"
#include "conversation/conversation-http.h"
#include "staff/staff.h"

#define REQUIRED FIELD_REQUIRED
#define NULLABLE (FIELD_REQUIRED | FIELD_NULLABLE)
#define LATTER   FIELD_NULLABLE

static const char *const languages[] = {"fr", "en", NULL};

#define SAVED(needed)                                                                              \
    {.name = "name", .type = FIELD_TEXT, .flags = needed, .min = 1, .max = LIMIT_NAME},            \
        {.name = "shortcut",                                                                       \
         .type = FIELD_TEXT,                                                                       \
         .flags = LATTER,                                                                          \
         .max = 40,                                                                                \
         .about = "Typed in the composer to find it at once."},                                    \
        {.name = "subject", .type = FIELD_TEXT, .flags = LATTER, .max = LIMIT_SUBJECT},            \
        {.name = "text", .type = FIELD_TEXT, .max = LIMIT_TEXT},                                   \
        {.name = "html", .type = FIELD_TEXT, .flags = LATTER, .max = LIMIT_TEXT},                  \
        {.name = "team", .type = FIELD_ID, .flags = LATTER, .about = "Whose it is."},              \
        {.name = "personal", .type = FIELD_BOOL, .about = "Mine alone."},                          \
        {.name = "language", .type = FIELD_CHOICE, .flags = LATTER, .choices = languages},         \
    {                                                                                              \
        .name = "attachments", .type = FIELD_LIST, .max = LIMIT_ATTACHMENTS, .of = FIELD_ID        \
    }

static const Field new_fields[] = {SAVED(REQUIRED), FIELDS_END};
const Shape canned_new_shape = {"NewCanned", new_fields};

static const Field change_fields[] = {
    SAVED(0),
    {.name = "version", .type = FIELD_INT, .flags = REQUIRED, .min = 1, .max = INT32_MAX},
    FIELDS_END,
};
const Shape canned_change_shape = {"CannedChange", change_fields};

#define FILES                                                                                      \
    {                                                                                              \
        .name = "attachments", .type = FIELD_LIST, .flags = REQUIRED, .of = FIELD_OBJECT,          \
        .shape = &attachment_shape                                                                 \
    }

static const Field canned_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED},
    {.name = "shortcut", .type = FIELD_TEXT, .flags = NULLABLE},
    {.name = "subject", .type = FIELD_TEXT, .flags = NULLABLE, .max = LIMIT_SUBJECT},
    {.name = "text", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_TEXT},
    {.name = "html", .type = FIELD_TEXT, .flags = NULLABLE, .max = LIMIT_TEXT},
    {.name = "team", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &team_ref_shape},
    {.name = "personal", .type = FIELD_BOOL, .flags = REQUIRED},
    {.name = "language", .type = FIELD_CHOICE, .flags = NULLABLE, .choices = languages},
    {.name = "use_count", .type = FIELD_INT, .flags = REQUIRED},
    {.name = "mine", .type = FIELD_BOOL, .flags = REQUIRED, .about = "I may change it."},
    {.name = "version", .type = FIELD_INT, .flags = REQUIRED},
    FILES,
    FIELDS_END,
};
const Shape canned_shape = {"Canned", canned_fields};

static const Field use_fields[] = {
    {.name = "conversation",
     .type = FIELD_ID,
     .flags = LATTER,
     .about = "Where; none when a conversation is to be opened."},
    FIELDS_END,
};
const Shape canned_use_shape = {"CannedUse", use_fields};

static const Field filled_fields[] = {
    {.name = "subject", .type = FIELD_TEXT, .flags = NULLABLE, .max = LIMIT_SUBJECT},
    {.name = "text", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_TEXT},
    {.name = "html", .type = FIELD_TEXT, .flags = NULLABLE, .max = LIMIT_TEXT},
    FILES,
    {.name = "missing",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_TEXT,
     .about = "Variables without a value here."},
    FIELDS_END,
};
const Shape canned_filled_shape = {"CannedFilled", filled_fields};

static const Field many_fields[] = {
    {.name = "conversations",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .min = 1,
     .max = LIMIT_BULK_NOW,
     .of = FIELD_ID},
    {.name = "close", .type = FIELD_BOOL, .about = "Each is closed when its reply leaves."},
    {.name = "preview", .type = FIELD_BOOL, .about = "Tells what would be, and writes nothing."},
    FIELDS_END,
};
const Shape canned_many_shape = {"CannedReplies", many_fields};

static const Field written_one_fields[] = {
    {.name = "conversation", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "message", .type = FIELD_ID, .flags = REQUIRED},
    FIELDS_END,
};
static const Shape written_one_shape = {"CannedReply", written_one_fields};

static const Field refused_one_fields[] = {
    {.name = "conversation", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "code", .type = FIELD_TEXT, .flags = REQUIRED, .about = "As a problem has it."},
    {.name = "missing",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_TEXT,
     .about = "Variables without a value there: a reply with a gap does not leave."},
    FIELDS_END,
};
static const Shape refused_one_shape = {"CannedRefused", refused_one_fields};

static const Field written_fields[] = {
    {.name = "count", .type = FIELD_INT, .flags = REQUIRED, .about = "How many leave."},
    {.name = "messages",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_OBJECT,
     .shape = &written_one_shape,
     .about = "Each can be taken back; none of a preview."},
    {.name = "refused",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_OBJECT,
     .shape = &refused_one_shape},
    {.name = "sample",
     .type = FIELD_TEXT,
     .flags = NULLABLE,
     .max = LIMIT_TEXT,
     .about = "The first, with its values."},
    {.name = "undo_seconds", .type = FIELD_INT, .flags = REQUIRED},
    FIELDS_END,
};
const Shape canned_written_shape = {"CannedWritten", written_fields};

const Field canned_query[] = {
    {.name = "q", .type = FIELD_TEXT, .max = LIMIT_QUERY, .about = "In its name, shortcut, text."},
    FIELDS_END,
};
