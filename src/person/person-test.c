#include "http/server.h"
#include "lib/fixture.h"
#include "person/person.h"

typedef struct {
    const char *address, *name, *language;
    int64_t at, person;
} Meeting;

static bool
meet(Db *tx, void *data, GError **error)
{
    Meeting *meeting = data;

    return person_meet(tx, "email", meeting->address, meeting->name, meeting->language, meeting->at,
                       &meeting->person, error);
}

static int64_t
meet_by(Database *database, const char *address, const char *name, int64_t at)
{
    g_autoptr(GError) error = NULL;
    Meeting meeting = {address, name, NULL, at, 0};

    g_assert_true(database_write(database, meet, &meeting, &error));
    g_assert_no_error(error);
    return meeting.person;
}

static void
test_an_address_is_one_person_and_fills_an_empty_name_once(void)
{
    static const struct {
        const char *name, *kept;
    } cases[] = {
        {NULL, ""},
        {"camille@example.org", ""}, /* says nothing more than the address */
        {"Camille  Roussel", "Camille Roussel"},
        {"Quelqu'un d'autre", "Camille Roussel"},
    };
    g_autoptr(Database) database = database_fresh();
    int64_t first = meet_by(database, "camille@example.org", NULL, 1000);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Person) person = NULL;

        g_assert_cmpint(meet_by(database, "camille@example.org", cases[i].name, 2000 - (int)i), ==,
                        first);
        g_assert_cmpint(person_get(database_reader(database), first, &person, NULL), ==, 1);
        g_assert_cmpstr(person->name, ==, cases[i].kept);
        g_assert_cmpint(person->last_at, ==, 2000);
        g_assert_cmpstr(person->address, ==, "camille@example.org");
    }
    g_assert_cmpint(meet_by(database, "sacha@example.org", NULL, 1000), !=, first);
}

static bool
fail_address(Db *tx, void *data, GError **error)
{
    return person_address_fail(tx, "email", data, error);
}

static void
test_an_address_that_fails_is_not_written_to_and_told_once(void)
{
    static const char facts_sql[] =
        "SELECT count(*) FROM fact WHERE name = 'person.address_failed'";
    g_autoptr(Database) database = database_fresh();
    g_autofree char *address = NULL;
    int64_t person = meet_by(database, "camille@example.org", "Camille", 1000), facts = 0;
    Db *db = database_reader(database);

    g_assert_cmpint(person_address(db, person, "email", &address, NULL), ==, 1);
    for (int i = 0; i < 2; i++)
        g_assert_true(database_write(database, fail_address, (void *)"camille@example.org", NULL));
    g_assert_true(database_write(database, fail_address, (void *)"personne@example.org", NULL));
    g_assert_cmpint(person_address(db, person, "email", &address, NULL), ==, 0);
    g_assert_cmpint(db_find_int(db, facts_sql, DB_NO_ARGS, &facts, NULL), ==, 1);
    g_assert_cmpint(facts, ==, 1);
}

static void
test_persons_are_found_by_the_beginning_of_any_word(void)
{
    static const struct {
        const char *q;
        size_t n;
    } cases[] = {
        {"rous", 1},     {"ROUS", 1},     {"el", 2},         {"elo", 1},   {"élo", 1},
        {"rous cam", 1}, {"cam rous", 1}, {"cam absent", 0}, {"ousse", 0}, {"jean-pierre", 1},
        {"pierre", 1},   {"artag", 1},    {"sacha%40ex", 1}, {"sacha", 1}, {"example.org", 0},
        {"%25", 0},      {"_", 0},
    };
    static const struct {
        const char *address, *name;
    } people[] = {
        {"c.roussel@example.org", "Camille Roussel"},
        {"e1@example.org", "Élodie Œuvrard"},
        {"e2@example.org", "Elsa"},
        {"jp@example.org", "Jean-Pierre d'Artagnan"},
        {"sacha@example.org", NULL},
    };
    const Route *const tables[] = {person_module.routes};
    Principal who = {.staff = 1, .rights = UINT64_C(1) << RIGHT_PERSON_READ};
    g_autoptr(Database) database = database_fresh();

    for (size_t i = 0; i < G_N_ELEMENTS(people); i++)
        meet_by(database, people[i].address, people[i].name, 1000);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *escaped = g_strdelimit(g_strdup(cases[i].q), " ", '+');
        g_autofree char *path = g_strconcat("/api/persons?q=", escaped, NULL);
        g_autofree char *text = NULL;
        Ask ask = {.method = "GET", .path = path, .principal = who};
        json_t *answer;

        g_assert_cmpuint(route_ask(database, NULL, tables, 1, &ask, &text), ==, 200);
        answer = json_loads(text, 0, NULL);
        g_test_message("%s: %s", cases[i].q, text);
        g_assert_cmpuint(json_array_size(json_object_get(answer, "items")), ==, cases[i].n);
        json_decref(answer);
    }
}

static void
test_a_name_is_changed_and_found_again(void)
{
    const Route *const tables[] = {person_module.routes};
    Principal who = {.staff = 1,
                     .rights = UINT64_C(1) << RIGHT_PERSON_READ | UINT64_C(1) << RIGHT_PERSON_WRITE,
                     .csrf = "csrf"};
    g_autoptr(Database) database = database_fresh();
    int64_t person = meet_by(database, "camille@example.org", "Camille Roussel", 1000);
    g_autofree char *path = g_strdup_printf("/api/persons/%" G_GINT64_FORMAT, person);
    g_autoptr(Person) changed = NULL;
    Ask ask = {.method = "PATCH",
               .path = path,
               .body = "{\"name\": \"Camille Lenoir\", \"language\": \"en\"}",
               .principal = who};

    g_assert_cmpuint(route_ask(database, NULL, tables, 1, &ask, NULL), ==, 200);
    ask.body = "{\"language\": null}";
    g_assert_cmpuint(route_ask(database, NULL, tables, 1, &ask, NULL), ==, 200);
    g_assert_cmpint(person_get(database_reader(database), person, &changed, NULL), ==, 1);
    g_assert_cmpstr(changed->name, ==, "Camille Lenoir");
    g_assert_null(changed->language);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/person/address", test_an_address_is_one_person_and_fills_an_empty_name_once);
    g_test_add_func("/person/fails", test_an_address_that_fails_is_not_written_to_and_told_once);
    g_test_add_func("/person/found", test_persons_are_found_by_the_beginning_of_any_word);
    g_test_add_func("/person/changed", test_a_name_is_changed_and_found_again);
    return g_test_run();
}
