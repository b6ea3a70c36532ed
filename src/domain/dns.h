/* dns: questions to the domain name system, answered within a time. What comes back was written by
 * strangers: it is bounded, and never believed to be text. Inside domain/ only; c-ares asks. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define DNS_RECORDS_MAX 50   /* of one answer; what follows is left out */
#define DNS_TEXT_MAX    8192 /* bytes of one TXT record; a longer one is cut */

typedef struct Dns Dns;

/* server: "ADDRESS:PORT" to ask instead of the system's resolvers, or NULL. All questions together
 * take DNS_BUDGET at most; those asked later fail. One thread. NULL: APP_ERROR_UNAVAILABLE. */
#define DNS_BUDGET (15 * G_USEC_PER_SEC)
Dns *dns_open(const char *server, GError **error);
void dns_close(Dns *dns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dns, dns_close)

typedef enum {
    DNS_FOUND,
    DNS_NONE,   /* no such name, or nothing of that kind there */
    DNS_FAILED, /* nobody answered, or nothing that could be read */
} DnsAnswer;

/* What a name holds: of char*, in the order they came; set for DNS_FOUND only. TXT: each record
 * with its pieces joined, printable. MX: host names, the preferred first; "." says that the domain
 * takes no mail (RFC 7505). Addresses: IPv4 and IPv6. */
DnsAnswer dns_text(Dns *dns, const char *name, GPtrArray **ret_records);
DnsAnswer dns_mail(Dns *dns, const char *name, GPtrArray **ret_hosts);
DnsAnswer dns_addresses(Dns *dns, const char *name, GPtrArray **ret_addresses);
