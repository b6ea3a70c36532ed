/* A worker, seen from inside. */
#include "base/limits.h"
#include "confine/confine-door.h"
#include "confine/confine-protocol.h"
#include "confine/confine.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Heads and small requests come in one reading. */
#define ROOM      ((gsize)64 * 1024)
#define LARGE     (1024 * 1024) /* after one of these, memory goes back to the machine */
#define SAY_AGAIN 1             /* exit status when it was told nonsense */

typedef struct {
    uint8_t room[ROOM];
    gsize had; /* bytes of room that were read and not used */
} Inbox;

/* Reads until room holds n bytes; false: the server is gone. */
static bool
fill(Inbox *inbox, gsize n)
{
    while (inbox->had < n) {
        ssize_t got = read(CONFINE_SOCKET, inbox->room + inbox->had, ROOM - inbox->had);

        if (got <= 0)
            return false;
        inbox->had += (gsize)got;
    }
    return true;
}

static void
drop(Inbox *inbox, gsize n)
{
    inbox->had -= n;
    memmove(inbox->room, inbox->room + n, inbox->had);
}

/* The bytes of a request. NULL: the server is gone. */
static GBytes *
read_request(Inbox *inbox, gsize size)
{
    uint8_t *bytes = g_malloc(size + 1);
    gsize at = MIN(size, inbox->had);

    memcpy(bytes, inbox->room, at);
    drop(inbox, at);
    while (at < size) {
        ssize_t got = read(CONFINE_SOCKET, bytes + at, size - at);

        if (got <= 0) {
            g_free(bytes);
            return NULL;
        }
        at += (gsize)got;
    }
    return g_bytes_new_take(bytes, size);
}

static bool
write_all(const void *bytes, gsize size)
{
    for (gsize at = 0; at < size;) {
        ssize_t n = write(CONFINE_SOCKET, (const uint8_t *)bytes + at, size - at);

        if (n <= 0)
            return false;
        at += (gsize)n;
    }
    return true;
}

/* The answer follows its head in one array, so that a small one leaves in one call. */
static bool
serve(const ConfineTask *task, uint32_t number, GBytes *request)
{
    g_autoptr(GByteArray) answer = g_byte_array_sized_new(4096);
    ConfineHead head = {.task = number};
    gsize large = g_bytes_get_size(request);
    bool sent;

    g_byte_array_append(answer, (const guint8 *)&head, sizeof head);
    task->run(request, answer);
    head.size = answer->len - (guint)sizeof head;
    memcpy(answer->data, &head, sizeof head);
    sent = write_all(answer->data, answer->len);
    if (large + answer->len > LARGE) {
        g_clear_pointer(&answer, g_byte_array_unref);
        malloc_trim(0);
    }
    return sent;
}

/* Only the socket and where complaints go (nowhere, but for sanitizers). */
static void
close_others(void)
{
    int nowhere = open("/dev/null", O_RDWR);

    for (int fd = 0; fd < CONFINE_SOCKET; fd++)
        if (fd != STDERR_FILENO || !confine_door_is_half_open())
            dup2(nowhere, fd);
    close_range(CONFINE_SOCKET + 1, ~0U, 0);
}

static bool
shut(const ConfineTask *const *tasks)
{
    ConfineHello hello = {.closed = 0};
    g_autofree char *reason = NULL;

    signal(SIGTERM, SIG_IGN); /* it ends when the server closes the socket */
    signal(SIGINT, SIG_IGN);
    for (const ConfineTask *const *task = tasks; *task != NULL; task++)
        if ((*task)->prepare != NULL)
            (*task)->prepare();
    close_others();
    hello.closed = confine_door_close(CONFINE_SOCKET, STDERR_FILENO, &reason);
    if (reason != NULL)
        g_strlcpy(hello.reason, reason, sizeof hello.reason);
    return write_all(&hello, sizeof hello) && hello.closed == 1;
}

int
confine_work(const ConfineTask *const *tasks)
{
    static Inbox inbox;
    guint n_tasks = g_strv_length((char **)(gsize)tasks);
    bool going = shut(tasks);

    while (going && fill(&inbox, sizeof(ConfineHead))) {
        g_autoptr(GBytes) request = NULL;
        ConfineHead head;

        memcpy(&head, inbox.room, sizeof head);
        drop(&inbox, sizeof head);
        if (head.task >= n_tasks || head.size > LIMIT_CONFINE_REQUEST)
            return SAY_AGAIN;
        request = read_request(&inbox, head.size);
        going = request != NULL && serve(tasks[head.task], head.task, request);
    }
    _exit(0); /* nothing to put in order: no atexit() of a library runs behind the door */
}
