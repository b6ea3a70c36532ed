/* Accounts, roles, teams, tokens and their routes. */
#include "staff/staff.h"

#include "base/error.h"
#include "lib/fixture.h"
#include "staff/session.h"

#include <string.h>

static const uint8_t key[32] = "thirty-two bytes of a test key.";

/* A hash that no password gives: these tests check no password. */
#define SOME_HASH "x"

typedef struct {
    Database *database;
    Context context;
    int64_t anne, bob; /* an administrator and an adviser */
} House;

typedef struct {
    StaffDraft draft;
    int64_t id;
} Make;

static bool
make_work(Db *tx, void *data, GError **error)
{
    Make *make = data;

    return staff_make(tx, &make->draft, &make->id, error);
}

static int64_t
make(Database *database, const char *email, const char *role)
{
    g_autoptr(GError) error = NULL;
    Make work = {
        .draft = {.email = email, .name = "Someone", .role = role, .password_hash = SOME_HASH}};

    database_write(database, make_work, &work, &error);
    g_assert_no_error(error);
    return work.id;
}

static void
house_open(House *house, const void *unused)
{
    house->database = database_fresh();
    house->context =
        (Context){.database = house->database, .key = key, .public_url = "http://lien.test"};
    house->anne = make(house->database, "anne@example.org", "administrator");
    house->bob = make(house->database, "bob@example.org", "adviser");
}

static void
house_close(House *house, const void *unused)
{
    session_forget();
    database_close(house->database);
}

/* ---- Rules ---- */

static void
test_what_each_role_may(void)
{
    static const struct {
        Right right;
        const char *may; /* initials of the roles that have it */
    } cases[] = {
        {RIGHT_SIGNED_IN, "asvr"},         {RIGHT_CONVERSATION_READ, "asvr"},
        {RIGHT_CONVERSATION_WRITE, "asv"}, {RIGHT_PERSON_READ, "asvr"},
        {RIGHT_PERSON_WRITE, "asv"},       {RIGHT_SURVEY_READ, "asvr"},
        {RIGHT_LOOP_WRITE, "asv"},         {RIGHT_INDICATOR_READ, "asvr"},
        {RIGHT_STAFF_MANAGE, "a"},         {RIGHT_SETTING_MANAGE, "a"},
        {RIGHT_JOB_MANAGE, "as"},          {RIGHT_FILE_UNSAFE, "a"},
        {RIGHT_DESK_MANAGE, "as"},
    };
    static const struct {
        const char *role;
        char initial;
    } roles[] = {{"administrator", 'a'}, {"supervisor", 's'}, {"adviser", 'v'}, {"reader", 'r'}};

    g_assert_cmpuint(G_N_ELEMENTS(cases), ==, RIGHT_COUNT - 1);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(roles); j++) {
            g_test_message("%s %s", roles[j].role, right_word(cases[i].right));
            g_assert_cmpint(staff_rights(roles[j].role) >> cases[i].right & 1, ==,
                            strchr(cases[i].may, roles[j].initial) != NULL);
        }
    g_assert_cmpuint(staff_rights("root"), ==, 0);
}

static void
test_an_account_that_cannot_be_is_refused_by_its_field(House *house, const void *unused)
{
    static const struct {
        const char *email, *name, *role, *password, *field;
        AppError code;
    } cases[] = {
        {"not an address", "A", "adviser", NULL, "email", APP_ERROR_INVALID},
        {"ANNE@example.org", "A", "adviser", NULL, "email", APP_ERROR_CONFLICT},
        {"c@example.org", " ", "adviser", NULL, "name", APP_ERROR_INVALID},
        {"c@example.org", "C", "root", NULL, "role", APP_ERROR_INVALID},
        {"c@example.org", "C", "adviser", "7 chars", "password", APP_ERROR_INVALID},
        {"c@example.org", "C", "adviser", "c@example.org", "password", APP_ERROR_INVALID},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        int64_t id;

        g_test_message("%s %s %s", cases[i].email, cases[i].role, cases[i].password);
        g_assert_false(staff_add(house->database, cases[i].email, cases[i].name, cases[i].role,
                                 cases[i].password, &id, &error));
        g_assert_error(error, APP_ERROR, (int)cases[i].code);
        g_assert_cmpstr(error_field(error), ==, cases[i].field);
    }
}

static void
test_the_last_administrator_stays_one(House *house, const void *unused)
{
    static const StaffChange ways_out[] = {
        {.role = "supervisor", .active = -1},
        {.active = 0},
    };
    int64_t second;

    for (size_t i = 0; i < G_N_ELEMENTS(ways_out); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_false(
            staff_change(house->database, house->anne, &ways_out[i], house->anne, 0, &error));
        g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
    }
    second = make(house->database, "carl@example.org", "administrator");
    g_assert_true(staff_change(house->database, house->anne, &ways_out[1], house->anne, 0, NULL));
    g_assert_false(staff_change(house->database, second, &ways_out[1], house->anne, 0, NULL));
}

static void
test_an_administrator_without_a_password_cannot_replace_the_last(House *house, const void *unused)
{
    int64_t invited;

    g_assert_true(
        staff_add(house->database, "d@example.org", "D", "administrator", NULL, &invited, NULL));
    g_assert_false(staff_change(house->database, house->anne, &(StaffChange){.active = 0},
                                house->anne, 0, NULL));
}

/* ---- Routes ---- */

static unsigned
ask(House *house, int64_t staff, const char *role, const char *method, const char *path,
    const char *body, json_t **ret_body)
{
    const Route *tables[] = {staff_module.routes};
    Ask question = {
        .method = method,
        .path = path,
        .body = body,
        .principal = {.staff = staff, .session = 1, .rights = staff_rights(role), .csrf = "c"},
    };
    g_autofree char *text = NULL;
    unsigned status = route_ask(house->database, &house->context, tables, 1, &question, &text);

    if (ret_body != NULL)
        *ret_body = text != NULL ? json_loads(text, 0, NULL) : NULL;
    return status;
}

static const char *
text_of(json_t *body, const char *name)
{
    return json_string_value(json_object_get(body, name));
}

static void
test_names_are_for_all_and_addresses_for_who_manages(House *house, const void *unused)
{
    json_t *body, *item;
    size_t i;

    g_assert_cmpuint(ask(house, house->bob, "adviser", "GET", "/api/staff", NULL, &body), ==, 200);
    g_assert_cmpuint(json_array_size(json_object_get(body, "items")), ==, 2);
    json_array_foreach(json_object_get(body, "items"), i, item)
    {
        g_assert_cmpstr(text_of(item, "name"), ==, "Someone");
        g_assert_null(text_of(item, "email"));
        g_assert_null(text_of(item, "role"));
    }
    json_decref(body);
    ask(house, house->anne, "administrator", "GET", "/api/staff", NULL, &body);
    item = json_array_get(json_object_get(body, "items"), 1);
    g_assert_cmpstr(text_of(item, "email"), ==, "anne@example.org");
    g_assert_cmpstr(text_of(item, "role"), ==, "administrator");
    json_decref(body);
}

static void
test_lists_page_without_losing_or_repeating_an_account(House *house, const void *unused)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *path = g_strdup("/api/staff?limit=3");

    for (int i = 0; i < 8; i++) {
        g_autofree char *email = g_strdup_printf("s%d@example.org", i);

        make(house->database, email, "reader");
    }
    while (path != NULL) {
        json_t *body, *item;
        const char *next;
        size_t i;

        g_assert_cmpuint(ask(house, house->bob, "adviser", "GET", path, NULL, &body), ==, 200);
        json_array_foreach(json_object_get(body, "items"), i, item)
            g_assert_true(g_hash_table_add(seen, g_strdup(text_of(item, "id"))));
        next = text_of(body, "next");
        g_free(path);
        path = next != NULL ? g_strconcat("/api/staff?limit=3&cursor=", next, NULL) : NULL;
        json_decref(body);
    }
    g_assert_cmpuint(g_hash_table_size(seen), ==, 10);
}

static void
test_what_is_asked_of_accounts_and_by_whom(House *house, const void *unused)
{
    static const struct {
        const char *role, *method, *path, *body;
        unsigned status;
    } cases[] = {
        {"adviser", "POST", "/api/staff",
         "{\"email\":\"e@example.org\",\"name\":\"E\",\"role\":\"adviser\"}", 403},
        {"supervisor", "PATCH", "/api/staff/1", "{\"active\":false}", 403},
        {"administrator", "POST", "/api/staff",
         "{\"email\":\"e@example.org\",\"name\":\"E\",\"role\":\"adviser\"}", 201},
        {"administrator", "POST", "/api/staff",
         "{\"email\":\"e@example.org\",\"name\":\"E\",\"role\":\"adviser\"}", 409},
        {"administrator", "POST", "/api/staff",
         "{\"email\":\"f@example.org\",\"name\":\"F\",\"role\":\"root\"}", 400},
        {"administrator", "POST", "/api/staff", "{\"email\":\"f@example.org\"}", 400},
        {"administrator", "PATCH", "/api/staff/1", "{\"active\":false}", 404},
        {"administrator", "POST", "/api/staff/1/link", NULL, 404},
        {"adviser", "POST", "/api/teams", "{\"name\":\"Accueil\"}", 403},
        {"administrator", "POST", "/api/teams", "{\"name\":\"Accueil\"}", 201},
        {"administrator", "POST", "/api/teams", "{\"name\":\" Accueil \"}", 409},
        {"administrator", "POST", "/api/teams", "{\"name\":\"  \"}", 400},
        {"administrator", "PATCH", "/api/teams/1", "{\"name\":\"Planning\"}", 404},
        {"reader", "POST", "/api/tokens", "{\"name\":\"export\"}", 201},
        {"reader", "DELETE", "/api/tokens/1", NULL, 404},
        {"adviser", "PATCH", "/api/session", "{\"language\":\"en\"}", 200},
        {"adviser", "PATCH", "/api/session", "{\"role\":\"administrator\"}", 400},
        {"adviser", "GET", "/api/session/link?secret=unknown", NULL, 404},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s %s %s %s", cases[i].role, cases[i].method, cases[i].path, cases[i].body);
        g_assert_cmpuint(ask(house, house->bob, cases[i].role, cases[i].method, cases[i].path,
                             cases[i].body, NULL),
                         ==, cases[i].status);
    }
}

static void
test_an_invitation_is_a_link_that_says_for_whom(House *house, const void *unused)
{
    g_autofree char *path = NULL;
    const char *link;
    json_t *body;

    g_assert_cmpuint(ask(house, house->anne, "administrator", "POST", "/api/staff",
                         "{\"email\":\"e@example.org\",\"name\":\"E\",\"role\":\"reader\"}", &body),
                     ==, 201);
    link = text_of(body, "link");
    g_assert_true(g_str_has_prefix(link, "http://lien.test/welcome#"));
    path = g_strconcat("/api/session/link?secret=", strchr(link, '#') + 1, NULL);
    json_decref(body);
    g_assert_cmpuint(ask(house, 0, "", "GET", path, NULL, &body), ==, 200);
    g_assert_cmpstr(text_of(body, "kind"), ==, "invitation");
    g_assert_cmpstr(text_of(body, "email"), ==, "e@example.org");
    json_decref(body);
}

static void
test_a_team_has_the_members_it_is_given(House *house, const void *unused)
{
    g_autofree char *path = NULL;
    g_autofree char *both =
        g_strdup_printf("{\"members\":[\"%" G_GINT64_FORMAT "\",\"%" G_GINT64_FORMAT "\"]}",
                        house->anne, house->bob);
    json_t *body;

    ask(house, house->anne, "administrator", "POST", "/api/teams", "{\"name\":\"Accueil\"}", &body);
    path = g_strconcat("/api/teams/", text_of(body, "id"), NULL);
    json_decref(body);
    g_assert_cmpuint(ask(house, house->anne, "administrator", "PATCH", path, both, &body), ==, 200);
    g_assert_cmpuint(json_array_size(json_object_get(body, "members")), ==, 2);
    json_decref(body);
    g_assert_cmpuint(
        ask(house, house->anne, "administrator", "PATCH", path, "{\"members\":[\"1\"]}", NULL), ==,
        400);
    ask(house, house->anne, "administrator", "PATCH", path, "{\"name\":\"Planning\"}", &body);
    g_assert_cmpuint(json_array_size(json_object_get(body, "members")), ==, 2);
    json_decref(body);
    ask(house, house->bob, "adviser", "GET", "/api/session", NULL, &body);
    g_assert_cmpstr(
        text_of(json_array_get(json_object_get(json_object_get(body, "staff"), "teams"), 0),
                "name"),
        ==, "Planning");
    json_decref(body);
    ask(house, house->anne, "administrator", "PATCH", path, "{\"members\":[]}", &body);
    g_assert_cmpuint(json_array_size(json_object_get(body, "members")), ==, 0);
    json_decref(body);
}

static void
test_who_is_signed_in_is_told_their_rights(House *house, const void *unused)
{
    json_t *body, *rights;

    g_assert_cmpuint(ask(house, house->bob, "reader", "GET", "/api/session", NULL, &body), ==, 200);
    rights = json_object_get(json_object_get(body, "staff"), "rights");
    /* Those of the account, as the store has it: bob answers. */
    g_assert_cmpuint(json_array_size(rights), ==, 7);
    g_assert_cmpstr(json_string_value(json_array_get(rights, 0)), ==, "conversation.read");
    json_decref(body);
    g_assert_cmpuint(ask(house, 0, "", "GET", "/api/session", NULL, NULL), ==, 401);
}

static void
test_a_token_is_shown_once_works_and_can_be_taken_away(House *house, const void *unused)
{
    g_autofree char *token = NULL;
    g_autofree char *path = NULL;
    Principal principal = {0};
    json_t *body;

    ask(house, house->bob, "adviser", "POST", "/api/tokens", "{\"name\":\"export\"}", &body);
    token = g_strdup(text_of(body, "token"));
    path = g_strconcat("/api/tokens/", text_of(body, "id"), NULL);
    json_decref(body);
    g_assert_true(staff_authenticate(&house->context, token, NULL, &principal, NULL));
    g_assert_cmpint(principal.staff, ==, house->bob);
    g_assert_cmpstr(principal.csrf, ==, "");
    ask(house, house->anne, "administrator", "GET", "/api/tokens", NULL, &body);
    g_assert_cmpuint(json_array_size(json_object_get(body, "items")), ==, 0); /* one's own only */
    json_decref(body);
    g_assert_cmpuint(ask(house, house->anne, "administrator", "DELETE", path, NULL, NULL), ==, 404);
    g_assert_cmpuint(ask(house, house->bob, "adviser", "DELETE", path, NULL, NULL), ==, 204);
    principal = (Principal){0};
    g_assert_true(staff_authenticate(&house->context, token, NULL, &principal, NULL));
    g_assert_cmpint(principal.staff, ==, 0);
}

#define ADD(name, function) g_test_add(name, House, NULL, house_open, function, house_close)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/staff/what each role may", test_what_each_role_may);
    ADD("/staff/an account that cannot be is refused by its field",
        test_an_account_that_cannot_be_is_refused_by_its_field);
    ADD("/staff/the last administrator stays one", test_the_last_administrator_stays_one);
    ADD("/staff/an administrator without a password cannot replace the last",
        test_an_administrator_without_a_password_cannot_replace_the_last);
    ADD("/staff/names are for all and addresses for who manages",
        test_names_are_for_all_and_addresses_for_who_manages);
    ADD("/staff/lists page without losing or repeating an account",
        test_lists_page_without_losing_or_repeating_an_account);
    ADD("/staff/what is asked of accounts and by whom", test_what_is_asked_of_accounts_and_by_whom);
    ADD("/staff/an invitation is a link that says for whom",
        test_an_invitation_is_a_link_that_says_for_whom);
    ADD("/staff/a team has the members it is given", test_a_team_has_the_members_it_is_given);
    ADD("/staff/who is signed in is told their rights", test_who_is_signed_in_is_told_their_rights);
    ADD("/staff/a token is shown once, works, and can be taken away",
        test_a_token_is_shown_once_works_and_can_be_taken_away);
    return g_test_run();
}
