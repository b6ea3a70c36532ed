/* letter-store: the SQL of letter/, used inside this folder only. */
#pragma once

#include "letter/letter.h"

typedef struct {
    int64_t id, staff, at;
    char *kind, *address, *name, *language, *subject, *text, *html;
    LetterDelivery delivery;
} Letter;

void letter_free(Letter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Letter, letter_free)

bool letter_store_insert(Db *tx, const Letter *letter, GError **error);
/* 1 and *ret_letter, 0, -1. */
int letter_store_get(Db *db, int64_t id, Letter **ret_letter, GError **error);
bool letter_store_become(Db *tx, int64_t id, LetterDelivery delivery, const char *detail,
                         GError **error);
/* Those that have not left, newest first, older than a row: at, id, kind, staff, name, address,
 * subject, text, delivery, detail. */
DbRows *letter_store_outbox(Db *db, int64_t before_at, int64_t before_id, size_t limit,
                            GError **error);
bool letter_store_tidy(Db *tx, int64_t before, GError **error);
