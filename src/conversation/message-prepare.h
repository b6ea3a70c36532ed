/* message-prepare: a message of ours between what was drafted and its row: whom it goes to, its
 * text and HTML as they will be read. It is prepared once; it is written now, or when it leaves
 * (held.h): what leaves is what was seen. Inside conversation/ only.
 *
 * The text is what was typed, then the signature of the address or team, then what it answers; the
 * HTML the same, sanitised. When only HTML was typed, the text is taken from it. message-below.c
 * makes what stands below. */
#pragma once

#include "conversation/conversation-reply.h"

typedef struct {
    Conversation *conversation;
    const Channel *channel; /* NULL: of a note */
    char *subject;          /* NULL: the matter's */
    char *own_text;         /* what was typed */
    char *own_html;         /* the same, sanitised; NULL: it was typed as text */
    char *text, *html;      /* whole; html may be NULL */
    char *addresses;        /* as message.addresses keeps them */
} Prepared;

void prepared_clear(Prepared *prepared);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Prepared, prepared_clear)

/* APP_ERROR_NOT_FOUND: no such conversation; APP_ERROR_CONFLICT: it is merged and a member of staff
 * writes; APP_ERROR_INVALID: no text, no address; APP_ERROR_TOO_LARGE. */
bool message_prepare(Db *tx, Context *context, const Draft *draft, Prepared *ret_prepared,
                     GError **error);

/* The row, its files, its fact, what follows in the matter, the job that sends it. id: of the
 * message. APP_ERROR_INVALID when a file is not there. */
bool message_write_prepared(Db *tx, Context *context, const Draft *draft, const Prepared *prepared,
                            int64_t id, GError **error);

/* ---- message-below.c ---- */

/* What stands below, as text and as HTML; either may be empty. Owned by the caller. *ret_rich: the
 * HTML says more than the text, being what was forwarded. */
bool message_below(Db *tx, const Draft *draft, const Conversation *conversation,
                   const Envelope *envelope, char **ret_text, char **ret_html, bool *ret_rich,
                   GError **error);
