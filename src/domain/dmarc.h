/* dmarc: what a domain wants done with mail that only pretends to come from it (RFC 7489). Inside
 * domain/ only. */
#pragma once

#include "domain/dns.h"

typedef enum {
    DMARC_NONE, /* it says nothing */
    DMARC_FOUND,
    DMARC_BROKEN,    /* what it says cannot be read: see problem */
    DMARC_NO_ANSWER, /* try later */
} DmarcResult;

typedef struct {
    DmarcResult result;
    char *record; /* NULL */
    char *at;     /* the name it was found at: the domain's own or that above it */
    char *policy; /* "none", "quarantine", "reject"; of subdomains when found above */
    bool strict_spf, strict_dkim; /* the domains must be the same, not only akin */
    const char *problem;          /* "several", "syntax"; NULL */
} Dmarc;

void dmarc_clear(Dmarc *dmarc);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Dmarc, dmarc_clear)

/* Asks for the domain, then for each above it that has two labels at least: the list of public
 * suffixes is not asked, because nobody publishes a policy for one. */
void dmarc_check(Dns *dns, const char *domain, Dmarc *ret_dmarc);
