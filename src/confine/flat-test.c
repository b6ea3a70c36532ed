#include "confine/flat.h"

#include <string.h>

static GBytes *
written(void (*write)(GByteArray *out))
{
    GByteArray *out = g_byte_array_new();

    write(out);
    return g_byte_array_free_to_bytes(out);
}

static void
write_some(GByteArray *out)
{
    flat_put_number(out, -7);
    flat_put_text(out, "Élodie");
    flat_put_text(out, NULL);
    flat_put_text(out, "");
    flat_put_bytes(out, "a\0b", 3);
}

static void
test_what_was_written_is_read(void)
{
    g_autoptr(GBytes) whole = written(write_some);
    FlatReader reader = flat_reader(whole);
    int64_t number = flat_number(&reader, -10, 10);
    g_autofree char *name = flat_text(&reader, 100);
    g_autofree char *none = flat_text(&reader, 100);
    g_autofree char *empty = flat_text_needed(&reader, 0);
    g_autoptr(GBytes) bytes = flat_bytes(&reader, 3);

    g_assert_true(flat_end(&reader));
    g_assert_cmpint(number, ==, -7);
    g_assert_cmpstr(name, ==, "Élodie");
    g_assert_null(none);
    g_assert_cmpstr(empty, ==, "");
    g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), "a\0b", 3);
}

/* Of each length of a right answer but the whole, nothing beyond it is read and nothing is
 * believed. */
static void
test_what_is_cut_anywhere_is_broken(void)
{
    g_autoptr(GBytes) whole = written(write_some);
    gsize size = g_bytes_get_size(whole);

    for (gsize length = 0; length < size; length++) {
        /* A copy of just that size: a sanitizer sees a look beyond it. */
        g_autoptr(GBytes) cut = g_bytes_new(g_bytes_get_data(whole, NULL), length);
        FlatReader reader = flat_reader(cut);
        g_autofree char *name = NULL, *none = NULL, *empty = NULL;
        g_autoptr(GBytes) bytes = NULL;

        (void)flat_number(&reader, -10, 10);
        name = flat_text(&reader, 100);
        none = flat_text(&reader, 100);
        empty = flat_text_needed(&reader, 100);
        bytes = flat_bytes(&reader, 100);
        g_assert_nonnull(empty);
        g_assert_nonnull(bytes);
        g_assert_false(flat_end(&reader));
    }
}

typedef struct {
    const char *name;
    const char *bytes;
    gsize size;
} BadText;

static void
test_a_text_that_is_none_is_refused(void)
{
    static const BadText cases[] = {
        {"longer than asked", "\5\0\0\0hello", 9},
        {"longer than there is", "\4\0\0\0abc", 7},
        {"nearly four gigabytes", "\xFE\xFF\xFF\xFFhello", 9},
        {"not UTF-8", "\2\0\0\0\xC3\x28", 6},
        {"with a NUL inside", "\3\0\0\0a\0b", 7},
        {"cut in a character", "\1\0\0\0\xC3", 5},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) bytes = g_bytes_new(cases[i].bytes, cases[i].size);
        FlatReader reader = flat_reader(bytes);
        g_autofree char *text = flat_text(&reader, 4);

        g_test_message("%s", cases[i].name);
        g_assert_null(text);
        g_assert_true(reader.broken);
    }
}

static void
test_a_number_out_of_its_range_is_refused(void)
{
    static const int64_t numbers[] = {-1, 11, G_MININT64, G_MAXINT64};

    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        GByteArray *out = g_byte_array_new();
        g_autoptr(GBytes) bytes = NULL;
        FlatReader reader;

        flat_put_number(out, numbers[i]);
        bytes = g_byte_array_free_to_bytes(out);
        reader = flat_reader(bytes);
        g_assert_cmpint(flat_number(&reader, 0, 10), ==, 0);
        g_assert_false(flat_end(&reader));
    }
}

static void
test_nothing_may_be_left_over(void)
{
    g_autoptr(GBytes) whole = written(write_some);
    FlatReader reader = flat_reader(whole);

    g_assert_cmpint(flat_number(&reader, -10, 10), ==, -7);
    g_assert_false(flat_end(&reader));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/flat/what was written is read", test_what_was_written_is_read);
    g_test_add_func("/flat/what is cut anywhere is broken", test_what_is_cut_anywhere_is_broken);
    g_test_add_func("/flat/a text that is none is refused", test_a_text_that_is_none_is_refused);
    g_test_add_func("/flat/a number out of its range is refused",
                    test_a_number_out_of_its_range_is_refused);
    g_test_add_func("/flat/nothing may be left over", test_nothing_may_be_left_over);
    return g_test_run();
}
