#include "base/template.h"

static void
test_a_value_cannot_leave_its_place(void)
{
    static const TemplateValue values[] = {
        {"name", "<script>alert('x') & \"y\"</script>"},
        {"raw", "<b>{{name}}</b>"},
        {"none", NULL},
        TEMPLATE_END,
    };
    static const struct {
        const char *template, *expected;
    } cases[] = {
        {"a { b } c", "a { b } c"},
        {"<p title=\"{{name}}\">", "<p title=\"&lt;script&gt;alert(&#39;x&#39;) &amp; "
                                   "&quot;y&quot;&lt;/script&gt;\">"},
        /* A value is never read as a template. */
        {"{{{raw}}}|{{none}}|{{raw}}", "<b>{{name}}</b>||&lt;b&gt;{{name}}&lt;/b&gt;"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = template_text(cases[i].template, values);

        g_assert_cmpstr(text, ==, cases[i].expected);
    }
}

static void
test_a_name_without_a_value_is_a_mistake(void)
{
    static const TemplateValue values[] = {{"nam", "x"}, {"names", "y"}, TEMPLATE_END};
    g_autofree char *text = NULL;

    g_test_expect_message(NULL, G_LOG_LEVEL_CRITICAL, "*no value for \"name\"*");
    text = template_text("a{{name}}b", values);
    g_test_assert_expected_messages();
    g_assert_cmpstr(text, ==, "ab");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/template/escapes", test_a_value_cannot_leave_its_place);
    g_test_add_func("/template/missing", test_a_name_without_a_value_is_a_mistake);
    return g_test_run();
}
