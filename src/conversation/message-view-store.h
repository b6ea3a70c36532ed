/* message-view-store: messages as the API shows them. Inside conversation/ only. */
#pragma once

#include "conversation/conversation-store.h"

/* Every text is its own. */
typedef struct {
    int64_t id, conversation;
    char *matter; /* subject of the conversation; NULL for a stray */
    MessageDirection direction;
    int64_t kind;
    char *channel;
    int64_t person; /* in: who wrote it; out: whom it is for */
    char *person_name, *person_address;
    int64_t staff;
    char *staff_name;
    int64_t at, sent_at;
    char *subject, *text, *reply, *addresses;
    bool has_html;
    int64_t source;
    MessageDelivery delivery; /* 0: none */
    char *delivery_detail;
    int64_t delivery_at;
    char *elsewhere;  /* the channel it left by instead of its own; NULL */
    char *notes;      /* JSON list, or NULL */
    int offer;        /* conversation-offer.h; 0: none */
    char *own_html;   /* of what we wrote: what was typed; NULL: typed as text */
    int64_t leave_at; /* of what has not left yet (held.h); else 0 */
} MessageView;

void message_view_free(MessageView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MessageView, message_view_free)

int message_view_store_get(Db *db, int64_t id, MessageView **ret_view, GError **error);

/* Pages: arrays of MessageView*, g_ptr_array_unref() frees all; NULL on error. from_*: where the
 * page before ended; INT64_MAX both (0 for the thread, oldest first) at first. A page has limit
 * messages at most, fewer when their texts pass LIMIT_LIST_TEXT; *ret_more: others follow. */
GPtrArray *message_view_store_thread(Db *db, int64_t conversation, bool newest_first,
                                     int64_t from_at, int64_t from_id, size_t limit, bool *ret_more,
                                     GError **error);
/* What of a matter has not left yet: of MessageView*. message_view_store_get() gives these too. */
GPtrArray *message_view_store_held(Db *db, int64_t conversation, GError **error);
/* All of it, of one member of staff (0: everybody), the next to leave first; from_*: 0 at first. */
GPtrArray *message_view_store_scheduled(Db *db, int64_t staff, int64_t from_at, int64_t from_id,
                                        size_t limit, bool *ret_more, GError **error);
/* What we wrote and was not handed over, newest first. */
GPtrArray *message_view_store_outbox(Db *db, int64_t from_at, int64_t from_id, size_t limit,
                                     bool *ret_more, GError **error);
GPtrArray *message_view_store_strays(Db *db, int64_t from_at, int64_t from_id, size_t limit,
                                     bool *ret_more, GError **error);

/* 1 and *ret_html, 0, -1. */
int message_view_store_html(Db *db, int64_t message, char **ret_html, GError **error);
