#include "app/seed/seed-text.h"

#include <math.h>

#define WORDS 60000

struct SeedWords {
    char *words[WORDS];    /* the most frequent first */
    uint32_t until[WORDS]; /* of 2^32 draws, those below this give this word or one before */
};

/* Frequent words of letters to an organisation; accents and both languages on purpose. */
static const char common[] =
    "de la le les et à un une je vous que pour nous mon ma votre est pas avec dans sur the to and "
    "of j'ai bonjour merci reçu don dons adhésion carte rendez-vous commande livraison facture "
    "remboursement séance réservation annulée date mois année semaine jour heure adresse numéro "
    "téléphone courrier message réponse demande question problème erreur compte accès dossier "
    "fiscal attestation bénévole donateur visite refuge hôpital école formation inscription "
    "dossier conseiller équipe accueil service délai attente retard urgent déçu content satisfaite "
    "excellente merci beaucoup possible impossible souhaite voudrais pouvez savoir envoyer "
    "recevoir "
    "changer modifier annuler payer paiement prélèvement mensuel bancaire chèque virement montant "
    "euros fois toujours jamais encore déjà depuis hier demain aujourd'hui ce cette ces qui ne me "
    "se au aux du des par plus mais ou où donc car si comme tout tous très bien mal fait faire été "
    "être avoir avait serait sera peut dois suis sommes sont ont avez your you with for not have "
    "this that please thank hello order delivery refund invoice membership donation receipt "
    "appointment account password address phone number late missing wrong cancel change when where "
    "again still already yesterday tomorrow week month year help support answer question happy "
    "disappointed waiting since first second last name family child mother father friend house "
    "street city train station ticket train retardé remplacé perdu trouvé cassé réparé garantie "
    "produit article taille couleur colis point relais magasin boutique site internet courriel "
    "mot passe lien page formulaire pièce jointe document photo copie signature contrat assurance "
    "mutuelle prise charge médecin examen résultat ordonnance consultation chambre repas animal "
    "chien chat adoption vétérinaire cotisation assemblée générale lettre information abonnement";

static const char *const syllables[] = {
    "ba",  "bé", "bi",  "bo",  "bru", "ca",  "cha", "ché", "clo", "cou", "da",  "dé",  "di",
    "dra", "fa", "fé",  "fi",  "flo", "ga",  "gé",  "gra", "ja",  "la",  "lé",  "li",  "lo",
    "ma",  "mé", "mi",  "mo",  "na",  "né",  "ni",  "nou", "pa",  "pé",  "pi",  "plu", "pré",
    "ra",  "ré", "ri",  "ro",  "sa",  "sé",  "si",  "so",  "ta",  "té",  "ti",  "tra", "va",
    "vé",  "vi", "vou", "lan", "men", "ron", "tin", "sal", "por", "mer", "bel", "nor",
};

static const char *const endings[] = {"",   "s",   "tion", "ment", "eur", "euse", "ais",  "é",
                                      "ée", "ées", "er",   "ons",  "ait", "able", "ique", "age"};

static const char *const first_names[] = {
    "Camille", "Jeanne",  "Ahmed", "Louise", "Paul",  "Inès", "Élodie", "Hugo",
    "Nadia",   "Léa",     "Marc",  "Sarah",  "Karim", "Zoé",  "Pierre", "Fatou",
    "Anaïs",   "Julien",  "Mei",   "Tom",    "Chloé", "Omar", "Agnès",  "Noé",
    "Emma",    "Yannick", "Rose",  "Simon",  "Awa",   "Luc"};

static const char *const last_names[] = {
    "Martin",   "Bernard",   "Durand", "Petit",    "Leroy",   "Moreau",  "Garcia",   "Roux",
    "Fontaine", "Chevalier", "Diallo", "Nguyen",   "Lefèvre", "Müller",  "Benali",   "Perrin",
    "Œuvrard",  "Gauthier",  "Traoré", "Lopez",    "Girard",  "Cohen",   "Masson",   "Rivière",
    "Smith",    "Haddad",    "Colin",  "Marchand", "Picard",  "Barbier", "Da Silva", "Renaud"};

uint64_t
seed_random(SeedRandom *random)
{
    uint64_t mixed = random->state += UINT64_C(0x9e3779b97f4a7c15);

    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

unsigned
seed_below(SeedRandom *random, unsigned n)
{
    return (unsigned)((seed_random(random) >> 32) * n >> 32);
}

/* ---- Words ---- */

static char *
made_word(unsigned rank)
{
    unsigned n = G_N_ELEMENTS(syllables);

    return g_strconcat(syllables[rank % n], syllables[rank / n % n],
                       rank % 3 == 0 ? syllables[(rank / 7 + 11) % n] : "",
                       endings[rank * 7 % G_N_ELEMENTS(endings)], NULL);
}

SeedWords *
seed_words_new(void)
{
    SeedWords *words = g_new0(SeedWords, 1);
    g_auto(GStrv) frequent = g_strsplit(common, " ", -1);
    guint n = g_strv_length(frequent);
    double total = 0, sum = 0;

    for (unsigned rank = 0; rank < WORDS; rank++) {
        words->words[rank] = rank < n ? g_strdup(frequent[rank]) : made_word(rank);
        total += 1 / pow(rank + 2.7, 1.05);
    }
    for (unsigned rank = 0; rank < WORDS; rank++) {
        sum += 1 / pow(rank + 2.7, 1.05);
        words->until[rank] = (uint32_t)MIN(sum / total * 4294967295.0, 4294967295.0);
    }
    return words;
}

void
seed_words_free(SeedWords *words)
{
    if (words == NULL)
        return;
    for (unsigned rank = 0; rank < WORDS; rank++)
        g_free(words->words[rank]);
    g_free(words);
}

static const char *
any_word(const SeedWords *words, SeedRandom *random)
{
    uint32_t draw = (uint32_t)(seed_random(random) >> 32);
    unsigned low = 0, high = WORDS - 1;

    while (low < high) {
        unsigned middle = (low + high) / 2;

        if (words->until[middle] < draw)
            low = middle + 1;
        else
            high = middle;
    }
    return words->words[low];
}

/* ---- People ---- */

char *
seed_person_name(int64_t person)
{
    uint64_t n = (uint64_t)person;

    return g_strdup_printf("%s %s", first_names[n % G_N_ELEMENTS(first_names)],
                           last_names[n / G_N_ELEMENTS(first_names) % G_N_ELEMENTS(last_names)]);
}

char *
seed_person_address(int64_t person)
{
    return g_strdup_printf("personne.%" G_GINT64_FORMAT "@example.org", person);
}

/* ---- Letters ---- */

char *
seed_subject(const SeedWords *words, SeedRandom *random)
{
    GString *subject = g_string_new(NULL);

    for (unsigned left = 3 + seed_below(random, 4); left > 0; left--)
        g_string_append_printf(subject, "%s%s", subject->len > 0 ? " " : "",
                               any_word(words, random));
    return g_string_free(subject, FALSE);
}

static void
append_sentence(GString *text, const SeedWords *words, SeedRandom *random, unsigned n)
{
    gsize start = text->len;
    g_autofree char *first = NULL;

    while (n-- > 0)
        g_string_append(text->len > start ? g_string_append_c(text, ' ') : text,
                        any_word(words, random));
    first =
        g_utf8_strup(text->str + start, g_utf8_next_char(text->str + start) - (text->str + start));
    g_string_overwrite(text, start, first);
    g_string_append(text, seed_below(random, 6) == 0 ? "? " : ". ");
}

char *
seed_letter(const SeedWords *words, SeedRandom *random, const char *name)
{
    GString *text = g_string_new(seed_below(random, 4) == 0 ? "Hello,\n\n" : "Bonjour,\n\n");
    unsigned left = 20 + seed_below(random, 161);

    while (left > 0) {
        unsigned n = 6 + seed_below(random, 12);

        n = MIN(n, left);
        append_sentence(text, words, random, n);
        left -= n;
        if (left > 0 && seed_below(random, 4) == 0)
            g_string_append(text, "\n\n");
    }
    g_string_append_printf(text, "\n\nCordialement,\n%s\n", name);
    return g_string_free(text, FALSE);
}
