/* The rules of the chat that need no socket: sites to the letter, identities under their
 * signature, routes that hold what they declare. */
#include "base/clock.h"
#include "base/error.h"
#include "chat/identity.h"
#include "chat/widget.h"
#include "lib/fixture.h"
#include "lib/route-negative.h"
#include "lib/world.h"

#include <string.h>

static const struct {
    const char *given, *origin;
} origins[] = {
    {"https://www.example.org", "https://www.example.org"},
    {"https://www.example.org/", "https://www.example.org"},
    {"HTTPS://WWW.Example.ORG:443", "https://www.example.org"},
    {"http://localhost:8000", "http://localhost:8000"},
    {"http://example.org:80", "http://example.org"},
    {"https://example.org:80", "https://example.org:80"},
    {"*", NULL},
    {"null", NULL},
    {"", NULL},
    {"example.org", NULL},
    {"https://", NULL},
    {"https://*.example.org", NULL},
    {"https://example.org/page", NULL},
    {"https://example.org?q", NULL},
    {"https://user@example.org", NULL},
    {"javascript:alert(1)", NULL},
    {"file:///etc/passwd", NULL},
    {"https://exam ple.org", NULL},
};

static void
test_a_site_is_a_scheme_and_a_host(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(origins); i++) {
        g_autofree char *origin = widget_origin(origins[i].given);

        g_test_message("%s", origins[i].given);
        g_assert_cmpstr(origin, ==, origins[i].origin);
    }
}

static void
test_a_page_may_show_it_to_the_letter(void)
{
    g_autoptr(Widget) widget = widget_new("Boutique");

    g_assert_false(widget_allows(widget, "https://a.example"));
    g_free(widget->origins);
    widget->origins = g_strdup("[\"https://a.example\",\"http://b.example:8000\"]");
    g_assert_true(widget_allows(widget, "https://a.example"));
    g_assert_true(widget_allows(widget, "http://b.example:8000"));
    g_assert_false(widget_allows(widget, "http://a.example"));
    g_assert_false(widget_allows(widget, "https://a.example.evil.test"));
    g_assert_false(widget_allows(widget, "https://a.exampl"));
    g_assert_false(widget_allows(widget, "http://b.example"));
}

/* ---- Identities ---- */

#define NOW INT64_C(1795424400) /* seconds */

static const struct {
    const char *about, *text;
    int error; /* AppError; -1: it is believed */
} identities[] = {
    {"a customer", "{\"id\":\"42\",\"email\":\"Nour@Example.org\",\"name\":\"Nour\"}", -1},
    {"good for an hour", "{\"id\":\"42\",\"until\":1795428000}", -1},
    {"too old", "{\"id\":\"42\",\"until\":1795424399}", APP_ERROR_FORBIDDEN},
    {"nobody", "{\"email\":\"nour@example.org\"}", APP_ERROR_INVALID},
    {"a number for an id", "{\"id\":42}", APP_ERROR_INVALID},
    {"no address", "{\"id\":\"42\",\"email\":\"nour\"}", APP_ERROR_INVALID},
    {"two ids", "{\"id\":\"42\",\"id\":\"43\"}", APP_ERROR_INVALID},
    {"a list", "[\"42\"]", APP_ERROR_INVALID},
    {"no JSON", "id=42", APP_ERROR_INVALID},
};

static void
test_what_a_site_signs_is_believed(void)
{
    static const uint8_t key[32] = "a key of thirty-two secret bytes";
    const Context context = {.key = key};
    g_autoptr(Widget) widget = widget_new("Boutique");
    g_autofree char *secret = identity_secret(&context, widget);

    clock_freeze(NOW * 1000);
    for (size_t i = 0; i < G_N_ELEMENTS(identities); i++) {
        g_autofree char *signature = identity_sign(secret, identities[i].text);
        g_auto(Identity) identity = {0};
        g_autoptr(GError) error = NULL;
        bool believed =
            identity_check(&context, widget, identities[i].text, signature, &identity, &error);

        g_test_message("%s", identities[i].about);
        g_assert_true(believed == (identities[i].error < 0));
        if (believed)
            g_assert_cmpstr(identity.id, ==, "42");
        else
            g_assert_error(error, APP_ERROR, identities[i].error);
    }
    clock_freeze(0);
}

static void
test_what_it_did_not_sign_is_not(void)
{
    static const uint8_t key[32] = "a key of thirty-two secret bytes";
    static const uint8_t other[32] = "the key of another organisation.";
    static const char text[] = "{\"id\":\"42\"}";
    const Context context = {.key = key}, elsewhere = {.key = other};
    g_autoptr(Widget) widget = widget_new("Boutique");
    g_autofree char *secret = identity_secret(&context, widget);
    g_autofree char *signature = identity_sign(secret, text);
    g_autofree char *shouted = g_ascii_strup(signature, -1);
    g_auto(Identity) identity = {0};

    g_assert_true(identity_check(&context, widget, text, shouted, &identity, NULL));
    identity_clear(&identity);
    g_assert_false(identity_check(&context, widget, text, "", &identity, NULL));
    g_assert_false(identity_check(&context, widget, "{\"id\":\"43\"}", signature, &identity, NULL));
    g_assert_false(identity_check(&elsewhere, widget, text, signature, &identity, NULL));
    signature[0] = signature[0] == '0' ? '1' : '0';
    g_assert_false(identity_check(&context, widget, text, signature, &identity, NULL));
    widget->generation++;
    g_assert_false(identity_check(&context, widget, text, shouted, &identity, NULL));
}

/* ---- Routes ---- */

static void
test_routes_take_what_they_declare(void)
{
    static const Module *const modules[] = {&chat_module, NULL};
    g_autoptr(World) world = world_new(modules);

    route_negative(world->database, &world->context, chat_module.routes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chat/origin", test_a_site_is_a_scheme_and_a_host);
    g_test_add_func("/chat/allows", test_a_page_may_show_it_to_the_letter);
    g_test_add_func("/chat/identity", test_what_a_site_signs_is_believed);
    g_test_add_func("/chat/forged", test_what_it_did_not_sign_is_not);
    g_test_add_func("/chat/routes", test_routes_take_what_they_declare);
    return g_test_run();
}
