/* attachment-store: the files of messages, and those uploaded for a reply that is being written.
 * Inside conversation/ only. */
#pragma once

#include "conversation/conversation.h"
#include "file/file-scan.h"

typedef struct {
    int64_t message; /* 0: not sent yet */
    int64_t staff;   /* who uploaded it; 0 */
    int64_t file;
    const char *name, *type;
    int64_t size; /* bytes */
    const char *content_id;
    bool is_inline;
    int64_t id; /* given by the insert */
} NewAttachment;

typedef struct {
    int64_t id, message, staff, file, size;
    char *name, *type, *content_id;
    bool is_inline;
    FileVerdict verdict;
} Attachment;

void attachment_clear(Attachment *attachment);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Attachment, attachment_clear)

bool attachment_store_insert(Db *tx, NewAttachment *attachment, GError **error);
int attachment_store_get(Db *db, int64_t id, Attachment *ret_attachment, GError **error);
/* Gives an uploaded file of a member of staff (0: the program) to a message: *ret_done false if
 * there is no such file waiting. */
bool attachment_store_give(Db *tx, int64_t id, int64_t staff, int64_t message, bool *ret_done,
                           GError **error);
/* It is shown inside the HTML of its message, by that name. */
bool attachment_store_show(Db *tx, int64_t id, const char *content_id, GError **error);
/* A message carries along a file of a message of a matter; the bytes are not copied. shown: inside
 * its HTML, by the same name. *ret_done false if there is none. */
bool attachment_store_carry(Db *tx, int64_t id, int64_t conversation, int64_t message, bool shown,
                            bool *ret_done, GError **error);
/* Takes out one that is not sent, of staff: *ret_done false if there is none. */
bool attachment_store_drop(Db *tx, int64_t id, int64_t staff, bool *ret_done, GError **error);
/* Drops all that was uploaded before an id, given to no message and held by nothing
 * (attachment-hold-store.h). */
bool attachment_store_drop_unsent(Db *tx, int64_t before, GError **error);
/* Those of one message (or of a holder), or of a page of a thread (at, id from, in the order of the
 * page), in the order of messages: an array of Attachment; g_array_unref() frees all. NULL on
 * error. */
GArray *attachment_store_of_message(Db *db, int64_t message, GError **error);
GArray *attachment_store_of_thread(Db *db, int64_t conversation, int64_t first_at, int64_t last_at,
                                   GError **error);
