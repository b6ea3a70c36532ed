#include "channel/mail/mail-send.h"

#include "base/error.h"
#include "channel/mail/mail-build.h"
#include "channel/mail/mail-token.h"
#include "module/context.h"

#include <curl/curl.h>
#include <pthread.h>
#include <string.h>

#define CONNECT_TIMEOUT 20L  /* seconds */
#define TOTAL_TIMEOUT   300L /* seconds, the mail's bytes included */

typedef struct {
    const char *bytes;
    gsize size, sent;
} Upload;

static size_t
upload(char *room, size_t size, size_t n, void *data)
{
    Upload *mail = data;
    gsize part = MIN(size * n, mail->size - mail->sent);

    memcpy(room, mail->bytes + mail->sent, part);
    mail->sent += part;
    return part;
}

static void
init_curl(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

static void
start_curl(void)
{
    static pthread_once_t started = PTHREAD_ONCE_INIT; /* not GLib's, see HACKING.md */

    pthread_once(&started, init_curl);
}

static struct curl_slist *
recipients(const Outgoing *outgoing)
{
    struct curl_slist *list = NULL;

    for (const char *const *to = outgoing->to; to != NULL && *to != NULL; to++)
        list = curl_slist_append(list, *to);
    for (const char *const *cc = outgoing->cc; cc != NULL && *cc != NULL; cc++)
        list = curl_slist_append(list, *cc);
    return list;
}

/* What became of it: a code of 5xx means never, all else means later. That our own password is
 * refused says nothing of the mail. */
static SendOutcome
outcome(CURLcode result, long code, GError **error)
{
    if (result == CURLE_OK)
        return SEND_DONE;
    if (result != CURLE_LOGIN_DENIED && code >= 500 && code < 600) {
        error_set(error, APP_ERROR_INVALID, "the mail server refused it: %ld", code);
        return SEND_REFUSED;
    }
    if (code >= 400)
        error_set(error, APP_ERROR_UNAVAILABLE, "the mail server answered %ld", code);
    else
        error_set(error, APP_ERROR_UNAVAILABLE, "the mail server: %s", curl_easy_strerror(result));
    return SEND_RETRY;
}

static SendOutcome
hand_over(const MailOptions *options, const Outgoing *outgoing, GBytes *mail, GError **error)
{
    Upload body = {.bytes = g_bytes_get_data(mail, NULL), .size = g_bytes_get_size(mail)};
    struct curl_slist *to = recipients(outgoing);
    /* A mail that comes back names its matter too. */
    g_autofree char *sender = mail_token_address(outgoing->from_address, outgoing->thread_token);
    CURL *curl = curl_easy_init();
    CURLcode result;
    long code = 0;

    curl_easy_setopt(curl, CURLOPT_URL, options->smtp);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_TRY);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, TOTAL_TIMEOUT);
    if (options->smtp_user != NULL) {
        /* A password never goes out in the clear. */
        curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
        curl_easy_setopt(curl, CURLOPT_USERNAME, options->smtp_user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD,
                         options->smtp_password != NULL ? options->smtp_password : "");
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, upload);
    curl_easy_setopt(curl, CURLOPT_READDATA, &body);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)body.size);
    result = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    curl_easy_cleanup(curl);
    curl_slist_free_all(to);
    return outcome(result, code, error);
}

SendOutcome
mail_send(Context *context, const Outgoing *outgoing, GError **error)
{
    g_autoptr(GBytes) mail = mail_build(outgoing, error);

    if (mail == NULL)
        return SEND_REFUSED;
    if (context->mail->smtp == NULL)
        return SEND_KEPT;
    start_curl();
    return hand_over(context->mail, outgoing, mail, error);
}
