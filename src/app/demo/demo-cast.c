#include "app/demo/demo-cast.h"

#include "base/text.h"

#include <string.h>

const char *const demo_teams[N_TEAMS] = {"Planning", "Facturation", "Accueil et suivi"};

#define PLANNING (1U << TEAM_PLANNING)
#define BILLING  (1U << TEAM_BILLING)
#define CARE     (1U << TEAM_CARE)

const DemoStaff demo_staff[DEMO_STAFF] = {
    {"Hélène", "Vasseur", "administrator", 0},
    {"Karim", "Benali", "supervisor", PLANNING},
    {"Sophie", "Lemoine", "supervisor", CARE | BILLING},
    {"Camille", "Roussel", "adviser", PLANNING},
    {"Yann", "Le Goff", "adviser", PLANNING},
    {"Inès", "Carpentier", "adviser", CARE},
    {"Thomas", "Marchand", "adviser", BILLING},
    {"Aïssatou", "Diop", "adviser", CARE | PLANNING},
    {"Julien", "Perret", "adviser", CARE},
    {"Nathalie", "Brun", "adviser", BILLING},
    {"Philippe", "Garnier", "reader", 0},
    {"Claire", "Monnier", "reader", CARE},
};

static const char *const women[] = {
    "Anne",     "Béatrice", "Catherine", "Chloé",    "Delphine", "Élodie",   "Fabienne",
    "Florence", "Isabelle", "Jeanne",    "Laurence", "Lucie",    "Magali",   "Manon",
    "Mireille", "Nadia",    "Nicole",    "Pauline",  "Samira",   "Sandrine", "Solène",
    "Sylviane", "Valérie",  "Véronique", NULL,
};
static const char *const men[] = {
    "Alain",    "Antoine", "Bruno",     "Christophe", "Denis",    "Didier",  "Éric",  "Étienne",
    "François", "Gérard",  "Guillaume", "Hervé",      "Jacques",  "Laurent", "Mehdi", "Olivier",
    "Pascal",   "Pierre",  "Rachid",    "Sébastien",  "Stéphane", "Vincent", NULL,
};
static const char *const english[] = {"Alice", "Emma", "George", "Helen", "James", "Laura", NULL};
static const char *const elders[] = {
    "Odette",   "Simone",   "Yvonne", "Suzanne", "Paulette",  "Denise",  "Ginette", "Marcelle",
    "Huguette", "Lucienne", "Andrée", "Colette", "Georgette", "Arlette", NULL,
};
static const char *const families[] = {
    "Aubert",    "Barbier",  "Besnard",   "Blanchet", "Bouvier", "Chauvin", "Colas",
    "Cordier",   "Delmas",   "Devaux",    "Dumoulin", "Fabre",   "Ferrand", "Gauthier",
    "Grandjean", "Guérin",   "Hamon",     "Jacquet",  "Joubert", "Lacroix", "Lambert",
    "Langlois",  "Lebreton", "Maillard",  "Marty",    "Meunier", "Morvan",  "Nguyen",
    "Ollivier",  "Pasquier", "Pelletier", "Picard",   "Poirier", "Prévost", "Rey",
    "Robin",     "Rolland",  "Saadi",     "Tessier",  "Vidal",   NULL,
};
static const char *const relatives[] = {"ma mère",       "ma mère",       "ma tante",
                                        "ma grand-mère", "ma belle-mère", NULL};
static const char *const carers[] = {"Fatou", "Sylvie",  "Karine", "Maryam", "Dominique",
                                     "Rose",  "Corinne", "Leïla",  NULL};
static const char *const towns[] = {"Montreval",   "Saint-Aubin-les-Prés", "Essart-le-Bois",
                                    "Port-Marnay", "Villebrume",           NULL};
static const char *const hours[] = {"8h30", "9h15",  "10h",   "10h30", "11h",
                                    "14h",  "15h30", "16h15", NULL};
static const char *const domains[] = {"courriel.example", "boite.example", "poste.example",
                                      "example.org", NULL};
static const char *const days[] = {"lundi",    "mardi",  "mercredi", "jeudi",
                                   "vendredi", "samedi", "dimanche"};
static const char *const months[] = {"janvier",   "février", "mars",     "avril",
                                     "mai",       "juin",    "juillet",  "août",
                                     "septembre", "octobre", "novembre", "décembre"};

static const char *const comments[6][7] = {
    [1] = {"Cela fait trois fois que je répète la même chose. Personne ne note rien ?",
           "Réponse polie, mais le problème est toujours là ce matin.",
           "On m'avait promis un appel. Je l'attends encore.", NULL},
    [2] = {"Trop long. Il a fallu que j'insiste.", "J'ai eu une réponse, pas une solution.",
           "Trois interlocuteurs différents pour une seule question.", NULL},
    [3] = {"Correct, mais j'aurais préféré un coup de téléphone.",
           "La réponse est arrivée un peu tard.", NULL},
    [4] = {"Réponse claire et humaine.", "Bon échange, un peu d'attente.", "Merci de votre écoute.",
           NULL},
    [5] = {"Une équipe formidable, merci à Fatou !", "Rapide, clair et chaleureux.",
           "On se sent écouté, c'est rare.", "Parfait, rien à redire.",
           "Merci pour votre gentillesse envers maman.", NULL},
};

/* "Le Goff" → "le-goff": what an address is made of. Owned by the caller. */
static char *
address_part(const char *name)
{
    return g_strdelimit(text_fold(name), " '", '-');
}

char *
demo_staff_email(const DemoStaff *staff)
{
    g_autofree char *first = address_part(staff->first);
    g_autofree char *last = address_part(staff->last);

    return g_strdup_printf("%s.%s@" DEMO_DOMAIN, first, last);
}

static void
say(DemoPerson *person, const char *name, const char *word)
{
    g_hash_table_insert(person->words, g_strdup(name), g_strdup(word));
}

static void
say_made(DemoPerson *person, const char *name, char *word)
{
    g_hash_table_insert(person->words, g_strdup(name), word);
}

/* With a capital, for the beginning of a sentence. Owned by the caller. */
static char *
capital(const char *word)
{
    g_autofree char *first = g_utf8_substring(word, 0, 1);
    g_autofree char *upper = g_utf8_strup(first, -1);

    return g_strconcat(upper, g_utf8_next_char(word), NULL);
}

/* A day a little after they write, as they say it: "mardi 24 novembre". */
static void
say_dates(DemoPerson *person, DemoChance *chance, int64_t at)
{
    g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(at / 1000);
    g_autoptr(GDateTime) day = g_date_time_add_days(now, (int)demo_between(chance, 2, 9));
    int month = g_date_time_get_month(now) - 1;
    g_autofree char *said = NULL;

    if (g_date_time_get_day_of_week(day) > 5) {
        g_autoptr(GDateTime) monday = g_date_time_add_days(day, 2);

        g_date_time_unref(day);
        day = g_steal_pointer(&monday);
    }
    said = g_strdup_printf(
        "%s %d%s %s", days[g_date_time_get_day_of_week(day) - 1], g_date_time_get_day_of_month(day),
        g_date_time_get_day_of_month(day) == 1 ? "er" : "", months[g_date_time_get_month(day) - 1]);
    say(person, "jour", said);
    say_made(person, "Jour", capital(said));
    say(person, "mois", months[(month + 11) % 12]);
    say(person, "mois_prochain", months[(month + 1) % 12]);
}

static void
say_figures(DemoPerson *person, DemoChance *chance)
{
    bool mobile = demo_below(chance, 2) == 0;

    say_made(person, "tel",
             g_strdup_printf("%s %02d %02d", mobile ? "06 39 98" : "01 99 00",
                             (int)demo_between(chance, 10, 99), (int)demo_between(chance, 10, 99)));
    say_made(person, "montant",
             g_strdup_printf("%d,%02d €", (int)demo_between(chance, 84, 690),
                             (int)demo_below(chance, 100)));
    say_made(person, "facture",
             g_strdup_printf("FA-2026-%04d", (int)demo_between(chance, 1020, 2980)));
    say(person, "heure", demo_pick(chance, hours));
}

static void
say_relative(DemoPerson *person, DemoChance *chance, DemoFrom from, const char *family)
{
    const char *relative = demo_pick(chance, relatives);
    bool same = from == FROM_FAMILY && demo_below(chance, 2) == 0;

    say(person, "proche", relative);
    say_made(person, "Proche", capital(relative));
    say_made(person, "benef",
             g_strdup_printf("Mme %s %s", demo_pick(chance, elders),
                             same ? family : demo_pick(chance, families)));
}

/* Owned by the caller. */
static char *
make_email(DemoChance *chance, DemoFrom from, const char *first, const char *family)
{
    static const char *const partners[] = {"hopital-montreval.example",
                                           "laboratoire-des-halles.example", "departement.example",
                                           "ville-montreval.example", NULL};
    g_autofree char *a = address_part(first);
    g_autofree char *b = address_part(family);

    if (from == FROM_MACHINE)
        return g_strdup("lettre@federation-autonomie.example");
    if (from == FROM_PARTNER)
        return g_strdup_printf("%s.%s@%s", a, b, demo_pick(chance, partners));
    if (demo_below(chance, 3) == 0)
        return g_strdup_printf("%s%s%d@%s", a, b, (int)demo_between(chance, 40, 99),
                               demo_pick(chance, domains));
    return g_strdup_printf("%s.%s@%s", a, b, demo_pick(chance, domains));
}

DemoPerson *
demo_person_new(DemoChance *chance, DemoFrom from, int64_t at)
{
    DemoPerson *person = g_new0(DemoPerson, 1);
    bool woman = from == FROM_HELPED || demo_below(chance, 3) < 2;
    const char *family = demo_pick(chance, families);
    const char *first = from == FROM_HELPED   ? demo_pick(chance, elders)
                        : from == FROM_ABROAD ? demo_pick(chance, english)
                                              : demo_pick(chance, woman ? women : men);

    person->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    person->name = from == FROM_MACHINE ? g_strdup("Fédération de l'autonomie")
                                        : g_strdup_printf("%s %s", first, family);
    person->email = make_email(chance, from, first, family);
    say(person, "prenom", first);
    say(person, "nom", family);
    say(person, "civil", woman ? "madame" : "monsieur");
    say(person, "Civil", woman ? "Madame" : "Monsieur");
    say(person, "e", woman ? "e" : "");
    say(person, "inquiet", woman ? "inquiète" : "inquiet");
    say(person, "aide", demo_pick(chance, carers));
    say(person, "ville", demo_pick(chance, towns));
    say(person, "conseiller", "");
    say_relative(person, chance, from, family);
    say_figures(person, chance);
    say_dates(person, chance, at);
    return person;
}

void
demo_person_free(DemoPerson *person)
{
    if (person == NULL)
        return;
    g_free(person->email);
    g_free(person->name);
    g_hash_table_unref(person->words);
    g_free(person);
}

const char *
demo_comment(DemoChance *chance, int score)
{
    if (demo_below(chance, 10) < (score <= 2 ? 2 : 5))
        return NULL;
    return demo_pick(chance, comments[score]);
}
