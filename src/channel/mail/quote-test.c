#include "channel/mail/mail-quote.h"

#include <glib.h>

/* reply NULL: all of the text is the person's. */
static const struct {
    const char *name, *text, *reply;
} cases[] = {
    {"a French header of Gmail",
     "Merci !\n\nLe lun. 15 nov. 2021 \xC3\xA0 19:42, Jean <j@example.org> a \xC3\xA9"
     "crit :\n> Bonjour\n> \xC3\x80 bient\xC3\xB4t",
     "Merci !"},
    {"a header over two lines",
     "Oui.\n\nLe 19 mars 2014 10:37, Pr\xC3\xA9nom Nom de Famille <c@example.org>\na \xC3\xA9"
     "crit :\n\n> Question ?",
     "Oui."},
    {"a header with no-break spaces",
     "Oui.\nLe 19/03/2014 11:34, x@example.org a \xC3\xA9"
     "crit\xC2\xA0:\n> Question",
     "Oui."},
    {"a header whose accent was broken",
     "Oui.\nLe 19/03/2014 11:34, x@example.org a \xC3\x83\xC2\xA9"
     "crit :\n> Question",
     "Oui."},
    {"a header in a quote",
     "D'accord\n\n> Le 29 avr. 2025 \xC3\xA0 11:11, A <a@example.org> a \xC3\xA9"
     "crit :\n>\n> Bonjour",
     "D'accord"},
    {"quoted text without marks",
     "Voici.\n\nLe 16/05/2018 \xC3\xA0 11:27, c@example.org a \xC3\xA9"
     "crit :\n\nCher client,\nMerci.",
     "Voici."},
    {"prose that looks like a header",
     "Le m\xC3\xA9"
     "decin a \xC3\xA9"
     "crit :\nrepos trois jours",
     NULL},
    {"prose with a date and no time",
     "Bonjour,\nLe 12 mars 2024, le m\xC3\xA9"
     "decin a \xC3\xA9"
     "crit :\nrepos trois jours",
     NULL},
    {"an Outlook block",
     "Bonjour, oui.\n\nDe : A B <a@example.org>\nEnvoy\xC3\xA9 : lundi 4 juin 2018 12:23\n\xC3\x80 "
     ": C <c@example.org>\nObjet : Devis\n\nBonjour.",
     "Bonjour, oui."},
    {"an Outlook block on one line",
     "Oui.\n\nDe : A <a@example.org> Envoy\xC3\xA9 : lundi 4 juin 2018 \xC3\x80 : C Objet : "
     "Devis\nBonjour.",
     "Oui."},
    {"an original message", "Foo\n\n-------- Message d'origine --------\nBonjour", "Foo"},
    {"a signature of a telephone", "Merci\n\nEnvoy\xC3\xA9 de mon iPhone", "Merci"},
    {"a signature", "Merci\n-- \nJean\n06 39 98 00 00", "Merci"},
    {"an answer below the quote",
     "Le 2021-04-09 23:25, T a \xC3\xA9"
     "crit :\n> Une question ?\n\nUne r\xC3\xA9ponse.",
     "Une r\xC3\xA9ponse."},
    {"answers between the lines keep what they answer",
     "Le 2021-04-09 23:25, T a \xC3\xA9"
     "crit :\n> Quand ?\nDemain.\n> O\xC3\xB9 ?\nIci.",
     "> Quand ?\nDemain.\n> O\xC3\xB9 ?\nIci."},
    {"a mail passed on is the text",
     "De : A <a@example.org>\nEnvoy\xC3\xA9 : lundi 4 juin 2018\nObjet : Demande\n\nBonjour",
     "Bonjour"},
    {"a mail passed on with a word",
     "Pour vous.\n\n----- Transf\xC3\xA9r\xC3\xA9 par Conseiller le 24/05/2018 11:49 "
     "-----\n\nBonjour",
     "Pour vous."},
    {"only a quote", "> Bonjour", NULL},
    {"nothing to fold", "Bonjour,\n\nUne question : pourquoi ?", NULL},
    {"an English header",
     "Thanks\n\nOn Mon, Feb 1, 2016 at 6:32 PM, Jeff <j@example.org>\nwrote:\n\n> Hello", "Thanks"},
    {"nothing", "", NULL},
};

static void
test_case(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autofree char *reply = mail_reply(cases[i].text);

    g_assert_cmpstr(reply, ==, cases[i].reply);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/quote/", cases[i].name, NULL);

        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
    }
    return g_test_run();
}
