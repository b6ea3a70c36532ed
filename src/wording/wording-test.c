#include "wording/wording.h"

#include "base/error.h"
#include "lib/fixture.h"

#include <string.h>

static const WordingRule rules[] = {
    {
        .name = "test.greeting",
        .about_fr = "Le salut.",
        .about_en = "The greeting.",
        .otherwise_fr = "Bonjour {{person.name}},",
        .otherwise_en = "Hello {{person.name}},",
        .variables = (const char *const[]){"person.name", NULL},
        .max = 40,
    },
    {
        .name = "test.letter",
        .about_fr = "La lettre.",
        .about_en = "The letter.",
        .otherwise_fr = "À bientôt.",
        .otherwise_en = "See you.",
        .multiline = true,
    },
    WORDINGS_END,
};

static const Module test_module = {.name = "test", .wordings = rules};
static const Module *const modules[] = {&test_module, NULL};

typedef struct {
    const char *name, *language, *text;
    bool changed;
} Change;

static bool
set_work(Db *tx, void *data, GError **error)
{
    Change *change = data;

    return wording_set(tx, change->name, change->language, change->text, 0, &change->changed,
                       error);
}

static bool
set(Database *database, const char *language, const char *text)
{
    g_autoptr(GError) error = NULL;
    Change change = {"test.greeting", language, text, false};

    database_write(database, set_work, &change, &error);
    g_assert_no_error(error);
    return change.changed;
}

static void
assert_said(Database *database, const char *language, const char *expected)
{
    g_autofree char *said =
        wording_say(database_reader(database), "test.greeting", language,
                    (const TemplateValue[]){{"person.name", "Zoé & <Léa>"}, TEMPLATE_END});

    g_assert_cmpstr(said, ==, expected);
}

static void
test_the_organisation_s_words_replace_the_program_s(void)
{
    g_autoptr(Database) database = database_fresh();

    assert_said(database, "fr", "Bonjour Zoé & <Léa>,");
    assert_said(database, "en", "Hello Zoé & <Léa>,");
    g_assert_true(set(database, "fr", "  Cher {{ person.name }}, "));
    assert_said(database, "fr", "Cher Zoé & <Léa>,");
    assert_said(database, "en", "Hello Zoé & <Léa>,");
    /* Neither the same text nor the program's own is a change. */
    g_assert_false(set(database, "fr", "Cher {{ person.name }},"));
    g_assert_true(set(database, "fr", "Bonjour {{person.name}},"));
    g_assert_false(set(database, "fr", NULL));
    assert_said(database, "fr", "Bonjour Zoé & <Léa>,");
}

static void
test_a_language_we_do_not_speak_is_answered_in_the_organisation_s(void)
{
    static const struct {
        const char *asked, *spoken;
    } cases[] = {{"fr", "fr"}, {"en", "en"}, {"de", "fr"}, {NULL, "fr"}, {"", "fr"}};
    g_autoptr(Database) database = database_fresh();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(wording_language(database_reader(database), cases[i].asked), ==,
                        cases[i].spoken);
}

static void
test_what_is_refused_says_why_and_changes_nothing(void)
{
    static const struct {
        const char *name, *language, *text;
        AppError code;
        const char *part; /* of the reason */
    } cases[] = {
        {"test.nothing", "fr", "Bonjour", APP_ERROR_NOT_FOUND, "no such"},
        {"test.greeting", "de", "Guten Tag", APP_ERROR_NOT_FOUND, "no such"},
        {"test.greeting", "fr", " \t\n", APP_ERROR_INVALID, "empty"},
        {"test.greeting", "fr", "deux\nlignes", APP_ERROR_INVALID, "one line"},
        {"test.greeting", "fr", "123456789 123456789 123456789 123456789 1", APP_ERROR_INVALID,
         "over 40"},
        {"test.greeting", "fr", "{{person.nom}}", APP_ERROR_INVALID, "'person.nom'"},
        {"test.greeting", "fr", "{{person.name", APP_ERROR_INVALID, "not closed"},
        {"test.greeting", "fr", "{{}}", APP_ERROR_INVALID, "unknown"},
        {"test.letter", "fr", "{{person.name}}", APP_ERROR_INVALID, "unknown"},
    };
    g_autoptr(Database) database = database_fresh();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        Change change = {cases[i].name, cases[i].language, cases[i].text, false};

        g_test_message("%s", cases[i].text);
        g_assert_false(database_write(database, set_work, &change, &error));
        g_assert_error(error, APP_ERROR, (int)cases[i].code);
        g_assert_nonnull(strstr(error->message, cases[i].part));
    }
    assert_said(database, "fr", "Bonjour Zoé & <Léa>,");
}

static void
test_variables_are_filled_once_and_unknown_ones_say_nothing(void)
{
    static const struct {
        const char *text, *filled;
    } cases[] = {
        {"", ""},
        {"a {{x}} b {{ x }} c", "a {{y}} b {{y}} c"}, /* a value is never read again */
        {"{{gone}}.", "."},
        {"{{empty}}.", "."},
        {"{{x", "{{x"},
        {"}} {{x}}", "}} {{y}}"},
        {"{ {x} }", "{ {x} }"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *filled = wording_fill(
            cases[i].text,
            (const TemplateValue[]){{"x", "{{y}}"}, {"y", "no"}, {"empty", NULL}, TEMPLATE_END});

        g_assert_cmpstr(filled, ==, cases[i].filled);
    }
}

static void
test_a_text_of_several_lines_becomes_harmless_paragraphs(void)
{
    static const struct {
        const char *text, *html;
    } cases[] = {
        {"", "<p></p>\n"},
        {"un", "<p>un</p>\n"},
        {"un\ndeux", "<p>un<br>\ndeux</p>\n"},
        {"\n\nun\n\n\ndeux\n", "<p>un</p>\n<p>deux</p>\n"},
        {"<b>&\"", "<p>&lt;b&gt;&amp;&quot;</p>\n"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *html = wording_html(cases[i].text);

        g_assert_cmpstr(html, ==, cases[i].html);
    }
}

static void
test_a_change_is_a_fact_without_its_text(void)
{
    static const char facts_sql[] = "SELECT data FROM fact WHERE name = 'wording.changed'";
    g_autoptr(Database) database = database_fresh();
    g_autoptr(GError) error = NULL;
    g_autofree char *data = NULL;

    set(database, "en", "Dear {{person.name}},");
    db_find_text(database_reader(database), facts_sql, DB_NO_ARGS, &data, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(data, ==, "{\"wording\":\"test.greeting\",\"language\":\"en\"}");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    module_tell_all(modules);
    g_test_add_func("/wording/own words", test_the_organisation_s_words_replace_the_program_s);
    g_test_add_func("/wording/language",
                    test_a_language_we_do_not_speak_is_answered_in_the_organisation_s);
    g_test_add_func("/wording/refused", test_what_is_refused_says_why_and_changes_nothing);
    g_test_add_func("/wording/fill", test_variables_are_filled_once_and_unknown_ones_say_nothing);
    g_test_add_func("/wording/html", test_a_text_of_several_lines_becomes_harmless_paragraphs);
    g_test_add_func("/wording/fact", test_a_change_is_a_fact_without_its_text);
    return g_test_run();
}
