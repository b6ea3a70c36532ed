/* conversation-http: what the handlers of conversation/ share. The table of routes is in
 * conversation-routes.c, the shapes in conversation-shape.c. */
#pragma once

#include "conversation/attachment-store.h"
#include "conversation/list-store.h"
#include "conversation/message-view-store.h"
#include "http/route.h"

/* ---- Shapes and their writers ---- */

extern const Shape conversation_shape, conversation_full_shape, counts_shape, message_shape,
    outbox_shape, attachment_shape, address_shape, timeline_shape;
extern const Shape new_conversation_shape, conversation_change_shape, new_message_shape,
    presence_shape, read_shape, merge_shape, split_shape, link_shape, reply_shape, taken_back_shape,
    message_change_shape, senders_shape, when_shape;
extern const Shape bulk_change_shape;
extern const char *const conversation_statuses[], *const conversation_priorities[];
extern const char *const thread_orders[];
extern const char *const reply_modes[]; /* in the order of ReplyMode */
extern const char *const whose[];       /* "all", "mine" */

void conversation_row_write(JsonWriter *json, const ListRow *row);
/* attachments: a GArray of Attachment, of which those of the message are written. */
void message_view_write(JsonWriter *json, const MessageView *view, const GArray *attachments);
/* The same with its matter and its person: outbox_shape. */
void outgoing_write(JsonWriter *json, const MessageView *view, const GArray *attachments);
void attachment_write(JsonWriter *json, const Attachment *attachment);

/* ---- list-http.c ---- */
bool get_conversations(Request *request, GError **error);
bool get_counts(Request *request, GError **error);

/* ---- bulk-http.c ---- */
bool post_bulk(Request *request, GError **error);
bool get_bulk(Request *request, GError **error);
bool delete_bulk(Request *request, GError **error);
extern const Shape bulk_shape, new_bulk_shape;

/* ---- conversation-http.c ---- */
bool post_conversation(Request *request, GError **error);
bool get_conversation(Request *request, GError **error);
bool patch_conversation(Request *request, GError **error);
/* Answers with one matter, whole. */
bool reply_conversation(Request *request, int64_t conversation, unsigned status, GError **error);

/* ---- presence-http.c ---- */
bool post_presence(Request *request, GError **error);
bool presence_start(Context *context, GError **error);
void presence_stop(Context *context);

/* ---- read-http.c ---- */
bool put_read(Request *request, GError **error);

/* ---- matter-http.c ---- */
bool post_merge(Request *request, GError **error);
bool post_unmerge(Request *request, GError **error);
bool post_split(Request *request, GError **error);
bool post_link(Request *request, GError **error);
bool delete_link(Request *request, GError **error);

/* ---- reply-http.c ---- */
bool get_reply(Request *request, GError **error);
bool get_senders(Request *request, GError **error);
bool post_new_matter(Request *request, GError **error);
bool delete_offer(Request *request, GError **error);

/* ---- message-http.c ---- */
bool get_thread(Request *request, GError **error);
bool post_message(Request *request, GError **error);
bool get_message(Request *request, GError **error);
bool get_message_html(Request *request, GError **error);
bool get_message_source(Request *request, GError **error);
bool post_message_retry(Request *request, GError **error);
/* A list of texts of the body; NULL when it is not given. Owned by the caller, its texts are not.
 */
const char **request_texts(Request *request, const char *name);

/* ---- when-http.c ---- */
bool get_when(Request *request, GError **error);

/* ---- held-http.c ---- */
bool delete_message(Request *request, GError **error);
bool patch_message(Request *request, GError **error);
bool get_scheduled(Request *request, GError **error);

/* ---- outbox-http.c ---- */
bool get_outbox(Request *request, GError **error);
bool get_strays(Request *request, GError **error);
bool post_stray_open(Request *request, GError **error);

/* ---- attachment-http.c ---- */
bool post_attachment(Request *request, GError **error);
bool get_attachment(Request *request, GError **error);
bool delete_attachment(Request *request, GError **error);
/* The ids of a list of the body. Owned by the caller. */
int64_t *request_ids(Request *request, const char *name, size_t *ret_n);

/* ---- timeline-http.c ---- */
bool get_timeline(Request *request, GError **error);
