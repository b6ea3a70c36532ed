/* domain-store: the SQL of domain/. Inside this folder only. */
#pragma once

#include "domain/domain.h"

typedef struct {
    DomainKeyState state;
    char *selector, *public_key, *sealed;
} StoredKey;

void stored_key_clear(StoredKey *key);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StoredKey, stored_key_clear)

/* 1, 0, -1. */
int domain_store_key(Db *db, const char *domain, StoredKey *ret_key, GError **error);
bool domain_store_put_key(Db *tx, const char *domain, const StoredKey *key, GError **error);
/* *ret_changed 0: there is no key. */
bool domain_store_switch(Db *tx, const char *domain, DomainKeyState state, int64_t *ret_changed,
                         GError **error);

/* 1, *ret_at and *ret_findings (owned by the caller), 0: never checked, -1. */
int domain_store_findings(Db *db, const char *domain, int64_t *ret_at, char **ret_findings,
                          GError **error);
bool domain_store_put_findings(Db *tx, const char *domain, int64_t at, const char *findings,
                               GError **error);
