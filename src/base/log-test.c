#include "base/log-form.h"

#include <string.h>

#define AT INT64_C(1795426200123) /* 2026-11-23T09:30:00.123Z */

static void
expect(LogForm form, LogLevel level, const char *pairs, const char *expected)
{
    g_autofree char *line = log_line(form, level, AT, "mail", "refused", pairs);

    g_assert_cmpstr(line, ==, expected);
}

static void
test_an_event_is_a_line_of_text(void)
{
    expect(LOG_TEXT, LOG_WARNING, "bytes=12 code=552",
           "2026-11-23T09:30:00.123Z warning mail refused bytes=12 code=552");
}

static void
test_journald_reads_the_level_and_keeps_the_time(void)
{
    expect(LOG_JOURNAL, LOG_ERROR, "bytes=12", "<3>mail refused bytes=12");
    expect(LOG_JOURNAL, LOG_WARNING, "bytes=12", "<4>mail refused bytes=12");
    expect(LOG_JOURNAL, LOG_INFO, "bytes=12", "<6>mail refused bytes=12");
    expect(LOG_JOURNAL, LOG_DEBUG, "bytes=12", "<7>mail refused bytes=12");
}

#define JSON(fields)                                                                               \
    "{\"at\":\"2026-11-23T09:30:00.123Z\",\"level\":\"info\",\"domain\":\"mail\","                 \
    "\"event\":\"refused\",\"fields\":{" fields "}}"

static void
test_pairs_are_fields_of_json(void)
{
    static const struct {
        const char *pairs, *line;
    } cases[] = {{"", JSON("")},
                 {"bytes=12 code=552", JSON("\"bytes\":12,\"code\":552")},
                 {"message=198735629476352001", JSON("\"message\":\"198735629476352001\"")},
                 {"n=-3 z=007 e=", JSON("\"n\":-3,\"z\":\"007\",\"e\":\"\"")},
                 {"name=two words next=1", JSON("\"name\":\"two words\",\"next\":1")},
                 {"tries=2 reason=it said level=9 \"no\"",
                  JSON("\"tries\":2,\"reason\":\"it said level=9 \\\"no\\\"\"")},
                 {"port 25", JSON("\"text\":\"port 25\"")}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        expect(LOG_JSON, LOG_INFO, cases[i].pairs, cases[i].line);
}

static void
test_no_value_forges_a_line(void)
{
    static const char forged[] = "reason=a\r\n2026-11-23T09:30:00.123Z error app broken";

    for (LogForm form = LOG_TEXT; form <= LOG_JOURNAL; form++) {
        g_autofree char *line = log_line(form, LOG_INFO, AT, "mail", "refused", forged);

        g_assert_null(strpbrk(line, "\r\n"));
    }
}

static void
test_the_journal_is_known_by_its_stream(void)
{
    g_setenv("JOURNAL_STREAM", "0:0", TRUE);
    g_assert_cmpint(log_form_usual(), ==, LOG_TEXT);
    g_unsetenv("JOURNAL_STREAM");
    g_assert_cmpint(log_form_usual(), ==, LOG_TEXT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log/an event is a line of text", test_an_event_is_a_line_of_text);
    g_test_add_func("/log/journald reads the level and keeps the time",
                    test_journald_reads_the_level_and_keeps_the_time);
    g_test_add_func("/log/pairs are fields of JSON", test_pairs_are_fields_of_json);
    g_test_add_func("/log/no value forges a line", test_no_value_forges_a_line);
    g_test_add_func("/log/the journal is known by its stream",
                    test_the_journal_is_known_by_its_stream);
    return g_test_run();
}
