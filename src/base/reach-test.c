#include "base/reach.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct {
    const char *address;
    bool allowed;
} cases[] = {
    {"192.0.2.10", true},
    {"10.0.0.5", true},
    {"127.0.0.1", true},
    {"::1", true},
    {"2001:db8::1", true},
    {"fd12::1", true},
    {"169.254.169.254", false},
    {"169.254.0.1", false},
    {"fe80::1", false},
    {"::ffff:169.254.169.254", false},
    {"::ffff:192.0.2.10", true},
    {"0.0.0.0", false},
    {"::", false},
    {"224.0.0.1", false},
    {"ff02::1", false},
    {"fd00:ec2::254", false},
    {"::ffff:224.0.0.1", false},
};

static void
test_addresses_that_only_the_wire_knows_are_not_reached(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GInetAddress) address = g_inet_address_new_from_string(cases[i].address);

        g_test_message("%s", cases[i].address);
        g_assert_nonnull(address);
        g_assert_cmpint(reach_allowed(address), ==, cases[i].allowed);
    }
}

static void
test_no_socket_is_made_for_them(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GInetAddress) inet = g_inet_address_new_from_string(cases[i].address);
        g_autoptr(GSocketAddress) address = g_inet_socket_address_new(inet, 443);
        struct sockaddr_storage native = {0};
        gssize size = g_socket_address_get_native_size(address);
        int made;

        g_assert_true(g_socket_address_to_native(address, &native, sizeof native, NULL));
        made = reach_socket((struct sockaddr *)&native, (gsize)size, SOCK_STREAM, IPPROTO_TCP);
        /* A machine without IPv6 makes none of those. */
        if (cases[i].allowed && native.ss_family == AF_INET)
            g_assert_cmpint(made, >=, 0);
        if (!cases[i].allowed)
            g_assert_cmpint(made, ==, -1);
        if (made >= 0)
            close(made);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reach/addresses that only the wire knows are not reached",
                    test_addresses_that_only_the_wire_knows_are_not_reached);
    g_test_add_func("/reach/no socket is made for them", test_no_socket_is_made_for_them);
    return g_test_run();
}
