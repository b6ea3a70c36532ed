#include "channel/mail/mail-bounds.h"

#include "base/limits.h"

#include <string.h>

/* Lines that may begin a part. Patches and signatures have some too, hence far above
 * LIMIT_MAIL_PARTS. */
#define BOUNDARIES_MAX (LIMIT_MAIL_PARTS * 40)

typedef struct {
    gsize headers; /* bytes of the header block being read; meaningless outside of one */
    bool in_headers;
    bool holds_message; /* this part is a mail: headers follow its headers */
    gsize boundaries;
} Scan;

static bool
is_header(const char *line, gsize length)
{
    return line[0] == ' ' || line[0] == '\t' || memchr(line, ':', MIN(length, 200)) != NULL;
}

static void
scan_line(Scan *scan, const char *line, gsize length)
{
    if (length >= 2 && line[0] == '-' && line[1] == '-') {
        scan->boundaries++;
        *scan = (Scan){.in_headers = true, .boundaries = scan->boundaries};
        return;
    }
    if (!scan->in_headers)
        return;
    if (length == 0 || (length == 1 && line[0] == '\r')) {
        /* A mail inside begins with headers of its own. */
        scan->in_headers = scan->holds_message;
        scan->holds_message = false;
        scan->headers = 0;
        return;
    }
    if (!is_header(line, length)) {
        scan->in_headers = false;
        return;
    }
    scan->headers += length + 1;
    if (!scan->holds_message && g_ascii_strncasecmp(line, "content-type:", MIN(length, 13)) == 0)
        scan->holds_message = memmem(line, length, "essage/", 7) != NULL ||
                              memmem(line, length, "ESSAGE/", 7) != NULL;
}

bool
mail_within_bounds(const char *bytes, gsize size, const char **ret_reason)
{
    Scan scan = {.in_headers = true};
    const char *end;

    if (size <= LIMIT_MAIL_HEADERS) /* too small to hold much of anything */
        return true;
    end = bytes + size;
    for (const char *line = bytes; line < end;) {
        const char *stop = memchr(line, '\n', (gsize)(end - line));

        stop = stop != NULL ? stop : end;
        scan_line(&scan, line, (gsize)(stop - line));
        if (scan.headers > LIMIT_MAIL_HEADERS || scan.boundaries > BOUNDARIES_MAX) {
            *ret_reason = scan.headers > LIMIT_MAIL_HEADERS ? MAIL_NOTE_HEADERS : MAIL_NOTE_PARTS;
            return false;
        }
        line = stop + 1;
    }
    return true;
}

const char *
mail_refusal(const Incoming *incoming)
{
    static const char *const refusals[][2] = {
        {MAIL_NOTE_HEADERS,
         "554 5.6.0 Message refuse : ses en-tetes sont trop longs. Ecrivez un nouveau message. / "
         "Message refused: its headers are too long. Please write a new message."},
        {MAIL_NOTE_PARTS,
         "554 5.6.0 Message refuse : il a trop de pieces jointes ou de parties. Envoyez-les en "
         "plusieurs fois. / Message refused: it has too many attachments or parts. Please send "
         "them in several messages."},
        {MAIL_NOTE_DEPTH,
         "554 5.6.0 Message refuse : il a trop de pieces jointes ou de messages transferes les uns "
         "dans les autres. / Message refused: it has too many attachments, or mails passed on in "
         "one another."},
        {MAIL_NOTE_RECIPIENTS,
         "554 5.5.3 Message refuse : il a trop de destinataires. Ecrivez a notre adresse seule. / "
         "Message refused: it has too many recipients. Please write to our address alone."},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++)
        for (guint j = 0; j < incoming->notes->len; j++)
            if (strcmp(incoming->notes->pdata[j], refusals[i][0]) == 0)
                return refusals[i][1];
    return NULL;
}
