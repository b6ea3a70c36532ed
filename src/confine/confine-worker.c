#include "confine/confine-worker.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/log.h"
#include "confine/confine-protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROOM       ((gsize)64 * 1024) /* a small answer comes in one reading */
#define BUFFER     (1024 * 1024)      /* of the socket, as far as the system lets us */
#define HELLO_MAX  (30 * 1000)        /* ms for it to be ready */
#define REQUESTS   20000              /* then another one takes its place */
#define LOOK_EVERY 1                  /* seconds between two looks at a busy one */

int64_t confine_processor_max = LIMIT_CONFINE_PROCESSOR;
int64_t confine_wait_max = LIMIT_CONFINE_WAIT;

struct ConfineWorker {
    pid_t pid;
    int socket;
    unsigned requests;
    int64_t began;           /* ms on the wall: this request */
    int64_t processor_began; /* ms of its processor time, then */
    int64_t patience;        /* ms on the wall for what is awaited */
};

/* ---- Its time ---- */

static int64_t
wall(void)
{
    return g_get_monotonic_time() / 1000;
}

/* Processor time of a worker in ms; 0 when it is gone. */
static int64_t
processor(const ConfineWorker *worker)
{
    struct timespec used = {0};
    clockid_t clock;

    if (clock_getcpuclockid(worker->pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return 0;
    return (int64_t)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

/* A busy machine may let it wait; its own work is bounded by its own clock. */
static bool
is_too_long(const ConfineWorker *worker)
{
    return wall() - worker->began > worker->patience ||
           processor(worker) - worker->processor_began > confine_processor_max;
}

/* ---- Its socket ---- */

/* After a call that gave nothing: whether to try again. */
static bool
goes_on(const ConfineWorker *worker, const char **ret_why)
{
    bool timed_out = errno == EAGAIN; /* EWOULDBLOCK is the same on Linux */

    if (errno == EINTR || (timed_out && !is_too_long(worker)))
        return true;
    *ret_why = timed_out ? "too long" : "died";
    return false;
}

/* Reads at least n bytes, room at most. -1: no more will come. */
static gssize
receive(ConfineWorker *worker, uint8_t *bytes, gsize n, gsize room, const char **ret_why)
{
    gsize had = 0;

    while (had < n) {
        ssize_t got = recv(worker->socket, bytes + had, room - had, 0);

        if (got == 0) {
            *ret_why = "died";
            return -1;
        }
        if (got < 0 && !goes_on(worker, ret_why))
            return -1;
        had += got > 0 ? (gsize)got : 0;
    }
    return (gssize)had;
}

static bool
send_request(ConfineWorker *worker, uint32_t task, GBytes *request, const char **ret_why)
{
    gsize size;
    void *bytes = (void *)(gsize)g_bytes_get_data(request, &size);
    ConfineHead head = {.task = task, .size = (uint32_t)size};
    struct iovec pieces[] = {{&head, sizeof head}, {bytes, size}};
    struct msghdr message = {.msg_iov = pieces, .msg_iovlen = size > 0 ? 2 : 1};

    while (message.msg_iovlen > 0) {
        ssize_t sent = sendmsg(worker->socket, &message, MSG_NOSIGNAL);

        if (sent < 0 && !goes_on(worker, ret_why))
            return false;
        for (gsize left = sent > 0 ? (gsize)sent : 0; message.msg_iovlen > 0;) {
            gsize taken = MIN(left, message.msg_iov->iov_len);

            message.msg_iov->iov_base = (uint8_t *)message.msg_iov->iov_base + taken;
            message.msg_iov->iov_len -= taken;
            left -= taken;
            if (message.msg_iov->iov_len > 0)
                break;
            message.msg_iov++;
            message.msg_iovlen--;
        }
    }
    return true;
}

static GBytes *
receive_answer(ConfineWorker *worker, const char **ret_why)
{
    uint8_t room[ROOM];
    gssize had = receive(worker, room, sizeof(ConfineHead), sizeof room, ret_why);
    ConfineHead head;
    uint8_t *bytes;
    gsize came;

    if (had < 0)
        return NULL;
    memcpy(&head, room, sizeof head);
    came = (gsize)had - sizeof head;
    if (head.size > LIMIT_CONFINE_ANSWER || came > head.size) {
        *ret_why = "nonsense";
        return NULL;
    }
    bytes = g_malloc(head.size + 1);
    memcpy(bytes, room + sizeof head, came);
    if (receive(worker, bytes + came, head.size - came, head.size - came, ret_why) < 0) {
        g_free(bytes);
        return NULL;
    }
    return g_bytes_new_take(bytes, head.size);
}

GBytes *
confine_worker_ask(ConfineWorker *worker, uint32_t task, GBytes *request, const char **ret_why)
{
    worker->requests++;
    worker->began = wall();
    worker->processor_began = processor(worker);
    worker->patience = confine_wait_max;
    if (!send_request(worker, task, request, ret_why))
        return NULL;
    return receive_answer(worker, ret_why);
}

bool
confine_worker_is_old(const ConfineWorker *worker)
{
    return worker->requests >= REQUESTS ||
           worker->processor_began > (LIMIT_CONFINE_LIFE - LIMIT_CONFINE_PROCESSOR / 1000) * 500;
}

/* ---- Its beginning and its end ---- */

/* What libraries go by, and what finds defects in them: passwords stand in the rest (LIEN_DATABASE,
 * PGPASSWORD). */
static char **
environment_of_worker(void)
{
    static const char *const names[] = {
        "PATH",    "LANG",         "LC_ALL",       "LC_CTYPE",      "TZ",           "G_SLICE",
        "G_DEBUG", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", NULL,
    };
    g_autoptr(GStrvBuilder) kept = g_strv_builder_new();

    for (const char *const *name = names; *name != NULL; name++) {
        const char *value = g_getenv(*name);
        g_autofree char *line = value != NULL ? g_strconcat(*name, "=", value, NULL) : NULL;

        if (line != NULL)
            g_strv_builder_add(kept, line);
    }
    return g_strv_builder_end(kept);
}

/* It gets its end of the socket and nothing else; the signals that we block or handle are as they
 * were for a process that has just begun; a terminal's Ctrl-C is not for it. */
static int
spawn(const char *const *words, int socket, pid_t *ret_pid)
{
    g_auto(GStrv) environment = environment_of_worker();
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none, all;
    int failed;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_adddup2(&files, socket, CONFINE_SOCKET);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &all);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                       POSIX_SPAWN_SETPGROUP);
    failed = posix_spawn(ret_pid, words[0], &files, &how, (char *const *)(gsize)words, environment);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

static void
set_up_socket(int socket)
{
    const struct timeval look = {.tv_sec = LOOK_EVERY};
    const int buffer = BUFFER;

    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &look, sizeof look);
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &look, sizeof look);
    setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
}

static bool
hear_hello(ConfineWorker *worker, GError **error)
{
    ConfineHello hello = {.closed = 0};
    const char *why = NULL;

    worker->began = wall();
    worker->patience = HELLO_MAX;
    if (receive(worker, (uint8_t *)&hello, sizeof hello, sizeof hello, &why) < 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "a worker did not begin: %s", why);
    hello.reason[sizeof hello.reason - 1] = '\0';
    return hello.closed == 1 ||
           error_set(error, APP_ERROR_UNAVAILABLE,
                     "this machine does not confine the reading of mail: %s (--confine no reads it "
                     "without)",
                     hello.reason);
}

ConfineWorker *
confine_worker_new(const char *const *words, GError **error)
{
    ConfineWorker *worker;
    int ends[2];
    int failed;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        error_set(error, APP_ERROR_UNAVAILABLE, "no socket for a worker: %s", g_strerror(errno));
        return NULL;
    }
    worker = g_new0(ConfineWorker, 1);
    worker->socket = ends[0];
    set_up_socket(ends[0]);
    set_up_socket(ends[1]);
    setsockopt(ends[1], SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){0}, sizeof(struct timeval));
    setsockopt(ends[1], SOL_SOCKET, SO_SNDTIMEO, &(struct timeval){0}, sizeof(struct timeval));
    failed = spawn(words, ends[1], &worker->pid);
    close(ends[1]);
    if (failed != 0) {
        worker->pid = 0;
        error_set(error, APP_ERROR_UNAVAILABLE, "a worker cannot be started: %s",
                  g_strerror(failed));
    }
    if (failed != 0 || !hear_hello(worker, error))
        g_clear_pointer(&worker, confine_worker_free);
    return worker;
}

/* A signal that came before ours is what it died of: 31 (SIGSYS) is a forbidden call. */
static void
end(pid_t pid)
{
    int status = 0;

    kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
        log_warning("confine", "worker_died", "signal=%d", WTERMSIG(status));
}

void
confine_worker_free(ConfineWorker *worker)
{
    if (worker == NULL)
        return;
    close(worker->socket);
    if (worker->pid > 0)
        end(worker->pid);
    g_free(worker);
}
