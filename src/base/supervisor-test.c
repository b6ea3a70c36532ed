#include "base/supervisor.h"

#include "lib/fixture.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A supervisor that listens at a path, or at a name of no file ("@…"). */
static int
listen_at(const char *where)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    g_assert_cmpuint(strlen(where), <, sizeof address.sun_path);
    memcpy(address.sun_path, where, strlen(where));
    if (where[0] == '@')
        address.sun_path[0] = '\0';
    g_assert_cmpint(bind(fd, (struct sockaddr *)&address,
                         (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(where))),
                    ==, 0);
    g_setenv("NOTIFY_SOCKET", where, TRUE);
    return fd;
}

static void
test_a_supervisor_hears_each_word_whole(void)
{
    g_autofree char *path = scratch_path("notify");
    g_autofree char *name = g_strdup_printf("@lien-test-%d", (int)getpid());
    const char *places[] = {path, name};

    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        int fd = listen_at(places[i]);
        char heard[64] = "";

        supervisor_tell("READY=1\nSTATUS=serves");
        g_assert_cmpint(recv(fd, heard, sizeof heard - 1, 0), ==, 21);
        g_assert_cmpstr(heard, ==, "READY=1\nSTATUS=serves");
        close(fd);
    }
    unlink(path);
}

static void
test_nobody_is_told_where_nobody_listens(void)
{
    static const char *const places[] = {"", "@", "relative/path", "/no/such/socket"};

    g_unsetenv("NOTIFY_SOCKET");
    supervisor_tell("READY=1");
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        g_setenv("NOTIFY_SOCKET", places[i], TRUE);
        supervisor_tell("READY=1"); /* returns */
    }
}

static void
test_a_beat_is_expected_of_the_process_that_is_named(void)
{
    g_autofree char *me = g_strdup_printf("%d", (int)getpid());
    const struct {
        const char *interval, *whom;
        int64_t expected;
    } cases[] = {
        {NULL, NULL, 0}, {"90000000", NULL, 90000}, {"90000000", me, 90000}, {"90000000", "1", 0},
        {"0", NULL, 0},  {"-5", NULL, 0},           {"soon", NULL, 0},       {"5000000", "me", 0}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (cases[i].interval != NULL)
            g_setenv("WATCHDOG_USEC", cases[i].interval, TRUE);
        else
            g_unsetenv("WATCHDOG_USEC");
        if (cases[i].whom != NULL)
            g_setenv("WATCHDOG_PID", cases[i].whom, TRUE);
        else
            g_unsetenv("WATCHDOG_PID");
        g_assert_cmpint(supervisor_watchdog(), ==, cases[i].expected);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/supervisor/a supervisor hears each word whole",
                    test_a_supervisor_hears_each_word_whole);
    g_test_add_func("/supervisor/nobody is told where nobody listens",
                    test_nobody_is_told_where_nobody_listens);
    g_test_add_func("/supervisor/a beat is expected of the process that is named",
                    test_a_beat_is_expected_of_the_process_that_is_named);
    return g_test_run();
}
