/* opening: is anybody there? A chat is open within its hours; somebody is there when an adviser who
 * may answer has the desk open (its live stream) and takes chats. Inside chat/ only. */
#pragma once

#include "chat/widget.h"

typedef struct {
    bool open;        /* within its hours */
    bool here;        /* somebody of ours is there now */
    int64_t opens_at; /* when it is not open: the next opening; 0 */
} Opening;

bool opening_now(Db *db, Context *context, const Widget *widget, Opening *ret_opening,
                 GError **error);

/* Whether an adviser takes chats: true for who never said otherwise. */
bool opening_takes(Db *db, int64_t staff, bool *ret_takes, GError **error);
bool opening_set(Db *tx, int64_t staff, bool takes, GError **error);
