/* mail-belt: many mails brought in one after the other, as fast as the cores can: while one batch
 * is parsed by several threads, the next is being read, and the one before is kept. Mails are kept
 * in the order they were put, so that an answer finds what it answers.
 *
 * Batches are bounded in mails and bytes: two of them are what a belt holds in memory. */
#pragma once

#include "channel/channel.h"

/* Mails kept together: each time costs the disk, whatever their number; while they are written,
 * whoever else writes waits. */
#define MAIL_BELT_BATCH 256

/* A mail on the belt. number is the putter's own. */
typedef struct {
    int64_t number;
    GBytes *source;
    Incoming *mail; /* NULL until read */
} BeltMail;

typedef struct MailBelt MailBelt;

/* Once a mail is parsed, on the thread that parsed it: what the mail alone does not say. */
typedef void (*BeltParsed)(BeltMail *mail, void *data);
/* Keeps up to MAIL_BELT_BATCH parsed mails, on the thread that puts; false stops the belt. */
typedef bool (*BeltKeep)(BeltMail *mails, size_t n, void *data, GError **error);

MailBelt *mail_belt_new(BeltParsed parsed, BeltKeep keep, void *data);
/* What was put and not kept is forgotten. NULL is fine. */
void mail_belt_free(MailBelt *belt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailBelt, mail_belt_free)

/* For keep: hands the mails to context->receive; ret has room for n. */
bool mail_belt_receive(Context *context, const BeltMail *mails, size_t n, Received *ret,
                       GError **error);

/* Takes a mail; keeps others, when a batch is full. False: keep has failed, or no mail can be read
 * now (APP_ERROR_UNAVAILABLE; nothing of that batch was kept). */
bool mail_belt_put(MailBelt *belt, GBytes *source, int64_t number, GError **error);
/* Keeps all that was put. */
bool mail_belt_flush(MailBelt *belt, GError **error);
