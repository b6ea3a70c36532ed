/* Introductions and headers as mail programs write them in French, and French prose that looks like
 * them. Each introduction stands between the same answer and the same quote. */
#include "channel/mail/mail-quote.h"

#include <glib.h>

#define NBSP   "\xC2\xA0"
#define NNBSP  "\xE2\x80\xAF"
#define BROKEN "\xEF\xBF\xBD"
#define ANSWER "Bonjour,\n\nOui, je confirme le rendez-vous.\n\nCordialement,\nCamille Martin"

static const struct {
    const char *name, *below;
} cases[] = {
    {"gmail", "Le jeu. 3 mars 2022 à 10:22, Jean Dupont <j@example.org> a écrit :\n\n> Bonjour "
              "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"gmail wrapped in <", "Le jeu. 3 mars 2022 à 10:22, Jean-Christophe Dupont de la Tour "
                           "<\njean-christophe@example.org> a écrit :\n\n> Bonjour Madame,\n> "
                           "Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"gmail old", "Le 3 mars 2014 10:22, Jean Dupont <j@example.org> a écrit :\n> Bonjour "
                  "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"gmail no at", "Le mar. 3 mars 2014, 10:22, Jean <j@example.org> a écrit :\n> Bonjour "
                    "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"gmail no date", "Le jeudi 3 mars 2022, Jean Dupont <j@example.org> a écrit :\n> Bonjour "
                      "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"thunderbird", "Le 03/03/2014 à 10:22, Jean Dupont a écrit :\n> Bonjour Madame,\n> "
                    "Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"thunderbird2", "Le 03/03/2014 10:22, Jean Dupont a écrit" NBSP
                     ":\n> Bonjour Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"thunderbird dots", "Le 03.03.2014 10:22, Jean Dupont a écrit :\n> Bonjour Madame,\n> "
                         "Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"yahoo", "Le lundi 3 mars 2014 à 10:22:33 UTC+1, Jean Dupont <j@example.org> a écrit : \n\n\n "
              "Bonjour Madame,\n Pouvez-vous confirmer ?\n Bien à vous\n"},
    {"yahoo old", "Le Lundi 3 mars 2014 10h22, Jean Dupont <j@example.org> a écrit :\n\n Bonjour "
                  "Madame,\n Pouvez-vous confirmer ?\n Bien à vous\n"},
    {"iphone", "Envoyé de mon iPhone\n\nLe 3 mars 2014 à 10:22, Jean Dupont <j@example.org> a "
               "écrit :\n\n> Bonjour Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"iphone guillemets", "> Le 3 mars 2014 à 10:22, Jean Dupont <j@example.org> a écrit :\n> \n> "
                          "Bonjour Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"apple mail am", "Le 3 mars 2014 à 10:22 AM, Jean Dupont <j@example.org> a écrit :\n> Bonjour "
                      "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"k9", "Le 3 mars 2014 10:22:33 GMT+01:00, Jean Dupont <j@example.org> a écrit :\n> Bonjour "
           "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"proton", "Envoyé avec la messagerie sécurisée Proton Mail.\n\nLe jeudi 3 mars 2022 à 10:22, "
               "Jean Dupont <j@example.org> a écrit :\n\n> Bonjour Madame,\n> Pouvez-vous "
               "confirmer ?\n> Bien à vous\n"},
    {"proton orig",
     "------- Original Message -------\nLe jeudi 3 mars 2022 à 10:22, Jean Dupont <j@example.org> "
     "a écrit :\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"roundcube", "Le 2014-03-03 10:22, Jean Dupont a écrit :\n> Bonjour Madame,\n> Pouvez-vous "
                  "confirmer ?\n> Bien à vous\n"},
    {"roundcube orig", "-------- Message original --------\nObjet : Rdv\nDate : 2014-03-03 "
                       "10:22\nDe : Jean <j@example.org>\nÀ : b@example.org\n\nBonjour "
                       "Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"zimbra", "----- Mail original -----\nDe: \"Jean Dupont\" <j@example.org>\nÀ: \"Camille\" "
               "<c@example.org>\nEnvoyé: Lundi 3 Mars 2014 10:22:12\nObjet: Rdv\n\nBonjour "
               "Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"zimbra2",
     "De: \"Jean Dupont\" <j@example.org>\nÀ: \"Camille\" <c@example.org>\nEnvoyé: Lundi 3 Mars "
     "2014 10:22:12\nObjet: Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"free webmail", "----- Mail d'origine -----\nDe: Jean <j@example.org>\nÀ: "
                     "c@example.org\nEnvoyé: Mon, 03 Mar 2014 10:22:12 +0100 (CET)\nObjet: "
                     "Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"orange", "> Message du 03/03/14 10:22\n> De : \"Jean Dupont\" <j@example.org>\n> A : "
               "c@example.org\n> Copie à : \n> Objet : Rdv\n> \n> Bonjour Madame,\n> Pouvez-vous "
               "confirmer ?\n> Bien à vous\n"},
    {"orange new",
     "envoyé : 3 mars 2022 à 10:22\nde : Jean Dupont <j@example.org>\nà : c@example.org\nobjet : "
     "Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"sfr", "======================\n Message du 03/03/2014 10:22\n De : j@example.org\n A : "
            "c@example.org\n Copie à : \n Sujet : Rdv\n\nBonjour Madame,\nPouvez-vous confirmer "
            "?\nBien à vous\n"},
    {"sfr2", "De : \"Jean\" \nA : c@example.org, \nEnvoyé: lundi 3 mars 2014 10:22\nObjet : "
             "Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"laposte",
     "> Message du 03/03/14 10:22\n> De : j@example.org\n> A : \"c\" <c@example.org>\n> Copie à : "
     "\n> Objet : Rdv\n>\n> Bonjour Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"bouygues", "Le 03-03-2014 10:22, Jean a écrit :\n> Bonjour Madame,\n> Pouvez-vous confirmer "
                 "?\n> Bien à vous\n"},
    {"outlook fr",
     "De : Jean Dupont <j@example.org> \nEnvoyé : lundi 3 mars 2014 10:22\nÀ : Camille "
     "<c@example.org>\nObjet : RE: Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"outlook fr rule",
     "________________________________\nDe : Jean Dupont <j@example.org>\nEnvoyé : lundi 3 mars "
     "2014 10:22\nÀ : Camille <c@example.org>\nCc : x\nObjet : RE: Rdv\n\nBonjour "
     "Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"outlook fr le",
     "De : Jean Dupont [mailto:j@example.org] \nEnvoyé le : lundi 3 mars 2014 10:22\nÀ : "
     "Camille\nObjet : RE: Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"outlook date",
     "De : Jean Dupont <j@example.org>\nDate : lundi, 3 mars 2014 à 10:22\nÀ : Camille "
     "<c@example.org>\nObjet : Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"outlook bold",
     "*De :* Jean Dupont <j@example.org>\n*Envoyé :* lundi 3 mars 2014 10:22\n*À :* "
     "Camille\n*Objet :* RE: Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"outlook bold2",
     "*De :*Jean Dupont <j@example.org>\n*Envoyé :*lundi 3 mars 2014 10:22\n*À :*Camille\n*Objet "
     ":*RE: Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"outlook quebec", "De : Jean\nEnvoyé : 3 mars 2014 10:22\nÀ : Camille\nObjet : Rdv\n\nBonjour "
                       "Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"outlook message origine",
     "-----Message d'origine-----\nDe : Jean\nEnvoyé : lundi 3 mars 2014 10:22\nÀ : Camille\nObjet "
     ": Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"outlook message origine curly",
     "-----Message d’origine-----\nDe : Jean\nEnvoyé : lundi 3 mars 2014 10:22\nÀ : Camille\nObjet "
     ": Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"outlook android",
     "Télécharger Outlook pour Android<https://aka.ms/x>\n________________________________\nFrom: "
     "Jean <j@example.org>\nSent: Monday, March 3, 2014 10:22:00 AM\nTo: c@example.org\nSubject: "
     "Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"obtenir outlook", "Obtenir Outlook pour iOS\n________________________________\nDe : Jean "
                        "<j@example.org>\nEnvoyé : lundi 3 mars 2014 10:22\nÀ : c\nObjet : "
                        "Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"windows mail", "Envoyé à partir de Courrier pour Windows 10\n\nDe : Jean\nEnvoyé le :lundi 3 "
                     "mars 2014 10:22\nÀ : c@example.org\nObjet :Rdv\n\nBonjour "
                     "Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"provenance",
     "Provenance : Courrier pour Windows\n\nDe : Jean\nEnvoyé le :lundi 3 mars 2014 10:22\nÀ : "
     "c@example.org\nObjet :Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"samsung",
     "Envoyé depuis mon appareil Samsung\n\n\n-------- Message d'origine --------\nDe : Jean "
     "<j@example.org>\nDate : 03/03/2014 10:22 (GMT+01:00)\nÀ : c@example.org\nObjet : "
     "Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"samsung galaxy",
     "Envoyé de mon Galaxy\n\n\n-------- Message d’origine --------\nDe : Jean "
     "<j@example.org>\nDate : 03/03/2014 10:22 (GMT+01:00)\nÀ : c@example.org\nObjet : "
     "Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"thunderbird fwd",
     "-------- Message transféré --------\nSujet : \tRdv\nDate : \tMon, 3 Mar 2014 10:22:12 "
     "+0100\nDe : \tJean <j@example.org>\nPour : \tc@example.org\n\nBonjour Madame,\nPouvez-vous "
     "confirmer ?\nBien à vous\n"},
    {"thunderbird fwd2", "-------- Message original --------\nSujet: Rdv\nDate: Mon, 3 Mar 2014 "
                         "10:22:12 +0100\nDe: Jean <j@example.org>\nPour: c@example.org\n\nBonjour "
                         "Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"gmail fwd", "---------- Forwarded message ---------\nDe : Jean <j@example.org>\nDate: lun. 3 "
                  "mars 2014 à 10:22\nSubject: Rdv\nTo: c@example.org\n\nBonjour "
                  "Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"gmail fwd fr", "---------- Message transféré ----------\nDe : Jean <j@example.org>\nDate : 3 "
                     "mars 2014 10:22\nObjet : Rdv\nÀ : c@example.org\n\nBonjour "
                     "Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"apple fwd", "Début du message réexpédié :\n\nDe: Jean <j@example.org>\nDate: 3 mars 2014 "
                  "10:22:12 UTC+1\nÀ: c@example.org\nObjet: Rdv\n\nBonjour Madame,\nPouvez-vous "
                  "confirmer ?\nBien à vous\n"},
    {"apple fwd2", "Début du message transféré :\n\nDe: Jean <j@example.org>\nObjet: Rdv\nDate: 3 "
                   "mars 2014 10:22:12 UTC+1\nÀ: c@example.org\n\n> Bonjour Madame,\n> Pouvez-vous "
                   "confirmer ?\n> Bien à vous\n"},
    {"lotus", "De :        Jean Dupont/FR\nA :         Camille/FR\nDate :      03/03/2014 "
              "10:22\nObjet :     Rdv\n\nBonjour Madame,\nPouvez-vous confirmer ?\nBien à vous\n"},
    {"a ecrit le", "Jean Dupont <j@example.org> a écrit le 03/03/2014 à 10:22 :\n> Bonjour "
                   "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"a ecrit name first", "Jean Dupont <j@example.org> a écrit :\n> Bonjour Madame,\n> "
                           "Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"quoting name", "\"Jean Dupont\" <j@example.org> a écrit :\n> Bonjour Madame,\n> Pouvez-vous "
                     "confirmer ?\n> Bien à vous\n"},
    {"imp horde", "Jean Dupont <j@example.org> a écrit" NBSP
                  ":\n\n> Bonjour Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"horde selon", "Selon Jean Dupont <j@example.org>:\n\n> Bonjour Madame,\n> Pouvez-vous "
                    "confirmer ?\n> Bien à vous\n"},
    {"horde quoting", "Quoting Jean Dupont <j@example.org>:\n\n> Bonjour Madame,\n> Pouvez-vous "
                      "confirmer ?\n> Bien à vous\n"},
    {"en reponse", "En réponse à Jean Dupont <j@example.org> :\n\n> Bonjour Madame,\n> Pouvez-vous "
                   "confirmer ?\n> Bien à vous\n"},
    {"le X a dit", "Le 3 mars 2014 à 10:22, Jean Dupont a dit :\n> Bonjour Madame,\n> Pouvez-vous "
                   "confirmer ?\n> Bien à vous\n"},
    {"ecrivait", "Le 3 mars 2014 10:22, Jean Dupont écrivait :\n> Bonjour Madame,\n> Pouvez-vous "
                 "confirmer ?\n> Bien à vous\n"},
    {"nous a ecrit", "Le 3 mars 2014 10:22, Jean Dupont nous a écrit :\n> Bonjour Madame,\n> "
                     "Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"a écrit nnbsp", "Le 3 mars 2014 à 10:22, Jean Dupont <j@example.org> a écrit" NNBSP
                      ":\n> Bonjour Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"no accent", "Le 3 mars 2014 a 10:22, Jean Dupont <j@example.org> a ecrit :\n> Bonjour "
                  "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"mojibake", "Le 3 mars 2014 Ã  10:22, Jean Dupont <j@example.org> a Ã©crit :\n> Bonjour "
                 "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"question marks", "Le 3 mars 2014 ? 10:22, Jean Dupont <j@example.org> a ?crit :\n> Bonjour "
                       "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"fffd", "Le 3 mars 2014 " BROKEN " 10:22, Jean Dupont <j@example.org> a " BROKEN
             "crit :\n> Bonjour Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"bold all", "*Le 3 mars 2014 à 10:22, Jean Dupont <j@example.org> a écrit :*\n> Bonjour "
                 "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"at bluemind", "Le 03/03/2014 à 10:22, \"Jean Dupont\" <j@example.org> a écrit :\n> Bonjour "
                    "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"no comma", "Le 3 mars 2014 à 10:22 Jean Dupont <j@example.org> a écrit :\n> Bonjour "
                 "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"weekday no Le", "lundi 3 mars 2014 à 10:22, Jean Dupont <j@example.org> a écrit :\n> Bonjour "
                      "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"date first am", "3 mars 2014 10:22, \"Jean\" <j@example.org> a écrit:\n> Bonjour Madame,\n> "
                      "Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"three lines", "Le jeu. 3 mars 2022 à\n10:22, Jean Dupont Martin <j@example.org>\na écrit "
                    ":\n> Bonjour Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"html link", "Le jeu. 3 mars 2022 à 10:22, Jean <j@example.org\n<mailto:j@example.org>> a "
                  "écrit :\n> Bonjour Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"ovh", "3 mars 2014 10:22 \"Jean Dupont\" <j@example.org> a écrit:\n> Bonjour Madame,\n> "
            "Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"ionos", "Jean Dupont <j@example.org> a écrit le 3 mars 2014 10:22 CET :\n\n> Bonjour "
              "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"mailo", "Le 03/03/14 à 10:22, j@example.org a écrit :\n> Bonjour Madame,\n> Pouvez-vous "
              "confirmer ?\n> Bien à vous\n"},
    {"infomaniak", "Le 2022-03-03T10:22:33.000+01:00, Jean <j@example.org> a écrit :\n\n> Bonjour "
                   "Madame,\n> Pouvez-vous confirmer ?\n> Bien à vous\n"},
    {"mail.ru style", "-----\nEnvoyé depuis mon mobile\n\n\n"},
    {"sig orange", "Envoyé depuis l'application Mail Orange\n\n"},
    {"sig yahoo", "Envoyé à partir de Yahoo Mail sur Android\n\n"},
    {"sig free", "Télécharger BlueMail pour Android\n\n"},
    {"sig avast", "Garanti sans virus. www.avast.com\n\n"},
    {"sig ce mail",
     "Cet e-mail a été vérifié par le logiciel antivirus d'Avast.\nwww.avast.com\n\n"},
};

/* All of each is the person's. */
static const char *const prose[] = {
    "Bonjour,\nLe 12 mars 2024, le médecin a écrit :\nrepos trois jours\nQue faire ?\n",
    "Bonjour,\nDe : Paris\nA : Lyon\nje voudrais un billet pour mardi.\n",
    "Voici :\n- Date : lundi\n- Heure : 10:30\n- Objet : panne\nMerci\n",
    "Le 3 mars à 10:30 :\nje suis venu.\n",
    "My doctor wrote:\nrest.\n",
    "Nom : Dupont\nDe : Jean\nObjet : réclamation\nMessage : tout va mal\n",
    "Objet : résiliation\n\nMadame, Monsieur,\nJe résilie.\n",
    "From: Paris\nTo: Lyon\nticket please\n",
    "Bonjour\n-----\nUn tableau\n-----\nFin\n",
};

static void
test_all_below_the_answer_is_folded(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autofree char *text = g_strconcat(ANSWER "\n\n", cases[i].below, NULL);
    g_autofree char *reply = mail_reply(text);

    g_assert_cmpstr(reply, ==, ANSWER);
}

static void
test_prose_is_left(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(prose); i++) {
        g_autofree char *text = g_strchomp(g_strdup(prose[i]));
        g_autofree char *reply = mail_reply(text);

        g_assert_cmpstr(reply, ==, NULL);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/quote-french/", cases[i].name, NULL);

        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_all_below_the_answer_is_folded);
    }
    g_test_add_func("/quote-french/prose is left", test_prose_is_left);
    return g_test_run();
}
