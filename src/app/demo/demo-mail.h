/* demo-mail: mails as the mail programs of persons write them, byte for byte, so that the demo
 * comes in by the same door as real mail. */
#pragma once

#include <glib.h>
#include <stdint.h>

typedef enum { DEMO_BY_PERSON, DEMO_BY_MACHINE_AWAY, DEMO_BY_LIST } DemoBy;

typedef struct {
    DemoBy by;
    const char *from_name, *from_address;
    const char *to;
    const char *subject;
    const char *text;
    const char *message_id;  /* without brackets */
    const char *in_reply_to; /* NULL: it begins something */
    int64_t at;
    unsigned with;         /* WITH_… of demo-story.h */
    unsigned seed;         /* for pictures */
    const char *file_name; /* of WITH_PDF */
} DemoMail;

/* Owned by the caller. */
GBytes *demo_mail(const DemoMail *mail);

/* What a mail server answers when an address does not exist (RFC 3464). */
GBytes *demo_bounce(const char *address, const char *message_id, int64_t at);

/* "Le mar. 3 nov. 2026 à 10:12, Au Fil des Jours <…> a écrit :" and the quoted text. Owned by the
 * caller. */
char *demo_quote(const char *text, int64_t at);
