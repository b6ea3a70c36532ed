#include "mailbox/mailbox-configuration.h"

#include "base/error.h"
#include "base/limits.h"
#include "mailbox/mailbox-http.h"
#include "mailbox/mailbox-store.h"

#include <string.h>

/* ---- Shapes ---- */

static const Shape address_shape = {
    .name = "MailboxAddressItem",
    .fields =
        (const Field[]){
            {.name = "address",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = LIMIT_ADDRESS},
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "signature",
             .type = FIELD_TEXT,
             .flags = FIELD_NULLABLE,
             .max = LIMIT_COMMENT},
            {.name = "team", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .about = "Its name."},
            FIELDS_END,
        },
};

static const Shape mailbox_item_shape = {
    .name = "MailboxItem",
    .fields =
        (const Field[]){
            {.name = "address",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = LIMIT_ADDRESS},
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1},
            {.name = "provider", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1},
            {.name = "auth",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = mailbox_auths},
            {.name = "user", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = LIMIT_ADDRESS},
            {.name = "plus", .type = FIELD_BOOL},
            {.name = "imap",
             .type = FIELD_OBJECT,
             .flags = FIELD_NULLABLE,
             .shape = &new_imap_shape},
            {.name = "smtp",
             .type = FIELD_OBJECT,
             .flags = FIELD_NULLABLE,
             .shape = &new_smtp_shape},
            {.name = "addresses",
             .type = FIELD_LIST,
             .of = FIELD_OBJECT,
             .max = MAILBOX_ADDRESSES_MAX,
             .shape = &address_shape},
            FIELDS_END,
        },
};

static const Shape signature_shape = {
    .name = "TeamSignatureItem",
    .fields =
        (const Field[]){
            {.name = "team", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1},
            {.name = "signature",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = LIMIT_COMMENT},
            FIELDS_END,
        },
};

/* ---- Mailboxes, written ---- */

static bool
write_address(JsonWriter *json, Db *db, const MailboxAddress *address, GError **error)
{
    g_autofree char *team = NULL;

    if (address->team != 0 && mailbox_store_team(db, address->team, &team, error) < 0)
        return false;
    json_object_begin(json);
    json_put_text(json, "address", address->address);
    json_put_text(json, "name", address->name);
    json_put_text(json, "signature", address->signature);
    json_put_text(json, "team", team);
    json_object_end(json);
    return true;
}

static bool
write_mailbox(JsonWriter *json, Db *db, const Mailbox *mailbox, GError **error)
{
    g_autoptr(GPtrArray) addresses = mailbox_store_addresses(db, mailbox->id, error);

    if (addresses == NULL)
        return false;
    json_object_begin(json);
    json_put_text(json, "address", mailbox->address);
    json_put_text(json, "name", mailbox->name);
    json_put_text(json, "provider", mailbox->provider);
    json_put_text(json, "auth", mailbox_auth_word(mailbox->auth));
    json_put_text(json, "user", mailbox->user);
    json_put_bool(json, "plus", mailbox->plus);
    json_name(json, "imap");
    mailbox_imap_write(json, mailbox);
    json_name(json, "smtp");
    mailbox_smtp_write(json, &mailbox->smtp);
    json_name(json, "addresses");
    json_list_begin(json);
    for (guint i = 0; i < addresses->len; i++)
        if (!write_address(json, db, addresses->pdata[i], error))
            return false;
    json_list_end(json);
    json_object_end(json);
    return true;
}

static gint
compare_mailboxes(gconstpointer a, gconstpointer b)
{
    const Mailbox *const *left = a, *const *right = b;

    return strcmp((*left)->address, (*right)->address);
}

static bool
write_mailboxes(Context *context, Db *db, JsonWriter *json, GError **error)
{
    g_autoptr(GPtrArray) mailboxes = mailbox_all(db, error);

    if (mailboxes == NULL)
        return false;
    g_ptr_array_sort(mailboxes, compare_mailboxes);
    for (guint i = 0; i < mailboxes->len; i++)
        if (!write_mailbox(json, db, mailboxes->pdata[i], error))
            return false;
    return true;
}

/* ---- Mailboxes, read ---- */

static bool
find_team(Db *db, const char *name, int64_t *ret_team, GError **error)
{
    int found = mailbox_store_team_named(db, name, ret_team, error);

    return found == 1 ||
           (found == 0 && error_set_field(error, APP_ERROR_NOT_FOUND, "team", "no such team"));
}

/* Of MailboxAddress*, whose texts are the item's, NULL-terminated. NULL: error. */
static GPtrArray *
read_addresses(Db *db, const json_t *list, GError **error)
{
    g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func(g_free);
    size_t index;
    json_t *item;

    json_array_foreach((json_t *)list, index, item)
    {
        const char *team = configuration_text(item, "team");
        MailboxAddress *address = g_new0(MailboxAddress, 1);

        g_ptr_array_add(addresses, address);
        address->address = (char *)configuration_text(item, "address");
        address->name = (char *)configuration_text(item, "name");
        address->signature = (char *)configuration_text(item, "signature");
        if (team != NULL && !find_team(db, team, &address->team, error))
            return NULL;
    }
    g_ptr_array_add(addresses, NULL);
    return g_steal_pointer(&addresses);
}

static void
read_draft(const json_t *item, Mailbox *mailbox)
{
    const json_t *imap = json_object_get(item, "imap"), *smtp = json_object_get(item, "smtp");

    *mailbox = (Mailbox){
        .name = (char *)configuration_text(item, "name"),
        .address = (char *)configuration_text(item, "address"),
        .provider = (char *)configuration_text(item, "provider"),
        .state = MAILBOX_PAUSED,
        .after = AFTER_LEAVE,
        .user = (char *)configuration_text(item, "user"),
        .auth = (MailboxAuth)mailbox_word_read(item, "auth", mailbox_auths, MAILBOX_PASSWORD),
        .plus = configuration_bool(item, "plus", false),
    };
    if (json_is_object(imap))
        mailbox_imap_read(imap, mailbox);
    if (json_is_object(smtp))
        mailbox->smtp = mailbox_end_read(smtp);
}

/* One that is there stays as it is: it fetches, and knows how to sign in where it does. A new one
 * is paused until someone gives its password or the provider's consent. */
static bool
read_mailbox(Context *context, Db *tx, const ConfigurationItem *given,
             ConfigurationEffect *ret_effect, GError **error)
{
    const json_t *list = configuration_list(given->item, "addresses");
    g_autoptr(GPtrArray) addresses = NULL;
    MailboxDraft draft = {.password = NULL};
    int64_t id;
    int owned = mailbox_owns(tx, configuration_text(given->item, "address"), error);

    if (owned != 0) {
        *ret_effect = CONFIGURATION_KEPT;
        return owned == 1;
    }
    read_draft(given->item, &draft.mailbox);
    addresses = read_addresses(tx, list, error);
    if (addresses == NULL)
        return false;
    draft.addresses = (const MailboxAddress *const *)addresses->pdata;
    return mailbox_add(tx, context, &draft, given->staff, &id, error);
}

/* ---- Signatures ---- */

static bool
write_signatures(Context *context, Db *db, JsonWriter *json, GError **error)
{
    g_autoptr(DbRows) rows = mailbox_store_signed_teams(db, error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        json_object_begin(json);
        json_put_text(json, "team", db_rows_text(rows, 0));
        json_put_text(json, "signature", db_rows_text(rows, 1));
        json_object_end(json);
    }
    return more == 0;
}

static bool
read_signature(Context *context, Db *tx, const ConfigurationItem *given,
               ConfigurationEffect *ret_effect, GError **error)
{
    int64_t team = 0;

    return find_team(tx, configuration_text(given->item, "team"), &team, error) &&
           mailbox_sign_team(tx, team, configuration_text(given->item, "signature"), error);
}

const ConfigurationPart mailbox_configurations[] = {
    {
        .name = "mailboxes",
        .key = "address",
        .item = &mailbox_item_shape,
        .write = write_mailboxes,
        .read = read_mailbox,
    },
    {
        .name = "signatures",
        .key = "team",
        .item = &signature_shape,
        .write = write_signatures,
        .read = read_signature,
    },
    CONFIGURATIONS_END,
};
