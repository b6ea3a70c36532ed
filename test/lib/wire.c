#include "lib/wire.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define PATIENCE_SECONDS 10

int
wire_open(unsigned port)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    const struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
    int wire = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    g_assert_cmpint(wire, >=, 0);
    g_assert_cmpint(setsockopt(wire, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), ==, 0);
    g_assert_cmpint(setsockopt(wire, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience), ==, 0);
    g_assert_cmpint(connect(wire, (struct sockaddr *)&address, sizeof address), ==, 0);
    return wire;
}

bool
wire_send_bytes(int wire, const void *bytes, gsize size)
{
    const char *at = bytes;

    while (size > 0) {
        ssize_t sent = send(wire, at, size, MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        at += sent;
        size -= (gsize)sent;
    }
    return true;
}

bool
wire_send(int wire, const char *text)
{
    return wire_send_bytes(wire, text, strlen(text));
}

char *
wire_line(int wire)
{
    GString *line = g_string_new(NULL);
    char byte;

    while (recv(wire, &byte, 1, 0) == 1) {
        if (byte == '\n') {
            if (line->len > 0 && line->str[line->len - 1] == '\r')
                g_string_truncate(line, line->len - 1);
            return g_string_free(line, FALSE);
        }
        g_string_append_c(line, byte);
    }
    g_string_free(line, TRUE);
    return NULL;
}

static bool
read_bytes(int wire, GString *into, gsize size)
{
    char buffer[4096];

    while (size > 0) {
        ssize_t got = recv(wire, buffer, MIN(size, sizeof buffer), 0);

        if (got <= 0)
            return false;
        g_string_append_len(into, buffer, got);
        size -= (gsize)got;
    }
    return true;
}

static bool
read_chunks(int wire, GString *into)
{
    for (;;) {
        g_autofree char *size_line = wire_line(wire);
        gsize size = size_line != NULL ? g_ascii_strtoull(size_line, NULL, 16) : 0;
        g_autofree char *end = NULL;

        if (size_line == NULL || !read_bytes(wire, into, size))
            return false;
        end = wire_line(wire);
        if (end == NULL || size == 0)
            return end != NULL;
    }
}

/* What a line of the head says about the body. */
static void
read_head_line(const char *line, gsize *size, bool *chunked)
{
    if (g_ascii_strncasecmp(line, "Content-Length:", 15) == 0)
        *size = g_ascii_strtoull(line + 15, NULL, 10);
    if (g_ascii_strcasecmp(line, "Transfer-Encoding: chunked") == 0)
        *chunked = true;
}

char *
wire_answer(int wire, unsigned *ret_status)
{
    g_autoptr(GString) answer = g_string_new(NULL);
    gsize size = 0;
    bool chunked = false;

    for (;;) {
        g_autofree char *line = wire_line(wire);

        if (line == NULL)
            return NULL;
        if (*line == '\0')
            break;
        read_head_line(line, &size, &chunked);
        g_string_append_printf(answer, "%s\n", line);
    }
    g_string_append_c(answer, '\n');
    if (chunked ? !read_chunks(wire, answer) : !read_bytes(wire, answer, size))
        return NULL;
    if (ret_status != NULL)
        *ret_status = (unsigned)g_ascii_strtoull(answer->str + strlen("HTTP/1.1 "), NULL, 10);
    return g_string_free(g_steal_pointer(&answer), FALSE);
}

bool
wire_is_over(int wire)
{
    char byte;

    return recv(wire, &byte, 1, 0) <= 0;
}

unsigned
wire_ask(unsigned port, const char *request, char **ret_answer)
{
    int wire = wire_open(port);
    unsigned status = 0;
    g_autofree char *answer = NULL;

    wire_send(wire, request);
    answer = wire_answer(wire, &status);
    close(wire);
    if (ret_answer != NULL)
        *ret_answer = g_steal_pointer(&answer);
    return status;
}

char *
wire_exchange(unsigned port, const char *input)
{
    GString *said = g_string_new(NULL);
    int wire = wire_open(port);
    char chunk[512];
    ssize_t n;

    g_assert_true(wire_send(wire, input));
    while ((n = recv(wire, chunk, sizeof chunk, 0)) > 0)
        g_string_append_len(said, chunk, n);
    close(wire);
    return g_string_free(said, FALSE);
}
