/* This program is its own worker: the tasks below are what parsers are not to become. */
#include "confine/confine.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/log.h"
#include "confine/confine-door.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define WORKER "confined"

/* ---- What the worker does ---- */

static void
say(GByteArray *answer, const char *text)
{
    g_byte_array_append(answer, (const guint8 *)text, (guint)strlen(text));
}

static void
say_errno(GByteArray *answer, bool did)
{
    say(answer, did ? "did it" : g_strerror(errno));
}

static void
try_open(GByteArray *answer)
{
    say_errno(answer, open("/etc/hostname", O_RDONLY | O_CLOEXEC) >= 0);
}

static void
try_write_file(GByteArray *answer)
{
    say_errno(answer, open("/tmp/lien-confined", O_WRONLY | O_CREAT | O_CLOEXEC, 0600) >= 0);
}

static void
try_stat(GByteArray *answer)
{
    struct stat found;

    say_errno(answer, stat("/etc/hostname", &found) == 0);
}

static void
try_connect(GByteArray *answer)
{
    say_errno(answer, socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0);
}

static void
try_local_socket(GByteArray *answer)
{
    say_errno(answer, socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0);
}

static void
try_fork(GByteArray *answer)
{
    pid_t child = fork();

    if (child == 0)
        _exit(0);
    say_errno(answer, child > 0);
}

static void *
nothing(void *data)
{
    return data;
}

static void
try_thread(GByteArray *answer)
{
    pthread_t thread;

    say_errno(answer, pthread_create(&thread, NULL, nothing, NULL) == 0);
}

static void
try_exec(GByteArray *answer)
{
    say_errno(answer, execl("/bin/true", "true", (char *)NULL) == 0);
}

static void
try_ptrace(GByteArray *answer)
{
    say_errno(answer, ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0);
}

static void
try_signal(GByteArray *answer)
{
    say_errno(answer, kill(getppid(), 0) == 0);
}

static void
try_instructions(GByteArray *answer)
{
    say_errno(answer, mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
                          MAP_FAILED);
}

static void
try_rename(GByteArray *answer)
{
    say_errno(answer, g_rename("/tmp/a", "/tmp/b") == 0);
}

static void
try_crash(GByteArray *answer)
{
    raise(SIGSEGV);
}

static void
try_memory(GByteArray *answer)
{
    for (gsize size = 0; size < 2 * LIMIT_CONFINE_MEMORY; size += 256 * 1024 * 1024)
        memset(g_malloc(256 * 1024 * 1024), 1, 4096); /* stops the program when there is none */
    say(answer, "did it");
}

static void
try_forever(GByteArray *answer)
{
    for (volatile unsigned n = 0;; n++)
        ;
}

static void
try_nonsense(GByteArray *answer)
{
    say(answer, "\xFF\xFE");
}

typedef struct {
    const char *name;
    void (*act)(GByteArray *answer);
    const char *wanted; /* what is answered; NULL: the worker dies */
} Deed;

static const Deed deeds[] = {
    {"open a file", try_open, "Permission denied"},
    {"make a file", try_write_file, "Permission denied"},
    {"look at a file", try_stat, "Permission denied"},
    {"connect to the network", try_connect, NULL},
    {"connect to a program here", try_local_socket, NULL},
    {"fork", try_fork, NULL},
    {"start a thread", try_thread, NULL},
    {"execute a program", try_exec, NULL},
    {"look into the server", try_ptrace, NULL},
    {"send the server a signal", try_signal, NULL},
    {"make memory that can be executed", try_instructions, NULL},
    {"rename a file", try_rename, NULL},
};

static const Deed deaths[] = {
    {"crash", try_crash, NULL},
    {"take all memory", try_memory, NULL},
    {"never end", try_forever, NULL},
    {"answer nonsense", try_nonsense, NULL},
};

static void
act(const Deed *list, gsize n, const char *name, GByteArray *answer)
{
    for (gsize i = 0; i < n; i++)
        if (strcmp(name, list[i].name) == 0)
            list[i].act(answer);
}

static void
run(GBytes *request, GByteArray *answer)
{
    gsize size;
    const char *bytes = g_bytes_get_data(request, &size);
    g_autofree char *word = g_strndup(bytes != NULL ? bytes : "", MIN(size, 100));

    if (strcmp(word, "pid") == 0) {
        g_autofree char *pid = g_strdup_printf("%d", getpid());

        say(answer, pid);
    } else if (g_str_has_prefix(word, "echo:")) {
        g_byte_array_append(answer, (const guint8 *)bytes, (guint)size);
    } else {
        act(deeds, G_N_ELEMENTS(deeds), word, answer);
        act(deaths, G_N_ELEMENTS(deaths), word, answer);
    }
}

static gpointer
read_answer(GBytes *answer, GBytes *request)
{
    gsize size;
    const char *bytes = g_bytes_get_data(answer, &size);

    return bytes != NULL && g_utf8_validate(bytes, (gssize)size, NULL) ? g_strndup(bytes, size)
                                                                       : NULL;
}

static const ConfineTask task = {.name = "test", .run = run, .read = read_answer};
static const ConfineTask *const tasks[] = {&task, NULL};
static const char *const words[] = {"/proc/self/exe", WORKER, NULL};
static const ConfineOptions options = {.tasks = tasks, .words = words, .workers = 2};

/* ---- What is expected of it ---- */

static int
ask(const char *request, char **ret_answer, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new(request, strlen(request));

    *ret_answer = NULL;
    return confine_call(&task, bytes, (gpointer *)ret_answer, error);
}

static void
begin(void)
{
    g_autoptr(GError) error = NULL;

    confine_use(&options);
    confine_begin(&error);
    g_assert_no_error(error);
}

static int
pid_of_a_worker(void)
{
    g_autofree char *pid = NULL;
    guint64 number = 0;

    g_assert_cmpint(ask("pid", &pid, NULL), ==, 1);
    g_assert_true(g_ascii_string_to_unsigned(pid, 10, 1, G_MAXINT, &number, NULL));
    return (int)number;
}

static void
test_a_worker_answers_and_stays(void)
{
    int first;

    begin();
    first = pid_of_a_worker();
    g_assert_cmpint(first, !=, getpid());
    g_assert_cmpint(pid_of_a_worker(), ==, first);
    confine_stop();
}

static void
test_answers_of_any_size_come_whole(void)
{
    static const gsize sizes[] = {5, 100, 65000, 65536, 65541, 1000000, 30000000};

    begin();
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *text = g_strnfill(sizes[i], 'x');
        g_autofree char *answer = NULL;

        memcpy(text, "echo:", 5);
        g_assert_cmpint(ask(text, &answer, NULL), ==, 1);
        g_assert_cmpstr(answer, ==, text);
    }
    confine_stop();
}

/* What is refused is told so, or ends the worker; the next request is answered all the same. */
static void
check_deeds(const Deed *list, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        g_autofree char *answer = NULL;
        g_autofree char *after = NULL;
        int done;

        done = ask(list[i].name, &answer, NULL);
        g_test_message("%s: %d %s", list[i].name, done, answer != NULL ? answer : "");
        g_assert_cmpint(done, ==, list[i].wanted != NULL);
        g_assert_cmpstr(answer, ==, list[i].wanted);
        g_assert_cmpint(ask("echo:still here", &after, NULL), ==, 1);
        g_assert_cmpstr(after, ==, "echo:still here");
    }
}

static void
test_a_worker_can_do_nothing_but_answer(void)
{
    if (confine_door_is_half_open()) {
        g_test_skip("a sanitizer needs what the door takes away");
        return;
    }
    begin();
    check_deeds(deeds, G_N_ELEMENTS(deeds));
    confine_stop();
}

static void
test_what_kills_two_workers_is_given_up(void)
{
    confine_processor_max = 300;
    begin();
    for (gsize i = 0; i < G_N_ELEMENTS(deaths); i++)
        if (!confine_door_is_half_open() || deaths[i].act != try_memory)
            check_deeds(&deaths[i], 1);
    confine_stop();
    confine_processor_max = LIMIT_CONFINE_PROCESSOR;
}

static void
test_a_worker_killed_from_outside_costs_nothing(void)
{
    begin();
    for (int i = 0; i < 3; i++) {
        int pid = pid_of_a_worker();

        g_assert_cmpint(kill(pid, SIGKILL), ==, 0);
        g_assert_cmpint(pid_of_a_worker(), !=, pid);
    }
    confine_stop();
}

/* More threads than workers: each gets its own answer. */
static void *
ask_many(void *data)
{
    for (int i = 0; i < 200; i++) {
        g_autofree char *text = g_strdup_printf("echo:%d of %p", i, data);
        g_autofree char *answer = NULL;

        g_assert_cmpint(ask(text, &answer, NULL), ==, 1);
        g_assert_cmpstr(answer, ==, text);
    }
    return NULL;
}

static void
test_threads_share_the_workers(void)
{
    GThread *threads[6];

    begin();
    for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("ask", ask_many, &threads[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
        g_thread_join(threads[i]);
    confine_stop();
}

/* A flood of poison: workers are started at a bounded pace, then who asks is told to come again. */
static void
test_workers_are_started_at_a_bounded_pace(void)
{
    g_autoptr(GError) error = NULL;
    int done = 0, dead = 0;

    begin();
    while (done == 0 && dead < 1000) {
        g_autofree char *answer = NULL;

        done = ask("crash", &answer, &error);
        dead += done == 0;
    }
    g_assert_cmpint(done, ==, -1);
    g_assert_error(error, APP_ERROR, APP_ERROR_UNAVAILABLE);
    g_assert_cmpint(dead, >, 5);
    confine_stop();
}

static void
test_a_worker_that_cannot_begin_is_said(void)
{
    static const char *const missing[] = {"/nowhere/lien", WORKER, NULL};
    static const char *const mute[] = {"/bin/true", NULL};
    const char *const *const programs[] = {missing, mute};

    for (gsize i = 0; i < G_N_ELEMENTS(programs); i++) {
        const ConfineOptions bad = {.tasks = tasks, .words = programs[i], .workers = 2};
        g_autoptr(GError) error = NULL;
        g_autofree char *answer = NULL;

        confine_use(&bad);
        g_assert_false(confine_begin(&error));
        g_assert_error(error, APP_ERROR, APP_ERROR_UNAVAILABLE);
        g_assert_cmpint(ask("echo:", &answer, NULL), ==, -1);
        confine_stop();
    }
}

static void
test_without_workers_tasks_run_here(void)
{
    g_assert_cmpint(pid_of_a_worker(), ==, getpid());
}

int
main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], WORKER) == 0)
        return confine_work(tasks);
    g_test_init(&argc, &argv, NULL);
    log_set_level(LOG_ERROR); /* each death is a warning */
    g_test_add_func("/confine/a worker answers and stays", test_a_worker_answers_and_stays);
    g_test_add_func("/confine/answers of any size come whole", test_answers_of_any_size_come_whole);
    g_test_add_func("/confine/a worker can do nothing but answer",
                    test_a_worker_can_do_nothing_but_answer);
    g_test_add_func("/confine/what kills two workers is given up",
                    test_what_kills_two_workers_is_given_up);
    g_test_add_func("/confine/a worker killed from outside costs nothing",
                    test_a_worker_killed_from_outside_costs_nothing);
    g_test_add_func("/confine/threads share the workers", test_threads_share_the_workers);
    g_test_add_func("/confine/workers are started at a bounded pace",
                    test_workers_are_started_at_a_bounded_pace);
    g_test_add_func("/confine/a worker that cannot begin is said",
                    test_a_worker_that_cannot_begin_is_said);
    g_test_add_func("/confine/without workers tasks run here", test_without_workers_tasks_run_here);
    return g_test_run();
}
