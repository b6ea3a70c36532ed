#include "base/error.h"
#include "domain/domain-store.h"
#include "mailbox/mailbox-secret.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#define KEY_BITS 2048 /* RFC 8301; larger ones do not fit one piece of a TXT record */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BIO, BIO_free_all)

void
domain_key_clear(DomainKey *key)
{
    g_clear_pointer(&key->selector, g_free);
    g_clear_pointer(&key->record_name, g_free);
    g_clear_pointer(&key->record_value, g_free);
}

bool
domain_key_get(Db *db, const char *domain, DomainKey *ret_key, GError **error)
{
    g_auto(StoredKey) stored = {.selector = NULL};
    int found = domain_store_key(db, domain, &stored, error);

    *ret_key = (DomainKey){.state = DOMAIN_KEY_NONE};
    if (found == 1)
        *ret_key = (DomainKey){
            .state = stored.state,
            .record_name = g_strdup_printf("%s._domainkey.%s", stored.selector, domain),
            .record_value = g_strdup_printf("v=DKIM1; k=rsa; p=%s", stored.public_key),
            .selector = g_strdup(stored.selector),
        };
    return found >= 0;
}

/* ---- Making one ---- */

static char *
bio_text(BIO *bio)
{
    char *bytes;
    long size = BIO_get_mem_data(bio, &bytes);

    return g_strndup(bytes, (gsize)MAX(size, 0));
}

static char *
private_pem(EVP_PKEY *key)
{
    g_autoptr(BIO) bio = BIO_new(BIO_s_secmem());

    return bio != NULL && PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1
               ? bio_text(bio)
               : NULL;
}

static char *
public_base64(EVP_PKEY *key)
{
    unsigned char *der = NULL;
    int size = i2d_PUBKEY(key, &der);
    char *text = size > 0 ? g_base64_encode(der, (gsize)size) : NULL;

    OPENSSL_free(der);
    return text;
}

typedef struct {
    const char *domain;
    const StoredKey *key;
} Keeping;

static bool
keep_key(Db *tx, void *data, GError **error)
{
    const Keeping *keeping = data;

    return domain_store_put_key(tx, keeping->domain, keeping->key, error);
}

bool
domain_key_make(Context *context, const char *domain, GError **error)
{
    g_autoptr(EVP_PKEY) made = EVP_RSA_gen(KEY_BITS);
    MailboxSecret *pem = made != NULL ? private_pem(made) : NULL;
    g_auto(StoredKey) stored = {.state = DOMAIN_KEY_MADE, .selector = g_strdup(DOMAIN_SELECTOR)};

    if (pem == NULL)
        return error_set(error, APP_ERROR_INTERNAL, "no key could be made");
    stored.public_key = public_base64(made);
    stored.sealed = mailbox_seal(context, pem);
    mailbox_secret_free(pem);
    return database_write(context->database, keep_key, &(Keeping){domain, &stored}, error);
}

bool
domain_key_switch(Db *tx, const char *domain, bool on, GError **error)
{
    int64_t changed = 0;

    if (!domain_store_switch(tx, domain, on ? DOMAIN_KEY_ON : DOMAIN_KEY_MADE, &changed, error))
        return false;
    return changed == 1 || error_set(error, APP_ERROR_CONFLICT, "there is no key: make one first");
}

int
domain_mail_key_of(Context *context, const char *domain, MailKey *ret_key, GError **error)
{
    g_auto(StoredKey) stored = {.selector = NULL};
    int found = domain_store_key(database_reader(context->database), domain, &stored, error);
    char *pem;

    if (found != 1 || stored.state != DOMAIN_KEY_ON)
        return found < 0 ? -1 : 0;
    pem = mailbox_unseal(context, stored.sealed);
    if (pem == NULL) {
        error_set(error, APP_ERROR_INTERNAL, "the key of a domain cannot be opened");
        return -1;
    }
    *ret_key = (MailKey){.selector = g_steal_pointer(&stored.selector), .pem = pem};
    return 1;
}
