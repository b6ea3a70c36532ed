#include "channel/mail/mail-smtp.h"

#include "base/error.h"
#include "base/reach.h"
#include "channel/mail/smtp-dialogue.h"

#include <curl/curl.h>
#include <gio/gio.h>
#include <pthread.h>
#include <string.h>

#define CONNECT_TIMEOUT 20L  /* seconds */
#define TOTAL_TIMEOUT   300L /* seconds, the mail's bytes included */
/* Debian's own authorities: a file of the organisation's is trusted besides these. */
#define SYSTEM_AUTHORITIES "/etc/ssl/certs"

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

/* libcurl tells the dialogue as it shows it to developers; nothing of it is kept but answers. */
static int
overhear(CURL *curl, curl_infotype type, char *data, size_t size, void *dialogue)
{
    if (type == CURLINFO_HEADER_OUT)
        smtp_dialogue_say(dialogue, data, size);
    else if (type == CURLINFO_HEADER_IN)
        smtp_dialogue_hear(dialogue, data, size);
    return 0;
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

/* ---- How to reach and to trust the server ---- */

static bool
is_here(const char *host)
{
    g_autoptr(GInetAddress) address = g_inet_address_new_from_string(host);

    return strcmp(host, "localhost") == 0 ||
           (address != NULL && g_inet_address_get_is_loopback(address));
}

static curl_socket_t
open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
    return reach_socket(&address->addr, address->addrlen, address->socktype, address->protocol);
}

static void
set_server(CURL *curl, const SmtpParcel *parcel)
{
    const MailServer *server = parcel->server;
    bool ipv6 = strchr(server->host, ':') != NULL;
    /* We greet as the domain we write from: the name of this machine is nobody's business. */
    const char *at = strrchr(parcel->sender, '@');
    g_autofree char *url = g_strdup_printf(
        "%s://%s%s%s:%u/%s", server->security == MAIL_TLS ? "smtps" : "smtp", ipv6 ? "[" : "",
        server->host, ipv6 ? "]" : "", (unsigned)server->port, at != NULL ? at + 1 : "localhost");
    long tls = server->security != MAIL_PLAIN ? CURLUSESSL_ALL
               : parcel->try_tls              ? CURLUSESSL_TRY
                                              : CURLUSESSL_NONE;

    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, tls);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, TOTAL_TIMEOUT);
    if (server->ca_file != NULL) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, server->ca_file);
        curl_easy_setopt(curl, CURLOPT_CAPATH, SYSTEM_AUTHORITIES);
    }
}

static void
set_sign_in(CURL *curl, const MailServer *server)
{
    if (server->user == NULL)
        return;
    curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
    curl_easy_setopt(curl, CURLOPT_SASL_IR, 1L); /* with the command: one exchange less */
    if (server->oauth) {
        curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
        curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, server->secret);
    } else {
        curl_easy_setopt(curl, CURLOPT_PASSWORD, server->secret != NULL ? server->secret : "");
    }
}

/* ---- What became of it ---- */

static SendOutcome
outcome_of_code(long code)
{
    return code >= 500 && code < 600 ? SEND_REFUSED : code >= 400 ? SEND_RETRY : SEND_DONE;
}

/* Some were taken, or none was but for different reasons: the worst, where what may still work
 * comes before what never will. */
static SendOutcome
outcome_of_recipients(const SmtpDialogue *dialogue, SendReport *report, GError **error)
{
    const SmtpAnswer *worst = NULL;

    for (guint i = 0; i < dialogue->recipients->len; i++) {
        const SmtpAnswer *answer = &g_array_index(dialogue->recipients, SmtpAnswer, i);

        if (answer->code >= 400 && (worst == NULL || (worst->code >= 500 && answer->code < 500)))
            worst = answer;
    }
    if (worst == NULL)
        return SEND_DONE;
    error_set(error, worst->code >= 500 ? APP_ERROR_INVALID : APP_ERROR_UNAVAILABLE,
              "the mail server refused a recipient: %d", worst->code);
    if (report != NULL)
        report->words = g_strdup(worst->words);
    return outcome_of_code(worst->code);
}

/* Who has it, and who was refused; those the mail itself was not given to are left out. */
static void
tell_recipients(const SmtpParcel *parcel, const SmtpDialogue *dialogue, bool taken,
                SendReport *report)
{
    if (report == NULL)
        return;
    report->recipients = g_ptr_array_new_with_free_func(smtp_recipient_free);
    for (guint i = 0; i < dialogue->recipients->len && parcel->recipients[i] != NULL; i++) {
        const SmtpAnswer *answer = &g_array_index(dialogue->recipients, SmtpAnswer, i);

        if (answer->code >= 400 || taken)
            g_ptr_array_add(report->recipients, smtp_recipient(parcel->recipients[i], answer));
    }
}

/* What the server said of the whole mail: of its sender, its content. */
static SendOutcome
outcome_of_mail(const SmtpDialogue *dialogue, SendReport *report, GError **error)
{
    const SmtpAnswer *answer = &dialogue->last;

    if (report != NULL)
        report->words = g_strdup(answer->words);
    if (smtp_dialogue_is_about_mail(dialogue) && answer->code >= 500) {
        error_set(error, APP_ERROR_INVALID, "the mail server refused it: %d", answer->code);
        return SEND_REFUSED;
    }
    error_set(error, APP_ERROR_UNAVAILABLE, "the mail server answered %d", answer->code);
    return SEND_RETRY;
}

static SendOutcome
outcome(const SmtpParcel *parcel, const SmtpDialogue *dialogue, CURLcode result, const char *why,
        SendReport *report, GError **error)
{
    if (result == CURLE_OK || smtp_dialogue_all_refused(dialogue)) {
        tell_recipients(parcel, dialogue, result == CURLE_OK, report);
        return outcome_of_recipients(dialogue, report, error);
    }
    if (dialogue->last.code >= 400 && result != CURLE_LOGIN_DENIED)
        return outcome_of_mail(dialogue, report, error);
    if (dialogue->stage == SMTP_BODY)
        error_set(error, APP_ERROR_UNAVAILABLE,
                  "the mail server was cut off before it answered: it may have the mail");
    else if (dialogue->last.code >= 400)
        error_set(error, APP_ERROR_UNAVAILABLE, "the mail server refused to sign us in: %d",
                  dialogue->last.code);
    else
        error_set(error, APP_ERROR_UNAVAILABLE, "the mail server: %s",
                  why[0] != '\0' ? why : curl_easy_strerror(result));
    if (report != NULL && dialogue->last.code >= 400)
        report->words = g_strdup(dialogue->last.words);
    return SEND_RETRY;
}

static SendOutcome
hand_over(const SmtpParcel *parcel, struct curl_slist *recipients, SendReport *report,
          GError **error)
{
    Upload body = {.bytes = g_bytes_get_data(parcel->mail, NULL),
                   .size = g_bytes_get_size(parcel->mail)};
    g_auto(SmtpDialogue) dialogue = SMTP_DIALOGUE_BEGIN;
    char why[CURL_ERROR_SIZE] = "";
    CURL *curl = curl_easy_init();
    CURLcode result;

    set_server(curl, parcel);
    set_sign_in(curl, parcel->server);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, overhear);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &dialogue);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, parcel->sender);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, upload);
    curl_easy_setopt(curl, CURLOPT_READDATA, &body);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)body.size);
    result = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return outcome(parcel, &dialogue, result, why, report, error);
}

SendOutcome
smtp_send(const SmtpParcel *parcel, SendReport *report, GError **error)
{
    const MailServer *server = parcel->server;
    struct curl_slist *recipients = NULL;
    SendOutcome sent;

    if (server->user != NULL && server->security == MAIL_PLAIN && !is_here(server->host)) {
        error_set(error, APP_ERROR_UNAVAILABLE, "no password goes to the mail server in the clear");
        return SEND_RETRY;
    }
    start_curl();
    for (const char *const *to = parcel->recipients; *to != NULL; to++)
        recipients = curl_slist_append(recipients, *to);
    sent = hand_over(parcel, recipients, report, error);
    curl_slist_free_all(recipients);
    return sent;
}
