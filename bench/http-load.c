/* http-load PORT TOKEN FILE: asks for each path of a file (one a line) on one connection, one after
 * the other, and prints how long the answers took: {"count", "p50", "p95", "p99", "max"} in
 * milliseconds. Fails at the first answer that is not 200. */
#include <arpa/inet.h>
#include <glib.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
    int socket;
    GString *in;
} Client;

static bool
receive_more(Client *client)
{
    char bytes[65536];
    ssize_t got = recv(client->socket, bytes, sizeof bytes, 0);

    if (got > 0)
        g_string_append_len(client->in, bytes, got);
    return got > 0;
}

/* Reads one answer whole. True if it is a 200. */
static bool
receive_answer(Client *client)
{
    const char *end, *length;
    gsize size;

    g_string_truncate(client->in, 0);
    while ((end = strstr(client->in->str, "\r\n\r\n")) == NULL)
        if (!receive_more(client))
            return false;
    length = strcasestr(client->in->str, "\r\ncontent-length:");
    if (length == NULL || length > end)
        return false;
    size = (gsize)(end - client->in->str) + 4 + g_ascii_strtoull(length + 17, NULL, 10);
    while (client->in->len < size)
        if (!receive_more(client))
            return false;
    return g_str_has_prefix(client->in->str, "HTTP/1.1 200");
}

static bool
ask(Client *client, const char *path, const char *token)
{
    g_autofree char *request = g_strdup_printf(
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n", path, token);

    return send(client->socket, request, strlen(request), MSG_NOSIGNAL) ==
               (ssize_t)strlen(request) &&
           receive_answer(client);
}

static bool
client_open(Client *client, guint64 port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((in_port_t)port)};
    int on = 1;

    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    client->in = g_string_new(NULL);
    client->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return connect(client->socket, (struct sockaddr *)&address, sizeof address) == 0;
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
    g_autoptr(GArray) waits = g_array_new(FALSE, FALSE, sizeof(double));
    g_autofree char *text = NULL;
    g_auto(GStrv) paths = NULL;
    Client client;
    guint64 port;

    if (argc != 4 || !g_ascii_string_to_unsigned(argv[1], 10, 1, 65535, &port, NULL) ||
        !g_file_get_contents(argv[3], &text, NULL, NULL) || !client_open(&client, port)) {
        g_printerr("http-load PORT TOKEN FILE\n");
        return 2;
    }
    paths = g_strsplit(g_strchomp(text), "\n", -1);
    for (char **path = paths; *path != NULL; path++) {
        gint64 begun = g_get_monotonic_time();
        double wait;

        if (!ask(&client, *path, argv[2])) {
            g_printerr("http-load: %s: %.200s\n", *path, client.in->str);
            return 1;
        }
        wait = (double)(g_get_monotonic_time() - begun) / 1000;
        g_array_append_val(waits, wait);
    }
    g_array_sort(waits, compare);
#define AT(share) g_array_index(waits, double, (guint)((waits->len - 1) * (share)))
    g_print("{\"count\": %u, \"p50\": %.3f, \"p95\": %.3f, \"p99\": %.3f, \"max\": %.3f}\n",
            waits->len, AT(0.5), AT(0.95), AT(0.99), AT(1.0));
    close(client.socket);
    g_string_free(client.in, TRUE);
    return 0;
}
