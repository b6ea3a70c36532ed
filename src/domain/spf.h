/* spf: who may send mail in the name of a domain (RFC 7208), followed as a receiving server does:
 * at most ten questions, two of them without an answer. Unlike a server, the whole tree is
 * followed, whichever branch would match first, so that what is too long is seen before it hurts.
 * Inside domain/ only. */
#pragma once

#include "domain/dns.h"

#define SPF_LOOKUPS_MAX 10
#define SPF_VOID_MAX    2

typedef enum {
    SPF_NONE,      /* the domain says nothing */
    SPF_PASS,      /* the server may */
    SPF_NEUTRAL,   /* it says that it does not say */
    SPF_SOFTFAIL,  /* the server probably may not */
    SPF_FAIL,      /* it may not */
    SPF_BROKEN,    /* what is published cannot be followed: see problem */
    SPF_NO_ANSWER, /* the domain name system did not answer: try later */
} SpfResult;

typedef struct {
    SpfResult result;
    char *record;        /* of the domain itself; NULL */
    GPtrArray *includes; /* of char*: every domain it includes or redirects to */
    char last;           /* the sign of its "all": '-', '~', '?', '+'; 0: it has none */
    int lookups;
    /* "several", "syntax", "too-many-lookups", "too-many-voids", "include-missing"; NULL */
    const char *problem;
} Spf;

void spf_clear(Spf *spf);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Spf, spf_clear)

/* addresses: those of the server that sends, of char*; may be empty. */
void spf_check(Dns *dns, const char *domain, const GPtrArray *addresses, Spf *ret_spf);

/* True if an IP address lies in "192.0.2.0/24", "2001:db8::/32" or is one. */
bool spf_in_network(const char *address, const char *network);
