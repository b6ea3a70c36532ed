#include "mailbox/mailbox.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "journal/journal.h"
#include "mailbox/mailbox-check.h"
#include "mailbox/mailbox-fetch.h"
#include "mailbox/mailbox-secret.h"
#include "mailbox/mailbox-store.h"

#include <inttypes.h>
#include <string.h>

const char *const mailbox_states[] = {"on", "paused", NULL};
const char *const mailbox_auths[] = {"password", "oauth2", NULL};
const char *const mailbox_afters[] = {"leave", "seen", "move", "delete", NULL};

/* Numbers begin at 1; NULL for one that is none. */
static const char *
word(const char *const *words, unsigned number)
{
    return number >= 1 && number <= g_strv_length((char **)words) ? words[number - 1] : NULL;
}

const char *
mailbox_state_word(MailboxState state)
{
    return word(mailbox_states, state);
}

const char *
mailbox_auth_word(MailboxAuth auth)
{
    return word(mailbox_auths, auth);
}

const char *
mailbox_after_word(MailboxAfter after)
{
    return word(mailbox_afters, after);
}

void
mailbox_free(Mailbox *mailbox)
{
    if (mailbox == NULL)
        return;
    g_free(mailbox->name);
    g_free(mailbox->address);
    g_free(mailbox->provider);
    g_free(mailbox->imap.host);
    g_free(mailbox->folder);
    g_free(mailbox->after_folder);
    g_free(mailbox->smtp.host);
    g_free(mailbox->user);
    g_free(mailbox->secret);
    g_free(mailbox);
}

void
mailbox_address_free(MailboxAddress *address)
{
    if (address == NULL)
        return;
    g_free(address->address);
    g_free(address->name);
    g_free(address->signature);
    g_free(address);
}

/* ---- Addresses ---- */

/* Without what stands after a '+'. Owned by the caller. */
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
mailbox_of_address(Db *db, const char *address, MailboxAddress **ret_address, GError **error)
{
    g_autofree char *normal = text_email(address);
    g_autofree char *plain = NULL;

    if (normal == NULL)
        return 0;
    plain = untagged(normal);
    return mailbox_store_of_address(db, normal, plain, ret_address, error);
}

int
mailbox_owns(Db *db, const char *address, GError **error)
{
    g_autoptr(MailboxAddress) found = NULL;

    return mailbox_of_address(db, address, &found, error);
}

int
mailbox_signature(Db *db, const char *address, int64_t team, char **ret_signature, GError **error)
{
    g_autoptr(MailboxAddress) found = NULL;
    int known = mailbox_of_address(db, address, &found, error);

    if (known < 0)
        return -1;
    if (known == 1 && found->signature != NULL) {
        *ret_signature = g_steal_pointer(&found->signature);
        return 1;
    }
    return team != 0 ? mailbox_team_signature(db, team, ret_signature, error) : 0;
}

/* The teams are there and the addresses are free for the mailbox. */
static bool
check_free(Db *tx, const GPtrArray *addresses, int64_t id, GError **error)
{
    for (guint i = 0; i < addresses->len; i++) {
        const MailboxAddress *address = addresses->pdata[i];
        g_autofree char *team = NULL;
        int64_t holder = id;
        int known = address->team != 0 ? mailbox_store_team(tx, address->team, &team, error) : 1;

        if (known < 0 || mailbox_store_holder(tx, address->address, &holder, error) < 0)
            return false;
        if (known == 0)
            return error_set_field(error, APP_ERROR_INVALID, "addresses", "no team %" PRId64,
                                   address->team);
        if (holder != id)
            return error_set_field(error, APP_ERROR_CONFLICT, i == 0 ? "address" : "addresses",
                                   "mailbox %" PRId64 " has this address", holder);
    }
    return true;
}

static bool
put_addresses(Db *tx, const Mailbox *mailbox, const MailboxDraft *draft, GError **error)
{
    g_autoptr(GPtrArray) addresses = mailbox_checked_addresses(mailbox, draft, error);

    return addresses != NULL && check_free(tx, addresses, mailbox->id, error) &&
           mailbox_store_put_addresses(tx, mailbox->id, addresses, error);
}

/* Those it has stay, but for its own address, which may have become another. */
static bool
keep_addresses(Db *tx, const Mailbox *mailbox, const Mailbox *was, GError **error)
{
    g_autoptr(GPtrArray) kept = mailbox_store_addresses(tx, mailbox->id, error);
    MailboxDraft draft = {.mailbox = *mailbox};

    if (kept == NULL || strcmp(mailbox->address, was->address) == 0)
        return kept != NULL;
    if (kept->len > 0) {
        MailboxAddress *own = kept->pdata[0];

        g_free(own->address);
        own->address = g_strdup(mailbox->address);
    }
    for (guint i = 1; i < kept->len; i++)
        if (strcmp(((MailboxAddress *)kept->pdata[i])->address, mailbox->address) == 0)
            g_ptr_array_remove_index(kept, i--);
    g_ptr_array_add(kept, NULL);
    draft.addresses = (const MailboxAddress *const *)kept->pdata;
    return put_addresses(tx, mailbox, &draft, error);
}

/* ---- Secrets ---- */

static bool
put_secret(Db *tx, Context *context, int64_t id, const char *secret, GError **error)
{
    g_autofree char *sealed = secret != NULL ? mailbox_seal(context, secret) : NULL;

    return mailbox_store_put_secret(tx, id, sealed, error);
}

static bool
has_it(const MailboxEnd *end, const Mailbox *mailbox)
{
    return end->host == NULL || g_strcmp0(end->host, mailbox->imap.host) == 0 ||
           g_strcmp0(end->host, mailbox->smtp.host) == 0;
}

bool
mailbox_same_account(const Mailbox *now, const Mailbox *was)
{
    return now->auth == was->auth && strcmp(now->provider, was->provider) == 0 &&
           g_strcmp0(now->user, was->user) == 0 && has_it(&now->imap, was) &&
           has_it(&now->smtp, was);
}

/* What was given for one account is never handed to another server. */
static bool
change_secret(Db *tx, Context *context, const Mailbox *now, const Mailbox *was,
              const char *password, GError **error)
{
    if (password != NULL)
        return put_secret(tx, context, now->id, password, error);
    if (was->secret == NULL || mailbox_same_account(now, was))
        return true;
    if (now->auth == MAILBOX_PASSWORD && was->auth == MAILBOX_PASSWORD && now->user != NULL)
        return error_set_field(error, APP_ERROR_INVALID, "password",
                               "is needed again for another server or user");
    return put_secret(tx, context, now->id, NULL, error);
}

/* ---- Changing ---- */

static bool
tell(Db *tx, const char *fact, int64_t id, int64_t staff, GError **error)
{
    return journal_append(tx, &(Fact){.name = fact, .actor = staff, .subject = id}, error);
}

bool
mailbox_add(Db *tx, Context *context, const MailboxDraft *draft, int64_t staff,
            int64_t *ret_mailbox, GError **error)
{
    g_autoptr(Mailbox) mailbox = mailbox_checked(draft, error);
    int64_t holder = 0;

    if (mailbox == NULL)
        return false;
    mailbox->id = id_new();
    if (mailbox_store_holder(tx, mailbox->address, &holder, error) < 0)
        return false;
    if (holder != 0)
        return error_set_field(error, APP_ERROR_CONFLICT, "address",
                               "mailbox %" PRId64 " has this address", holder);
    if (!mailbox_store_insert(tx, mailbox, clock_now(), error) ||
        !put_addresses(tx, mailbox, draft, error) ||
        (draft->password != NULL && !put_secret(tx, context, mailbox->id, draft->password, error)))
        return false;
    *ret_mailbox = mailbox->id;
    return tell(tx, "mailbox.added", mailbox->id, staff, error);
}

static Mailbox *
need(Db *tx, int64_t id, GError **error)
{
    Mailbox *mailbox = NULL;

    if (mailbox_get(tx, id, &mailbox, error) == 0)
        error_set(error, APP_ERROR_NOT_FOUND, "no mailbox %" PRId64, id);
    return mailbox;
}

static bool
tell_change(Db *tx, const Mailbox *now, const Mailbox *was, int64_t staff, GError **error)
{
    if (now->state == was->state)
        return tell(tx, "mailbox.changed", now->id, staff, error);
    return tell(tx, now->state == MAILBOX_ON ? "mailbox.resumed" : "mailbox.paused", now->id, staff,
                error);
}

bool
mailbox_change(Db *tx, Context *context, int64_t id, int64_t version, const MailboxDraft *draft,
               int64_t staff, GError **error)
{
    g_autoptr(Mailbox) was = need(tx, id, error);
    g_autoptr(Mailbox) now = was != NULL ? mailbox_checked(draft, error) : NULL;
    int64_t holder = id;

    if (now == NULL)
        return false;
    now->id = id;
    if (version != 0 && version != was->version)
        return error_set_field(error, APP_ERROR_CONFLICT, "version",
                               "mailbox %" PRId64 " is at version %" PRId64, id, was->version);
    if (mailbox_store_holder(tx, now->address, &holder, error) < 0)
        return false;
    if (holder != id)
        return error_set_field(error, APP_ERROR_CONFLICT, "address",
                               "mailbox %" PRId64 " has this address", holder);
    return mailbox_store_update(tx, now, error) &&
           (draft->addresses != NULL ? put_addresses(tx, now, draft, error)
                                     : keep_addresses(tx, now, was, error)) &&
           change_secret(tx, context, now, was, draft->password, error) &&
           tell_change(tx, now, was, staff, error);
}

bool
mailbox_remove(Db *tx, int64_t id, int64_t staff, GError **error)
{
    g_autoptr(Mailbox) mailbox = need(tx, id, error);

    return mailbox != NULL && mailbox_store_delete(tx, id, error) &&
           tell(tx, "mailbox.removed", id, staff, error);
}

bool
mailbox_sign_team(Db *tx, int64_t team, const char *signature, GError **error)
{
    g_autofree char *name = NULL;
    g_autofree char *clean = NULL;
    int known = mailbox_store_team(tx, team, &name, error);

    if (known == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no such team");
    if (!mailbox_take_signature(signature, &clean))
        return error_set_field(error, APP_ERROR_INVALID, "signature", "must have at most %d bytes",
                               LIMIT_COMMENT);
    return known == 1 && mailbox_store_put_team_signature(tx, team, clean, error);
}
