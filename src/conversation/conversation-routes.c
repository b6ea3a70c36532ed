#include "conversation/conversation-http.h"

#include "base/clock.h"
#include "base/limits.h"
#include "conversation/bulk.h"
#include "conversation/conversation-send.h"
#include "conversation/conversation-state.h"
#include "conversation/held.h"
#include "conversation/status-wording.h"

static const char *const yes_no[] = {"0", "1", NULL};
static const char *const me[] = {"me", NULL};

static const Field list_query[] = {
    {.name = "q",
     .type = FIELD_TEXT,
     .max = LIMIT_QUERY,
     .about = "Words of its messages; the newest match comes first."},
    {.name = "status", .type = FIELD_CHOICE, .choices = list_statuses, .about = "All by default."},
    {.name = "assignee", .type = FIELD_TEXT, .max = 20, .about = "me, none or an account."},
    {.name = "team", .type = FIELD_TEXT, .max = 20, .about = "mine or a team."},
    {.name = "priority", .type = FIELD_CHOICE, .choices = conversation_priorities},
    {.name = "tag",
     .type = FIELD_TEXT,
     .max = 110,
     .about = "Up to five, after commas: all of them."},
    {.name = "person", .type = FIELD_ID},
    {.name = "channel", .type = FIELD_TEXT, .max = 20},
    {.name = "mentions", .type = FIELD_CHOICE, .choices = me, .about = "Only where I am called."},
    {.name = "unread", .type = FIELD_CHOICE, .choices = me, .about = "Only those I have not read."},
    {.name = "waiting",
     .type = FIELD_CHOICE,
     .choices = yes_no,
     .about = "The person waits for us."},
    {.name = "since", .type = FIELD_TIME, .about = "Of the last message."},
    {.name = "until", .type = FIELD_TIME, .about = "Of the last message, not included."},
    {.name = "days",
     .type = FIELD_INT,
     .min = 1,
     .max = 3650,
     .about = "The last message is no older."},
    {.name = "sort",
     .type = FIELD_CHOICE,
     .choices = list_sorts,
     .about = "By last message, by who waits longest, by priority."},
    FIELDS_END,
};
static const Field thread_query[] = {
    {.name = "order",
     .type = FIELD_CHOICE,
     .choices = thread_orders,
     .about = "Oldest by default."},
    FIELDS_END,
};
static const Field reply_query[] = {
    {.name = "mode",
     .type = FIELD_CHOICE,
     .choices = reply_modes,
     .about = "Reply to all by default."},
    {.name = "message",
     .type = FIELD_ID,
     .about = "The one to answer or forward; the last word of a person by default."},
    FIELDS_END,
};
static const Field html_query[] = {
    {.name = "images",
     .type = FIELD_CHOICE,
     .choices = yes_no,
     .about = "1 lets pictures come from elsewhere, which tells the sender."},
    {.name = "dark",
     .type = FIELD_CHOICE,
     .choices = yes_no,
     .about = "1 puts a mail without colours of its own on a dark ground."},
    FIELDS_END,
};
static const char *const languages[] = {"fr", "en", NULL};

static const Field when_query[] = {
    {.name = "text",
     .type = FIELD_TEXT,
     .max = 200,
     .about = "lundi 9 h, demain matin, in 2 weeks…"},
    {.name = "language",
     .type = FIELD_CHOICE,
     .choices = languages,
     .about = "Settles what both languages use."},
    FIELDS_END,
};
static const Field scheduled_query[] = {
    {.name = "whose", .type = FIELD_CHOICE, .choices = whose, .about = "Everybody's by default."},
    FIELDS_END,
};
static const Field upload_query[] = {
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_FILE_NAME},
    FIELDS_END,
};

#define READ(word, handle)  .method = word, .right = RIGHT_CONVERSATION_READ, .handler = handle
#define WRITE(word, handle) .method = word, .right = RIGHT_CONVERSATION_WRITE, .handler = handle

static const Field file_fields[] = {
    {.name = "unsafe",
     .type = FIELD_BOOL,
     .about = "Whatever the virus scanner says: needs the right file.unsafe."},
    {.name = "show", .type = FIELD_BOOL, .about = "A PDF: in a frame of ours, not as a download."},
    FIELDS_END,
};

static const Field unsafe_fields[] = {
    {.name = "unsafe",
     .type = FIELD_BOOL,
     .about = "Whatever the virus scanner says: needs the right file.unsafe."},
    FIELDS_END,
};

static const Route routes[] = {
    {READ("GET", get_conversations), .path = "/api/conversations",
     .about = "Conversations, the last message first.", .flags = ROUTE_LIST, .query = list_query,
     .reply = &conversation_shape},
    {READ("GET", get_counts), .path = "/api/conversations/counts",
     .about = "How many conversations are active, as I look at them.", .reply = &counts_shape},
    {WRITE("POST", post_bulk), .path = "/api/conversations/bulk",
     .about = "Changes many: those named at once, all that a filter shows by a job.",
     .body = &new_bulk_shape, .reply = &bulk_shape,
     .example =
         "{\"conversations\": [\"2251799813685248\"], \"change\": {\"status\": \"closed\"}}"},
    {READ("GET", get_bulk), .path = "/api/bulks/{id}",
     .about = "How far a change of mine of many conversations is.", .reply = &bulk_shape},
    {WRITE("DELETE", delete_bulk), .path = "/api/bulks/{id}",
     .about = "Takes it back before it begins: nothing of it is done."},
    {WRITE("POST", post_conversation), .path = "/api/conversations",
     .about = "Writes to a person first: opens a conversation with a message of ours.",
     .body = &new_conversation_shape, .reply = &conversation_full_shape,
     .example = "{\"email\": \"camille@example.org\", \"subject\": \"Votre séjour\","
                " \"text\": \"Bonjour, votre dossier est complet.\"}"},
    {READ("GET", get_conversation), .path = "/api/conversations/{id}",
     .about = "One conversation and who takes part in it.", .reply = &conversation_full_shape},
    {WRITE("PATCH", patch_conversation), .path = "/api/conversations/{id}",
     .about = "Assigns, closes, snoozes, opens again or renames.",
     .body = &conversation_change_shape, .reply = &conversation_full_shape,
     .example = "{\"status\": \"closed\", \"assignee\": null}"},
    {WRITE("POST", post_merge), .path = "/api/conversations/{id}/merge",
     .about = "Makes it one with another, which answers for both from now on.",
     .body = &merge_shape, .reply = &conversation_full_shape,
     .example = "{\"into\": \"2251799813685248\"}"},
    {WRITE("POST", post_unmerge), .path = "/api/conversations/{id}/unmerge",
     .about = "Takes its merge back: it has its messages again.",
     .reply = &conversation_full_shape},
    {WRITE("POST", post_split), .path = "/api/conversations/{id}/split",
     .about = "Makes another conversation of some of its messages.", .body = &split_shape,
     .reply = &conversation_full_shape,
     .example = "{\"messages\": [\"2251799813685249\"], \"subject\": \"Un autre sujet\"}"},
    {WRITE("POST", post_link), .path = "/api/conversations/{id}/links",
     .about = "Says that it has to do with another.", .body = &link_shape,
     .reply = &conversation_full_shape, .example = "{\"conversation\": \"2251799813685248\"}"},
    {WRITE("DELETE", delete_link), .path = "/api/conversations/{id}/links/{other}",
     .about = "Says that it has not."},
    {READ("GET", get_thread), .path = "/api/conversations/{id}/messages",
     .about = "The messages of a conversation in order of time.", .flags = ROUTE_LIST,
     .query = thread_query, .reply = &message_shape},
    {WRITE("POST", post_message), .path = "/api/conversations/{id}/messages",
     .about = "Answers the person, or leaves a note for colleagues.", .body = &new_message_shape,
     .reply = &message_shape, .example = "{\"kind\": \"note\", \"text\": \"Rappeler mardi.\"}"},
    {READ("GET", get_reply), .path = "/api/conversations/{id}/reply",
     .about = "Whom a reply would go to, from which address, with which signature and quote.",
     .query = reply_query, .reply = &reply_shape},
    {READ("POST", post_presence), .path = "/api/conversations/{id}/presence",
     .about = "Tells colleagues that I look at a conversation, or type.", .body = &presence_shape,
     .example = "{\"typing\": true}"},
    {READ("PUT", put_read), .path = "/api/conversations/{id}/read",
     .about = "Up to which message I have read it; null: it is unread again.", .body = &read_shape,
     .reply = &conversation_full_shape, .example = "{\"message\": \"2251799813685249\"}"},
    {READ("GET", get_message), .path = "/api/messages/{id}", .about = "One message.",
     .reply = &message_shape},
    {WRITE("PATCH", patch_message), .path = "/api/messages/{id}",
     .about = "Moves what has not left yet to another time; null sends it at once.",
     .body = &message_change_shape, .reply = &message_shape, .example = "{\"send_at\": null}"},
    {WRITE("DELETE", delete_message), .path = "/api/messages/{id}",
     .about = "Takes back what has not left yet: answers what was written, to go on with it.",
     .reply = &taken_back_shape},
    {READ("GET", get_when), .path = "/api/when",
     .about = "A moment said in words, French or English, and the usual ones.", .query = when_query,
     .reply = &when_shape},
    {READ("GET", get_scheduled), .path = "/api/scheduled",
     .about = "What was written and has not left yet, the next to leave first.",
     .flags = ROUTE_LIST, .query = scheduled_query, .reply = &outbox_shape},
    {READ("GET", get_senders), .path = "/api/senders",
     .about = "Our addresses to write from, the usual one first.", .reply = &senders_shape},
    {READ("GET", get_message_html), .path = "/api/messages/{id}/html",
     .about = "The HTML of a message made harmless, as a page for a sandboxed frame.",
     .flags = ROUTE_PAGE, .query = html_query},
    {READ("GET", get_message_source), .path = "/api/messages/{id}/source",
     .about = "The message as it came; refused as its files are.", .query = unsafe_fields},
    {WRITE("POST", post_new_matter), .path = "/api/messages/{id}/new-matter",
     .about = "Makes a conversation of a message that is offered as one, and of what its author "
              "wrote after it.",
     .reply = &conversation_full_shape},
    {WRITE("DELETE", delete_offer), .path = "/api/messages/{id}/offer",
     .about = "Leaves the message where it is."},
    {WRITE("POST", post_message_retry), .path = "/api/messages/{id}/retry",
     .about = "Sends again what failed or waits."},
    {READ("GET", get_outbox), .path = "/api/outbox",
     .about = "What we wrote and no server has taken yet.", .flags = ROUTE_LIST,
     .reply = &outbox_shape},
    {READ("GET", get_strays), .path = "/api/strays",
     .about = "What machines sent about no conversation we know.", .flags = ROUTE_LIST,
     .reply = &message_shape},
    {WRITE("POST", post_stray_open), .path = "/api/strays/{id}/open",
     .about = "Makes a conversation of a stray, with whoever wrote it.",
     .reply = &conversation_full_shape},
    {WRITE("POST", post_attachment), .path = "/api/attachments",
     .about = "Uploads a file for a message that is being written.", .flags = ROUTE_UPLOAD,
     .query = upload_query, .reply = &attachment_shape},
    {READ("GET", get_attachment), .path = "/api/attachments/{id}",
     .about =
         "The file itself; 409 while the virus scanner has not seen it, 403 when it is infected.",
     .query = file_fields},
    {WRITE("DELETE", delete_attachment), .path = "/api/attachments/{id}",
     .about = "Drops a file of mine that is not sent yet."},
    {.method = "GET",
     .right = RIGHT_PERSON_READ,
     .handler = get_timeline,
     .path = "/api/persons/{id}/timeline",
     .about = "All that happened with a person, the last first; reading it is journalled.",
     .flags = ROUTE_LIST,
     .reply = &timeline_shape},
    ROUTES_END,
};

static const JobKind jobs[] = {
    {MESSAGE_SEND_JOB, conversation_send, MESSAGE_SEND_TRIES, 10 * CLOCK_MINUTE},
    {HELD_LEAVE_JOB, held_leave, 0, 0},
    {BULK_JOB, bulk_run, 0, 10 * CLOCK_MINUTE},
    JOB_KINDS_END,
};

static const JobTimer timers[] = {
    {"conversation.wake", CLOCK_MINUTE, conversation_wake},
    {"conversation.tidy", CLOCK_HOUR, conversation_tidy},
    JOB_TIMERS_END,
};

const Module conversation_module = {
    .name = "conversation",
    .routes = routes,
    .jobs = jobs,
    .timers = timers,
    .invariants = conversation_invariants,
    .wordings = conversation_wordings,
    .start = presence_start,
    .stop = presence_stop,
};
