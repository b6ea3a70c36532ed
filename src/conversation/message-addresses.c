#include "conversation/message-addresses.h"

#include "base/json.h"
#include "conversation/conversation-store.h"
#include "mailbox/mailbox.h"

#include <jansson.h>
#include <string.h>

void
addresses_free(Addresses *addresses)
{
    if (addresses == NULL)
        return;
    channel_address_free(addresses->from);
    g_free(addresses->reply_to);
    g_ptr_array_unref(addresses->to);
    g_ptr_array_unref(addresses->cc);
    g_ptr_array_unref(addresses->bcc);
    g_free(addresses);
}

static void
write_one(JsonWriter *json, const ChannelAddress *address)
{
    json_object_begin(json);
    json_put_text(json, "address", address->address);
    json_put_text(json, "name", address->name);
    json_object_end(json);
}

static void
write_all(JsonWriter *json, const char *name, const GPtrArray *addresses)
{
    json_name(json, name);
    json_list_begin(json);
    for (guint i = 0; addresses != NULL && i < addresses->len; i++)
        write_one(json, addresses->pdata[i]);
    json_list_end(json);
}

char *
addresses_write(const ChannelAddress *from, const char *reply_to, const GPtrArray *to,
                const GPtrArray *cc, const GPtrArray *bcc)
{
    GString *out = g_string_sized_new(256);
    JsonWriter json;

    json_writer_init(&json, out);
    json_object_begin(&json);
    if (from != NULL) {
        json_name(&json, "from");
        write_one(&json, from);
    }
    if (reply_to != NULL)
        json_put_text(&json, "reply_to", reply_to);
    write_all(&json, "to", to);
    write_all(&json, "cc", cc);
    if (bcc != NULL && bcc->len > 0)
        write_all(&json, "bcc", bcc);
    json_object_end(&json);
    return g_string_free(out, FALSE);
}

static ChannelAddress *
read_one(const json_t *value)
{
    const char *address = json_string_value(json_object_get(value, "address"));

    return address != NULL
               ? channel_address_new(address, json_string_value(json_object_get(value, "name")))
               : NULL;
}

static GPtrArray *
read_all(const json_t *list)
{
    GPtrArray *addresses = g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);

    for (size_t i = 0; i < json_array_size(list); i++) {
        ChannelAddress *address = read_one(json_array_get(list, i));

        if (address != NULL)
            g_ptr_array_add(addresses, address);
    }
    return addresses;
}

Addresses *
addresses_read(const char *json)
{
    Addresses *addresses = g_new0(Addresses, 1);
    json_t *value = json != NULL ? json_loads(json, 0, NULL) : NULL;

    addresses->from = read_one(json_object_get(value, "from"));
    addresses->reply_to = g_strdup(json_string_value(json_object_get(value, "reply_to")));
    addresses->to = read_all(json_object_get(value, "to"));
    addresses->cc = read_all(json_object_get(value, "cc"));
    addresses->bcc = read_all(json_object_get(value, "bcc"));
    json_decref(value);
    return addresses;
}

bool
address_list_holds(const GPtrArray *addresses, const char *address)
{
    for (guint i = 0; i < addresses->len; i++)
        if (strcmp(((const ChannelAddress *)addresses->pdata[i])->address, address) == 0)
            return true;
    return false;
}

bool
addresses_hold(const Addresses *addresses, const char *address)
{
    return (addresses->from != NULL && strcmp(addresses->from->address, address) == 0) ||
           (addresses->reply_to != NULL && strcmp(addresses->reply_to, address) == 0) ||
           address_list_holds(addresses->to, address) ||
           address_list_holds(addresses->cc, address) ||
           address_list_holds(addresses->bcc, address);
}

char *
address_plain(const char *address)
{
    const char *at = strrchr(address, '@');
    const char *plus = at != NULL ? g_strrstr_len(address, at - address, "+") : NULL;

    /* "+TOKEN", or "+b-TOKEN" of a bounce. */
    if (plus == NULL || (at - plus - 1 != CONVERSATION_TOKEN_SIZE &&
                         (at - plus - 1 != CONVERSATION_TOKEN_SIZE + 2 ||
                          g_ascii_strncasecmp(plus + 1, "b-", 2) != 0)))
        return g_strdup(address);
    return g_strdup_printf("%.*s%s", (int)(plus - address), address, at);
}

/* Without any tag. Owned by the caller. */
static char *
untagged(const char *address)
{
    const char *at = strrchr(address, '@');
    const char *plus = at != NULL ? memchr(address, '+', (size_t)(at - address)) : NULL;

    return plus != NULL && plus > address
               ? g_strdup_printf("%.*s%s", (int)(plus - address), address, at)
               : g_strdup(address);
}

int
address_is_ours(Db *db, const char *address, const char *also, GError **error)
{
    g_autofree char *plain = untagged(address);
    int ours;

    if (also != NULL && (strcmp(plain, also) == 0 || strcmp(address, also) == 0))
        return 1;
    ours = own_address_store_has(db, address, error);
    if (ours == 0 && strcmp(plain, address) != 0)
        ours = own_address_store_has(db, plain, error);
    return ours != 0 ? ours : mailbox_owns(db, address, error);
}

static bool
add(Db *db, const ChannelAddress *address, const char *also, GPtrArray *list,
    const GPtrArray *already, GError **error)
{
    int ours;

    if (address->address[0] == '\0' || address_list_holds(list, address->address) ||
        address_list_holds(already, address->address))
        return true;
    ours = address_is_ours(db, address->address, also, error);
    if (ours == 0)
        g_ptr_array_add(list, channel_address_new(address->address, address->name));
    return ours >= 0;
}

bool
addresses_answer(Db *db, const Addresses *heard, const char *also, GPtrArray *ret_to,
                 GPtrArray *ret_cc, GError **error)
{
    const GPtrArray *others[] = {heard->to, heard->cc};

    if (heard->from != NULL) {
        ChannelAddress author = *heard->from;

        if (heard->reply_to != NULL)
            author.address = heard->reply_to;
        if (!add(db, &author, also, ret_to, ret_cc, error))
            return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        for (guint j = 0; j < others[i]->len; j++)
            if (!add(db, others[i]->pdata[j], also, ret_cc, ret_to, error))
                return false;
    return true;
}
