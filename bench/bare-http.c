/* bare-http PORT BYTES: answers any request with the same JSON of so many bytes, by hand, on one
 * epoll thread: as many requests a second as this machine and its kernel allow. Ends with SIGTERM.
 */
#include <arpa/inet.h>
#include <glib.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static int
listen_on(in_port_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    int on = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, 1024) != 0)
        g_error("cannot listen on port %u", port);
    return listener;
}

static void
watch(int epoll, int socket)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = socket};

    epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

/* A load program sends one small request at a time: what was read is one. */
static void
answer(int socket, const GString *reply)
{
    char request[8192];

    if (recv(socket, request, sizeof request, 0) <= 0 ||
        send(socket, reply->str, reply->len, MSG_NOSIGNAL) != (ssize_t)reply->len)
        close(socket);
}

int
main(int argc, char **argv)
{
    struct epoll_event events[256];
    guint64 port, bytes;
    GString *reply = g_string_new(NULL);
    int listener, epoll = epoll_create1(EPOLL_CLOEXEC);

    if (argc != 3 || !g_ascii_string_to_unsigned(argv[1], 10, 1, 65535, &port, NULL) ||
        !g_ascii_string_to_unsigned(argv[2], 10, 0, 1000000, &bytes, NULL))
        return 2;
    g_string_printf(reply,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    "Content-Length: %" G_GUINT64_FORMAT "\r\n\r\n",
                    bytes);
    for (guint64 i = 0; i < bytes; i++)
        g_string_append_c(reply, 'x');
    listener = listen_on((in_port_t)port);
    watch(epoll, listener);
    for (;;) {
        int n = epoll_wait(epoll, events, G_N_ELEMENTS(events), -1);

        for (int i = 0; i < n; i++) {
            if (events[i].data.fd == listener)
                watch(epoll, accept4(listener, NULL, NULL, SOCK_CLOEXEC));
            else
                answer(events[i].data.fd, reply);
        }
    }
}
