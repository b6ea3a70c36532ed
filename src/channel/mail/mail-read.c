/* Mails read by workers, and what is kept of those that nobody can read. */
#include "base/hash.h"
#include "base/media.h"
#include "channel/mail/mail-charset.h"
#include "channel/mail/mail-flat.h"
#include "channel/mail/mail-parse.h"
#include "channel/mail/mail.h"
#include "confine/confine.h"

#include <string.h>

/* ---- Inside of a worker ---- */

/* Everything that reading a mail wants from a file or makes once: the types of GMime, the tables of
 * character sets, the signatures of media types. */
static void
prepare(void)
{
    static const char mail[] =
        "From: =?utf-8?q?=C3=89lodie?= <a@example.org>\nTo: b@example.org\n"
        "Subject: =?iso-8859-1?q?pr=EAt?=\nDate: Mon, 23 Nov 2026 09:30:00 +0100\n"
        "Message-ID: <1@example.org>\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=b\n\n"
        "--b\nContent-Type: text/html; charset=utf-8\n\n<p>Bonjour</p>\n"
        "--b\nContent-Type: application/octet-stream; name=a.bin\n"
        "Content-Transfer-Encoding: base64\n\nAAEC\n"
        "--b\nContent-Type: text/plain\n\nBonjour.\n--b--\n";
    g_autoptr(GBytes) source = g_bytes_new_static(mail, strlen(mail));
    g_autoptr(Incoming) incoming = NULL;

    mail_charset_prepare();
    (void)media_type("\1\2\3", 3);
    incoming = mail_parse(source);
}

static void
run(GBytes *source, GByteArray *answer)
{
    g_autoptr(Incoming) incoming = mail_parse(source);

    mail_flat_write(incoming, answer);
}

/* ---- Outside ---- */

static gpointer
read_answer(GBytes *answer, GBytes *source)
{
    Incoming *incoming = mail_flat_read(answer);

    if (incoming != NULL)
        incoming->source = g_bytes_ref(source);
    return incoming;
}

const ConfineTask mail_task = {.name = "mail", .prepare = prepare, .run = run, .read = read_answer};

Incoming *
mail_unread(GBytes *source, const char *note)
{
    Incoming *incoming = incoming_new("mail");
    char digest[HASH_HEX_SIZE];
    gsize size;
    const void *bytes = g_bytes_get_data(source, &size);

    hash_sha256_hex(bytes != NULL ? bytes : "", size, digest);
    incoming->source = g_bytes_ref(source);
    incoming->content_hash = g_strdup(digest);
    incoming->external_id = g_strdup_printf("%.32s@unread.invalid", digest);
    g_ptr_array_add(incoming->notes, g_strdup(note));
    return incoming;
}

Incoming *
mail_read(GBytes *source, GError **error)
{
    gpointer incoming = NULL;
    int done = confine_call(&mail_task, source, &incoming, error);

    if (done == 0)
        return mail_unread(source, MAIL_NOTE_UNREAD);
    return incoming;
}
