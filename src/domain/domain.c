#include "domain/domain.h"

#include "mailbox/mailbox.h"

#include <string.h>

void
domain_free(Domain *domain)
{
    if (domain == NULL)
        return;
    g_free(domain->domain);
    g_ptr_array_unref(domain->addresses);
    g_free(domain);
}

static void
free_domain(void *domain)
{
    domain_free(domain);
}

static Domain *
find(GPtrArray *domains, const char *name)
{
    for (guint i = 0; i < domains->len; i++)
        if (strcmp(((Domain *)domains->pdata[i])->domain, name) == 0)
            return domains->pdata[i];
    return NULL;
}

/* Names without a dot ("localhost") are this machine's own: nobody asks about them. */
static void
add_address(GPtrArray *domains, const char *address)
{
    const char *at = address != NULL ? strrchr(address, '@') : NULL;
    Domain *domain;

    if (at == NULL || strchr(at, '.') == NULL)
        return;
    domain = find(domains, at + 1);
    if (domain == NULL) {
        domain = g_new0(Domain, 1);
        domain->domain = g_strdup(at + 1);
        domain->addresses = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(domains, domain);
    }
    if (!g_ptr_array_find_with_equal_func(domain->addresses, address, g_str_equal, NULL))
        g_ptr_array_add(domain->addresses, g_strdup(address));
}

static int
by_name(const void *a, const void *b)
{
    const Domain *const *one = a, *const *other = b;

    return strcmp((*one)->domain, (*other)->domain);
}

GPtrArray *
domain_all(Db *db, Context *context, GError **error)
{
    g_autoptr(GPtrArray) addresses = mailbox_addresses(db, error);
    GPtrArray *domains;

    if (addresses == NULL)
        return NULL;
    domains = g_ptr_array_new_with_free_func(free_domain);
    for (guint i = 0; i < addresses->len; i++)
        add_address(domains, ((const MailboxAddress *)addresses->pdata[i])->address);
    add_address(domains, context->mail->address);
    g_ptr_array_sort(domains, by_name);
    return domains;
}

int
domain_get(Db *db, Context *context, const char *domain, Domain **ret_domain, GError **error)
{
    g_autoptr(GPtrArray) all = domain_all(db, context, error);
    g_autofree char *lower = g_ascii_strdown(domain, -1);
    guint i = 0;

    if (all == NULL)
        return -1;
    while (i < all->len && strcmp(((Domain *)all->pdata[i])->domain, lower) != 0)
        i++;
    if (i == all->len)
        return 0;
    *ret_domain = g_ptr_array_steal_index(all, i);
    return 1;
}
