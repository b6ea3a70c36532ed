#include "app/seed/seed.h"

#include "app/seed/seed-text.h"

#include <string.h>

static void
test_the_same_number_gives_the_same_text(void)
{
    g_autoptr(SeedWords) words = seed_words_new();
    SeedRandom a = {7}, b = {7}, c = {8};
    g_autofree char *first = seed_letter(words, &a, "Léa");
    g_autofree char *again = seed_letter(words, &b, "Léa");
    g_autofree char *other = seed_letter(words, &c, "Léa");

    g_assert_cmpstr(first, ==, again);
    g_assert_cmpstr(first, !=, other);
    g_assert_true(g_utf8_validate(first, -1, NULL));
}

static void
test_words_come_as_people_use_them(void)
{
    g_autoptr(SeedWords) words = seed_words_new();
    SeedRandom random = {1};
    unsigned frequent = 0;

    for (int i = 0; i < 1000; i++) {
        g_autofree char *letter = seed_letter(words, &random, "Léa");

        g_assert_cmpuint(strlen(letter), <, 4000);
        frequent += strstr(letter, " de ") != NULL;
    }
    g_assert_cmpuint(frequent, >, 500);
}

static void
test_a_number_below_is_below(void)
{
    SeedRandom random = {3};
    unsigned seen = 0;

    for (int i = 0; i < 1000; i++) {
        unsigned n = seed_below(&random, 6);

        g_assert_cmpuint(n, <, 6);
        seen |= 1u << n;
    }
    g_assert_cmpuint(seen, ==, 63);
}

static void
test_persons_have_addresses_nobody_reads(void)
{
    g_autofree char *address = seed_person_address(12);

    g_assert_cmpstr(address, ==, "personne.12@example.org");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/seed/text", test_the_same_number_gives_the_same_text);
    g_test_add_func("/seed/words", test_words_come_as_people_use_them);
    g_test_add_func("/seed/below", test_a_number_below_is_below);
    g_test_add_func("/seed/address", test_persons_have_addresses_nobody_reads);
    return g_test_run();
}
