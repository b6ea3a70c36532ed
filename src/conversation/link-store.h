/* link-store: which matters have to do with each other, and what is merged into what. Inside
 * conversation/ only. */
#pragma once

#include "conversation/conversation-store.h"

bool link_store_add(Db *tx, int64_t conversation, int64_t other, int64_t staff, int64_t at,
                    GError **error);
/* *ret_removed false: they were not linked. */
bool link_store_remove(Db *tx, int64_t conversation, int64_t other, bool *ret_removed,
                       GError **error);

/* Calls each with id and subject: of who answers for what a matter, or one merged into it, is
 * linked to, each once; of the matters merged into it directly. At most LINKS_MAX. */
#define LINKS_MAX 100
typedef void (*LinkEach)(int64_t conversation, const char *subject, void *data);
bool link_store_links(Db *db, int64_t conversation, LinkEach each, void *data, GError **error);
bool link_store_merged(Db *db, int64_t conversation, LinkEach each, void *data, GError **error);
