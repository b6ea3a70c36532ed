/* mailbox-http: what the handlers of mailbox/ share. The table of routes is in mailbox-routes.c,
 * the shapes in mailbox-shape.c (what is asked) and mailbox-reply-shape.c (what is answered). */
#pragma once

#include "http/route.h"
#include "mailbox/mailbox.h"

extern const Route mailbox_routes[];

/* ---- Shapes ---- */

extern const Shape mailbox_shape, mailbox_preset_shape, mailbox_trials_shape, mailbox_client_shape,
    mailbox_consent_shape, mailbox_signature_shape;
extern const Shape new_mailbox_shape, mailbox_change_shape, mailbox_trial_shape,
    mailbox_client_change_shape, mailbox_signature_change_shape;
/* The words of mail_security_word(), of the health's state, NULL-terminated. */
extern const char *const mailbox_securities[];

/* ---- mailbox-body.c: what a body asks for ---- */

/* A draft and what it borrows besides the request. */
typedef struct {
    MailboxDraft draft;
    GPtrArray *addresses; /* of MailboxAddress*, NULL-terminated; NULL: none were given */
} MailboxBody;

void mailbox_body_clear(MailboxBody *body);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MailboxBody, mailbox_body_clear)

/* The mailbox that was (NULL: a new one) with what the body of the request says instead: absent
 * stays, null is taken away. Borrows from both. */
void mailbox_body_read(Request *request, const Mailbox *was, MailboxBody *ret_body);

/* Parts of one, of new_imap_shape and new_smtp_shape; they borrow from it. */
extern const Shape new_imap_shape, new_smtp_shape;
void mailbox_imap_read(const json_t *imap, Mailbox *mailbox);
MailboxEnd mailbox_end_read(const json_t *object);
/* The number of a word, from 1; otherwise when it is not there. */
int mailbox_word_read(const json_t *object, const char *name, const char *const *words,
                      int otherwise);

/* ---- mailbox-json.c ---- */

/* One mailbox with its addresses and its health. */
bool mailbox_write(JsonWriter *json, Request *request, const Mailbox *mailbox, GError **error);
/* {host, port, security}, or null when there is none; the rest of an IMAP server is the mailbox's.
 */
void mailbox_smtp_write(JsonWriter *json, const MailboxEnd *end);
void mailbox_imap_write(JsonWriter *json, const Mailbox *mailbox);

/* ---- mailbox-http.c ---- */
bool get_mailboxes(Request *request, GError **error);
bool get_mailbox(Request *request, GError **error);
bool post_mailbox(Request *request, GError **error);
bool patch_mailbox(Request *request, GError **error);
bool delete_mailbox(Request *request, GError **error);

/* ---- signature-http.c ---- */
bool get_signatures(Request *request, GError **error);
bool put_signature(Request *request, GError **error);

/* ---- preset-http.c, trial-http.c ---- */
bool get_presets(Request *request, GError **error);
bool post_trial(Request *request, GError **error);

/* ---- oauth-http.c ---- */
bool get_client(Request *request, GError **error);
bool put_client(Request *request, GError **error);
bool post_authorize(Request *request, GError **error);
bool get_authorized(Request *request, GError **error);
