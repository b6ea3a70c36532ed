#include "base/clock.h"
#include "base/hash.h"
#include "base/id.h"
#include "conversation/conversation-state.h"
#include "conversation/message-page.h"
#include "lib/house.h"
#include "lib/route-negative.h"
#include "person/person.h"
#include "search/search.h"
#include "staff/staff.h"

#include <string.h>

static const Route *tables[3];

static Principal
adviser(House *house)
{
    return (Principal){
        .staff = house_staff(house, "sam"), .rights = staff_rights("adviser"), .csrf = "csrf"};
}

/* One request; *ret_answer (may be NULL) is owned by the caller: json_decref(). */
static unsigned
ask(House *house, const Principal *who, const char *method, const char *path, const char *body,
    json_t **ret_answer)
{
    g_autofree char *text = NULL;
    Ask question = {.method = method, .path = path, .body = body, .principal = *who};
    unsigned status;

    tables[0] = conversation_module.routes;
    tables[1] = person_module.routes;
    tables[2] = search_module.routes;
    status =
        route_ask(house->database, &house->context, tables, G_N_ELEMENTS(tables), &question, &text);
    if (ret_answer != NULL)
        *ret_answer = text != NULL ? json_loads(text, 0, NULL) : NULL;
    else if (status >= 400 && text != NULL)
        g_test_message("%s", text);
    return status;
}

static json_t *
get(House *house, const Principal *who, const char *path)
{
    json_t *answer = NULL;

    g_assert_cmpuint(ask(house, who, "GET", path, NULL, &answer), ==, 200);
    g_assert_nonnull(answer);
    return answer;
}

static size_t
count_items(House *house, const Principal *who, const char *path)
{
    json_t *answer = get(house, who, path);
    size_t n = json_array_size(json_object_get(answer, "items"));

    json_decref(answer);
    return n;
}

static void
test_routes_refuse_what_they_do_not_declare(void)
{
    g_autoptr(House) house = house_new();

    route_negative(house->database, &house->context, conversation_module.routes);
    route_negative(house->database, &house->context, person_module.routes);
    route_negative(house->database, &house->context, search_module.routes);
}

static bool
upload_at(Db *tx, void *data, GError **error)
{
    static const char file_sql[] = "INSERT INTO file (id, sha256, pack, start, size, type, made_at)"
                                   " VALUES (1, 'x', 1, 0, 1, 'text/plain', 1)";
    static const char sql[] = "INSERT INTO attachment (id, staff, file, name, type, size, message)"
                              " VALUES ($1, 1, 1, 'a', 'text/plain', 1, $2)";
    const int64_t *message = data;
    int64_t old = id_at(clock_now() - 8 * CLOCK_DAY);

    return db_run(tx, file_sql, DB_NO_ARGS, error) &&
           db_run(tx, sql, DB_ARGS(DB_INT(old), DB_NULL), error) &&
           db_run(tx, sql, DB_ARGS(DB_INT(old + 1), DB_INT(*message)), error) &&
           db_run(tx, sql, DB_ARGS(DB_INT(id_new()), DB_NULL), error);
}

static void
test_a_file_that_is_never_sent_goes_after_a_week(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    Received got = house_hear(house, &(Mail){.from = "camille@example.org"});

    g_assert_true(database_write(house->database, upload_at, &got.message, &error));
    g_assert_true(conversation_tidy(&house->context, &error));
    g_assert_no_error(error);
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM attachment", 0), ==, 2);
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM attachment WHERE message IS NULL", 0),
                    ==, 1);
}

static void
test_a_page_of_very_long_messages_ends_early_and_goes_on(void)
{
    g_autoptr(House) house = house_new();
    Principal who = adviser(house);
    g_autofree char *text = g_strnfill(1000 * 1000, 'a');
    const Mail mail = {.from = "camille@example.org", .answers = {"a@example.org"}, .text = text};
    Received got = house_hear(house, &(Mail){.from = "camille@example.org", .id = "a@example.org"});
    g_autofree char *path =
        g_strdup_printf("/api/conversations/%" G_GINT64_FORMAT "/messages", got.conversation);
    size_t n = 0, pages = 0;
    g_autofree char *next = g_strdup("");

    for (int i = 0; i < 7; i++)
        house_hear(house, &mail);
    for (; next != NULL; pages++) {
        g_autofree char *page = g_strconcat(path, next[0] != '\0' ? "?cursor=" : "", next, NULL);
        json_t *answer = get(house, &who, page);

        n += json_array_size(json_object_get(answer, "items"));
        g_free(next);
        next = g_strdup(json_string_value(json_object_get(answer, "next")));
        json_decref(answer);
    }
    g_assert_cmpuint(n, ==, 8);
    g_assert_cmpuint(pages, ==, 2);
}

static void
test_a_matter_is_read_answered_and_closed(void)
{
    g_autoptr(House) house = house_new();
    Principal who = adviser(house);
    Received got = house_hear(house, &(Mail){.from = "camille@example.org",
                                             .name = "Camille Roussel",
                                             .html = "<p>Bonjour</p>",
                                             .file = "pièce"});
    g_autofree char *path =
        g_strdup_printf("/api/conversations/%" G_GINT64_FORMAT, got.conversation);
    g_autofree char *thread = g_strconcat(path, "/messages", NULL);
    json_t *answer;

    g_assert_cmpuint(count_items(house, &who, "/api/conversations?status=open"), ==, 1);
    g_assert_cmpuint(count_items(house, &who, "/api/conversations?status=closed"), ==, 0);
    g_assert_cmpuint(count_items(house, &who, thread), ==, 1);
    g_assert_cmpuint(ask(house, &who, "POST", thread,
                         "{\"kind\":\"reply\",\"text\":\"Voici.\",\"close\":true}", NULL),
                     ==, 201);
    answer = get(house, &who, path);
    g_assert_cmpstr(json_string_value(json_object_get(answer, "status")), ==, "closed");
    g_assert_cmpint(json_integer_value(json_object_get(answer, "message_count")), ==, 2);
    g_assert_cmpuint(json_array_size(json_object_get(answer, "participants")), ==, 1);
    json_decref(answer);
    g_assert_cmpuint(count_items(house, &who, "/api/outbox"), ==, 1);
    house_work(house);
    g_assert_cmpuint(count_items(house, &who, "/api/outbox"), ==, 0);
    house_check(house, &conversation_module);
}

static void
test_a_change_over_another_is_refused(void)
{
    g_autoptr(House) house = house_new();
    Principal who = adviser(house);
    Received got = house_hear(house, &(Mail){.from = "camille@example.org"});
    g_autofree char *path =
        g_strdup_printf("/api/conversations/%" G_GINT64_FORMAT, got.conversation);
    static const struct {
        const char *body;
        unsigned status;
    } cases[] = {
        {"{\"status\":\"waiting\",\"version\":1}", 200},
        {"{\"status\":\"open\",\"version\":1}", 409},
        {"{\"assignee\":\"12345\"}", 400},
        {"{\"team\":\"12345\"}", 400},
        {"{\"status\":\"snoozed\"}", 400},
        {"{\"snoozed_until\":\"2020-01-01T00:00:00Z\",\"status\":\"snoozed\"}", 400},
        {"{\"assignee\":null}", 200},
        {"{\"subject\":\"Autre objet\"}", 200},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].body);
        g_assert_cmpuint(ask(house, &who, "PATCH", path, cases[i].body, NULL), ==, cases[i].status);
    }
    g_assert_cmpuint(ask(house, &who, "PATCH", "/api/conversations/99", "{}", NULL), ==, 404);
}

static void
test_we_write_first(void)
{
    g_autoptr(House) house = house_new();
    Principal who = adviser(house);
    static const struct {
        const char *body;
        unsigned status;
    } cases[] = {
        {"{\"email\":\"Nina@Example.org\",\"name\":\"Nina\",\"subject\":\"S\",\"text\":\"T\"}",
         201},
        {"{\"email\":\"nina\",\"subject\":\"S\",\"text\":\"T\"}", 400},
        {"{\"subject\":\"S\",\"text\":\"T\"}", 400},
        {"{\"person\":\"99\",\"subject\":\"S\",\"text\":\"T\"}", 400},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpuint(ask(house, &who, "POST", "/api/conversations", cases[i].body, NULL), ==,
                         cases[i].status);
    house_work(house);
    g_assert_cmpuint(house->sent->len, ==, 1);
    g_assert_cmpstr(((SentParcel *)house->sent->pdata[0])->to, ==, "nina@example.org");
    g_assert_cmpstr(((SentParcel *)house->sent->pdata[0])->subject, ==, "S");
    house_check(house, &conversation_module);
}

static void
test_strays_are_listed_and_can_be_opened(void)
{
    g_autoptr(House) house = house_new();
    Principal who = adviser(house);
    Received got = house_hear(house, &(Mail){.from = "camille@example.org", .kind = INCOMING_LIST});
    g_autofree char *path = g_strdup_printf("/api/strays/%" G_GINT64_FORMAT "/open", got.message);

    g_assert_cmpuint(count_items(house, &who, "/api/strays"), ==, 1);
    g_assert_cmpuint(ask(house, &who, "POST", path, NULL, NULL), ==, 201);
    g_assert_cmpuint(count_items(house, &who, "/api/strays"), ==, 0);
    g_assert_cmpuint(ask(house, &who, "POST", path, NULL, NULL), ==, 404);
    g_assert_cmpuint(count_items(house, &who, "/api/conversations"), ==, 1);
    house_check(house, &conversation_module);
}

static void
test_html_is_a_page_that_can_do_nothing(void)
{
    g_autoptr(House) house = house_new();
    Principal who = adviser(house);
    Received got = house_hear(house, &(Mail){.from = "camille@example.org",
                                             .html = "<p>Bonjour</p><script>x()</script>"});
    g_autofree char *path = g_strdup_printf("/api/messages/%" G_GINT64_FORMAT "/html", got.message);
    g_autofree char *page = NULL;
    Ask question = {.method = "GET", .path = path, .principal = who};

    g_assert_cmpuint(ask(house, &who, "GET", path, NULL, NULL), ==, 200);
    g_assert_cmpuint(
        route_ask(house->database, &house->context, tables, G_N_ELEMENTS(tables), &question, &page),
        ==, 200);
    g_assert_nonnull(strstr(page, "Bonjour"));
    g_assert_null(strstr(page, "x()"));
}

/* The policy names the digest of the only script of the page; a mail gets white paper for the
 * colours it brings, whatever the reader's own ground is. */
static void
test_html_runs_our_script_alone_on_the_right_paper(void)
{
    static const struct {
        const char *html;
        bool dark, on_dark;
    } cases[] = {
        {"<p>Bonjour</p>", true, true},
        {"<p>Bonjour</p>", false, false},
        {"<p style=\"color: #222\">Bonjour</p>", true, false},
        {"<table><tr><td bgcolor=white>Bonjour", true, false},
        {"<font color=navy>Bonjour</font>", true, false},
    };
    g_autoptr(House) house = house_new();

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        MessageLook look = {.dark = cases[i].dark};
        g_autofree char *page = message_page(&house->context, database_reader(house->database), 1,
                                             cases[i].html, &look);
        g_autofree char *policy = message_page_policy(&look);
        const char *script = strstr(page, "<script>") + strlen("<script>");
        const char *end = strstr(script, "</script>");
        uint8_t digest[HASH_SHA256_SIZE];
        g_autofree char *base64 = NULL;
        g_autofree char *source = NULL;

        hash_sha256(script, (gsize)(end - script), digest);
        base64 = g_base64_encode(digest, sizeof digest);
        source = g_strdup_printf("script-src 'sha256-%s';", base64);
        g_assert_nonnull(strstr(policy, source));
        g_assert_null(strstr(policy, "http"));
        g_assert_null(strstr(policy, "allow-same-origin"));
        g_assert_null(strstr(end, "<script"));
        g_assert_cmpint(strstr(page, "<html class=\"dark\">") != NULL, ==, cases[i].on_dark);
    }
}

static void
test_reading_a_file_is_journalled_once_an_hour(void)
{
    static const char read_sql[] = "SELECT count(*) FROM fact WHERE name = 'person.read'";
    g_autoptr(House) house = house_new();
    Principal who = adviser(house);
    Received got = house_hear(house, &(Mail){.from = "camille@example.org", .name = "Camille"});
    int64_t person =
        house_number(house, "SELECT person FROM conversation WHERE id = $1", got.conversation);
    g_autofree char *path = g_strdup_printf("/api/persons/%" G_GINT64_FORMAT, person);
    g_autofree char *timeline = g_strconcat(path, "/timeline", NULL);
    json_t *answer;

    json_decref(get(house, &who, path));
    answer = get(house, &who, timeline);
    g_assert_cmpint(house_number(house, read_sql, 0), ==, 1);
    g_assert_cmpuint(json_array_size(json_object_get(answer, "items")), ==, 4);
    json_decref(answer);
    g_assert_cmpuint(ask(house, &who, "PATCH", path, "{\"name\":\"Camille R.\"}", NULL), ==, 200);
    g_assert_cmpuint(ask(house, &who, "GET", "/api/persons/99", NULL, NULL), ==, 404);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/desk/very-long-messages",
                    test_a_page_of_very_long_messages_ends_early_and_goes_on);
    g_test_add_func("/desk/unsent-files", test_a_file_that_is_never_sent_goes_after_a_week);
    g_test_add_func("/desk/negative", test_routes_refuse_what_they_do_not_declare);
    g_test_add_func("/desk/matter", test_a_matter_is_read_answered_and_closed);
    g_test_add_func("/desk/versions", test_a_change_over_another_is_refused);
    g_test_add_func("/desk/write-first", test_we_write_first);
    g_test_add_func("/desk/strays", test_strays_are_listed_and_can_be_opened);
    g_test_add_func("/desk/html", test_html_is_a_page_that_can_do_nothing);
    g_test_add_func("/desk/html-page", test_html_runs_our_script_alone_on_the_right_paper);
    g_test_add_func("/desk/person-read", test_reading_a_file_is_journalled_once_an_hour);
    return g_test_run();
}
