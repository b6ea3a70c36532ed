#include "db/fulltext.h"

#include "base/error.h"
#include "lib/fixture.h"

#include <string.h>

static void
add(Fulltext *index, int64_t id, int64_t kind, const char *text)
{
    g_autoptr(GError) error = NULL;

    fulltext_write(index, &(FulltextDocument){id, kind, text}, 1, id, &error);
    g_assert_no_error(error);
}

/* What a query finds, as "3 2 1". */
static char *
find(Fulltext *index, const char *query, int kind, int64_t before, size_t limit)
{
    g_autoptr(GArray) ids = NULL;
    g_autoptr(GError) error = NULL;
    GString *found = g_string_new(NULL);

    fulltext_search(index, query, kind, before, limit, &ids, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < ids->len; i++)
        g_string_append_printf(found, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                               g_array_index(ids, gint64, i));
    return g_string_free(found, FALSE);
}

static void
assert_finds(Fulltext *index, const char *query, const char *expected)
{
    g_autofree char *found = find(index, query, -1, 0, 100);

    g_test_message("%s", query);
    g_assert_cmpstr(found, ==, expected);
}

static void
test_french_words_are_found_however_they_are_typed(void)
{
    static const struct {
        const char *text, *query;
        bool found;
    } cases[] = {
        {"Ma commande a été annulée.", "annulee ", true},
        {"Ma commande a ete annulee.", "annulée ", true},
        {"Demande d'annulation", "annuler ", true},
        {"Ils annulaient tout", "annulé ", true},
        {"Je veux annuler", "ANNULATION ", true},
        {"l'hôpital de Brest", "hopital ", true},
        {"l\u2019hôpital de Brest", "l'hôpital ", true},
        {"les hopitaux", "hôpitaux ", true},
        {"Réclamations répétées", "reclamation repetee ", true},
        {"un chèque-cadeau", "cheque cadeau ", true},
        {"un chèque-cadeau", "chèques-cadeaux ", true},
        {"Mon cœur balance", "coeur ", true},
        {"re\u0301glement recu", "règlement reçu ", true},
        {"Écrire à jeanne.morel@exemple.org", "jeanne.morel@exemple.org ", true},
        {"Écrire à jeanne.morel@exemple.org", "morel ", true},
        {"Tél. 01 99 00 12 34", "\"01 99 00 12 34\"", true},
        {"Dossier n° 2026-00417/B", "00417 ", true},
        {"Dossier n° 2026-00417/B", "417 ", false},
        {"Le don est parti", "pour le don ", true},
        {"Mme Élodie Œuvrard", "elodie oeuvrard ", true},
        {"Mme Élodie Œuvrard", "elodie dupont ", false},
        {"carte de fidélité perdue", "\"carte fidelite\"", true},
        {"fidélité, puis carte", "\"carte fidélité\"", false},
        {"carte perdue", "carte -perdue", false},
        {"carte volée", "carte -perdue", true},
        {"carte volée", "« carte volée »", true},
        {"remboursement", "rembourse", true},
        {"demande d'annulation", "annulat", true},
        {"des réclamations", "réclamatio", true},
        {"deux pianos", "piano ", true},
        {"un vélo", "vélos ", true},
        {"le bus", "bu ", false},
        {"hospitalisation de jour", "hospi", true},
        {"hospitalisation de jour", "hospi ", false},
        {"hospitalisation de jour", "ho", false},
        {"écrire à jeanne.morel@exemple.org", "jeanne.mor", true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Fulltext) index = fulltext_open(":memory:", NULL);

        add(index, 1, 0, cases[i].text);
        assert_finds(index, cases[i].query, cases[i].found ? "1" : "");
    }
}

static void
test_nothing_a_person_types_is_an_error(void)
{
    static const char *const queries[] = {
        "",
        " ",
        "\"",
        "\"\"",
        "-",
        "- -",
        "-seul",
        "*",
        "(",
        ")",
        "a AND",
        "NOT x OR (",
        "NEAR(a b)",
        "k1:don",
        "^don",
        "don*",
        "don +",
        "{k0} : x",
        "le la les",
        "\xFF\xFE",
        "\"\"\"",
        "col:\"don",
        "-\"don",
        "''; --",
        "\u00AB",
        "\u201C",
        "\xF0\x9F\x98\x80",
        "a\"b\"c",
        "--option",
        "-\"\"",
        "don -\"\" -(",
        "...",
        "e\u0301",
    };
    g_autoptr(Fulltext) index = fulltext_open(":memory:", NULL);
    g_autofree char *long_query = g_strnfill(100000, 'x');
    g_autofree char *long_found = NULL;

    add(index, 1, 0, "un don");
    for (size_t i = 0; i < G_N_ELEMENTS(queries); i++) {
        g_autofree char *found = find(index, queries[i], -1, 0, 10);

        g_test_message("%s: %s", queries[i], found);
    }
    long_found = find(index, long_query, -1, 0, 10);
    g_assert_cmpstr(long_found, ==, "");
    assert_finds(index, "le la les ", "");
    assert_finds(index, "-seul", "");
    assert_finds(index, "don*", "1");
}

static void
test_documents_are_found_newest_first_by_page_and_kind(void)
{
    g_autoptr(Fulltext) index = fulltext_open(":memory:", NULL);
    g_autofree char *page = NULL;
    g_autofree char *next = NULL;
    g_autofree char *kind = NULL;
    g_autofree char *kind_without = NULL;

    for (int id = 1; id <= 9; id++)
        add(index, id, id % 3, id == 4 ? "un don perdu" : "un don");
    page = find(index, "don", -1, 0, 3);
    next = find(index, "don", -1, 7, 3);
    kind = find(index, "don", 1, 0, 10);
    kind_without = find(index, "don -perdu", 1, 0, 10);
    g_assert_cmpstr(page, ==, "9 8 7");
    g_assert_cmpstr(next, ==, "6 5 4");
    g_assert_cmpstr(kind, ==, "7 4 1");
    g_assert_cmpstr(kind_without, ==, "7 1");
}

static void
test_what_is_begun_finds_the_same_by_what_it_becomes(void)
{
    static const struct {
        const char *query, *text;
        size_t n;
    } cases[] = {
        {"rem", "un remboursement", 150},         {"remb", "un remboursement", 150},
        {"rembou", "il sera remboursé", 150},     {"REMBOU", "un remboursement", 150},
        {"annulat", "l'annulation", 150},         {"récla", "des réclamations", 150},
        {"recla", "des réclamations", 150},       {"don rembou", "don à rembourser", 150},
        {"rembou", "un remboursement", 5},        {"don rembou", "don à rembourser", 5},
        {"remo", "un remboursement", 0},          {"rembou -don", "don à rembourser", 0},
        {"jeanne.mor", "jeanne.morel@x.fr", 150},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Fulltext) index = fulltext_open(":memory:", NULL);
        g_autoptr(GArray) ids = NULL;
        g_autoptr(GArray) documents = g_array_new(FALSE, FALSE, sizeof(FulltextDocument));

        for (int64_t id = 1; id <= 150; id++) {
            FulltextDocument document = {id, 0, cases[i].text};

            if (cases[i].n == 5 && id > 5)
                document.text = "un rempart";
            g_array_append_val(documents, document);
        }
        g_assert_true(fulltext_write(index, (FulltextDocument *)(void *)documents->data,
                                     documents->len, 1, NULL));
        g_assert_true(fulltext_search(index, cases[i].query, 0, 0, 1000, &ids, NULL));
        g_test_message("%s in %zu", cases[i].query, cases[i].n);
        g_assert_cmpuint(ids->len, ==, cases[i].n);
    }
}

static void
test_a_document_written_again_is_replaced(void)
{
    g_autoptr(Fulltext) index = fulltext_open(":memory:", NULL);

    add(index, 1, 2, "ancien nom");
    add(index, 1, 3, "nouveau nom");
    assert_finds(index, "ancien ", "");
    assert_finds(index, "nouveau ", "1");
}

static void
test_the_watermark_is_kept_with_the_documents(void)
{
    g_autofree char *path = scratch_path(".index");
    g_autoptr(GError) error = NULL;
    Fulltext *index = fulltext_open(path, &error);

    g_assert_no_error(error);
    g_assert_cmpint(fulltext_watermark(index), ==, 0);
    add(index, 7, 0, "un don");
    g_assert_false(
        fulltext_write(index, &(FulltextDocument){8, FULLTEXT_KINDS, "x"}, 1, 8, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INTERNAL);
    fulltext_close(index);
    index = fulltext_open(path, NULL);
    g_assert_cmpint(fulltext_watermark(index), ==, 7);
    assert_finds(index, "don", "7");
    fulltext_close(index);
}

static void
test_a_damaged_index_is_made_new_and_empty(void)
{
    g_autofree char *path = scratch_path(".index");
    Fulltext *index = fulltext_open(path, NULL);

    add(index, 7, 0, "un don");
    fulltext_close(index);
    g_assert_true(g_file_set_contents(path, "this is not an index, by any means at all", -1, NULL));
    index = fulltext_open(path, NULL);
    g_assert_nonnull(index);
    g_assert_cmpint(fulltext_watermark(index), ==, 0);
    assert_finds(index, "don", "");
    fulltext_close(index);
}

static bool
file_holds(const char *path, const char *suffix, const char *word)
{
    g_autofree char *file = g_strconcat(path, suffix, NULL);
    g_autofree char *bytes = NULL;
    gsize size = 0;

    return g_file_get_contents(file, &bytes, &size, NULL) &&
           memmem(bytes, size, word, strlen(word)) != NULL;
}

static void
test_erasing_leaves_no_trace_of_a_word(void)
{
    g_autofree char *path = scratch_path(".index");
    g_autoptr(Fulltext) index = fulltext_open(path, NULL);
    g_autoptr(GError) error = NULL;
    const int64_t ids[] = {500, 500000};

    for (int id = 1; id <= 1000; id++)
        add(index, id, 0, id == 500 ? "un secret zanzibaresque du don" : "un don de plus");
    g_assert_true(file_holds(path, "", "zanzibar") || file_holds(path, "-wal", "zanzibar"));
    g_assert_true(fulltext_erase(index, ids, G_N_ELEMENTS(ids), &error));
    g_assert_no_error(error);
    g_assert_false(file_holds(path, "", "zanzibar"));
    g_assert_false(file_holds(path, "-wal", "zanzibar"));
    assert_finds(index, "zanzibaresque ", "");
    assert_finds(index, "don -plus ", "");
}

static void *
search_often(void *index)
{
    for (int i = 0; i < 200; i++) {
        g_autofree char *found = find(index, "don", -1, 0, 10);

        g_assert_nonnull(strchr(found, '1'));
    }
    return NULL;
}

static void
test_threads_search_while_one_writes(void)
{
    g_autofree char *path = scratch_path(".index");
    g_autoptr(Fulltext) index = fulltext_open(path, NULL);
    GThread *threads[3];

    add(index, 1, 0, "un don");
    for (int i = 0; i < 3; i++)
        threads[i] = g_thread_new("search", search_often, index);
    for (int id = 10; id < 19; id++)
        add(index, id, 0, "un don de plus");
    for (int i = 0; i < 3; i++)
        g_thread_join(threads[i]);
    assert_finds(index, "don plus", "18 17 16 15 14 13 12 11 10");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fulltext/french", test_french_words_are_found_however_they_are_typed);
    g_test_add_func("/fulltext/typed", test_nothing_a_person_types_is_an_error);
    g_test_add_func("/fulltext/order", test_documents_are_found_newest_first_by_page_and_kind);
    g_test_add_func("/fulltext/begun", test_what_is_begun_finds_the_same_by_what_it_becomes);
    g_test_add_func("/fulltext/replace", test_a_document_written_again_is_replaced);
    g_test_add_func("/fulltext/watermark", test_the_watermark_is_kept_with_the_documents);
    g_test_add_func("/fulltext/damaged", test_a_damaged_index_is_made_new_and_empty);
    g_test_add_func("/fulltext/erase", test_erasing_leaves_no_trace_of_a_word);
    g_test_add_func("/fulltext/threads", test_threads_search_while_one_writes);
    return g_test_run();
}
