/* Routes without a socket: what a table promises is what happens. */
#include "base/error.h"
#include "http/request-inside.h"
#include "lib/fixture.h"
#include "lib/route-negative.h"

#include <string.h>

static Database *database;

/* ---- A little module ---- */

static const char *const colours[] = {"red", "green", NULL};
static const Field leaf_fields[] = {
    {"name", FIELD_TEXT, FIELD_REQUIRED, 1, 5},
    FIELDS_END,
};
static const Shape leaf_shape = {"Leaf", leaf_fields};
static const Field tree_fields[] = {
    {"name", FIELD_TEXT, FIELD_REQUIRED, 1, 10},
    {"age", FIELD_INT, 0, 0, 1000},
    {"height", FIELD_NUMBER},
    {"old", FIELD_BOOL},
    {"seen", FIELD_TIME, FIELD_NULLABLE},
    {"planted", FIELD_DATE},
    {"owner", FIELD_ID, FIELD_NULLABLE},
    {"colour", FIELD_CHOICE, .choices = colours},
    {"leaves", FIELD_LIST, 0, 0, 2, .of = FIELD_OBJECT, .shape = &leaf_shape},
    {"tags", FIELD_LIST, .of = FIELD_TEXT},
    {"best", FIELD_OBJECT, FIELD_NULLABLE, .shape = &leaf_shape},
    FIELDS_END,
};
static const Shape tree_shape = {"Tree", tree_fields};

static const Field found_fields[] = {
    {"id", FIELD_ID, FIELD_REQUIRED},
    {"name", FIELD_TEXT, FIELD_REQUIRED | FIELD_NULLABLE},
    FIELDS_END,
};
static const Shape found_shape = {"Found", found_fields};

static const Field find_query[] = {
    {"q", FIELD_TEXT, 0, 0, 20},
    {"colour", FIELD_CHOICE, .choices = colours},
    {"from", FIELD_DATE},
    {"least", FIELD_INT, 0, -5, 5},
    FIELDS_END,
};
static const Field word_query[] = {
    {"word", FIELD_CHOICE, .choices = colours},
    {"sure", FIELD_BOOL, FIELD_REQUIRED},
    FIELDS_END,
};

static void
reply_found(Request *request, unsigned status, int64_t id, const char *name)
{
    JsonWriter *json = reply_json(request, status);

    json_object_begin(json);
    json_put_id(json, "id", id);
    json_put_text(json, "name", name);
    json_object_end(json);
}

static bool
get_trees(Request *request, GError **error)
{
    JsonWriter *json;
    Page page;

    if (!request_page(request, &page, error))
        return false;
    json = reply_list(request);
    for (size_t i = 0; i < page.limit && i < 3; i++) {
        json_object_begin(json);
        json_put_id(json, "id", 7);
        json_put_text(json, "name", request_text(request, "q"));
        json_object_end(json);
    }
    reply_list_end(request, page.before_key == INT64_MAX, -12, 7);
    return true;
}

static bool
post_tree(Request *request, GError **error)
{
    reply_found(request, 201, 1, request_text(request, "name"));
    return true;
}

static bool
get_tree(Request *request, GError **error)
{
    reply_found(request, 200, request_id(request, "id"), NULL);
    return true;
}

static bool
get_counts(Request *request, GError **error)
{
    reply_found(request, 200, 99, "counts");
    return true;
}

static bool
patch_tree(Request *request, GError **error)
{
    bool taken = request_is_null(request, "owner");
    bool kept = !request_has(request, "owner") && !taken;

    reply_found(request, 200, request_id(request, "id"), taken ? "taken" : kept ? "kept" : "given");
    return true;
}

static bool
delete_tree(Request *request, GError **error)
{
    reply_empty(request);
    return true;
}

static bool
get_word(Request *request, GError **error)
{
    reply_found(request, 200, 1 + request_choice(request, "word", 7), NULL);
    return true;
}

static bool
put_file(Request *request, GError **error)
{
    reply_found(request, 201, (int64_t)g_bytes_get_size(request_bytes(request)), NULL);
    return true;
}

static bool
post_form(Request *request, GError **error)
{
    g_autofree char *html = g_strdup_printf("<p>%s|%s", request_form(request, "name"),
                                            request_form(request, "old") != NULL ? "old" : "young");

    reply_page(request, 200, html);
    return true;
}

static bool
get_trouble(Request *request, GError **error)
{
    int which = (int)request_int(request, "code", 0);

    reply_json(request, 200); /* what has been begun is taken back */
    return error_set_field(error, (AppError)which, "code", "trouble %d", which);
}

static const Field trouble_query[] = {{"code", FIELD_INT, 0, 0, 20}, FIELDS_END};

static const Route routes[] = {
    {"GET", "/api/trees", RIGHT_CONVERSATION_READ, get_trees, "Trees.", ROUTE_LIST, find_query,
     .reply = &found_shape},
    {"POST", "/api/trees", RIGHT_CONVERSATION_WRITE, post_tree, "Plants.", .body = &tree_shape,
     .reply = &found_shape, .example = "{\"name\":\"oak\"}"},
    {"GET", "/api/trees/counts", RIGHT_ANYONE, get_counts, "Counts.", .reply = &found_shape},
    {"GET", "/api/trees/{id}", RIGHT_ANYONE, get_tree, "A tree.", .reply = &found_shape},
    {"GET", "/api/trees/{id}/counts", RIGHT_ANYONE, get_tree, "Its counts.", .reply = &found_shape},
    {"PATCH", "/api/trees/{id}", RIGHT_SIGNED_IN, patch_tree, "Changes.",
     .example = "{\"name\":\"oak\"}", .body = &tree_shape, .reply = &found_shape},
    {"DELETE", "/api/trees/{id}", RIGHT_SIGNED_IN, delete_tree, "Fells."},
    {"GET", "/api/words/{word}/leaf", RIGHT_ANYONE, get_word, "A word.", .query = word_query,
     .reply = &found_shape},
    {"POST", "/api/files", RIGHT_SIGNED_IN, put_file, "A file.", ROUTE_UPLOAD,
     .reply = &found_shape},
    {"POST", "/s/{id}", RIGHT_ANYONE, post_form, "A form.", ROUTE_FORM | ROUTE_PAGE,
     .body = &tree_shape},
    {"GET", "/api/trouble", RIGHT_ANYONE, get_trouble, "Fails.", .query = trouble_query},
    ROUTES_END,
};
static const Route *const tables[] = {routes, http_routes};

static const Principal gardener = {
    .staff = 5,
    .person = 6,
    .session = 8,
    .rights = 1 << RIGHT_CONVERSATION_READ | 1 << RIGHT_CONVERSATION_WRITE,
    .csrf = "sesame",
};
static const Principal visitor = {.staff = 9, .rights = 0};

static unsigned
ask(const Ask *question, char **ret_body)
{
    return route_ask(database, NULL, tables, G_N_ELEMENTS(tables), question, ret_body);
}

/* ---- Tests ---- */

static void
test_paths_lead_to_routes(void)
{
    static const struct {
        const char *method, *path;
        unsigned status;
        const char *body; /* what the answer holds, or NULL */
    } cases[] = {
        {"GET", "/api/trees/12", 200, "\"12\""},
        {"HEAD", "/api/trees/12", 200, NULL},
        {"GET", "/api/trees/counts", 200, "counts"},
        {"GET", "/api/trees/12/counts", 200, "\"12\""},
        {"GET", "http://example.org/api/trees/12", 200, "\"12\""},
        {"GET", "/api/trees/12?", 200, "\"12\""},
        {"GET", "/api/tre%65s/12", 200, "\"12\""},
        {"GET", "/api/words/green/leaf?sure=1", 200, "\"2\""},
        {"GET", "/api/words/blue/leaf?sure=1", 400, "\"field\":\"word\""},
        {"GET", "/api/words/green/leaf", 400, "\"field\":\"sure\""},
        {"GET", "/api/words/green/leaf?sure=perhaps", 400, "\"field\":\"sure\""},
        {"GET", "/api/words/green/leaf?sure=1&word=red", 400, "\"field\":\"word\""},
        {"GET", "/api/trees/12x", 400, "\"field\":\"id\""},
        {"GET", "/api/trees/0", 400, "\"field\":\"id\""},
        {"GET", "/api/trees/99999999999999999999", 400, "\"field\":\"id\""},
        {"GET", "/api/trees/12?colour=red", 400, "\"field\":\"colour\""},
        {"GET", "/api/trees/12?x=%zz", 400, "percent"},
        {"GET", "/api/trees/", 404, "\"code\":\"not_found\""},
        {"GET", "/api/trees/12/", 404, NULL},
        {"GET", "/api/trees/%00", 404, NULL},
        {"GET", "/api/trees/%2f", 404, NULL},
        {"GET", "/api/trees/%ff", 404, NULL},
        {"GET", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n", 404, NULL},
        {"GET", "", 404, NULL},
        {"GET", "*", 404, NULL},
        {"GET", "/", 404, NULL},
        {"PUT", "/api/trees/12", 405, "\"code\":\"method_not_allowed\""},
        {"BREW", "/api/trees/12", 405, NULL},
        {"OPTIONS", "/api/trees/12", 204, NULL},
        {"GET", "/health", 200, "\"ok\""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *body = NULL;

        g_test_message("%s %s", cases[i].method, cases[i].path);
        g_assert_cmpuint(ask(&(Ask){.method = cases[i].method, .path = cases[i].path}, &body), ==,
                         cases[i].status);
        if (cases[i].body != NULL)
            g_assert_nonnull(strstr(body, cases[i].body));
    }
}

static void
test_lists_come_in_pages(void)
{
    static const struct {
        const char *query;
        unsigned status;
        const char *body;
    } cases[] = {
        {"", 200, "\"next\":\"-12.7\"}"},
        {"?limit=1", 200, "{\"items\":[{\"id\":\"7\",\"name\":null}],"},
        {"?q=&colour=&limit=1", 200, "\"name\":null"},
        {"?q=a+b%20c&limit=1", 200, "\"name\":\"a b c\""},
        {"?cursor=-12.7", 200, "\"next\":null"},
        {"?cursor=12", 400, "\"field\":\"cursor\""},
        {"?cursor=a.b", 400, "\"field\":\"cursor\""},
        {"?cursor=1.2.3", 400, "\"field\":\"cursor\""},
        {"?limit=0", 400, "\"field\":\"limit\""},
        {"?limit=201", 400, "\"field\":\"limit\""},
        {"?limit=1e2", 400, "\"field\":\"limit\""},
        {"?limit=1&limit=2", 400, "\"field\":\"limit\""},
        {"?least=-5", 200, NULL},
        {"?least=-6", 400, "\"field\":\"least\""},
        {"?from=2026-02-28", 200, NULL},
        {"?from=2026-02-30", 400, "\"field\":\"from\""},
        {"?from=20260228", 400, "\"field\":\"from\""},
        {"?colour=blue", 400, "\"field\":\"colour\""},
        {"?q=123456789012345678901", 400, "\"field\":\"q\""},
        {"?q=%ff", 400, "percent"},
        {"?what=1", 400, "\"field\":\"what\""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/api/trees", cases[i].query, NULL);
        g_autofree char *body = NULL;
        const Ask question = {.method = "GET", .path = path, .principal = gardener};

        g_test_message("%s", path);
        g_assert_cmpuint(ask(&question, &body), ==, cases[i].status);
        if (cases[i].body != NULL)
            g_assert_nonnull(strstr(body, cases[i].body));
    }
}

static void
test_bodies_have_the_shape_they_should(void)
{
    static const struct {
        const char *body;
        const char *field; /* that is wrong; NULL: accepted; "": another reason */
    } cases[] = {
        {"{\"name\":\"oak\"}", NULL},
        {"{\"name\":\"oak\",\"age\":1000,\"height\":1.5,\"old\":true,\"seen\":null,"
         "\"planted\":\"2026-11-23\",\"owner\":\"12\",\"colour\":\"red\",\"tags\":[\"a\"],"
         "\"leaves\":[{\"name\":\"a\"}],\"best\":null}",
         NULL},
        {"{}", "name"},
        {"{\"name\":null}", "name"},
        {"{\"name\":3}", "name"},
        {"{\"name\":\"\"}", "name"},
        {"{\"name\":\"12345678901\"}", "name"},
        {"{\"name\":\"oak\",\"vip\":true}", "vip"},
        {"{\"name\":\"oak\",\"age\":1001}", "age"},
        {"{\"name\":\"oak\",\"age\":4294967296}", "age"}, /* 0 if cut to 32 bits */
        {"{\"name\":\"oak\",\"age\":\"3\"}", "age"},
        {"{\"name\":\"oak\",\"age\":3.0}", "age"},
        {"{\"name\":\"oak\",\"old\":1}", "old"},
        {"{\"name\":\"oak\",\"height\":\"1\"}", "height"},
        {"{\"name\":\"oak\",\"seen\":\"yesterday\"}", "seen"},
        {"{\"name\":\"oak\",\"owner\":12}", "owner"},
        {"{\"name\":\"oak\",\"owner\":\"-1\"}", "owner"},
        {"{\"name\":\"oak\",\"colour\":\"blue\"}", "colour"},
        {"{\"name\":\"oak\",\"tags\":\"a\"}", "tags"},
        {"{\"name\":\"oak\",\"tags\":[\"a\",1]}", "tags[1]"},
        {"{\"name\":\"oak\",\"leaves\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]}",
         "leaves"},
        {"{\"name\":\"oak\",\"leaves\":[{\"name\":\"a\"},{\"nam\":\"b\"}]}", "leaves[1].name"},
        {"{\"name\":\"oak\",\"best\":{\"name\":\"123456\"}}", "best.name"},
        {"{\"name\":\"oak\",\"name\":\"elm\"}", ""},
        {"{\"name\":\"o\\u0000k\"}", ""},
        {"{\"name\":\"oak\"} x", ""},
        {"[]", ""},
        {"\"oak\"", ""},
        {"not json", ""},
        {"[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]", ""},
        {"", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *body = NULL;
        g_autofree char *wrong = g_strdup_printf("\"field\":\"%s\"", cases[i].field);
        const Ask question = {
            .method = "POST", .path = "/api/trees", .body = cases[i].body, .principal = gardener};

        g_test_message("%s", cases[i].body);
        g_assert_cmpuint(ask(&question, &body), ==, cases[i].field == NULL ? 201 : 400);
        if (cases[i].field != NULL && cases[i].field[0] != '\0')
            g_assert_nonnull(strstr(body, wrong));
    }
}

static void
test_absent_keeps_and_null_takes_away(void)
{
    static const struct {
        const char *body, *said;
    } cases[] = {
        {"{\"name\":\"a\"}", "kept"},
        {"{\"name\":\"a\",\"owner\":null}", "taken"},
        {"{\"name\":\"a\",\"owner\":\"3\"}", "given"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *body = NULL;
        const Ask question = {.method = "PATCH",
                              .path = "/api/trees/3",
                              .body = cases[i].body,
                              .principal = gardener};

        g_assert_cmpuint(ask(&question, &body), ==, 200);
        g_assert_nonnull(strstr(body, cases[i].said));
    }
}

static void
test_who_may_and_who_may_not(void)
{
    static const char *const wrong_token[] = {"X-CSRF-Token", "sesamo", NULL};
    static const char *const no_token[] = {"X-CSRF-Token", "", NULL};
    static const char *const elsewhere[] = {"Origin", "https://example.org", "Host", "lien.test",
                                            NULL};
    static const char *const here[] = {"Origin", "https://lien.test", "Host", "lien.test", NULL};
    static const char *const nowhere[] = {"Origin", "null", "Host", "lien.test", NULL};
    static const struct {
        const char *about, *method, *path;
        const Principal *who;
        const char *const *headers;
        unsigned status;
    } cases[] = {
        {"nobody reads", "GET", "/api/trees", NULL, NULL, 401},
        {"someone without the right", "GET", "/api/trees", &visitor, NULL, 403},
        {"someone with the right", "GET", "/api/trees", &gardener, NULL, 200},
        {"any member of staff", "DELETE", "/api/trees/1", &visitor, NULL, 204},
        {"nobody changes", "DELETE", "/api/trees/1", NULL, NULL, 401},
        {"a session with its token", "DELETE", "/api/trees/1", &gardener, NULL, 204},
        {"a session with a wrong token", "DELETE", "/api/trees/1", &gardener, wrong_token, 403},
        {"a session with an empty token", "DELETE", "/api/trees/1", &gardener, no_token, 403},
        {"reading needs no token", "GET", "/api/trees", &gardener, wrong_token, 200},
        {"from another site", "DELETE", "/api/trees/1", &gardener, elsewhere, 403},
        {"from a sandboxed frame", "DELETE", "/api/trees/1", &gardener, nowhere, 403},
        {"from our own pages", "DELETE", "/api/trees/1", &gardener, here, 204},
        {"a link from another site", "GET", "/api/trees", &gardener, elsewhere, 200},
    };
    const Principal nobody = {.staff = 0};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Ask question = {.method = cases[i].method,
                              .path = cases[i].path,
                              .principal = cases[i].who != NULL ? *cases[i].who : nobody,
                              .headers = cases[i].headers};

        g_test_message("%s", cases[i].about);
        g_assert_cmpuint(ask(&question, NULL), ==, cases[i].status);
    }
}

static void
test_each_error_has_its_status(void)
{
    static const unsigned statuses[] = {400, 401, 403, 404, 409, 413, 429, 503, 500, 500};

    for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
        g_autofree char *path = g_strdup_printf("/api/trouble?code=%zu", i);
        g_autofree char *body = NULL;
        json_t *problem;

        g_assert_cmpuint(ask(&(Ask){.method = "GET", .path = path}, &body), ==, statuses[i]);
        problem = json_loads(body, 0, NULL);
        g_assert_cmpint(json_integer_value(json_object_get(problem, "status")), ==, statuses[i]);
        g_assert_cmpstr(json_string_value(json_object_get(problem, "code")), ==,
                        error_word((AppError)MIN(i, APP_ERROR_INTERNAL)));
        /* Our own faults keep their reason to themselves. */
        g_assert_cmpint(strstr(body, "trouble") == NULL, ==, statuses[i] == 500);
        json_decref(problem);
    }
}

static void
test_forms_uploads_and_their_types(void)
{
    static const char form[] = "application/x-www-form-urlencoded";
    static const struct {
        const char *path, *body, *type;
        unsigned status;
        const char *said;
    } cases[] = {
        {"/s/1", "name=a%26b&old=", form, 200, "<p>a&b|young"},
        {"/s/1", "name=oak&old=true", form, 200, "<p>oak|old"},
        {"/s/1", "old=true", form, 400, "<h1>"},
        {"/s/1", "name=oak&name=elm", form, 400, "<h1>"},
        {"/s/1", "name=oak&vip=1", form, 400, "<h1>"},
        {"/s/1", "{\"name\":\"oak\"}", NULL, 415, "<h1>"},
        {"/api/trees", "name=oak", form, 415, "unsupported_type"},
        {"/api/trees", "{\"name\":\"oak\"}", "application/json; charset=utf-8", 201, NULL},
        {"/api/trees", "{\"name\":\"oak\"}", "application/jsonp", 415, NULL},
        {"/api/trees", "{\"name\":\"oak\"}", "text/plain", 415, NULL},
        {"/api/trees", NULL, NULL, 400, "missing"},
        {"/api/files", "12345", "image/png", 201, "\"5\""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *body = NULL;
        const Ask question = {.method = "POST",
                              .path = cases[i].path,
                              .body = cases[i].body,
                              .form_or_type = cases[i].type,
                              .principal = gardener};

        g_test_message("%s %s", cases[i].path, cases[i].body);
        g_assert_cmpuint(ask(&question, &body), ==, cases[i].status);
        if (cases[i].said != NULL)
            g_assert_nonnull(strstr(body, cases[i].said));
    }
}

static void
test_a_body_has_a_limit(void)
{
    g_autofree char *huge = g_strnfill(LIMIT_HTTP_BODY + 1, ' ');
    Ask question = {.method = "POST", .path = "/api/trees", .body = huge, .principal = gardener};

    g_assert_cmpuint(ask(&question, NULL), ==, 413);
    question.path = "/api/files";
    g_assert_cmpuint(ask(&question, NULL), ==, 201);
    question.method = "DELETE";
    question.path = "/api/trees/1";
    g_assert_cmpuint(ask(&question, NULL), ==, 400);
}

static void
test_tables_refuse_what_they_should(void)
{
    route_negative(database, NULL, routes);
    route_negative(database, NULL, http_routes);
}

static const json_t *
at(const json_t *document, const char *path)
{
    g_auto(GStrv) names = g_strsplit(path, ">", -1);

    for (char **name = names; *name != NULL; name++)
        document = json_object_get(document, *name);
    return document;
}

static void
test_the_document_tells_the_tables(void)
{
    g_autofree char *text = openapi_write(tables, G_N_ELEMENTS(tables), "https://lien.example");
    json_error_t why;
    json_t *document = json_loads(text, JSON_REJECT_DUPLICATES, &why);

    g_assert_cmpstr(why.text, ==, "");
    g_assert_nonnull(document);
    g_assert_cmpstr(json_string_value(at(document, "openapi")), ==, "3.1.0");
    g_assert_cmpstr(json_string_value(at(document, "paths>/api/trees/{id}>patch>operationId")), ==,
                    "patchTreesById");
    g_assert_cmpstr(json_string_value(at(document, "paths>/api/trees>get>x-right")), ==,
                    "conversation.read");
    g_assert_cmpint(json_array_size(at(document, "paths>/api/trees>get>parameters")), ==, 6);
    g_assert_cmpint(
        json_integer_value(at(document, "components>schemas>Leaf>properties>name>maxLength")), ==,
        5);
    g_assert_nonnull(at(document, "components>schemas>Problem"));
    g_assert_nonnull(at(document, "components>schemas>Tree>properties>best>anyOf"));
    json_decref(document);
}

static void
test_languages_and_cookies_are_read(void)
{
    static const struct {
        const char *header, *language;
    } cases[] = {
        {NULL, "fr"},
        {"en-GB,en;q=0.9,fr;q=0.5", "en"},
        {"fr-CA, en;q=0.8", "fr"},
        {"de, en;q=0.3", "en"},
        {"de", "fr"},
        {"fr;q=0.1, en;q=0.2", "en"},
        {"english", "fr"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *headers[] = {"Accept-Language", cases[i].header, NULL};
        g_autofree char *body = NULL;
        const Ask question = {
            .method = "POST", .path = "/s/1", .headers = cases[i].header != NULL ? headers : NULL};
        g_autofree char *wanted = g_strdup_printf("<html lang=\"%s\">", cases[i].language);

        g_test_message("%s", cases[i].header);
        g_assert_cmpuint(ask(&question, &body), ==, 400);
        g_assert_nonnull(strstr(body, wanted));
    }
}

int
main(int argc, char **argv)
{
    int result;

    g_test_init(&argc, &argv, NULL);
    database = database_fresh();
    g_test_add_func("/http/paths-lead-to-routes", test_paths_lead_to_routes);
    g_test_add_func("/http/lists-come-in-pages", test_lists_come_in_pages);
    g_test_add_func("/http/bodies-have-their-shape", test_bodies_have_the_shape_they_should);
    g_test_add_func("/http/absent-keeps-null-takes", test_absent_keeps_and_null_takes_away);
    g_test_add_func("/http/who-may", test_who_may_and_who_may_not);
    g_test_add_func("/http/each-error-has-its-status", test_each_error_has_its_status);
    g_test_add_func("/http/forms-uploads-types", test_forms_uploads_and_their_types);
    g_test_add_func("/http/a-body-has-a-limit", test_a_body_has_a_limit);
    g_test_add_func("/http/tables-refuse", test_tables_refuse_what_they_should);
    g_test_add_func("/http/document-tells-the-tables", test_the_document_tells_the_tables);
    g_test_add_func("/http/languages-and-cookies", test_languages_and_cookies_are_read);
    result = g_test_run();
    database_close(database);
    return result;
}
