/* mailbox-curl: libcurl as this folder uses it: certificates are always checked, against the
 * system's authorities and those of the organisation. Inside mailbox/ only. */
#pragma once

#include <curl/curl.h>

/* A handle of its own for one talk; curl_easy_cleanup() ends it. */
CURL *mailbox_curl_new(void);

/* ca_file may be NULL. */
void mailbox_curl_trust(CURL *curl, const char *ca_file);

/* What is wrong with the certificate that made a talk fail, in the words of imap/imap.h; why is
 * libcurl's sentence. Static. */
const char *mailbox_curl_certificate(CURL *curl, const char *why);
