#include "base/csv.h"

#include <math.h>

static void
test_a_text_stays_a_text(void)
{
    static const struct {
        const char *text, *cell;
    } cases[] = {
        {"Jeanne Morel", "Jeanne Morel"},
        {"", ""},
        {NULL, ""},
        {"a,b", "\"a,b\""},
        {"say \"hi\"", "\"say \"\"hi\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"a=b", "a=b"},
        {"=1+1", "\"'=1+1\""},
        {"+33199000000", "\"'+33199000000\""},
        {"-2", "\"'-2\""},
        {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"\t=1", "\"'\t=1\""},
        {"\r=1", "\"'\r=1\""},
        {"=\"a\",b", "\"'=\"\"a\"\",b\""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autofree char *expected = g_strconcat(cases[i].cell, "\r\n", NULL);

        csv_text(out, cases[i].text);
        csv_end(out);
        g_assert_cmpstr(out->str, ==, expected);
    }
}

static void
test_a_table_has_its_mark_and_its_numbers(void)
{
    g_autoptr(GString) out = g_string_new(NULL);

    csv_begin(out);
    csv_int(out, -3);
    csv_double(out, 0.25);
    csv_double(out, 259200000);
    csv_double(out, NAN);
    csv_time(out, 0);
    csv_time(out, 1);
    csv_empty(out);
    csv_end(out);
    g_assert_cmpstr(out->str, ==, "\xEF\xBB\xBF-3,0.25,259200000,,,1970-01-01T00:00:00.001Z,\r\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv/text", test_a_text_stays_a_text);
    g_test_add_func("/csv/table", test_a_table_has_its_mark_and_its_numbers);
    return g_test_run();
}
