/* house: one running Lien, opened on its data directory.
 *
 *   DIR/lien.db        the store                DIR/files/     bytes of mails and attachments
 *   DIR/fulltext.db    the search index         DIR/key        32 secret bytes: tokens and links
 *   DIR/lock           held while it serves     DIR/lien.conf  options, when there is one
 *
 * A command opens the house beside a server that runs; only one serves. */
#pragma once

#include "app/config.h"
#include "module/context.h"

typedef struct House House;

typedef enum {
    HOUSE_FOR_COMMAND, /* store and files */
    HOUSE_TO_SEARCH,   /* and the index: nobody else may have it open */
    HOUSE_TO_SERVE,    /* and the lock */
} HousePurpose;

/* Makes the directory when there is none. NULL and an error otherwise; APP_ERROR_UNAVAILABLE when
 * another server runs on it. */
House *house_open(const Config *config, HousePurpose purpose, GError **error);
void house_close(House *house);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(House, house_close)

/* Borrowed. */
Context *house_context(House *house);

/* Listens and works, until house_stop(). Every thread it starts has the signal mask of the caller.
 */
bool house_start(House *house, GError **error);
void house_stop(House *house);

/* Brings readers of the journal up to date and does what is due, on this thread: for commands. */
bool house_catch_up(House *house, GError **error);
