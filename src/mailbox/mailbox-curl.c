#include "mailbox/mailbox-curl.h"

#include "base/reach.h"

#include <glib.h>
#include <pthread.h>
#include <string.h>

/* Debian's own authorities: a file of the organisation's is trusted besides these. */
#define SYSTEM_AUTHORITIES "/etc/ssl/certs"

static void
init(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

static curl_socket_t
open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
    return reach_socket(&address->addr, address->addrlen, address->socktype, address->protocol);
}

CURL *
mailbox_curl_new(void)
{
    static pthread_once_t started = PTHREAD_ONCE_INIT; /* not GLib's, see HACKING.md */
    CURL *curl;

    pthread_once(&started, init);
    curl = curl_easy_init();
    if (curl == NULL)
        g_error("libcurl cannot start");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    return curl;
}

void
mailbox_curl_trust(CURL *curl, const char *ca_file)
{
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (ca_file == NULL)
        return;
    curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
    curl_easy_setopt(curl, CURLOPT_CAPATH, SYSTEM_AUTHORITIES);
}

/* Of gnutls_certificate_status_t, which libcurl hands on. */
#define STATUS_REVOKED       (1L << 5)
#define STATUS_NOT_ACTIVATED (1L << 9)
#define STATUS_EXPIRED       (1L << 10)

const char *
mailbox_curl_certificate(CURL *curl, const char *why)
{
    long status = 0;

    curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &status);
    if ((status & STATUS_EXPIRED) != 0)
        return "expired";
    if ((status & STATUS_NOT_ACTIVATED) != 0)
        return "not-yet-valid";
    if ((status & STATUS_REVOKED) != 0)
        return "revoked";
    return strstr(why, "does not match") != NULL ? "wrong-host" : "unknown-authority";
}
