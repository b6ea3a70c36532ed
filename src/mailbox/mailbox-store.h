/* mailbox-store: the SQL of mailboxes, their addresses and the teams' signatures. Inside mailbox/
 * only; what mailbox.h reads is here too. */
#pragma once

#include "mailbox/mailbox.h"

bool mailbox_store_insert(Db *tx, const Mailbox *mailbox, int64_t at, GError **error);
/* Everything but the secret; the version grows by one. */
bool mailbox_store_update(Db *tx, const Mailbox *mailbox, GError **error);
bool mailbox_store_delete(Db *tx, int64_t id, GError **error);
/* NULL: none any more. The version stays: renewing a token is nobody's change. */
bool mailbox_store_put_secret(Db *tx, int64_t id, const char *sealed, GError **error);

/* Replaces the addresses of a mailbox; they are free, see mailbox_store_holder(). */
bool mailbox_store_put_addresses(Db *tx, int64_t id, const GPtrArray *addresses, GError **error);
/* Those of one mailbox, or of all (0), its own first: of MailboxAddress*. NULL: error. */
GPtrArray *mailbox_store_addresses(Db *db, int64_t mailbox, GError **error);
/* As mailbox_of_address(): an address as it stands, else without its tag. */
int mailbox_store_of_address(Db *db, const char *address, const char *untagged,
                             MailboxAddress **ret_address, GError **error);
/* The mailbox that has an address. 1, 0, -1. */
int mailbox_store_holder(Db *db, const char *address, int64_t *ret_mailbox, GError **error);

/* 1 and *ret_name (owned by the caller), 0 no such team, -1. */
int mailbox_store_team(Db *db, int64_t team, char **ret_name, GError **error);
/* The team of a name. 1, 0, -1. */
int mailbox_store_team_named(Db *db, const char *name, int64_t *ret_team, GError **error);
/* Teams that have a signature, by name. Columns: name, signature. */
DbRows *mailbox_store_signed_teams(Db *db, GError **error);
/* A page of all teams, the newest first. Columns: id, id, name, signature or NULL. */
DbRows *mailbox_store_signatures(Db *db, int64_t before, int64_t limit, GError **error);
bool mailbox_store_put_team_signature(Db *tx, int64_t team, const char *signature, GError **error);

extern const Invariant mailbox_invariants[]; /* mailbox-check-store.c */
