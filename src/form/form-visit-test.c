#include "form/form-guard.h"
#include "form/form.h"

#include "base/clock.h"
#include "conversation/conversation.h"
#include "lib/world.h"

#include <string.h>

static const Module *const modules[] = {&conversation_module, &form_module, NULL};

static const char form_json[] =
    "{\"slug\":\"contact\",\"name\":\"Contact\",\"open\":true,\"languages\":[\"fr\",\"en\"],"
    "\"title\":{\"fr\":\"Nous écrire\",\"en\":\"Write to us\"},"
    "\"subject\":{\"fr\":\"{{about}} – {{nom}}\"},\"origins\":[\"https://site.example.org\"],"
    "\"fields\":["
    "{\"key\":\"nom\",\"type\":\"name\",\"label\":{\"fr\":\"Nom\"}},"
    "{\"key\":\"email\",\"type\":\"email\",\"label\":{\"fr\":\"Adresse\"}},"
    "{\"key\":\"tel\",\"type\":\"phone\",\"label\":{\"fr\":\"Téléphone\"}},"
    "{\"key\":\"about\",\"type\":\"choice\",\"label\":{\"fr\":\"Sujet\"},\"required\":true,"
    "\"options\":[{\"key\":\"ask\",\"label\":{\"fr\":\"Question\"}},"
    "{\"key\":\"bill\",\"label\":{\"fr\":\"Facture\"}}]},"
    "{\"key\":\"number\",\"type\":\"text\",\"label\":{\"fr\":\"Numéro\"},\"required\":true,"
    "\"shown_when\":{\"field\":\"about\",\"options\":[\"bill\"]}},"
    "{\"key\":\"day\",\"type\":\"date\",\"label\":{\"fr\":\"Jour\"}},"
    "{\"key\":\"message\",\"type\":\"long_text\",\"label\":{\"fr\":\"Message\"},"
    "\"required\":true}]}";

/* ---- A page, as a browser has it ---- */

static Principal
administrator(void)
{
    return (Principal){.staff = 1, .person = 1, .rights = UINT64_MAX, .csrf = "x"};
}

static World *
world_with_form(void)
{
    static int64_t passed; /* ids only grow, whatever the clock of a new world says */
    World *world = world_new(modules);
    Principal who = administrator();

    clock_freeze(WORLD_MONDAY + (passed += CLOCK_HOUR));
    g_assert_cmpuint(world_ask(world, &who, "POST", "/api/forms", form_json, NULL), ==, 201);
    return world;
}

/* The token of a page that was read for some seconds. Owned by the caller. */
static char *
visit(World *world)
{
    g_autofree char *page = NULL;
    const char *at;

    g_assert_cmpuint(world_ask(world, NULL, "GET", "/f/contact", NULL, &page), ==, 200);
    at = strstr(page, "name=\"token\" value=\"");
    g_assert_nonnull(at);
    clock_freeze(clock_now() + 4 * CLOCK_SECOND);
    return g_strndup(at + strlen("name=\"token\" value=\""), 29);
}

/* Fields as name, value, …, NULL. */
static unsigned send_form(World *world, char **ret_page, const char *token,
                          ...) G_GNUC_NULL_TERMINATED;

static unsigned
send_form(World *world, char **ret_page, const char *token, ...)
{
    g_autoptr(GString) body = g_string_new(NULL);
    const char *name = "token", *value = token;
    va_list fields;

    va_start(fields, token);
    while (name != NULL) {
        g_string_append_printf(body,
                               "--cut\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n",
                               name, value);
        name = va_arg(fields, const char *);
        value = name != NULL ? va_arg(fields, const char *) : NULL;
    }
    va_end(fields);
    g_string_append(body, "--cut--\r\n");
    return world_parts(world, "/f/contact", body->str, ret_page);
}

static int64_t
count(World *world, const char *sql)
{
    return world_int(world, sql, 0);
}

#define ANSWERS "SELECT count(*) FROM form_answer WHERE id > $1"
#define MATTERS "SELECT count(*) FROM conversation WHERE id > $1"
#define COPIES  "SELECT count(*) FROM message WHERE kind = 100 AND id > $1"
#define GOOD    "f.about", "ask", "f.message", "Bonjour, une question", "f.email", "Zoe@Example.ORG"

/* ---- Coming in ---- */

static void
test_what_is_sent_comes_in_once_with_a_copy_that_can_be_answered(void)
{
    g_autoptr(World) world = world_with_form();
    g_autofree char *token = visit(world);
    g_autofree char *page = NULL;
    g_autofree char *again = NULL;
    g_autofree char *subject = NULL;
    g_autofree char *copy = NULL;
    g_autofree char *reference = NULL;

    g_assert_cmpuint(send_form(world, &page, token, "f.nom", "Zoé", GOOD, NULL), ==, 200);
    g_assert_cmpuint(send_form(world, &again, token, "f.nom", "Zoé", GOOD, NULL), ==, 200);
    g_assert_cmpstr(page, ==, again);
    world_work(world);
    g_assert_cmpint(count(world, ANSWERS), ==, 1);
    g_assert_cmpint(count(world, MATTERS), ==, 1);
    g_assert_cmpint(count(world, COPIES), ==, 1);
    subject = world_text(world, "SELECT subject FROM conversation WHERE id > $1", 0);
    g_assert_cmpstr(subject, ==, "Question – Zoé");
    reference = world_text(world, "SELECT reference FROM form_answer WHERE id > $1", 0);
    g_assert_nonnull(strstr(page, reference));
    copy =
        world_text(world, "SELECT text || addresses FROM message WHERE kind = 100 AND id > $1", 0);
    g_assert_nonnull(strstr(copy, reference));
    g_assert_nonnull(strstr(copy, "Bonjour, une question"));
    g_assert_nonnull(strstr(copy, "zoe@example.org"));
    g_assert_cmpint(count(world, "SELECT count(*) FROM form_answer WHERE content IS NOT NULL"
                                 " AND id > $1"),
                    ==, 0);
}

static void
test_a_corrected_text_from_the_same_page_is_another_answer(void)
{
    g_autoptr(World) world = world_with_form();
    g_autofree char *token = visit(world);

    send_form(world, NULL, token, GOOD, NULL);
    send_form(world, NULL, token, GOOD, "f.nom", "Zoé", NULL);
    g_assert_cmpint(count(world, ANSWERS), ==, 2);
}

static void
test_a_job_that_runs_twice_brings_in_one(void)
{
    g_autoptr(World) world = world_with_form();
    g_autofree char *token = visit(world);

    send_form(world, NULL, token, GOOD, NULL);
    /* As after a stop between bringing it in and noting so. */
    world_work(world);
    world_sql(world,
              "UPDATE form_answer SET state = 1, content = '{\"language\":\"fr\","
              "\"subject\":\"Question –\",\"email\":null,\"lines\":[]}' WHERE id > $1",
              0);
    world_sql(world,
              "INSERT INTO job (id, kind, subject, state, due_at, made_at)"
              " SELECT 1, 'form.deliver', id, 1, 0, 0 FROM form_answer WHERE id > $1",
              0);
    world_work(world);
    g_assert_cmpint(count(world, MATTERS), ==, 1);
}

static void
test_who_gives_a_number_only_is_known_by_it(void)
{
    g_autoptr(World) world = world_with_form();
    g_autofree char *token = visit(world);
    g_autofree char *kind = NULL;

    send_form(world, NULL, token, "f.about", "ask", "f.message", "Rappelez-moi", "f.tel",
              "01 99 00 12 34", NULL);
    world_work(world);
    kind = world_text(world,
                      "SELECT kind FROM person_address WHERE address = '0199001234'"
                      " AND person > $1",
                      0);
    g_assert_cmpint(count(world, MATTERS), ==, 1);
    g_assert_cmpint(count(world, COPIES), ==, 0);
    g_assert_cmpstr(kind, ==, "phone");
}

/* ---- What is to be corrected ---- */

static void
test_errors_are_told_beside_the_fields_and_nothing_written_is_lost(void)
{
    static const struct {
        const char *name, *value, *wrong;
    } rows[] = {
        {"f.email", "nobody", "f-email-wrong"}, {"f.tel", "call me", "f-tel-wrong"},
        {"f.day", "31/02/2026", "f-day-wrong"}, {"f.about", "other", "f-about-wrong"},
        {"f.about", "bill", "f-number-wrong"},  {"f.message", "  ", "f-message-wrong"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(World) world = world_with_form();
        g_autofree char *token = visit(world);
        g_autofree char *page = NULL;

        g_assert_cmpuint(send_form(world, &page, token, "f.about", "ask", "f.message", "Bonjour",
                                   "f.nom", "Zoé <b>", rows[i].name, rows[i].value, NULL),
                         ==, 400);
        g_assert_nonnull(strstr(page, rows[i].wrong));
        g_assert_nonnull(strstr(page, "role=\"alert\""));
        g_assert_nonnull(strstr(page, "value=\"Zoé &lt;b&gt;\""));
        g_assert_nonnull(strstr(page, token));
        g_assert_cmpint(count(world, ANSWERS), ==, 0);
    }
}

static void
test_a_date_is_taken_as_people_write_it(void)
{
    g_autoptr(World) world = world_with_form();
    g_autofree char *token = visit(world);

    g_assert_cmpuint(send_form(world, NULL, token, GOOD, "f.day", "3/12/2026", NULL), ==, 200);
    g_assert_cmpint(count(world, "SELECT count(*) FROM form_answer WHERE content LIKE"
                                 " '%2026-12-03%' AND id > $1"),
                    ==, 1);
}

/* ---- What looks sent by a machine ---- */

static void
expect_aside(World *world, const char *reason)
{
    g_autofree char *reasons =
        world_text(world,
                   "SELECT reasons FROM form_answer WHERE state = 3 AND id > $1"
                   " ORDER BY id DESC LIMIT 1",
                   0);

    g_assert_cmpstr(reasons, ==, reason);
    world_work(world);
    g_assert_cmpint(count(world, MATTERS), ==, 0);
    g_assert_cmpint(count(world, COPIES), ==, 0);
}

static void
test_what_seems_a_machine_is_kept_aside_and_thanked_alike(void)
{
    static const struct {
        const char *name, *value, *reason;
    } rows[] = {
        {"website", "http", "trap"},
        {"token", "0000", "token"},
        {"f.message", "http://a.test http://b.test www.c.test", "links"},
        {"f.nom", "Win now http://a.test", "links"},
        {"f.email", "contact@example.org", "address"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(World) world = world_with_form();
        g_autofree char *token = visit(world);
        g_autofree char *page = NULL;

        g_assert_cmpuint(send_form(world, &page, token, "f.about", "ask", "f.message", "Bonjour",
                                   rows[i].name, rows[i].value, NULL),
                         ==, 200);
        g_assert_nonnull(strstr(page, "class=\"reference\""));
        expect_aside(world, rows[i].reason);
    }
}

static void
test_a_page_sent_at_once_is_kept_aside(void)
{
    g_autoptr(World) world = world_with_form();
    g_autofree char *token = visit(world);

    clock_freeze(clock_now() - 3 * CLOCK_SECOND);
    send_form(world, NULL, token, GOOD, NULL);
    expect_aside(world, "fast");
}

static void
test_many_of_one_client_are_kept_aside_and_a_flood_is_told_to_wait(void)
{
    g_autoptr(World) world = world_with_form();
    g_autofree char *page = NULL;
    unsigned status = 0;

    for (int i = 0; i <= FORM_FLOOD; i++) {
        g_autofree char *token = visit(world);
        g_autofree char *text = g_strdup_printf("Bonjour %d", i);

        g_clear_pointer(&page, g_free);
        status = send_form(world, &page, token, "f.about", "ask", "f.message", text, NULL);
    }
    g_assert_cmpuint(status, ==, 429);
    g_assert_nonnull(strstr(page, "Bonjour 60"));
    g_assert_cmpint(count(world, "SELECT count(*) FROM form_answer WHERE state = 1 AND id > $1"),
                    ==, FORM_RATE);
}

static void
test_a_person_brings_in_what_was_kept_aside_or_drops_it(void)
{
    static const char *const acts[] = {"accept", "drop"};

    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++) {
        g_autoptr(World) world = world_with_form();
        g_autofree char *token = visit(world);
        g_autofree char *path = NULL;
        g_autofree char *list = NULL;

        send_form(world, NULL, token, GOOD, "website", "x", NULL);
        path = g_strdup_printf("/api/form-answers/%" G_GINT64_FORMAT "/%s",
                               count(world, "SELECT id FROM form_answer WHERE id > $1"), acts[i]);
        g_assert_cmpuint(
            world_ask(world, &world->principal, "GET", "/api/form-answers", NULL, &list), ==, 200);
        g_assert_nonnull(strstr(list, "\"reasons\":[\"trap\"]"));
        g_assert_cmpuint(world_ask(world, NULL, "POST", path, NULL, NULL), ==, 401);
        g_assert_cmpuint(world_ask(world, &world->principal, "POST", path, NULL, NULL), ==, 204);
        g_assert_cmpuint(world_ask(world, &world->principal, "POST", path, NULL, NULL), ==, 409);
        world_work(world);
        g_assert_cmpint(count(world, MATTERS), ==, i == 0);
        g_assert_cmpint(count(world, COPIES), ==, i == 0);
        g_assert_cmpint(count(world, "SELECT count(*) FROM form_answer WHERE content IS NOT NULL"
                                     " AND id > $1"),
                        ==, 0);
    }
}

/* ---- The page ---- */

static void
test_a_page_speaks_the_language_it_is_asked_in(void)
{
    g_autoptr(World) world = world_with_form();
    g_autofree char *french = NULL;
    g_autofree char *english = NULL;
    g_autofree char *none = NULL;

    world_ask(world, NULL, "GET", "/f/contact", NULL, &french);
    world_ask(world, NULL, "GET", "/f/contact?lang=en", NULL, &english);
    g_assert_nonnull(strstr(french, "<html lang=\"fr\">"));
    g_assert_nonnull(strstr(english, "<h1>Write to us</h1>"));
    g_assert_cmpuint(world_ask(world, NULL, "GET", "/f/other", NULL, &none), ==, 404);
}

static void
test_a_form_that_is_closed_takes_nothing_and_says_so(void)
{
    g_autoptr(World) world = world_with_form();
    g_autofree char *token = visit(world);

    world_sql(world, "UPDATE form SET open = 0 WHERE id > $1", 0);
    g_assert_cmpuint(send_form(world, NULL, token, GOOD, NULL), ==, 410);
    g_assert_cmpint(count(world, ANSWERS), ==, 0);
}

#define ADD(name) g_test_add_func("/form-visit/" #name, test_##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(what_is_sent_comes_in_once_with_a_copy_that_can_be_answered);
    ADD(a_corrected_text_from_the_same_page_is_another_answer);
    ADD(a_job_that_runs_twice_brings_in_one);
    ADD(who_gives_a_number_only_is_known_by_it);
    ADD(errors_are_told_beside_the_fields_and_nothing_written_is_lost);
    ADD(a_date_is_taken_as_people_write_it);
    ADD(what_seems_a_machine_is_kept_aside_and_thanked_alike);
    ADD(a_page_sent_at_once_is_kept_aside);
    ADD(many_of_one_client_are_kept_aside_and_a_flood_is_told_to_wait);
    ADD(a_person_brings_in_what_was_kept_aside_or_drops_it);
    ADD(a_page_speaks_the_language_it_is_asked_in);
    ADD(a_form_that_is_closed_takes_nothing_and_says_so);
    return g_test_run();
}
