/* attachment-hold-store: uploaded files that something which is not a message yet holds on to: a
 * draft, a reply that has not left, a canned reply. Its id is the holder; what nobody holds is
 * dropped after a while (conversation_tidy). Several may hold the same file. */
#pragma once

#include "conversation/attachment-store.h"

typedef struct {
    int64_t id;
    int64_t staff;        /* whose uploads it may hold */
    int64_t conversation; /* whose messages' files it may hold, to carry them along; 0: none */
    bool open;            /* colleagues may read them too */
} AttachmentHolder;

/* It holds these from now on, in that order, and no others; what it held before it may keep,
 * whoever uploaded it. APP_ERROR_INVALID with the field ("attachments[1]") for what it may not. */
bool attachment_store_hold(Db *tx, const AttachmentHolder *holder, const int64_t *attachments,
                           size_t n, GError **error);
/* Their ids: of int64_t, in order. NULL on error. The files: attachment_store_of_message(). */
GArray *attachment_store_held(Db *db, int64_t holder, GError **error);
bool attachment_store_let_go(Db *tx, int64_t holder, GError **error);
/* They are uploads of staff now. */
bool attachment_store_pass(Db *tx, int64_t holder, int64_t staff, GError **error);
/* 1: some holder lets colleagues read it; 0; -1. */
int attachment_store_is_open(Db *db, int64_t attachment, GError **error);
/* The same file as an upload of staff of its own: *ret_copy. The bytes are not copied. */
bool attachment_store_copy(Db *tx, int64_t attachment, int64_t staff, int64_t *ret_copy,
                           GError **error);
