#include "mailbox/mailbox-curl.h"

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

const char *
mailbox_curl_certificate(const char *why)
{
    static const struct {
        const char *said, *word;
    } words[] = {
        {"does not match", "wrong-host"},   {"expiration date", "expired"}, {"expired", "expired"},
        {"not activated", "not-yet-valid"}, {"revoked", "revoked"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(why, words[i].said) != NULL)
            return words[i].word;
    return "unknown-authority";
}
