#include "conversation/conversation-subject.h"

static void
test_marks_around_a_subject_say_nothing(void)
{
    static const struct {
        const char *subject, *bare;
    } cases[] = {
        {"Ma facture", "Ma facture"},
        {"Re: Ma facture", "Ma facture"},
        {"RE : TR: Fwd: Ma facture", "Ma facture"},
        {"Re[2]: Ma facture", "Ma facture"},
        {"RE (3) : Ma facture", "Ma facture"},
        {"Re(3): Ma facture", "Ma facture"},
        {"Re^2: Ma facture", "Ma facture"},
        {"Réf. : Ma facture", "Ma facture"},
        {"Rép : Ma facture", "Ma facture"},
        {"RE\xc2\xa0: Ma facture", "Ma facture"},
        {"AW: WG: Ma facture", "Ma facture"},
        {"[EXT] Re: [liste-adherents] Ma facture", "Ma facture"},
        {"***SPAM*** Ma facture", "Ma facture"},
        {"[Ticket #4711] Ma facture", "Ma facture"},
        {"Re: Ticket #4711: Ma facture", "Ma facture"},
        {"Demande n° 4711 - Ma facture", "Ma facture"},
        {"#4711 Ma facture", "Ma facture"},
        {"Ma facture (fwd)", "Ma facture"},
        {"Re:", ""},
        {"Fwd: [x]", ""},
        {"", ""},
        {"2026", "2026"},
        {"Dossier de candidature", "Dossier de candidature"},
        {"Refus : pourquoi ?", "Refus : pourquoi ?"},
        {"Rentrée 2026 : inscription", "Rentrée 2026 : inscription"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *bare = subject_bare(cases[i].subject);

        g_test_message("%s", cases[i].subject);
        g_assert_cmpstr(bare, ==, cases[i].bare);
    }
}

static void
test_another_subject_is_told_from_the_same(void)
{
    static const struct {
        const char *a, *b;
        bool other;
    } cases[] = {
        {"Ma facture", "Re: Ma facture", false},
        {"Ma facture", "RE: MA FACTURE !", false},
        {"Séjour d’été", "TR : sejour d'ete", false},
        {"Ma facture", "Changement d’adresse", true},
        {"Ma facture", "Re: Changement d’adresse", true},
        {"Ma facture", "Ma facture de mars", false},
        {"Ma facture de mars", "Re: Ma facture", false},
        {"Ma facture", "Re:", false},
        {"", "Changement d’adresse", false},
        {"Facture 12", "Facture 13", true},
        {"Art", "Carte perdue", true},
        {"[Ticket #1] Ma facture", "[Ticket #2] Ma facture", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s / %s", cases[i].a, cases[i].b);
        g_assert_cmpint(subject_is_other(cases[i].a, cases[i].b), ==, cases[i].other);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/subject/marks around a subject say nothing",
                    test_marks_around_a_subject_say_nothing);
    g_test_add_func("/subject/another subject is told from the same",
                    test_another_subject_is_told_from_the_same);
    return g_test_run();
}
