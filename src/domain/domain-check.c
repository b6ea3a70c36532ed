#include "base/json.h"
#include "base/text.h"
#include "domain/dmarc.h"
#include "domain/domain.h"
#include "domain/spf.h"
#include "mailbox/mailbox.h"

#include <gio/gio.h>
#include <string.h>

#define FOUND_MAX      10   /* records shown of a kind */
#define FOUND_TEXT_MAX 1000 /* bytes shown of each */

/* What is told of one record: how it stands, what is there, what should be, and why, by a word that
 * the screen explains. */
typedef struct {
    const char *state; /* "ok", "missing", "wrong", "weak", "unknown" */
    const char *reason;
    GPtrArray *found; /* of char* */
    char *wanted;     /* NULL: nothing to publish */
} Finding;

static void
finding_clear(Finding *finding)
{
    g_clear_pointer(&finding->found, g_ptr_array_unref);
    g_clear_pointer(&finding->wanted, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Finding, finding_clear)

static void
judge(Finding *finding, const char *state, const char *reason)
{
    finding->state = state;
    finding->reason = reason;
}

static void
show(Finding *finding, const char *record)
{
    if (record == NULL)
        return;
    if (finding->found == NULL)
        finding->found = g_ptr_array_new_with_free_func(g_free);
    if (finding->found->len < FOUND_MAX)
        g_ptr_array_add(finding->found, text_clip(record, FOUND_TEXT_MAX));
}

/* ---- Who sends ---- */

/* Providers send from machines of their own, which one record of theirs lists: those where many
 * have their mailbox, by the name of their submission server (their help pages, 2026). */
static const struct {
    const char *host, *include;
} providers[] = {
    {"gmail.com", "_spf.google.com"},
    {"office365.com", "spf.protection.outlook.com"},
    {"ovh.net", "mx.ovh.com"},
    {"gandi.net", "_mailcust.gandi.net"},
    {"infomaniak.com", "spf.infomaniak.ch"},
    {"ionos.fr", "_spf-eu.ionos.com"},
    {"ionos.com", "_spf-us.ionos.com"},
    {"mailbox.org", "mailbox.org"},
    {"migadu.com", "spf.migadu.com"},
    {"fastmail.com", "spf.messagingengine.com"},
    {"zoho.eu", "zohomail.eu"},
};

typedef struct {
    char *host;           /* our SMTP server; NULL: nothing leaves */
    bool ours;            /* it is the program's own: its address is likely the one that is seen */
    const char *include;  /* of its provider; NULL: not known */
    GPtrArray *addresses; /* those seen from outside; empty: not known */
} Sender;

static void
sender_clear(Sender *sender)
{
    g_clear_pointer(&sender->host, g_free);
    g_clear_pointer(&sender->addresses, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sender, sender_clear)

static const char *
include_of(const char *host)
{
    for (size_t i = 0; i < G_N_ELEMENTS(providers); i++) {
        size_t length = strlen(host), suffix = strlen(providers[i].host);

        if (length >= suffix &&
            g_ascii_strcasecmp(host + length - suffix, providers[i].host) == 0 &&
            (length == suffix || host[length - suffix - 1] == '.'))
            return providers[i].include;
    }
    return NULL;
}

/* Whether an address can be what a server elsewhere sees. */
static bool
is_public(const char *address)
{
    g_autoptr(GInetAddress) one = g_inet_address_new_from_string(address);

    return one != NULL && !g_inet_address_get_is_loopback(one) &&
           !g_inet_address_get_is_site_local(one) && !g_inet_address_get_is_link_local(one) &&
           !g_inet_address_get_is_any(one);
}

static bool
find_host(Db *db, Context *context, const Domain *domain, Sender *sender, GError **error)
{
    g_autoptr(MailboxAddress) address = NULL;
    g_autoptr(Mailbox) mailbox = NULL;
    g_autoptr(GUri) uri = NULL;
    int found = mailbox_of_address(db, domain->addresses->pdata[0], &address, error);

    if (found == 1)
        found = mailbox_get(db, address->mailbox, &mailbox, error);
    if (found < 0)
        return false;
    if (found == 1 && mailbox->smtp.host != NULL) {
        sender->host = g_strdup(mailbox->smtp.host);
        return true;
    }
    uri = context->mail->smtp != NULL ? g_uri_parse(context->mail->smtp, G_URI_FLAGS_NONE, NULL)
                                      : NULL;
    if (uri != NULL) {
        sender->host = g_strdup(g_uri_get_host(uri));
        sender->ours = true;
    }
    return true;
}

static void
find_addresses(Dns *dns, Sender *sender)
{
    g_autoptr(GPtrArray) found = NULL;

    sender->addresses = g_ptr_array_new_with_free_func(g_free);
    if (sender->host == NULL)
        return;
    sender->include = include_of(sender->host);
    if (g_hostname_is_ip_address(sender->host)) {
        if (is_public(sender->host))
            g_ptr_array_add(sender->addresses, g_strdup(sender->host));
        return;
    }
    if (dns_addresses(dns, sender->host, &found) != DNS_FOUND)
        return;
    for (guint i = 0; i < found->len; i++)
        if (is_public(found->pdata[i]))
            g_ptr_array_add(sender->addresses, g_strdup(found->pdata[i]));
}

/* ---- SPF ---- */

/* What names our server in a record; NULL when that is not known. Owned by the caller. */
static char *
mechanism(const Sender *sender)
{
    if (sender->include != NULL)
        return g_strconcat("include:", sender->include, NULL);
    if (sender->addresses->len == 0)
        return NULL;
    if (g_hostname_is_ip_address(sender->host))
        return g_strconcat(strchr(sender->host, ':') != NULL ? "ip6:" : "ip4:", sender->host, NULL);
    return g_strconcat("a:", sender->host, NULL);
}

/* The record there is, with our server before its "all"; a new one when there is none. */
static char *
wanted_spf(const Spf *spf, const Sender *sender)
{
    g_autofree char *ours = mechanism(sender);
    const char *record = spf->record;
    const char *all;

    if (ours == NULL)
        return record == NULL ? g_strdup("v=spf1 mx ~all") : NULL;
    if (record == NULL)
        return g_strdup_printf("v=spf1 %s ~all", ours);
    all = g_strrstr(record, "all");
    if (all == NULL || all == record)
        return g_strdup_printf("%s %s ~all", record, ours);
    all = strchr("+-~?", all[-1]) != NULL ? all - 1 : all;
    return g_strdup_printf("%.*s%s %s", (int)(all - record), record, ours, all);
}

static bool
is_named(const Spf *spf, const Sender *sender)
{
    if (spf->result == SPF_PASS && sender->addresses->len > 0)
        return true;
    return sender->include != NULL &&
           g_ptr_array_find_with_equal_func(spf->includes, sender->include, g_str_equal, NULL);
}

static void
judge_spf(const Spf *spf, const Sender *sender, Finding *finding)
{
    show(finding, spf->record);
    if (spf->result == SPF_NO_ANSWER) {
        judge(finding, "unknown", "no-answer");
    } else if (spf->result == SPF_BROKEN) {
        judge(finding, "wrong", spf->problem);
    } else if (spf->result == SPF_NONE) {
        judge(finding, "missing", "missing");
        finding->wanted = wanted_spf(spf, sender);
    } else if (spf->last == '+') {
        judge(finding, "weak", "pass-all");
    } else if (is_named(spf, sender)) {
        bool open = spf->last == '?' || spf->last == '\0';

        judge(finding, open ? "weak" : "ok", open ? "neutral" : "ok");
    } else if (sender->include != NULL || (sender->ours && sender->addresses->len > 0)) {
        judge(finding, "wrong", "server-not-named");
        finding->wanted = wanted_spf(spf, sender);
    } else {
        judge(finding, "unknown", sender->host == NULL ? "no-server" : "server-unknown");
    }
}

/* ---- DKIM ---- */

/* "p=" of a key record without white space; NULL if it has none. Owned by the caller. */
static char *
public_part(const char *record)
{
    g_auto(GStrv) parts = g_strsplit(record, ";", 20);

    for (char **part = parts; *part != NULL; part++) {
        const char *tag = *part + strspn(*part, " \t");
        GString *value;

        if (g_ascii_strncasecmp(tag, "p=", 2) != 0 && g_ascii_strncasecmp(tag, "p =", 3) != 0)
            continue;
        value = g_string_new(NULL);
        for (const char *c = strchr(tag, '=') + 1; *c != '\0'; c++)
            if (*c != ' ' && *c != '\t')
                g_string_append_c(value, *c);
        return g_string_free(value, FALSE);
    }
    return NULL;
}

static void
judge_dkim_record(const DomainKey *key, const char *record, Finding *finding)
{
    g_autofree char *published = public_part(record);
    g_autofree char *ours = public_part(key->record_value);

    if (published == NULL)
        judge(finding, "wrong", "syntax");
    else if (published[0] == '\0')
        judge(finding, "wrong", "revoked");
    else if (strcmp(published, ours) != 0)
        judge(finding, "wrong", "other-key");
    else if (key->state != DOMAIN_KEY_ON)
        judge(finding, "weak", "not-on");
    else
        judge(finding, "ok", "ok");
}

static void
check_dkim(Dns *dns, const DomainKey *key, Finding *finding)
{
    g_autoptr(GPtrArray) records = NULL;
    DnsAnswer answer;

    if (key->state == DOMAIN_KEY_NONE) {
        judge(finding, "missing", "no-key");
        return;
    }
    answer = dns_text(dns, key->record_name, &records);
    for (guint i = 0; records != NULL && i < records->len; i++)
        show(finding, records->pdata[i]);
    if (answer == DNS_FAILED)
        judge(finding, "unknown", "no-answer");
    else if (answer == DNS_NONE)
        judge(finding, "missing", "missing");
    else if (records->len > 1)
        judge(finding, "wrong", "several");
    else
        judge_dkim_record(key, records->pdata[0], finding);
    if (strcmp(finding->state, "missing") == 0 || strcmp(finding->state, "wrong") == 0)
        finding->wanted = g_strdup(key->record_value);
}

/* ---- DMARC, MX ---- */

static void
check_dmarc(Dns *dns, const Domain *domain, Finding *finding)
{
    g_auto(Dmarc) dmarc = {.record = NULL};

    dmarc_check(dns, domain->domain, &dmarc);
    show(finding, dmarc.record);
    if (dmarc.result == DMARC_NO_ANSWER)
        judge(finding, "unknown", "no-answer");
    else if (dmarc.result == DMARC_NONE)
        judge(finding, "missing", "missing");
    else if (dmarc.result == DMARC_BROKEN)
        judge(finding, "wrong", dmarc.problem);
    else if (strcmp(dmarc.policy, "none") == 0)
        judge(finding, "weak", "policy-none");
    else
        judge(finding, "ok", "ok");
    /* The first policy changes nothing of what is delivered: one sees by the reports what would. */
    if (dmarc.result == DMARC_NONE || dmarc.result == DMARC_BROKEN)
        finding->wanted = g_strdup_printf("v=DMARC1; p=none; rua=mailto:%s",
                                          (const char *)domain->addresses->pdata[0]);
}

static void
check_mx(Dns *dns, const Domain *domain, Finding *finding)
{
    g_autoptr(GPtrArray) hosts = NULL;
    DnsAnswer answer = dns_mail(dns, domain->domain, &hosts);

    for (guint i = 0; hosts != NULL && i < hosts->len; i++)
        show(finding, hosts->pdata[i]);
    if (answer == DNS_FAILED)
        judge(finding, "unknown", "no-answer");
    else if (answer == DNS_NONE)
        judge(finding, "missing", "missing");
    else if (strcmp(hosts->pdata[0], ".") == 0)
        judge(finding, "wrong", "takes-no-mail");
    else
        judge(finding, "ok", "ok");
}

/* ---- All of it ---- */

static void
write_finding(JsonWriter *json, const char *name, const Finding *finding)
{
    json_name(json, name);
    json_object_begin(json);
    json_put_text(json, "state", finding->state);
    json_name(json, "found");
    json_list_begin(json);
    for (guint i = 0; finding->found != NULL && i < finding->found->len; i++)
        json_text(json, finding->found->pdata[i]);
    json_list_end(json);
    json_put_text(json, "wanted", finding->wanted);
    json_put_text(json, "reason", finding->reason);
    json_object_end(json);
}

/* Whether one of both speaks for the From that people see. The envelope is in the same domain as
 * the From, and so is our signature: what passes is aligned, strictly too. */
static void
write_aligned(JsonWriter *json, const Spf *spf, const Sender *sender, const Finding *spf_finding,
              const Finding *dkim_finding)
{
    json_name(json, "aligned");
    if (strcmp(dkim_finding->state, "ok") == 0 || is_named(spf, sender))
        json_bool(json, true);
    else if (strcmp(spf_finding->state, "unknown") == 0 ||
             strcmp(dkim_finding->state, "unknown") == 0)
        json_none(json);
    else
        json_bool(json, false);
}

char *
domain_check(Db *db, Context *context, const Domain *domain, GError **error)
{
    g_autoptr(Dns) dns = dns_open(context->mail->dns, error);
    g_auto(DomainKey) key = {.selector = NULL};
    g_auto(Sender) sender = {.host = NULL};
    g_auto(Spf) found_spf = {.record = NULL};
    g_auto(Finding) spf = {.state = NULL}, dkim = {.state = NULL};
    g_auto(Finding) dmarc = {.state = NULL}, mx = {.state = NULL};
    GString *out;
    JsonWriter json;

    if (dns == NULL || !domain_key_get(db, domain->domain, &key, error) ||
        !find_host(db, context, domain, &sender, error))
        return NULL;
    find_addresses(dns, &sender);
    spf_check(dns, domain->domain, sender.addresses, &found_spf);
    judge_spf(&found_spf, &sender, &spf);
    check_dkim(dns, &key, &dkim);
    check_dmarc(dns, domain, &dmarc);
    check_mx(dns, domain, &mx);
    out = g_string_new(NULL);
    json_writer_init(&json, out);
    json_object_begin(&json);
    write_finding(&json, "spf", &spf);
    write_finding(&json, "dkim_dns", &dkim);
    write_finding(&json, "dmarc", &dmarc);
    write_finding(&json, "mx", &mx);
    write_aligned(&json, &found_spf, &sender, &spf, &dkim);
    json_object_end(&json);
    return g_string_free(out, FALSE);
}
