/* journal-store: how far each reader has come. Private to this folder. */
#pragma once

#include "journal/journal.h"

/* 0 for a reader that has never run; -1: error. */
int64_t journal_position(Db *db, const char *reader, GError **error);
/* reason: why it could not handle the fact after position, NULL when it could. */
bool journal_save_position(Db *tx, const char *reader, int64_t position, const char *reason,
                           GError **error);

/* How often a reader has failed at the fact after a position; 0 when it stands elsewhere. -1:
 * error.
 */
int64_t journal_failures(Db *db, const char *reader, int64_t position, GError **error);

/* Whether a reader wants facts of a name. */
bool journal_wants(const JournalReader *reader, const char *fact);

/* Parks a fact that a reader cannot handle. */
bool journal_park(Db *tx, const char *reader, const Fact *fact, int64_t tries, const char *why,
                  GError **error);
