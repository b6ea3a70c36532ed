/* transcript-store: what a transcript is made of. Inside this folder only. */
#pragma once

#include "transcript/transcript.h"

/* Fills id, subject, person, our_address, opened_at: 1, 0, -1. */
int transcript_store_head(Db *db, int64_t conversation, Transcript *transcript, GError **error);

/* Adds the messages, oldest first; those over the limits are APP_ERROR_TOO_LARGE. addresses of each
 * are read by address_reader. */
typedef void (*AddressReader)(TranscriptMessage *message, const char *addresses);
bool transcript_store_messages(Db *db, Transcript *transcript, AddressReader reader,
                               GError **error);
