#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/json.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

static void
test_ids_grow_even_when_the_clock_goes_back(void)
{
    int64_t last = id_new();

    clock_freeze(clock_now() - CLOCK_HOUR);
    for (int i = 0; i < 10000; i++) {
        int64_t id = id_new();

        g_assert_cmpint(id, >, last);
        last = id;
    }
    clock_freeze(0);
}

static void *
make_ids(void *data)
{
    int64_t *ids = data;

    for (int i = 0; i < 5000; i++)
        ids[i] = id_new();
    return NULL;
}

static void
test_threads_never_make_the_same_id(void)
{
    g_autofree int64_t *ids = g_new(int64_t, 20000);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
    GThread *threads[4];

    for (int i = 0; i < 4; i++)
        threads[i] = g_thread_new("ids", make_ids, ids + i * 5000);
    for (int i = 0; i < 4; i++)
        g_thread_join(threads[i]);
    for (int i = 0; i < 20000; i++)
        g_assert_true(g_hash_table_add(seen, ids + i));
}

static void
test_an_id_holds_its_time_and_its_node(void)
{
    int64_t here, there;

    clock_freeze(INT64_C(3900000000000));
    here = id_new();
    id_set_node(ID_NODE_MAX);
    there = id_new();
    id_set_node(0);
    clock_freeze(0);
    g_assert_cmpint(id_time(here), ==, INT64_C(3900000000000));
    g_assert_cmpint(id_at(INT64_C(3900000000000)), <=, here);
    g_assert_cmpint(here >> 12 & ID_NODE_MAX, ==, 0);
    g_assert_cmpint(there >> 12 & ID_NODE_MAX, ==, ID_NODE_MAX);
}

static void
test_id_parse_takes_a_positive_decimal_only(void)
{
    static const struct {
        const char *text;
        bool ok;
    } cases[] = {
        {"1", true},
        {"9223372036854775807", true},
        {"9223372036854775808", false},
        {"0", false},
        {"-1", false},
        {"+1", false},
        {"", false},
        {"1x", false},
        {" 1", false},
        {NULL, false},
        {"0x10", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t id = 0;

        g_test_message("%s", cases[i].text);
        g_assert_cmpint(id_parse(cases[i].text, &id), ==, cases[i].ok);
    }
}

static void
test_json_escapes_what_it_must(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    JsonWriter json;

    json_writer_init(&json, out);
    json_object_begin(&json);
    json_put_text(&json, "a\"b", "l\n\t\\\x01</script>é");
    json_put_text(&json, "broken", "x\xFFy");
    json_put_text(&json, "none", NULL);
    json_put_id(&json, "id", INT64_C(9007199254740993));
    json_put_id(&json, "no_id", 0);
    json_put_int(&json, "least", INT64_MIN);
    json_put_double(&json, "half", 0.5);
    json_put_double(&json, "nan", NAN);
    json_name(&json, "list");
    json_list_begin(&json);
    json_bool(&json, true);
    json_none(&json);
    json_list_end(&json);
    json_object_end(&json);
    g_assert_cmpstr(
        out->str, ==,
        "{\"a\\\"b\":\"l\\n\\t\\\\\\u0001\\u003c/script>é\",\"broken\":\"x\xEF\xBF\xBDy\","
        "\"none\":null,\"id\":\"9007199254740993\",\"no_id\":null,"
        "\"least\":-9223372036854775808,\"half\":0.5,\"nan\":null,\"list\":[true,null]}");
}

static void
test_json_writes_the_time_that_glib_writes(void)
{
    for (int64_t ms = 1; ms < INT64_C(4102444800000); ms += INT64_C(86399999977)) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autofree char *at = clock_format(ms);
        g_autofree char *quoted = g_strdup_printf("\"%s\"", at);
        int64_t back = 0;
        JsonWriter json;

        json_writer_init(&json, out);
        json_time(&json, ms);
        g_assert_cmpstr(out->str, ==, quoted);
        g_assert_true(clock_parse(at, &back));
        g_assert_cmpint(back, ==, ms);
    }
}

static void
test_text_is_cleaned_folded_and_clipped(void)
{
    g_autofree char *clean = text_clean("a\r\nb\rc\x01\x1b[0m\xff", -1);
    g_autofree char *fold = text_fold("  Élodie   ŒUVRARD-L’Hôpital\n");
    g_autofree char *ascii = text_fold("  Rock\t'n' \x7fROLL\x01 ");
    g_autofree char *clip = text_clip("aé", 2);

    g_assert_cmpstr(clean, ==, "a\nb\nc[0m\xEF\xBF\xBD");
    g_assert_cmpstr(fold, ==, "elodie oeuvrard-l'hopital");
    g_assert_cmpstr(ascii, ==, "rock 'n' roll");
    g_assert_cmpstr(clip, ==, "a");
}

static void
test_addresses_compare_as_people_mean_them(void)
{
    static const struct {
        const char *from, *to;
    } cases[] = {
        {" Jeanne.Morel@Exemple.ORG ", "jeanne.morel@exemple.org"},
        {"jeanne@été.example", "jeanne@xn--t-9fab.example"},
        {"jeanne", NULL},
        {"jeanne@", NULL},
        {"@exemple.org", NULL},
        {"a b@exemple.org", NULL},
        {"a@b\r\nBcc: c@d", NULL},
        {"a@b@exemple.org", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *to = text_email(cases[i].from);

        g_test_message("%s", cases[i].from);
        g_assert_cmpstr(to, ==, cases[i].to);
    }
}

static void
test_an_error_carries_its_field(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) copy = NULL;

    g_assert_false(error_set_field(&error, APP_ERROR_INVALID, "score", "must be 1 to %d", 5));
    copy = g_error_copy(error);
    g_assert_error(copy, APP_ERROR, APP_ERROR_INVALID);
    g_assert_cmpstr(copy->message, ==, "must be 1 to 5");
    g_assert_cmpstr(error_field(copy), ==, "score");
    g_assert_cmpstr(error_word(APP_ERROR_NOT_FOUND), ==, "not_found");
}

static void
test_secrets_differ_and_compare(void)
{
    char a[SECRET_SIZE], b[SECRET_SIZE], hex[HASH_HEX_SIZE];

    secret_new(a);
    secret_new(b);
    g_assert_cmpint(strlen(a), ==, SECRET_SIZE - 1);
    g_assert_false(secret_equal(a, b));
    g_assert_true(secret_equal(a, a));
    /* FIPS 180-2, appendix B.1. */
    hash_sha256_hex("abc", 3, hex);
    g_assert_cmpstr(hex, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/id/grow", test_ids_grow_even_when_the_clock_goes_back);
    g_test_add_func("/base/id/threads", test_threads_never_make_the_same_id);
    g_test_add_func("/base/id/time-and-node", test_an_id_holds_its_time_and_its_node);
    g_test_add_func("/base/id/parse", test_id_parse_takes_a_positive_decimal_only);
    g_test_add_func("/base/json/escapes", test_json_escapes_what_it_must);
    g_test_add_func("/base/json/time", test_json_writes_the_time_that_glib_writes);
    g_test_add_func("/base/text/clean-fold-clip", test_text_is_cleaned_folded_and_clipped);
    g_test_add_func("/base/text/email", test_addresses_compare_as_people_mean_them);
    g_test_add_func("/base/error/field", test_an_error_carries_its_field);
    g_test_add_func("/base/hash/secrets", test_secrets_differ_and_compare);
    return g_test_run();
}
