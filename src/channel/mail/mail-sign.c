#include "channel/mail/mail-sign.h"

#include "base/error.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <sys/types.h>

#include <opendkim/dkim.h>

/* What is signed when it is there: all that people see and all that sorts the mail (RFC 6376,
 * 5.4.1). From once more than it is there, so that nobody can put another in front. */
static const u_char *signed_headers[] = {
    (const u_char *)"From",
    (const u_char *)"Reply-To",
    (const u_char *)"Subject",
    (const u_char *)"Date",
    (const u_char *)"To",
    (const u_char *)"Cc",
    (const u_char *)"Message-ID",
    (const u_char *)"In-Reply-To",
    (const u_char *)"References",
    (const u_char *)"MIME-Version",
    (const u_char *)"Content-Type",
    (const u_char *)"Content-Transfer-Encoding",
    (const u_char *)"Auto-Submitted",
    (const u_char *)"List-Unsubscribe",
    (const u_char *)"List-Unsubscribe-Post",
    NULL,
};
static const u_char *sealed_headers[] = {(const u_char *)"From", NULL};

static DKIM_LIB *library; /* only read after its start */

static void
start_library(void)
{
    library = dkim_init(NULL, NULL);
    if (library == NULL ||
        dkim_options(library, DKIM_OP_SETOPT, DKIM_OPTS_SIGNHDRS, signed_headers,
                     sizeof(u_char **)) != DKIM_STAT_OK ||
        dkim_options(library, DKIM_OP_SETOPT, DKIM_OPTS_OVERSIGNHDRS, sealed_headers,
                     sizeof(u_char **)) != DKIM_STAT_OK)
        g_error("libopendkim cannot start");
}

void
mail_key_clear(MailKey *key)
{
    if (key->pem != NULL)
        explicit_bzero(key->pem, strlen(key->pem));
    g_clear_pointer(&key->pem, g_free);
    g_clear_pointer(&key->selector, g_free);
}

/* Gives the headers, each whole with its folds but without its last line end; *ret_body is where
 * the body begins. */
static bool
give_headers(DKIM *dkim, const char *mail, const char *end, const char **ret_body)
{
    const char *line = mail;

    while (line < end && line[0] != '\r') {
        const char *stop = line;

        do {
            stop = memmem(stop, (gsize)(end - stop), "\r\n", 2);
            if (stop == NULL)
                return false;
            stop += 2;
        } while (stop < end && (stop[0] == ' ' || stop[0] == '\t'));
        if (dkim_header(dkim, (u_char *)(gsize)line, (size_t)(stop - line - 2)) != DKIM_STAT_OK)
            return false;
        line = stop;
    }
    if (end - line < 2)
        return false;
    *ret_body = line + 2;
    return true;
}

static bool
give_mail(DKIM *dkim, GBytes *mail)
{
    gsize size;
    const char *bytes = g_bytes_get_data(mail, &size), *body;

    return give_headers(dkim, bytes, bytes + size, &body) && dkim_eoh(dkim) == DKIM_STAT_OK &&
           dkim_body(dkim, (u_char *)(gsize)body, (size_t)(bytes + size - body)) == DKIM_STAT_OK &&
           dkim_eom(dkim, NULL) == DKIM_STAT_OK;
}

static GBytes *
with_header(GBytes *mail, DKIM *dkim)
{
    static const char name[] = "DKIM-Signature: ";
    GByteArray *whole;
    u_char *value;
    size_t length;
    gsize size;
    const guint8 *bytes = g_bytes_get_data(mail, &size);

    if (dkim_getsighdr_d(dkim, sizeof name - 1, &value, &length) != DKIM_STAT_OK)
        return NULL;
    whole = g_byte_array_sized_new((guint)(size + length + 64));
    g_byte_array_append(whole, (const guint8 *)name, sizeof name - 1);
    g_byte_array_append(whole, value, (guint)length);
    g_byte_array_append(whole, (const guint8 *)"\r\n", 2);
    g_byte_array_append(whole, bytes, (guint)size);
    return g_byte_array_free_to_bytes(whole);
}

GBytes *
mail_sign(GBytes *mail, const char *domain, const MailKey *key, GError **error)
{
    static pthread_once_t started = PTHREAD_ONCE_INIT; /* not GLib's, see HACKING.md */
    DKIM_STAT status;
    GBytes *made = NULL;
    DKIM *dkim;

    pthread_once(&started, start_library);
    dkim = dkim_sign(library, (const u_char *)"lien", NULL, (dkim_sigkey_t)key->pem,
                     (const u_char *)key->selector, (const u_char *)domain, DKIM_CANON_RELAXED,
                     DKIM_CANON_RELAXED, DKIM_SIGN_RSASHA256, -1, &status);
    if (dkim != NULL) {
        if (give_mail(dkim, mail))
            made = with_header(mail, dkim);
        dkim_free(dkim);
    }
    if (made == NULL)
        error_set(error, APP_ERROR_INTERNAL, "a mail could not be signed");
    return made;
}
