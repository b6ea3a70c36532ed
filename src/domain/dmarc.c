#include "domain/dmarc.h"

#include <string.h>

void
dmarc_clear(Dmarc *dmarc)
{
    g_clear_pointer(&dmarc->record, g_free);
    g_clear_pointer(&dmarc->at, g_free);
    g_clear_pointer(&dmarc->policy, g_free);
}

/* The value of a tag of "v=DMARC1; p=none", NULL if it has none. Owned by the caller. */
static char *
tag(const char *record, const char *name)
{
    g_auto(GStrv) parts = g_strsplit(record, ";", 50);

    for (char **part = parts; *part != NULL; part++) {
        char *equals = strchr(*part, '=');

        if (equals == NULL)
            continue;
        *equals = '\0';
        if (g_ascii_strcasecmp(g_strstrip(*part), name) == 0)
            return g_ascii_strdown(g_strstrip(equals + 1), -1);
    }
    return NULL;
}

static bool
is_policy(const char *word)
{
    static const char *const words[] = {"none", "quarantine", "reject", NULL};

    return word != NULL && g_strv_contains(words, word);
}

static void
read_record(Dmarc *dmarc, bool above)
{
    g_autofree char *spf = tag(dmarc->record, "aspf");
    g_autofree char *dkim = tag(dmarc->record, "adkim");
    g_autofree char *below = tag(dmarc->record, "sp");

    dmarc->policy = tag(dmarc->record, "p");
    if (!is_policy(dmarc->policy)) {
        dmarc->result = DMARC_BROKEN;
        dmarc->problem = "syntax";
        return;
    }
    if (above && is_policy(below)) {
        g_free(dmarc->policy);
        dmarc->policy = g_steal_pointer(&below);
    }
    dmarc->strict_spf = g_strcmp0(spf, "s") == 0;
    dmarc->strict_dkim = g_strcmp0(dkim, "s") == 0;
    dmarc->result = DMARC_FOUND;
}

/* True: the search ends here. */
static bool
look_at(Dns *dns, const char *domain, Dmarc *dmarc, bool above)
{
    g_autofree char *name = g_strconcat("_dmarc.", domain, NULL);
    g_autoptr(GPtrArray) texts = NULL;
    DnsAnswer answer = dns_text(dns, name, &texts);

    if (answer == DNS_FAILED) {
        dmarc->result = DMARC_NO_ANSWER;
        return true;
    }
    for (guint i = 0; texts != NULL && i < texts->len; i++) {
        if (g_ascii_strncasecmp(texts->pdata[i], "v=DMARC1", 8) != 0)
            continue;
        if (dmarc->record != NULL) {
            dmarc->result = DMARC_BROKEN;
            dmarc->problem = "several";
            return true;
        }
        dmarc->record = g_strdup(texts->pdata[i]);
    }
    if (dmarc->record == NULL)
        return false;
    dmarc->at = g_steal_pointer(&name);
    read_record(dmarc, above);
    return true;
}

void
dmarc_check(Dns *dns, const char *domain, Dmarc *ret_dmarc)
{
    *ret_dmarc = (Dmarc){.result = DMARC_NONE};
    for (const char *at = domain; at != NULL && strchr(at, '.') != NULL;) {
        if (look_at(dns, at, ret_dmarc, at != domain))
            return;
        at = strchr(at, '.') + 1;
    }
}
