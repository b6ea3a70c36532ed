#include "mailbox/mailbox-preset.h"

#include "mailbox/mailbox-check.h"

#include <string.h>

static void
test_every_preset_is_a_mailbox_that_may_be(void)
{
    for (const MailboxPreset *preset = mailbox_presets; preset->provider != NULL; preset++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Mailbox) mailbox = NULL;
        MailboxDraft draft = {.mailbox = {.name = (char *)preset->provider,
                                          .address = (char *)"contact@example.org",
                                          .provider = (char *)preset->provider,
                                          .state = MAILBOX_ON,
                                          .imap = preset->imap,
                                          .smtp = preset->smtp,
                                          .after = AFTER_LEAVE,
                                          .user = (char *)"contact@example.org",
                                          .auth = preset->auths[0]}};

        mailbox = mailbox_checked(&draft, &error);
        g_assert_no_error(error);
        g_assert_true(preset == mailbox_preset(preset->provider));
        if (strcmp(preset->provider, "other") == 0)
            continue;
        /* In the clear nowhere, and the secure port goes with the way of securing. */
        g_assert_cmpint(preset->imap.port, ==, 993);
        g_assert_cmpint(preset->smtp.port, ==, preset->smtp.security == MAIL_TLS ? 465 : 587);
        g_assert_true(preset->auths[0] != MAILBOX_OAUTH || preset->token_url != NULL);
        g_assert_true(preset->domains != NULL || preset->exchangers != NULL ||
                      strcmp(preset->provider, "ovh-pro") == 0);
    }
}

static void
test_an_address_or_its_exchanger_tells_the_provider(void)
{
    static const struct {
        const char *said, *provider;
    } cases[] = {
        {"camille@gmail.com", "google"},
        {"camille@wanadoo.fr", "orange"},
        {"camille@hotmail.fr", "outlook"},
        {"camille@example.org", NULL},
        {"camille@notgmail.com", NULL},
        {"mx1.mail.ovh.net", "ovh"},
        {"MX1.mail.OVH.net.", "ovh"},
        {"ovh.net", "ovh"},
        {"notovh.net", NULL},
        {"ovh.net.example.org", NULL},
        {"aspmx.l.google.com", "google"},
        {"example-org.mail.protection.outlook.com", "microsoft"},
        {"mta-gw.infomaniak.ch", "infomaniak"},
        {"spool.mail.gandi.net", "gandi"},
        {"mx2.zoho.eu", "zoho"},
        {"mx.example.org", NULL},
        {"", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const MailboxPreset *preset = strchr(cases[i].said, '@') != NULL
                                          ? mailbox_preset_of_address(cases[i].said)
                                          : mailbox_preset_of_exchanger(cases[i].said);

        g_assert_cmpstr(preset != NULL ? preset->provider : NULL, ==, cases[i].provider);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox-preset/rows", test_every_preset_is_a_mailbox_that_may_be);
    g_test_add_func("/mailbox-preset/found", test_an_address_or_its_exchanger_tells_the_provider);
    return g_test_run();
}
