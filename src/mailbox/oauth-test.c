/* The parts of OAuth2 that need no provider; test/api/mailbox-oauth.test.mjs has one. */
#include "mailbox/mailbox-oauth.h"

#include "base/error.h"
#include "lib/mailboxes.h"
#include "mailbox/mailbox-secret.h"

#include <string.h>

static void
test_secrets_go_over_https_or_to_this_machine(void)
{
    static const struct {
        const char *url;
        bool safe;
    } cases[] = {
        {"https://id.example.org/token", true},
        {"https://id.example.org/token?tenant=x", true},
        {"http://127.0.0.1:8080/token", true},
        {"http://localhost/token", true},
        {"http://[::1]:9/token", true},
        {"http://id.example.org/token", false},
        {"http://127.0.0.1.example.org/token", false},
        {"https://user:password@id.example.org/token", false},
        {"https://id.example.org/token#fragment", false},
        {"https:///token", false},
        {"ftp://id.example.org/token", false},
        {"javascript:alert(1)", false},
        {"/token", false},
        {"", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].url);
        g_assert_cmpint(oauth_url_is_safe(cases[i].url), ==, cases[i].safe);
    }
}

static void
test_a_form_carries_any_value(void)
{
    static const char *const form[] = {"scope", "https://a/ b&c=d", "code", "é+%", NULL};
    g_autofree char *text = oauth_form(form);

    g_assert_cmpstr(text, ==, "scope=https%3A%2F%2Fa%2F%20b%26c%3Dd&code=%C3%A9%2B%25");
}

static bool
put_secret(Db *tx, void *data, GError **error)
{
    return db_run(tx, "UPDATE mailbox SET secret = $1", DB_ARGS(DB_TEXT(data)), error);
}

static void
test_what_another_key_sealed_is_left_as_it_is(void)
{
    static const uint8_t other_key[32] = "another key of thirty-two bytes";
    g_autoptr(House) house = house_new();
    MailboxDraft draft = mailbox_draft_of("contact@example.org");
    Context other = house->context;
    g_autofree char *sealed = NULL;
    g_autofree char *kept = NULL;
    g_autoptr(GError) error = NULL;
    int64_t id;

    draft.mailbox.auth = MAILBOX_OAUTH;
    draft.password = NULL;
    id = house_mailbox(house, &draft);
    other.key = other_key;
    sealed = mailbox_seal(&other, "a refresh token");
    g_assert_true(database_write(house->database, put_secret, sealed, NULL));
    g_assert_null(access_token(&house->context, id, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_UNAUTHENTICATED);
    kept = house_text(house, "SELECT secret FROM mailbox WHERE id = $1", id);
    g_assert_cmpstr(kept, ==, sealed);
    house_count_facts(house, "mailbox.failing", 0);
}

static void
test_a_mailbox_that_is_not_there_has_no_token(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;

    g_assert_null(access_token(&house->context, 12, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
    mailbox_token_refused(13);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/oauth/urls", test_secrets_go_over_https_or_to_this_machine);
    g_test_add_func("/oauth/form", test_a_form_carries_any_value);
    g_test_add_func("/oauth/key", test_what_another_key_sealed_is_left_as_it_is);
    g_test_add_func("/oauth/absent", test_a_mailbox_that_is_not_there_has_no_token);
    return g_test_run();
}
