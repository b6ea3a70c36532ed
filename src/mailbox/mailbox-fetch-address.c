#include "mailbox/mailbox-fetch-address.h"

#include "base/text.h"

#include <string.h>

#define HEAD_MAX (64 * 1024) /* where the lines of delivery stand */

struct OurAddresses {
    char *own;
    GHashTable *known; /* as a set */
};

OurAddresses *
our_addresses_new(Db *db, const Mailbox *mailbox, GError **error)
{
    g_autoptr(GPtrArray) all = mailbox_addresses(db, error);
    OurAddresses *ours;

    if (all == NULL)
        return NULL;
    ours = g_new0(OurAddresses, 1);
    ours->own = g_strdup(mailbox->address);
    ours->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_add(ours->known, g_strdup(mailbox->address));
    for (guint i = 0; i < all->len; i++) {
        const MailboxAddress *address = all->pdata[i];

        if (address->mailbox == mailbox->id)
            g_hash_table_add(ours->known, g_strdup(address->address));
    }
    return ours;
}

void
our_addresses_free(OurAddresses *ours)
{
    if (ours == NULL)
        return;
    g_free(ours->own);
    g_hash_table_unref(ours->known);
    g_free(ours);
}

/* The one that is known of an address, as it stands or without its tag; NULL. */
static const char *
known(const OurAddresses *ours, const char *address)
{
    g_autofree char *normal = address != NULL ? text_email(address) : NULL;
    const char *at = normal != NULL ? strrchr(normal, '@') : NULL;
    const char *plus = normal != NULL ? strchr(normal, '+') : NULL;
    g_autofree char *plain = NULL;
    gpointer key = NULL;

    if (at == NULL)
        return NULL;
    if (g_hash_table_lookup_extended(ours->known, normal, &key, NULL))
        return key;
    if (plus == NULL || plus > at)
        return NULL;
    plain = g_strdup_printf("%.*s%s", (int)(plus - normal), normal, at);
    return g_hash_table_lookup_extended(ours->known, plain, &key, NULL) ? key : NULL;
}

/* ---- The lines that delivery added ---- */

/* "Delivered-To: <contact@example.org>" → its address; NULL for another line. */
static char *
delivered_to(const char *line, gsize size)
{
    static const char *const names[] = {
        "Delivered-To:", "X-Original-To:", "Envelope-To:", "X-Envelope-To:", "X-Delivered-To:"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        gsize length = strlen(names[i]);

        if (size > length && g_ascii_strncasecmp(line, names[i], length) == 0) {
            char *value = g_strndup(line + length, size - length);

            return g_strstrip(g_strdelimit(value, "<>\r\t", ' '));
        }
    }
    return NULL;
}

static const char *
of_delivery(const OurAddresses *ours, GBytes *source)
{
    gsize size = 0;
    const char *at = source != NULL ? g_bytes_get_data(source, &size) : NULL;
    const char *end = at != NULL ? at + MIN(size, (gsize)HEAD_MAX) : NULL;

    while (at != NULL && at < end && *at != '\r' && *at != '\n') {
        const char *feed = memchr(at, '\n', (gsize)(end - at));
        gsize length = (gsize)((feed != NULL ? feed : end) - at);
        g_autofree char *address = delivered_to(at, length);
        const char *found = known(ours, address);

        if (found != NULL)
            return found;
        at = feed != NULL ? feed + 1 : NULL;
    }
    return NULL;
}

static const char *
of_list(const OurAddresses *ours, const GPtrArray *addresses)
{
    const char *found = NULL;

    for (guint i = 0; i < addresses->len && found == NULL; i++)
        found = known(ours, ((const ChannelAddress *)addresses->pdata[i])->address);
    return found;
}

const char *
our_address_of(const OurAddresses *ours, const Incoming *mail)
{
    const char *found = of_delivery(ours, mail->source);

    if (found == NULL)
        found = of_list(ours, mail->to);
    if (found == NULL)
        found = of_list(ours, mail->cc);
    return found != NULL ? found : ours->own;
}
