#include "domain/dmarc.h"
#include "domain/dns.h"
#include "domain/domain.h"
#include "domain/spf.h"
#include "lib/fixture.h"
#include "lib/world.h"
#include "mailbox/mailbox.h"
#include "staff/staff.h"

#include <gio/gio.h>
#include <jansson.h>
#include <string.h>

/* ---- A name server of our own (dnsmasq), which knows what a test tells it ---- */

typedef struct {
    GSubprocess *process;
    char *address; /* "127.0.0.1:PORT" */
} Names;

/* Whether nobody has this port of the loopback by this protocol; *port 0 becomes a free one. */
static bool
is_free(GSocketType type, unsigned *port)
{
    g_autoptr(GInetAddress) here = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
    g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new(here, *port), got = NULL;
    g_autoptr(GSocket) socket = g_socket_new(G_SOCKET_FAMILY_IPV4, type, 0, NULL);

    if (!g_socket_bind(socket, wanted, false, NULL))
        return false;
    got = g_socket_get_local_address(socket, NULL);
    *port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(got));
    return true;
}

/* A name server listens on one port by both. */
static unsigned
free_port(void)
{
    unsigned port;

    do {
        port = 0;
        g_assert_true(is_free(G_SOCKET_TYPE_DATAGRAM, &port));
    } while (!is_free(G_SOCKET_TYPE_STREAM, &port));
    return port;
}

static void
wait_until_it_answers(const char *address)
{
    for (int i = 0; i < 1000; i++) {
        g_autoptr(Dns) dns = dns_open(address, NULL);
        g_autoptr(GPtrArray) found = NULL;

        if (dns_text(dns, "ready.test", &found) == DNS_FOUND)
            return;
        g_usleep(20 * 1000);
    }
    g_error("dnsmasq does not answer");
}

/* rows: lines of a dnsmasq configuration. */
static Names
names_start(const char *rows)
{
    g_autofree char *path = scratch_path(".dns");
    unsigned port = free_port();
    g_autofree char *text = g_strdup_printf("port=%u\nlisten-address=127.0.0.1\nbind-interfaces\n"
                                            "no-resolv\nno-hosts\nno-daemon\nuser=root\n"
                                            "local=/#/\ntxt-record=ready.test,yes\n%s",
                                            port, rows);
    g_autoptr(GError) error = NULL;
    Names names = {.address = g_strdup_printf("127.0.0.1:%u", port)};

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    names.process =
        g_subprocess_new(G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                         &error, "/usr/sbin/dnsmasq", "-C", path, NULL);
    g_assert_no_error(error);
    wait_until_it_answers(names.address);
    return names;
}

static void
names_stop(Names *names)
{
    g_subprocess_force_exit(names->process);
    (void)g_subprocess_wait(names->process, NULL, NULL);
    g_object_unref(names->process);
    g_free(names->address);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Names, names_stop)

/* ---- SPF ---- */

static const char spf_rows[] =
    "txt-record=plain.test,v=spf1 ip4:192.0.2.0/24 -all\n"
    "txt-record=other.test,some words\n"
    "txt-record=other.test,v=spf1 ip4:198.51.100.7 ~all\n"
    "txt-record=split.test,v=spf1 ip4:192.,0.2.0/24 -all\n" /* two pieces, one record */
    "txt-record=six.test,v=spf1 ip6:2001:db8::/32 -all\n"
    "txt-record=host.test,v=spf1 a:mx.host.test -all\n"
    "host-record=mx.host.test,192.0.2.9\n"
    "txt-record=wide.test,v=spf1 a:mx.host.test/28 -all\n"
    "txt-record=mx.test,v=spf1 mx ?all\n"
    "mx-host=mx.test,mx.host.test,10\n"
    "txt-record=inc.test,v=spf1 include:plain.test ~all\n"
    "txt-record=inc-fail.test,v=spf1 include:other.test ~all\n"
    "txt-record=redirect.test,v=spf1 redirect=plain.test\n"
    "txt-record=open.test,v=spf1 +all\n"
    "txt-record=nothing.test,v=spf1\n"
    "txt-record=two.test,v=spf1 -all\n"
    "txt-record=two.test,v=spf1 ~all\n"
    "txt-record=typo.test,v=spf1 ipv4:192.0.2.1 -all\n"
    "txt-record=bad-net.test,v=spf1 ip4:192.0.2.1/99 -all\n"
    "txt-record=loop.test,v=spf1 include:loop2.test -all\n"
    "txt-record=loop2.test,v=spf1 include:loop.test -all\n"
    "txt-record=self.test,v=spf1 redirect=self.test\n"
    "txt-record=ghost.test,v=spf1 include:nowhere.test -all\n"
    "txt-record=voids.test,v=spf1 a:n1.test a:n2.test a:n3.test -all\n"
    "txt-record=long.test,v=spf1 ptr ptr ptr ptr ptr ptr ptr ptr ptr ptr ptr -all\n"
    "txt-record=ten.test,v=spf1 ptr ptr ptr ptr ptr ptr ptr ptr ptr a:mx.host.test -all\n"
    "txt-record=macro.test,v=spf1 exists:%{i}._spf.test -all\n"
    "txt-record=circle.test,v=spf1 a:c1.test -all\n"
    "cname=c1.test,c2.test\n"
    "cname=c2.test,mx.host.test\n";

static const struct {
    const char *domain, *address;
    SpfResult result;
    const char *problem;
    char last;
} spf_cases[] = {
    {"plain.test", "192.0.2.1", SPF_PASS, NULL, '-'},
    {"plain.test", "203.0.113.1", SPF_FAIL, NULL, '-'},
    {"plain.test", NULL, SPF_FAIL, NULL, '-'},
    {"none.test", "192.0.2.1", SPF_NONE, NULL, 0},
    {"other.test", "192.0.2.1", SPF_SOFTFAIL, NULL, '~'},
    {"split.test", "192.0.2.1", SPF_PASS, NULL, '-'},
    {"six.test", "2001:db8::1", SPF_PASS, NULL, '-'},
    {"host.test", "192.0.2.9", SPF_PASS, NULL, '-'},
    {"host.test", "192.0.2.8", SPF_FAIL, NULL, '-'},
    {"wide.test", "192.0.2.8", SPF_PASS, NULL, '-'},
    {"mx.test", "192.0.2.9", SPF_PASS, NULL, '?'},
    {"mx.test", "192.0.2.8", SPF_NEUTRAL, NULL, '?'},
    {"inc.test", "192.0.2.1", SPF_PASS, NULL, '~'},
    {"inc.test", "203.0.113.1", SPF_SOFTFAIL, NULL, '~'},
    {"inc-fail.test", "203.0.113.1", SPF_SOFTFAIL, NULL, '~'},
    {"redirect.test", "203.0.113.1", SPF_FAIL, NULL, '-'},
    {"open.test", "203.0.113.1", SPF_PASS, NULL, '+'},
    {"nothing.test", "203.0.113.1", SPF_NEUTRAL, NULL, 0},
    {"two.test", "192.0.2.1", SPF_BROKEN, "several", 0},
    {"typo.test", "192.0.2.1", SPF_BROKEN, "syntax", 0},
    {"bad-net.test", "192.0.2.1", SPF_BROKEN, "syntax", 0},
    {"loop.test", "192.0.2.1", SPF_BROKEN, "too-many-lookups", 0},
    {"self.test", "192.0.2.1", SPF_BROKEN, "too-many-lookups", 0},
    {"ghost.test", "192.0.2.1", SPF_BROKEN, "include-missing", 0},
    {"voids.test", "192.0.2.1", SPF_BROKEN, "too-many-voids", 0},
    {"long.test", "192.0.2.1", SPF_BROKEN, "too-many-lookups", 0},
    {"ten.test", "192.0.2.9", SPF_PASS, NULL, '-'},
    {"macro.test", "192.0.2.1", SPF_FAIL, NULL, '-'},
    {"circle.test", "192.0.2.9", SPF_PASS, NULL, '-'},
};

static void
test_spf_is_followed_as_receivers_follow_it(void)
{
    g_auto(Names) names = names_start(spf_rows);

    for (size_t i = 0; i < G_N_ELEMENTS(spf_cases); i++) {
        g_autoptr(Dns) dns = dns_open(names.address, NULL);
        g_autoptr(GPtrArray) addresses = g_ptr_array_new();
        g_auto(Spf) spf = {.record = NULL};

        g_test_message("%s from %s", spf_cases[i].domain, spf_cases[i].address);
        if (spf_cases[i].address != NULL)
            g_ptr_array_add(addresses, (gpointer)spf_cases[i].address);
        spf_check(dns, spf_cases[i].domain, addresses, &spf);
        g_assert_cmpint(spf.result, ==, spf_cases[i].result);
        g_assert_cmpstr(spf.problem, ==, spf_cases[i].problem);
        if (spf.result != SPF_BROKEN)
            g_assert_cmpint(spf.last, ==, spf_cases[i].last);
        g_assert_cmpint(spf.lookups, <=, SPF_LOOKUPS_MAX + 1);
    }
}

/* ---- DMARC ---- */

static const char dmarc_rows[] = "txt-record=_dmarc.plain.test,v=DMARC1; p=reject; aspf=s\n"
                                 "txt-record=_dmarc.soft.test,v=DMARC1;p=none;sp=quarantine\n"
                                 "txt-record=_dmarc.bad.test,v=DMARC1; p=maybe\n"
                                 "txt-record=_dmarc.two.test,v=DMARC1; p=none\n"
                                 "txt-record=_dmarc.two.test,v=DMARC1; p=reject\n";

static void
test_dmarc_is_found_there_or_above(void)
{
    static const struct {
        const char *domain;
        DmarcResult result;
        const char *policy;
        bool strict;
    } cases[] = {
        {"plain.test", DMARC_FOUND, "reject", true},
        {"mail.plain.test", DMARC_FOUND, "reject", true},
        {"soft.test", DMARC_FOUND, "none", false},
        {"mail.soft.test", DMARC_FOUND, "quarantine", false},
        {"none.test", DMARC_NONE, NULL, false},
        {"bad.test", DMARC_BROKEN, NULL, false},
        {"two.test", DMARC_BROKEN, NULL, false},
    };
    g_auto(Names) names = names_start(dmarc_rows);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Dns) dns = dns_open(names.address, NULL);
        g_auto(Dmarc) dmarc = {.record = NULL};

        g_test_message("%s", cases[i].domain);
        dmarc_check(dns, cases[i].domain, &dmarc);
        g_assert_cmpint(dmarc.result, ==, cases[i].result);
        if (cases[i].policy != NULL)
            g_assert_cmpstr(dmarc.policy, ==, cases[i].policy);
        g_assert_cmpint(dmarc.strict_spf, ==, cases[i].strict);
    }
}

/* ---- Hostile answers ---- */

static void
test_of_too_many_records_the_first_are_kept(void)
{
    g_autoptr(GString) rows = g_string_new(NULL);
    g_autoptr(GPtrArray) found = NULL;
    g_autoptr(Dns) dns = NULL;
    g_auto(Names) names = {.process = NULL};

    for (int i = 0; i < 120; i++)
        g_string_append_printf(rows, "txt-record=many.test,%0*d\n", 200, i);
    names = names_start(rows->str);
    dns = dns_open(names.address, NULL);
    g_assert_cmpint(dns_text(dns, "many.test", &found), ==, DNS_FOUND); /* by TCP */
    g_assert_cmpuint(found->len, ==, DNS_RECORDS_MAX);
}

/* Answers each question with its own name and then whatever. */
static void *
babble(void *data)
{
    GSocket *socket = data;
    char packet[1024];

    for (guint32 seed = 1;; seed++) {
        g_autoptr(GSocketAddress) from = NULL;
        g_autoptr(GRand) chance = g_rand_new_with_seed(seed);
        gssize size = g_socket_receive_from(socket, &from, packet, 300, NULL, NULL);

        if (size <= 0)
            return NULL;
        packet[2] = (char)0x84; /* an answer */
        packet[3] = 0;
        packet[7] = (char)g_rand_int_range(chance, 0, 4);
        for (int i = (int)size; i < 1000; i++)
            packet[i] = (char)g_rand_int_range(chance, 0, i % 3 == 0 ? 256 : 20);
        g_socket_send_to(socket, from, packet, (gsize)g_rand_int_range(chance, (int)size, 1000),
                         NULL, NULL);
    }
}

static void
test_nonsense_is_no_answer(void)
{
    g_autoptr(GInetAddress) here = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
    g_autoptr(GSocketAddress) any = g_inet_socket_address_new(here, 0), got = NULL;
    g_autoptr(GSocket) socket = g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, 0, NULL);
    g_autoptr(GSocket) bye = g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, 0, NULL);
    g_autofree char *address = NULL;
    GThread *thread;

    g_assert_true(g_socket_bind(socket, any, false, NULL));
    got = g_socket_get_local_address(socket, NULL);
    address =
        g_strdup_printf("127.0.0.1:%u", g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(got)));
    thread = g_thread_new("babble", babble, socket);
    for (int i = 0; i < 100; i++) {
        g_autoptr(Dns) dns = dns_open(address, NULL);
        g_autoptr(GPtrArray) texts = NULL, hosts = NULL, addresses = NULL;

        (void)dns_text(dns, "example.org", &texts);
        (void)dns_mail(dns, "example.org", &hosts);
        (void)dns_addresses(dns, "example.org", &addresses);
    }
    /* A packet of nothing ends it: closing the socket would not wake a thread that waits there. */
    g_socket_send_to(bye, got, "", 0, NULL, NULL);
    g_thread_join(thread);
}

static void
test_a_server_that_says_nothing_is_not_waited_for(void)
{
    g_autoptr(GInetAddress) here = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
    g_autoptr(GSocketAddress) any = g_inet_socket_address_new(here, 0), got = NULL;
    g_autoptr(GSocket) mute = g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, 0, NULL);
    g_autoptr(GPtrArray) found = NULL;
    g_autofree char *address = NULL;
    g_autoptr(Dns) dns = NULL;

    g_assert_true(g_socket_bind(mute, any, false, NULL));
    got = g_socket_get_local_address(mute, NULL);
    address =
        g_strdup_printf("127.0.0.1:%u", g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(got)));
    dns = dns_open(address, NULL);
    g_assert_cmpint(dns_text(dns, "example.org", &found), ==, DNS_FAILED);
    g_assert_null(found);
    g_assert_cmpint(dns_text(dns, "", &found), ==, DNS_NONE);
}

/* ---- A domain of ours ---- */

static const Module *const modules[] = {&staff_module, &mailbox_module, &domain_module, NULL};

static const char *
state_of(json_t *domain, const char *finding, const char *field)
{
    return json_string_value(json_object_get(json_object_get(domain, finding), field));
}

static json_t *
ask(World *world, const Principal *who, const char *method, const char *path, const char *body)
{
    g_autofree char *answer = NULL;
    unsigned status = world_ask(world, who, method, path, body, &answer);
    json_t *json;

    g_assert_cmpuint(status, ==, 200);
    json = json_loads(answer, 0, NULL);
    g_assert_nonnull(json);
    return json;
}

static void
test_a_key_is_made_published_and_switched_on(void)
{
    g_auto(Names) names = names_start("txt-record=example.org,v=spf1 ip4:192.0.2.0/24 -all\n"
                                      "mx-host=example.org,mx.example.org,10\n"
                                      "txt-record=lien1._domainkey.example.org,v=DKIM1; p=AAAA\n");
    g_autoptr(World) world = world_new(modules);
    MailOptions mail = {.address = "contact@example.org", .smtp = "smtp://192.0.2.25:25"};
    Principal admin = {.staff = world->adviser, .rights = staff_rights("administrator")};
    g_auto(MailKey) key = {.selector = NULL};
    json_t *domain;

    mail.dns = names.address;
    world->context.mail = &mail;
    g_assert_cmpuint(world_ask(world, &world->principal, "GET", "/api/domains", NULL, NULL), ==,
                     403);
    domain = ask(world, &admin, "POST", "/api/domains/example.org/check", NULL);
    g_assert_cmpstr(state_of(domain, "spf", "state"), ==, "ok");
    g_assert_cmpstr(state_of(domain, "dkim_dns", "reason"), ==, "no-key");
    g_assert_cmpstr(state_of(domain, "dmarc", "wanted"), ==,
                    "v=DMARC1; p=none; rua=mailto:contact@example.org");
    g_assert_cmpstr(state_of(domain, "mx", "state"), ==, "ok");
    g_assert_true(json_is_true(json_object_get(domain, "aligned")));
    json_decref(domain);

    g_assert_cmpuint(world_ask(world, &admin, "POST", "/api/domains/example.org/dkim",
                               "{\"action\":\"on\"}", NULL),
                     ==, 409); /* there is none to switch */
    domain = ask(world, &admin, "POST", "/api/domains/example.org/dkim", "{\"action\":\"make\"}");
    g_assert_cmpstr(state_of(domain, "dkim", "record_name"), ==, "lien1._domainkey.example.org");
    g_assert_true(
        g_str_has_prefix(state_of(domain, "dkim", "record_value"), "v=DKIM1; k=rsa; p=MII"));
    json_decref(domain);
    g_assert_cmpint(domain_mail_key_of(&world->context, "example.org", &key, NULL), ==, 0);

    domain = ask(world, &admin, "POST", "/api/domains/example.org/check", NULL);
    g_assert_cmpstr(state_of(domain, "dkim_dns", "reason"), ==, "other-key");
    g_assert_cmpstr(state_of(domain, "dkim_dns", "wanted"), ==,
                    state_of(domain, "dkim", "record_value"));
    json_decref(domain);

    domain = ask(world, &admin, "POST", "/api/domains/example.org/dkim", "{\"action\":\"on\"}");
    json_decref(domain);
    g_assert_cmpint(domain_mail_key_of(&world->context, "example.org", &key, NULL), ==, 1);
    g_assert_true(g_str_has_prefix(key.pem, "-----BEGIN PRIVATE KEY-----"));
    g_assert_cmpuint(world_ask(world, &admin, "POST", "/api/domains/example.com/check", NULL, NULL),
                     ==, 404);
}

static void
test_what_our_server_is_decides_what_spf_must_name(void)
{
    static const struct {
        const char *about, *smtp, *state, *reason, *wanted;
    } cases[] = {
        {"our own, not named", "smtp://203.0.113.5", "wrong", "server-not-named",
         "v=spf1 ip4:192.0.2.0/24 ip4:203.0.113.5 -all"},
        {"a provider that is known", "smtp://smtp.gmail.com:587", "wrong", "server-not-named",
         "v=spf1 ip4:192.0.2.0/24 include:_spf.google.com -all"},
        {"a relay on this machine: nobody sees its address", "smtp://127.0.0.1:25", "unknown",
         "server-unknown", NULL},
        {"nothing leaves", NULL, "unknown", "no-server", NULL},
    };
    g_auto(Names) names = names_start("txt-record=example.org,v=spf1 ip4:192.0.2.0/24 -all\n");
    g_autoptr(World) world = world_new(modules);
    Principal admin = {.staff = world->adviser, .rights = staff_rights("administrator")};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        MailOptions mail = {
            .address = "contact@example.org", .smtp = cases[i].smtp, .dns = names.address};
        json_t *domain;

        g_test_message("%s", cases[i].about);
        world->context.mail = &mail;
        domain = ask(world, &admin, "POST", "/api/domains/example.org/check", NULL);
        g_assert_cmpstr(state_of(domain, "spf", "state"), ==, cases[i].state);
        g_assert_cmpstr(state_of(domain, "spf", "reason"), ==, cases[i].reason);
        g_assert_cmpstr(state_of(domain, "spf", "wanted"), ==, cases[i].wanted);
        json_decref(domain);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/domain/spf is followed as receivers follow it",
                    test_spf_is_followed_as_receivers_follow_it);
    g_test_add_func("/domain/dmarc is found there or above", test_dmarc_is_found_there_or_above);
    g_test_add_func("/domain/of too many records the first are kept",
                    test_of_too_many_records_the_first_are_kept);
    g_test_add_func("/domain/nonsense is no answer", test_nonsense_is_no_answer);
    g_test_add_func("/domain/a server that says nothing is not waited for",
                    test_a_server_that_says_nothing_is_not_waited_for);
    g_test_add_func("/domain/a key is made, published and switched on",
                    test_a_key_is_made_published_and_switched_on);
    g_test_add_func("/domain/what our server is decides what SPF must name",
                    test_what_our_server_is_decides_what_spf_must_name);
    return g_test_run();
}
