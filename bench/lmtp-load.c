/* lmtp-load PORT CONNECTIONS FIRST COUNT FILE: hands mails of a file over as a mail server does,
 * each connection waiting for the answer to one before it sends the next.
 *
 * Prints one line of JSON: how many were answered 250, in how many seconds, and how long one
 * waited. */
#include "mail-file.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
    MailFile mails;
    in_port_t port;
    atomic_uint next;
    unsigned end, first;
    atomic_uint kept;
    double *waits; /* milliseconds, by mail */
} Load;

typedef struct {
    int socket;
    char buffer[4096];
    size_t length;
} Link;

static bool
link_open(Link *link, in_port_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    int on = 1;

    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    link->length = 0;
    link->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(link->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return connect(link->socket, (struct sockaddr *)&address, sizeof address) == 0;
}

static bool
link_send(Link *link, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(link->socket, bytes, size, MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        bytes += sent;
        size -= (size_t)sent;
    }
    return true;
}

/* The code of the next answer, its last line: 250; 0 when the link is gone. */
static int
link_answer(Link *link)
{
    for (;;) {
        char *end = memchr(link->buffer, '\n', link->length);
        ssize_t got;

        if (end != NULL) {
            bool last = link->buffer[3] == ' ';
            int code = (link->buffer[0] - '0') * 100 + (link->buffer[1] - '0') * 10 +
                       link->buffer[2] - '0';
            size_t line = (size_t)(end - link->buffer) + 1;

            memmove(link->buffer, link->buffer + line, link->length -= line);
            if (last)
                return code;
            continue;
        }
        if (link->length == sizeof link->buffer)
            return 0;
        got =
            recv(link->socket, link->buffer + link->length, sizeof link->buffer - link->length, 0);
        if (got <= 0)
            return 0;
        link->length += (size_t)got;
    }
}

/* Our mails have no line that begins with a dot: they go as they are. */
static bool
deliver(Link *link, const Load *load, unsigned i)
{
    static const char envelope[] =
        "MAIL FROM:<banc@example.org>\r\nRCPT TO:<contact@desk.example>\r\nDATA\r\n";
    gsize size;
    const char *mail = mail_file_get(&load->mails, i, &size);

    return link_send(link, envelope, sizeof envelope - 1) && link_answer(link) == 250 &&
           link_answer(link) == 250 && link_answer(link) == 354 && link_send(link, mail, size) &&
           link_send(link, "\r\n.\r\n", 5) && link_answer(link) == 250;
}

static void *
pour(void *data)
{
    Load *load = data;
    Link link;
    bool open = link_open(&link, load->port) && link_answer(&link) == 220 &&
                link_send(&link, "LHLO banc.example.org\r\n", 23) && link_answer(&link) == 250;

    while (open) {
        unsigned i = atomic_fetch_add(&load->next, 1);
        gint64 begun = g_get_monotonic_time();

        if (i >= load->end || !deliver(&link, load, i))
            break;
        load->waits[i - load->first] = (double)(g_get_monotonic_time() - begun) / 1000;
        atomic_fetch_add(&load->kept, 1);
    }
    close(link.socket);
    return NULL;
}

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
    Load load = {0};
    guint64 numbers[4];
    pthread_t threads[256];
    g_autoptr(GError) error = NULL;
    gint64 begun;
    double seconds;

    for (int i = 0; i < 4; i++)
        if (argc != 6 ||
            !g_ascii_string_to_unsigned(argv[i + 1], 10, 0, 1u << 30, &numbers[i], NULL) ||
            (i == 1 && numbers[i] > G_N_ELEMENTS(threads))) {
            g_printerr("lmtp-load PORT CONNECTIONS FIRST COUNT FILE\n");
            return 2;
        }
    if (!mail_file_open(&load.mails, argv[5], &error)) {
        g_printerr("lmtp-load: %s\n", error->message);
        return 1;
    }
    load.port = (in_port_t)numbers[0];
    load.first = (unsigned)numbers[2];
    atomic_store(&load.next, load.first);
    load.end = (unsigned)MIN(numbers[2] + numbers[3], load.mails.count);
    load.waits = g_new0(double, numbers[3] + 1);
    begun = g_get_monotonic_time();
    for (unsigned i = 0; i < numbers[1]; i++)
        pthread_create(&threads[i], NULL, pour, &load);
    for (unsigned i = 0; i < numbers[1]; i++)
        pthread_join(threads[i], NULL);
    seconds = (double)(g_get_monotonic_time() - begun) / 1e6;
    qsort(load.waits, load.kept, sizeof *load.waits, compare);
    g_print("{\"kept\": %u, \"seconds\": %.3f, \"p50\": %.2f, \"p99\": %.2f}\n", load.kept, seconds,
            load.waits[load.kept / 2], load.waits[load.kept * 99 / 100]);
    return load.kept == load.end - load.first ? 0 : 1;
}
