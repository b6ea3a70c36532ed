/* mailbox-fetch-store: the SQL of how far each folder was fetched, and of the mails that could not
 * be taken in. Inside mailbox/ only. */
#pragma once

#include "db/db.h"

typedef struct {
    int64_t mailbox;
    const char *folder; /* borrowed */
    int64_t account;
    uint32_t uid_validity, uid_last, uid_trying;
    int64_t deaths;
} MailboxCursor;

/* Fills the rest for mailbox and folder; all 0 when nothing was fetched yet. */
bool mailbox_cursor_get(Db *db, MailboxCursor *cursor, GError **error);
/* A mailbox that was removed meanwhile is no error. */
bool mailbox_cursor_put(Db *tx, const MailboxCursor *cursor, GError **error);

/* Remembers a mail that could not be taken in; source: its file, 0 when there is none. Once for
 * each mail. */
bool mailbox_refused_put(Db *tx, const MailboxCursor *cursor, uint32_t uid, const char *reason,
                         int64_t source, GError **error);
