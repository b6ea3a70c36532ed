#include "conversation/conversation-http.h"

#include "base/limits.h"
#include "file/file-scan.h"
#include "person/person.h"
#include "staff/staff.h"
#include "tag/tag.h"

#define REQUIRED FIELD_REQUIRED
#define NULLABLE (FIELD_REQUIRED | FIELD_NULLABLE)

const char *const conversation_statuses[] = {"open",   "waiting", "snoozed",
                                             "closed", "pending", NULL};
const char *const conversation_priorities[] = {"low", "normal", "high", "urgent", NULL};
const char *const thread_orders[] = {"oldest", "newest", NULL};
static const char *const offers[] = {"new-matter", NULL};
static const char *const directions[] = {"in", "out", "note", NULL};
static const char *const kinds[] = {"person", "bounce",    "auto-reply", "list",
                                    "report", "automatic", NULL};
static const char *const authors[] = {"person", "staff", "program", NULL};
static const char *const deliveries[] = {"queued", "sent",      "outbox",    "retrying", "failed",
                                         "absent", "scheduled", "held-back", NULL};

/* ---- A matter ---- */

static const Field ref_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "subject", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_SUBJECT},
    FIELDS_END,
};
const Shape conversation_ref_shape = {"ConversationRef", ref_fields};

#define CONVERSATION_FIELDS                                                                        \
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},                                           \
        {.name = "subject", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_SUBJECT},          \
        {.name = "status",                                                                         \
         .type = FIELD_CHOICE,                                                                     \
         .flags = REQUIRED,                                                                        \
         .choices = conversation_statuses},                                                        \
        {.name = "priority",                                                                       \
         .type = FIELD_CHOICE,                                                                     \
         .flags = REQUIRED,                                                                        \
         .choices = conversation_priorities},                                                      \
        {.name = "channel",                                                                        \
         .type = FIELD_TEXT,                                                                       \
         .flags = REQUIRED,                                                                        \
         .about = "The one the person used last."},                                                \
        {.name = "person", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &person_ref_shape},   \
        {.name = "assignee", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &staff_ref_shape},  \
        {.name = "team", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &team_ref_shape},       \
        {.name = "tags",                                                                           \
         .type = FIELD_LIST,                                                                       \
         .flags = REQUIRED,                                                                        \
         .of = FIELD_OBJECT,                                                                       \
         .shape = &tag_ref_shape},                                                                 \
        {.name = "preview",                                                                        \
         .type = FIELD_TEXT,                                                                       \
         .flags = REQUIRED,                                                                        \
         .max = LIMIT_PREVIEW,                                                                     \
         .about = "The beginning of the last message."},                                           \
        {.name = "message_count", .type = FIELD_INT, .flags = REQUIRED},                           \
        {.name = "opened_at",                                                                      \
         .type = FIELD_TIME,                                                                       \
         .flags = REQUIRED,                                                                        \
         .about = "When it was opened, the last time."},                                           \
        {.name = "last_at",                                                                        \
         .type = FIELD_TIME,                                                                       \
         .flags = REQUIRED,                                                                        \
         .about = "Of the last message."},                                                         \
        {.name = "waiting_since",                                                                  \
         .type = FIELD_TIME,                                                                       \
         .flags = NULLABLE,                                                                        \
         .about = "The oldest word of the person that is not answered."},                          \
        {.name = "snoozed_until", .type = FIELD_TIME, .flags = NULLABLE},                          \
        {.name = "closed_at", .type = FIELD_TIME, .flags = NULLABLE},                              \
        {.name = "unread",                                                                         \
         .type = FIELD_BOOL,                                                                       \
         .flags = REQUIRED,                                                                        \
         .about = "Somebody else has said something since I looked; never of what is closed."},    \
    {                                                                                              \
        .name = "version", .type = FIELD_INT, .flags = REQUIRED,                                   \
        .about = "Grows at each change; given back in a PATCH, it keeps two from overwriting."     \
    }

static const Field conversation_fields[] = {CONVERSATION_FIELDS, FIELDS_END};
const Shape conversation_shape = {"Conversation", conversation_fields};

static const Field full_fields[] = {
    CONVERSATION_FIELDS,
    {.name = "our_address",
     .type = FIELD_TEXT,
     .flags = NULLABLE,
     .max = LIMIT_ADDRESS,
     .about = "The address of ours it came to, from which we answer."},
    {.name = "first_answer_at", .type = FIELD_TIME, .flags = NULLABLE},
    {.name = "participants",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_OBJECT,
     .shape = &person_ref_shape},
    {.name = "merged_into",
     .type = FIELD_OBJECT,
     .flags = NULLABLE,
     .shape = &conversation_ref_shape,
     .about = "Who answers for it: its messages are there."},
    {.name = "merged",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_OBJECT,
     .shape = &conversation_ref_shape,
     .about = "What was merged into it and can be taken back."},
    {.name = "links",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_OBJECT,
     .shape = &conversation_ref_shape,
     .about = "What it has to do with."},
    FIELDS_END,
};
const Shape conversation_full_shape = {"ConversationFull", full_fields};

static const Field team_count_fields[] = {
    {.name = "team", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "count", .type = FIELD_INT, .flags = REQUIRED},
    {.name = "unread", .type = FIELD_INT, .flags = REQUIRED},
    FIELDS_END,
};
static const Shape team_count_shape = {"TeamCount", team_count_fields};

static const Field unread_fields[] = {
    {.name = "mine", .type = FIELD_INT, .flags = REQUIRED},
    {.name = "unassigned", .type = FIELD_INT, .flags = REQUIRED},
    {.name = "teams", .type = FIELD_INT, .flags = REQUIRED},
    FIELDS_END,
};
static const Shape unread_shape = {"UnreadCounts", unread_fields};

static const Field counts_fields[] = {
    {.name = "mine", .type = FIELD_INT, .flags = REQUIRED},
    {.name = "unassigned", .type = FIELD_INT, .flags = REQUIRED},
    {.name = "teams", .type = FIELD_INT, .flags = REQUIRED, .about = "Those of my teams."},
    {.name = "open", .type = FIELD_INT, .flags = REQUIRED},
    {.name = "waiting", .type = FIELD_INT, .flags = REQUIRED},
    {.name = "snoozed", .type = FIELD_INT, .flags = REQUIRED},
    {.name = "pending", .type = FIELD_INT, .flags = REQUIRED, .about = "Those that wait for us."},
    {.name = "mentions",
     .type = FIELD_INT,
     .flags = REQUIRED,
     .about = "Those in which I am called and have not looked since."},
    {.name = "unread",
     .type = FIELD_OBJECT,
     .flags = REQUIRED,
     .shape = &unread_shape,
     .about = "Those of them that I have not read."},
    {.name = "by_team",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_OBJECT,
     .shape = &team_count_shape,
     .about = "Each of my teams that has some."},
    FIELDS_END,
};
const Shape counts_shape = {"ConversationCounts", counts_fields};

#define TAGS(word, says)                                                                           \
    {                                                                                              \
        .name = word, .type = FIELD_LIST, .max = LIMIT_TAGS_OF_ONE, .of = FIELD_ID, .about = says  \
    }

static const Field change_fields[] = {
    {.name = "status", .type = FIELD_CHOICE, .choices = conversation_statuses},
    {.name = "priority", .type = FIELD_CHOICE, .choices = conversation_priorities},
    {.name = "assignee", .type = FIELD_ID, .flags = FIELD_NULLABLE},
    {.name = "team", .type = FIELD_ID, .flags = FIELD_NULLABLE},
    {.name = "subject", .type = FIELD_TEXT, .min = 1, .max = LIMIT_SUBJECT},
    {.name = "snoozed_until", .type = FIELD_TIME},
    TAGS("tags", "These and no others."),
    TAGS("add_tags", "These too."),
    TAGS("remove_tags", "Not these."),
    {.name = "version", .type = FIELD_INT, .min = 1, .max = INT32_MAX},
    FIELDS_END,
};
const Shape conversation_change_shape = {"ConversationChange", change_fields};

/* Of many at once: what every matter can take. */
static const Field bulk_change_fields[] = {
    {.name = "status", .type = FIELD_CHOICE, .choices = conversation_statuses},
    {.name = "priority", .type = FIELD_CHOICE, .choices = conversation_priorities},
    {.name = "assignee", .type = FIELD_ID, .flags = FIELD_NULLABLE},
    {.name = "team", .type = FIELD_ID, .flags = FIELD_NULLABLE},
    {.name = "snoozed_until", .type = FIELD_TIME},
    TAGS("tags", "These and no others."),
    TAGS("add_tags", "These too."),
    TAGS("remove_tags", "Not these."),
    FIELDS_END,
};
const Shape bulk_change_shape = {"BulkChange", bulk_change_fields};

static const Field merge_fields[] = {
    {.name = "into", .type = FIELD_ID, .flags = REQUIRED, .about = "Who answers for both."},
    {.name = "version", .type = FIELD_INT, .min = 1, .max = INT32_MAX},
    FIELDS_END,
};
const Shape merge_shape = {"Merge", merge_fields};

static const Field split_fields[] = {
    {.name = "messages",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .min = 1,
     .max = LIMIT_LIST_MAX,
     .of = FIELD_ID,
     .about = "Those that leave."},
    {.name = "subject", .type = FIELD_TEXT, .flags = REQUIRED, .min = 1, .max = LIMIT_SUBJECT},
    {.name = "version", .type = FIELD_INT, .min = 1, .max = INT32_MAX},
    FIELDS_END,
};
const Shape split_shape = {"Split", split_fields};

static const Field link_fields[] = {
    {.name = "conversation", .type = FIELD_ID, .flags = REQUIRED},
    FIELDS_END,
};
const Shape link_shape = {"NewLink", link_fields};

static const Field presence_fields[] = {
    {.name = "typing", .type = FIELD_BOOL, .flags = REQUIRED},
    FIELDS_END,
};
const Shape presence_shape = {"Presence", presence_fields};

static const Field read_fields[] = {
    {.name = "message",
     .type = FIELD_ID,
     .flags = REQUIRED | NULLABLE,
     .about = "The last one that I have seen; null marks it as not read."},
    FIELDS_END,
};
const Shape read_shape = {"NewRead", read_fields};

/* ---- A message ---- */

static const Field attachment_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_FILE_NAME},
    {.name = "type", .type = FIELD_TEXT, .flags = REQUIRED, .about = "Found in the content."},
    {.name = "size", .type = FIELD_INT, .flags = REQUIRED, .about = "Bytes."},
    {.name = "inline", .type = FIELD_BOOL, .flags = REQUIRED, .about = "Shown inside the text."},
    {.name = "verdict",
     .type = FIELD_CHOICE,
     .flags = REQUIRED,
     .choices = file_verdict_words,
     .about = "Of the virus scanner; none: nobody asked. Only what is clean or none is opened."},
    FIELDS_END,
};
const Shape attachment_shape = {"Attachment", attachment_fields};

static const Field author_fields[] = {
    {.name = "kind", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = authors},
    {.name = "id", .type = FIELD_ID, .flags = NULLABLE},
    {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED},
    {.name = "address", .type = FIELD_TEXT, .flags = NULLABLE, .max = LIMIT_ADDRESS},
    FIELDS_END,
};
static const Shape author_shape = {"Author", author_fields};

static const Field address_fields[] = {
    {.name = "address", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_ADDRESS},
    {.name = "name", .type = FIELD_TEXT, .flags = NULLABLE},
    FIELDS_END,
};
const Shape address_shape = {"Address", address_fields};

static const Field delivery_fields[] = {
    {.name = "state", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = deliveries},
    {.name = "detail", .type = FIELD_TEXT, .flags = NULLABLE, .about = "Why, as we were told."},
    {.name = "at", .type = FIELD_TIME, .flags = NULLABLE},
    {.name = "elsewhere",
     .type = FIELD_TEXT,
     .flags = NULLABLE,
     .about = "The channel it left by instead, since the person was not there any more."},
    FIELDS_END,
};
static const Shape delivery_shape = {"Delivery", delivery_fields};

#define LIST_OF(word, of_shape)                                                                    \
    {                                                                                              \
        .name = word, .type = FIELD_LIST, .flags = REQUIRED, .of = FIELD_OBJECT, .shape = of_shape \
    }

static const Field message_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "direction", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = directions},
    {.name = "channel", .type = FIELD_TEXT, .flags = REQUIRED},
    {.name = "kind", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = kinds},
    {.name = "author", .type = FIELD_OBJECT, .flags = REQUIRED, .shape = &author_shape},
    {.name = "at", .type = FIELD_TIME, .flags = REQUIRED},
    {.name = "sent_at", .type = FIELD_TIME, .flags = NULLABLE, .about = "The sender's clock."},
    {.name = "subject", .type = FIELD_TEXT, .flags = NULLABLE, .max = LIMIT_SUBJECT},
    {.name = "text", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_TEXT},
    {.name = "reply",
     .type = FIELD_TEXT,
     .flags = NULLABLE,
     .max = LIMIT_TEXT,
     .about = "The text without quotes and signature; null when that is all of it."},
    {.name = "html",
     .type = FIELD_TEXT,
     .flags = NULLABLE,
     .max = LIMIT_TEXT,
     .about = "Of what we wrote: what was typed, sanitised; its pictures are cid:ID@attachment."},
    {.name = "has_html", .type = FIELD_BOOL, .flags = REQUIRED},
    {.name = "has_source", .type = FIELD_BOOL, .flags = REQUIRED},
    LIST_OF("to", &address_shape),
    LIST_OF("cc", &address_shape),
    LIST_OF("bcc", &address_shape),
    {.name = "delivery", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &delivery_shape},
    {.name = "send_at",
     .type = FIELD_TIME,
     .flags = NULLABLE,
     .about = "When it leaves: until then it can be taken back, moved, sent at once."},
    LIST_OF("attachments", &attachment_shape),
    {.name = "notes",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_TEXT,
     .about = "What was repaired or cut at intake."},
    {.name = "offer",
     .type = FIELD_CHOICE,
     .flags = NULLABLE,
     .choices = offers,
     .about = "Its subject is another than the conversation's: a new one may be made of it."},
    FIELDS_END,
};
const Shape message_shape = {"Message", message_fields};

static const Field outbox_fields[] = {
    {.name = "message", .type = FIELD_OBJECT, .flags = REQUIRED, .shape = &message_shape},
    {.name = "conversation",
     .type = FIELD_OBJECT,
     .flags = REQUIRED,
     .shape = &conversation_ref_shape},
    {.name = "person", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &person_ref_shape},
    FIELDS_END,
};
const Shape outbox_shape = {"OutboxMessage", outbox_fields};

/* ---- A timeline ---- */

static const Field said_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "direction", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = directions},
    {.name = "channel", .type = FIELD_TEXT, .flags = REQUIRED},
    {.name = "preview", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_PREVIEW},
    FIELDS_END,
};
static const Shape said_shape = {"TimelineMessage", said_fields};

static const Field timeline_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "at", .type = FIELD_TIME, .flags = REQUIRED},
    {.name = "name", .type = FIELD_TEXT, .flags = REQUIRED, .about = "The fact: message.received"},
    {.name = "actor", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &staff_ref_shape},
    {.name = "conversation",
     .type = FIELD_OBJECT,
     .flags = NULLABLE,
     .shape = &conversation_ref_shape},
    {.name = "message", .type = FIELD_OBJECT, .flags = NULLABLE, .shape = &said_shape},
    {.name = "data", .type = FIELD_JSON, .flags = REQUIRED},
    FIELDS_END,
};
const Shape timeline_shape = {"TimelineItem", timeline_fields};
