/* mailbox-curl: libcurl as this folder uses it: certificates are always checked, against the
 * system's authorities and those of the organisation. Inside mailbox/ only. */
#pragma once

#include <curl/curl.h>

/* A handle of its own for one talk; curl_easy_cleanup() ends it. */
CURL *mailbox_curl_new(void);

/* ca_file may be NULL. */
void mailbox_curl_trust(CURL *curl, const char *ca_file);

/* What is wrong with a certificate, from libcurl's sentence, in the words of imap/imap.h. Static.
 */
const char *mailbox_curl_certificate(const char *why);
