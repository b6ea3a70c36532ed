#include "http/server.h"
#include "lib/fixture.h"
#include "lib/house.h"
#include "search/search.h"

#include <string.h>

static House *
house_with_index(void)
{
    g_autoptr(GError) error = NULL;
    House *house = house_new();

    house->context.fulltext = fulltext_open(":memory:", &error);
    g_assert_no_error(error);
    return house;
}

static void
close_house(House *house)
{
    g_clear_pointer(&house->context.fulltext, fulltext_close);
    house_free(house);
}

static void
catch_up(House *house)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(search_catch_up(&house->context, &error));
    g_assert_no_error(error);
    house_check(house, &search_module);
}

typedef struct {
    int64_t ids[32], messages[32];
    size_t n, limit;
} Found;

static bool
note(int64_t conversation, int64_t message, void *data, GError **error)
{
    Found *found = data;

    if (found->n == found->limit)
        return false;
    found->ids[found->n] = conversation;
    found->messages[found->n++] = message;
    return true;
}

static Found
look(House *house, const char *query, int64_t before, size_t limit)
{
    g_autoptr(GError) error = NULL;
    Found found = {.limit = limit};

    g_assert_true(search_conversations(&house->context, database_reader(house->database), query,
                                       before, note, &found, &error));
    g_assert_no_error(error);
    return found;
}

static void
test_a_message_is_found_by_its_words_however_typed(void)
{
    static const struct {
        const char *query;
        size_t n;
    } cases[] = {
        {"annulée", 1},
        {"annulee", 1},
        {"ANNULÉES", 1},
        {"réservation", 1},
        {"camille", 1},
        {"facture", 1},
        {"introuvable", 0},
        {"annulée -réservation", 0},
        {"\"réservation annulée\"", 1},
        {"", 0},
    };
    House *house = house_with_index();

    house_hear(house, &(Mail){.from = "camille@example.org",
                              .name = "Camille Roussel",
                              .subject = "Facture",
                              .text = "Ma réservation annulée n'est pas remboursée."});
    catch_up(house);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].query);
        g_assert_cmpuint(look(house, cases[i].query, 0, 32).n, ==, cases[i].n);
    }
    close_house(house);
}

static void
test_pages_give_each_conversation_once(void)
{
    House *house = house_with_index();
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    int64_t before = 0;

    for (int i = 0; i < 12; i++) {
        g_autofree char *id = g_strdup_printf("m%d@example.org", i);
        g_autofree char *known = g_strdup_printf("m%d@example.org", i % 4);

        house_hear(house, &(Mail){.from = "camille@example.org",
                                  .id = id,
                                  .answers = {i >= 4 ? known : NULL},
                                  .text = "Remboursement"});
    }
    catch_up(house);
    for (int page = 0; page < 4; page++) {
        Found found = look(house, "remboursement", before, 1);

        g_assert_cmpuint(found.n, ==, 1);
        g_assert_true(g_hash_table_add(seen, g_memdup2(&found.ids[0], sizeof(int64_t))));
        before = found.messages[0];
    }
    g_assert_cmpuint(look(house, "remboursement", before, 1).n, ==, 0);
    close_house(house);
}

static void
test_an_index_thrown_away_is_built_again(void)
{
    House *house = house_with_index();
    g_autoptr(GError) error = NULL;

    house_hear(house, &(Mail){.from = "camille@example.org", .text = "Remboursement"});
    catch_up(house);
    fulltext_close(house->context.fulltext);
    house->context.fulltext = fulltext_open(":memory:", &error);
    g_assert_no_error(error);
    g_assert_cmpuint(look(house, "remboursement", 0, 1).n, ==, 0);
    catch_up(house);
    g_assert_cmpuint(look(house, "remboursement", 0, 1).n, ==, 1);
    close_house(house);
}

static void
test_the_indexer_follows_by_itself(void)
{
    House *house = house_with_index();
    Search *search = search_start(&house->context);

    for (int i = 0; i < 20; i++)
        house_hear(house, &(Mail){.from = "camille@example.org", .text = "Remboursement"});
    for (int i = 0; i < 500 && look(house, "remboursement", 0, 32).n < 20; i++)
        g_usleep(10000);
    g_assert_cmpuint(look(house, "remboursement", 0, 32).n, ==, 20);
    search_stop(search);
    close_house(house);
}

static void
test_excerpts_mark_what_was_found(void)
{
    static const struct {
        const char *query, *text, *excerpt;
    } cases[] = {
        {"annulee", "Ma place est\nannulée.", "Ma place est [annulée]."},
        {"places", "Ma place, nos places", "Ma [place], nos [places]"},
        {"annu", "annulation", "[annulation]"},
        {"-place annulé", "place annulée", "place [annulée]"},
        {"rien", "Ma place", "Ma place"},
        {"hopital", "de l’hôpital", "de l’[hôpital]"},
        {"hopital", "dit: \"HÔPITAL\"", "dit: \"[HÔPITAL]\""},
        {"ecole", "une Éco-école", "une Éco-[école]"},
        {"coeur", "le cœur net", "le [cœur] net"},
        {"martin", "<jean.martin@exemple.org>", "<jean.[martin]@exemple.org>"},
        {"été", "j'ai été,été", "j'ai [été],[été]"},
        {"", "Ma place", "Ma place"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(FulltextMarker) marker = fulltext_marker_new(cases[i].query);
        g_autoptr(GString) got = g_string_new(NULL);
        bool found;
        g_autofree char *excerpt = search_excerpt(marker, cases[i].text, &found);

        g_string_assign(got, excerpt);
        g_string_replace(got, "\xEE\x80\x80", "[", 0);
        g_string_replace(got, "\xEE\x80\x81", "]", 0);
        g_assert_cmpstr(got->str, ==, cases[i].excerpt);
        g_assert_cmpint(found, ==, strchr(cases[i].excerpt, '[') != NULL);
    }
}

static void
test_a_long_text_is_cut_around_its_word(void)
{
    g_autoptr(FulltextMarker) marker = fulltext_marker_new("aiguille");
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *excerpt = NULL;

    for (int i = 0; i < 200; i++)
        g_string_append(text, "été ");
    g_string_append(text, "une aiguille ");
    for (int i = 0; i < 200; i++)
        g_string_append(text, "été ");
    excerpt = search_excerpt(marker, text->str, NULL);
    g_assert_true(g_utf8_validate(excerpt, -1, NULL));
    g_assert_true(g_str_has_prefix(excerpt, "…"));
    g_assert_true(g_str_has_suffix(excerpt, "…"));
    g_assert_nonnull(strstr(excerpt, "\xEE\x80\x80"
                                     "aiguille"
                                     "\xEE\x80\x81"));
    g_assert_cmpuint(strlen(excerpt), <=, SEARCH_EXCERPT_MAX + 12);
}

static void
test_the_route_answers_by_kind(void)
{
    static const struct {
        const char *path;
        size_t n;
    } cases[] = {
        {"/api/search?q=camille", 3}, /* two messages and herself */
        {"/api/search?q=camille&kind=message", 2},
        {"/api/search?q=camille&kind=conversation", 1},
        {"/api/search?q=camille&kind=person", 1},
        {"/api/search?q=sujetdumatin", 2},
    };
    const Route *const tables[] = {search_module.routes};
    House *house = house_with_index();
    Principal who = {.staff = 1, .rights = UINT64_C(1) << RIGHT_CONVERSATION_READ};

    house_hear(house, &(Mail){.from = "camille@example.org",
                              .name = "Camille",
                              .id = "a@example.org",
                              .subject = "Sujetdumatin"});
    house_hear(house, &(Mail){.from = "camille@example.org",
                              .answers = {"a@example.org"},
                              .subject = "Sujetdumatin"});
    catch_up(house);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Ask ask = {.method = "GET", .path = cases[i].path, .principal = who};
        g_autofree char *text = NULL;
        json_t *answer;

        g_assert_cmpuint(route_ask(house->database, &house->context, tables, 1, &ask, &text), ==,
                         200);
        answer = json_loads(text, 0, NULL);
        g_test_message("%s %s", cases[i].path, text);
        g_assert_cmpuint(json_array_size(json_object_get(answer, "items")), ==, cases[i].n);
        json_decref(answer);
    }
    close_house(house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/search/words", test_a_message_is_found_by_its_words_however_typed);
    g_test_add_func("/search/pages", test_pages_give_each_conversation_once);
    g_test_add_func("/search/rebuilt", test_an_index_thrown_away_is_built_again);
    g_test_add_func("/search/follows", test_the_indexer_follows_by_itself);
    g_test_add_func("/search/excerpts", test_excerpts_mark_what_was_found);
    g_test_add_func("/search/long-text", test_a_long_text_is_cut_around_its_word);
    g_test_add_func("/search/route", test_the_route_answers_by_kind);
    return g_test_run();
}
