/* visitor-store: the rows of visitors, of their sessions, and of what they may see. */
#pragma once

#include "base/hash.h"
#include "db/db.h"

/* Every text is its own. Personal data. */
typedef struct {
    int64_t id, widget;
    char *address;
    char *identity; /* whom the site says they are; NULL */
    char *name, *email, *page;
    char *language;
    int64_t conversation;   /* of their last word; 0 */
    int64_t received, read; /* items */
    int64_t human_at;       /* when they asked for a person last; 0 */
    int64_t made_at, seen_at;
} Visitor;

void visitor_free(Visitor *visitor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Visitor, visitor_free)

/* 1 and *ret_visitor, 0, -1. */
int visitor_store_get(Db *db, int64_t id, Visitor **ret_visitor, GError **error);
int visitor_store_at(Db *db, const char *address, Visitor **ret_visitor, GError **error);
int visitor_store_of_identity(Db *db, int64_t widget, const char *identity, Visitor **ret_visitor,
                              GError **error);
/* Whom a session's secret speaks for, of one widget alone. */
int visitor_store_of_secret(Db *db, int64_t widget, const char *secret, Visitor **ret_visitor,
                            GError **error);

/* Fills id, address, made_at and seen_at. */
bool visitor_store_insert(Db *tx, Visitor *visitor, GError **error);
/* *secret is new; only its digest is kept. */
bool visitor_store_open(Db *tx, int64_t visitor, char ret_secret[SECRET_SIZE], GError **error);
/* NULL stays. */
bool visitor_store_name(Db *tx, int64_t visitor, const char *name, const char *email,
                        GError **error);
/* They said something there; page may be NULL. */
bool visitor_store_said(Db *tx, int64_t visitor, int64_t conversation, const char *page,
                        GError **error);
/* They have items up to these; a mark only grows. */
bool visitor_store_mark(Db *tx, int64_t visitor, int64_t received, int64_t read, GError **error);
/* They ask for a person, now. */
bool visitor_store_ask_human(Db *tx, int64_t visitor, GError **error);
bool visitor_store_seen(Db *tx, int64_t visitor, GError **error);

/* They may see a message from now on; *ret_first: they could not before. */
bool visitor_store_show(Db *tx, int64_t visitor, int64_t message, int64_t *ret_item,
                        bool *ret_first, GError **error);

/* Drops sessions nobody used for a time, and visitors who never said anything. */
bool visitor_store_prune(Db *tx, int64_t before, GError **error);
