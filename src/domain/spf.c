#include "domain/spf.h"

#include <gio/gio.h>
#include <string.h>

typedef struct {
    Dns *dns;
    const GPtrArray *addresses;
    Spf *spf;
    int voids;
} Walk;

static SpfResult follow(Walk *walk, const char *domain, bool first);

void
spf_clear(Spf *spf)
{
    g_clear_pointer(&spf->record, g_free);
    g_clear_pointer(&spf->includes, g_ptr_array_unref);
}

/* "192.0.2.0/24" or an address alone; unlike GInetAddressMask, bits after the prefix are taken for
 * nothing, because many write those. NULL: neither. */
static GInetAddress *
read_network(const char *network, guint *ret_bits)
{
    g_auto(GStrv) parts = g_strsplit(network, "/", 2);
    g_autoptr(GInetAddress) address = g_inet_address_new_from_string(parts[0]);
    guint64 bits;
    guint most;

    if (address == NULL)
        return NULL;
    most = (guint)g_inet_address_get_native_size(address) * 8;
    bits = most;
    if (parts[1] != NULL && !g_ascii_string_to_unsigned(parts[1], 10, 0, most, &bits, NULL))
        return NULL;
    *ret_bits = (guint)bits;
    return g_steal_pointer(&address);
}

bool
spf_in_network(const char *address, const char *network)
{
    guint bits = 0;
    g_autoptr(GInetAddress) net = read_network(network, &bits);
    g_autoptr(GInetAddress) one = g_inet_address_new_from_string(address);
    const guint8 *a, *b;

    if (net == NULL || one == NULL ||
        g_inet_address_get_family(one) != g_inet_address_get_family(net))
        return false;
    a = g_inet_address_to_bytes(one);
    b = g_inet_address_to_bytes(net);
    return memcmp(a, b, bits / 8) == 0 &&
           (bits % 8 == 0 || (a[bits / 8] ^ b[bits / 8]) >> (8 - bits % 8) == 0);
}

static bool
any_in(const Walk *walk, const char *network)
{
    for (guint i = 0; i < walk->addresses->len; i++)
        if (spf_in_network(walk->addresses->pdata[i], network))
            return true;
    return false;
}

/* ---- Questions, counted ---- */

static SpfResult
broken(Walk *walk, const char *problem)
{
    if (walk->spf->problem == NULL)
        walk->spf->problem = problem;
    return SPF_BROKEN;
}

/* False when there were too many. */
static bool
count_lookup(Walk *walk)
{
    if (++walk->spf->lookups <= SPF_LOOKUPS_MAX)
        return true;
    broken(walk, "too-many-lookups");
    return false;
}

static bool
count_void(Walk *walk)
{
    if (++walk->voids <= SPF_VOID_MAX)
        return true;
    broken(walk, "too-many-voids");
    return false;
}

/* ---- Mechanisms ---- */

/* "a", "mx": is one of the addresses of these hosts ours? SPF_PASS, SPF_NONE when not, or worse. */
static SpfResult
match_hosts(Walk *walk, const GPtrArray *hosts, const char *prefix)
{
    for (guint i = 0; i < hosts->len && i < SPF_LOOKUPS_MAX; i++) {
        g_autoptr(GPtrArray) found = NULL;
        DnsAnswer answer = dns_addresses(walk->dns, hosts->pdata[i], &found);

        if (answer == DNS_FAILED)
            return SPF_NO_ANSWER;
        if (answer == DNS_NONE && !count_void(walk))
            return SPF_BROKEN;
        for (guint j = 0; found != NULL && j < found->len; j++) {
            g_autofree char *network = g_strconcat(found->pdata[j], prefix, NULL);

            if (any_in(walk, network))
                return SPF_PASS;
        }
    }
    return SPF_NONE;
}

/* The prefix length of "a:host/24"; the one for IPv6 ("//64") is not looked at: too wide a net is
 * not what this check is about. */
static char *
take_prefix(char *target)
{
    char *slash = strchr(target, '/');
    char *prefix;

    if (slash == NULL)
        return g_strdup("");
    prefix = g_strndup(slash, 1 + strspn(slash + 1, "0123456789"));
    *slash = '\0';
    if (strlen(prefix) == 1) /* "//64": of IPv6 only */
        prefix[0] = '\0';
    return prefix;
}

static SpfResult
match_a(Walk *walk, const char *domain, const char *prefix)
{
    g_autoptr(GPtrArray) hosts = g_ptr_array_new();

    g_ptr_array_add(hosts, (gpointer)domain);
    return match_hosts(walk, hosts, prefix);
}

static SpfResult
match_mx(Walk *walk, const char *domain, const char *prefix)
{
    g_autoptr(GPtrArray) hosts = NULL;
    DnsAnswer answer = dns_mail(walk->dns, domain, &hosts);

    if (answer == DNS_FAILED)
        return SPF_NO_ANSWER;
    if (answer == DNS_NONE)
        return count_void(walk) ? SPF_NONE : SPF_BROKEN;
    return match_hosts(walk, hosts, prefix);
}

static SpfResult
match_exists(Walk *walk, const char *domain)
{
    g_autoptr(GPtrArray) found = NULL;
    DnsAnswer answer = dns_addresses(walk->dns, domain, &found);

    if (answer == DNS_FAILED)
        return SPF_NO_ANSWER;
    if (answer == DNS_NONE)
        return count_void(walk) ? SPF_NONE : SPF_BROKEN;
    return SPF_PASS;
}

static SpfResult
match_include(Walk *walk, const char *domain)
{
    SpfResult result;

    g_ptr_array_add(walk->spf->includes, g_ascii_strdown(domain, -1));
    result = follow(walk, domain, false);
    if (result == SPF_NONE)
        return broken(walk, "include-missing");
    return result == SPF_PASS || result == SPF_BROKEN || result == SPF_NO_ANSWER ? result
                                                                                 : SPF_NONE;
}

/* One mechanism: SPF_PASS when it matches, SPF_NONE when not, SPF_BROKEN, SPF_NO_ANSWER. name and
 * target are what is around its ':'. */
static SpfResult
match(Walk *walk, const char *domain, const char *name, char *target)
{
    g_autofree char *prefix = NULL;
    /* Macros are made of the mail itself, which is not there yet. */
    bool macro = target != NULL && strchr(target, '%') != NULL;

    if (g_ascii_strcasecmp(name, "all") == 0)
        return target == NULL ? SPF_PASS : broken(walk, "syntax");
    if (g_ascii_strcasecmp(name, "ip4") == 0 || g_ascii_strcasecmp(name, "ip6") == 0) {
        guint bits;
        g_autoptr(GInetAddress) network = target != NULL ? read_network(target, &bits) : NULL;

        if (network == NULL)
            return broken(walk, "syntax");
        return any_in(walk, target) ? SPF_PASS : SPF_NONE;
    }
    if (g_ascii_strcasecmp(name, "a") != 0 && g_ascii_strcasecmp(name, "mx") != 0 &&
        g_ascii_strcasecmp(name, "ptr") != 0 && g_ascii_strcasecmp(name, "include") != 0 &&
        g_ascii_strcasecmp(name, "exists") != 0)
        return broken(walk, "syntax");
    if (!count_lookup(walk))
        return SPF_BROKEN;
    if (macro || g_ascii_strcasecmp(name, "ptr") == 0)
        return SPF_NONE;
    prefix = target != NULL ? take_prefix(target) : g_strdup("");
    target = target != NULL && target[0] != '\0' ? target : (char *)domain;
    if (g_ascii_strcasecmp(name, "a") == 0)
        return match_a(walk, target, prefix);
    if (g_ascii_strcasecmp(name, "mx") == 0)
        return match_mx(walk, target, prefix);
    if (target == domain)
        return broken(walk, "syntax");
    return g_ascii_strcasecmp(name, "exists") == 0 ? match_exists(walk, target)
                                                   : match_include(walk, target);
}

/* ---- A record ---- */

static SpfResult
result_of_sign(char sign)
{
    return sign == '-'   ? SPF_FAIL
           : sign == '~' ? SPF_SOFTFAIL
           : sign == '?' ? SPF_NEUTRAL
                         : SPF_PASS;
}

/* "include:example.net", "a/24", "mx": the name, and what is after it; the prefix stays with the
 * target, which is empty then. */
static char *
split_term(char *term, char **ret_target)
{
    char *end = term + strcspn(term, ":/");

    *ret_target = NULL;
    if (*end == ':') {
        *end = '\0';
        *ret_target = end + 1;
        return g_strdup(term);
    }
    if (*end == '/') {
        *ret_target = end;
        return g_strndup(term, (gsize)(end - term));
    }
    return g_strdup(term);
}

static bool
is_worse(SpfResult result)
{
    return result == SPF_BROKEN || result == SPF_NO_ANSWER;
}

static SpfResult
read_record(Walk *walk, const char *domain, const char *record, bool first)
{
    g_auto(GStrv) terms = g_strsplit(record, " ", 200);
    const char *redirect = NULL;
    SpfResult result = SPF_NONE;
    bool all = false;

    for (char **at = terms + 1; terms[0] != NULL && *at != NULL; at++) {
        char *term = *at, *target;
        char sign = strchr("+-~?", term[0]) != NULL && term[0] != '\0' ? *term++ : '+';
        g_autofree char *name = NULL;
        SpfResult matched;

        if (term[0] == '\0')
            continue;
        if (strchr(term, '=') != NULL && strcspn(term, "=") < strcspn(term, ":/")) {
            if (g_ascii_strncasecmp(term, "redirect=", 9) == 0)
                redirect = term + 9;
            continue; /* exp=, and what may come one day */
        }
        name = split_term(term, &target);
        matched = match(walk, domain, name, target);
        if (is_worse(matched))
            return matched;
        if (g_ascii_strcasecmp(name, "all") == 0) {
            all = true;
            walk->spf->last = first ? sign : walk->spf->last;
        }
        if (matched == SPF_PASS && result == SPF_NONE)
            result = result_of_sign(sign);
    }
    if (redirect == NULL || all)
        return result != SPF_NONE ? result : SPF_NEUTRAL;
    if (!count_lookup(walk))
        return SPF_BROKEN;
    g_ptr_array_add(walk->spf->includes, g_ascii_strdown(redirect, -1));
    {
        SpfResult there = follow(walk, redirect, first);

        if (there == SPF_NONE)
            return broken(walk, "include-missing");
        return is_worse(there) || result == SPF_NONE ? there : result;
    }
}

static bool
is_spf(const char *text)
{
    return g_ascii_strncasecmp(text, "v=spf1", 6) == 0 && (text[6] == ' ' || text[6] == '\0');
}

/* What a domain publishes. Depth is bounded by the count of questions. */
static SpfResult
follow(Walk *walk, const char *domain, bool first)
{
    g_autoptr(GPtrArray) texts = NULL;
    const char *record = NULL;
    DnsAnswer answer = dns_text(walk->dns, domain, &texts);

    if (answer == DNS_FAILED)
        return SPF_NO_ANSWER;
    for (guint i = 0; texts != NULL && i < texts->len; i++) {
        if (!is_spf(texts->pdata[i]))
            continue;
        if (record != NULL)
            return broken(walk, "several");
        record = texts->pdata[i];
    }
    if (record == NULL)
        return SPF_NONE;
    if (walk->spf->record == NULL)
        walk->spf->record = g_strdup(record);
    return read_record(walk, domain, record, first);
}

void
spf_check(Dns *dns, const char *domain, const GPtrArray *addresses, Spf *ret_spf)
{
    Walk walk = {.dns = dns, .addresses = addresses, .spf = ret_spf};

    *ret_spf = (Spf){.includes = g_ptr_array_new_with_free_func(g_free)};
    ret_spf->result = follow(&walk, domain, true);
}
