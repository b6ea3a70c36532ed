#include "file/clamd.h"

#include "base/error.h"
#include "base/text.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>

#define CONNECT_SECONDS 60
#define CHUNK           (64 * 1024)
#define ANSWER_MAX      1000

static GSocketConnectable *
connectable(const char *address)
{
    const char *colon = strrchr(address, ':');
    g_autofree char *host = NULL;

    if (address[0] == '/')
        return G_SOCKET_CONNECTABLE(g_unix_socket_address_new(address));
    if (colon == NULL)
        return NULL;
    host = address[0] == '[' ? g_strndup(address + 1, (gsize)(colon - address) - 2)
                             : g_strndup(address, (gsize)(colon - address));
    return G_SOCKET_CONNECTABLE(
        g_inet_socket_address_new_from_string(host, (guint)g_ascii_strtoull(colon + 1, NULL, 10)));
}

static GSocketConnection *
dial(const char *address, GError **error)
{
    g_autoptr(GSocketClient) client = g_socket_client_new();
    g_autoptr(GSocketConnectable) where = connectable(address);
    g_autoptr(GError) why = NULL;
    GSocketConnection *connection = NULL;

    g_socket_client_set_timeout(client, CONNECT_SECONDS); /* of each reading and writing too */
    if (where != NULL)
        connection = g_socket_client_connect(client, where, NULL, &why);
    if (connection == NULL)
        error_set(error, APP_ERROR_UNAVAILABLE, "the virus scanner cannot be reached: %s",
                  why != NULL ? why->message : "its address is none");
    return connection;
}

static bool
put(GSocketConnection *connection, const void *bytes, gsize size)
{
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(connection));

    return g_output_stream_write_all(out, bytes, size, NULL, NULL, NULL);
}

/* Up to the NUL that ends an answer. Owned by the caller; NULL when none comes. */
static char *
hear(GSocketConnection *connection)
{
    GInputStream *in = g_io_stream_get_input_stream(G_IO_STREAM(connection));
    char answer[ANSWER_MAX + 1];
    gsize size = 0;
    gssize got;

    while (size < ANSWER_MAX &&
           (got = g_input_stream_read(in, answer + size, ANSWER_MAX - size, NULL, NULL)) > 0) {
        size += (gsize)got;
        if (memchr(answer, '\0', size) != NULL)
            return text_clean(answer, (gssize)strlen(answer));
    }
    return NULL;
}

static bool
put_chunks(GSocketConnection *connection, GBytes *bytes)
{
    gsize size = 0;
    const char *at = g_bytes_get_data(bytes, &size);
    guint32 none = 0;

    while (size > 0) {
        gsize part = MIN(size, CHUNK);
        guint32 length = GUINT32_TO_BE((guint32)part);

        if (!put(connection, &length, sizeof length) || !put(connection, at, part))
            return false;
        at += part;
        size -= part;
    }
    return put(connection, &none, sizeof none);
}

/* "stream: OK", "stream: Win.Test.EICAR_HDB-1 FOUND", "INSTREAM size limit exceeded. ERROR". */
static bool
understand(const char *answer, ClamdAnswer *ret_answer, char **ret_found, GError **error)
{
    if (answer != NULL && strcmp(answer, "stream: OK") == 0) {
        *ret_answer = CLAMD_CLEAN;
        return true;
    }
    if (answer != NULL && g_str_has_prefix(answer, "stream: ") &&
        g_str_has_suffix(answer, " FOUND")) {
        *ret_answer = CLAMD_FOUND;
        *ret_found = g_strndup(answer + strlen("stream: "),
                               strlen(answer) - strlen("stream: ") - strlen(" FOUND"));
        return true;
    }
    if (answer != NULL && strstr(answer, "size limit exceeded") != NULL) {
        *ret_answer = CLAMD_TOO_LARGE;
        return true;
    }
    return error_set(error, APP_ERROR_UNAVAILABLE, "the virus scanner gave no verdict");
}

bool
clamd_scan(const char *address, GBytes *bytes, ClamdAnswer *ret_answer, char **ret_found,
           GError **error)
{
    g_autoptr(GSocketConnection) connection = dial(address, error);
    g_autofree char *answer = NULL;

    if (connection == NULL)
        return false;
    /* It closes the connection when it has had enough: its answer is read all the same. */
    if (put(connection, "zINSTREAM", sizeof "zINSTREAM"))
        put_chunks(connection, bytes);
    answer = hear(connection);
    return understand(answer, ret_answer, ret_found, error);
}

bool
clamd_ping(const char *address, GError **error)
{
    g_autoptr(GSocketConnection) connection = dial(address, error);
    g_autofree char *answer = NULL;

    if (connection == NULL)
        return false;
    if (put(connection, "zPING", sizeof "zPING"))
        answer = hear(connection);
    return g_strcmp0(answer, "PONG") == 0 ||
           error_set(error, APP_ERROR_UNAVAILABLE, "the virus scanner does not answer");
}
