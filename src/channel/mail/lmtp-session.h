/* lmtp-session: one LMTP dialogue (RFC 2033), without its socket: bytes in, bytes out.
 *
 * A mail ends only at CR LF . CR LF: a bare LF is data, so that nothing hidden in a mail can be
 * taken for the next one. What passes a limit is read to its end and refused. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    LMTP_KEPT,    /* durable: answered 250 */
    LMTP_LATER,   /* could not be kept now: the server on the other side tries again */
    LMTP_REFUSED, /* passes a limit: the server on the other side tells the sender why */
} LmtpResult;

/* Keeps a mail: its bytes as they came, after the Return-Path and Delivered-To lines of final
 * delivery. Refused: *ret_refusal is the answer, with its codes, static. */
typedef LmtpResult (*LmtpDeliver)(GBytes *source, void *data, const char **ret_refusal);

typedef struct LmtpSession LmtpSession;

/* Begins with the greeting in the output. host is how we call ourselves. */
LmtpSession *lmtp_session_new(const char *host, LmtpDeliver deliver, void *data);
void lmtp_session_free(LmtpSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LmtpSession, lmtp_session_free)

/* Takes what the other side sent, any number of bytes; calls deliver once for each whole mail in
 * it. */
void lmtp_session_feed(LmtpSession *session, const char *bytes, gsize size);

/* What is to be sent back; the caller truncates it when it has been. */
GString *lmtp_session_output(LmtpSession *session);

/* Whether the other side has said who it is. */
bool lmtp_session_greeted(const LmtpSession *session);

/* Bytes of mail it holds now. */
gsize lmtp_session_held(const LmtpSession *session);

/* The dialogue is over: send the output and close. */
bool lmtp_session_over(const LmtpSession *session);

/* Ends it from our side (stop, silence): the output then says why. */
void lmtp_session_end(LmtpSession *session, const char *reason);
