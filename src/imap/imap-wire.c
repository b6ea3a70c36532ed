#include "imap/imap-wire.h"

#include "base/limits.h"
#include "base/reach.h"

#include <string.h>

#define PATIENCE     60 /* seconds without a byte */
#define CONNECT_TIME 20 /* seconds for each address of the host */
#define CHUNK        (64 * 1024)

Imap *
imap_new(const ImapServer *server, GCancellable *cancellable)
{
    Imap *imap = g_new0(Imap, 1);

    imap->host = g_strdup(server->host);
    imap->port = server->port;
    imap->security = server->security;
    imap->user = g_strdup(server->user);
    imap->secret = g_strdup(server->secret);
    imap->oauth = server->oauth;
    imap->ca_file = g_strdup(server->ca_file);
    imap->patience = server->patience != 0 ? server->patience : PATIENCE;
    imap->cancellable = cancellable != NULL ? g_object_ref(cancellable) : NULL;
    imap->parser = imap_parser_new(LIMIT_MAIL);
    imap->bytes = g_malloc(CHUNK);
    imap->capabilities = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    imap->step = imap->trouble.step = "resolve";
    imap->trouble.code = "";
    return imap;
}

static void
wipe(char *secret)
{
    if (secret != NULL)
        explicit_bzero(secret, strlen(secret));
    g_free(secret);
}

void
imap_free(Imap *imap)
{
    if (imap == NULL)
        return;
    g_clear_object(&imap->tls);
    g_clear_object(&imap->connection);
    g_clear_object(&imap->cancellable);
    imap_parser_free(imap->parser);
    g_hash_table_unref(imap->capabilities);
    g_free(imap->bytes);
    g_free(imap->folder);
    g_free(imap->host);
    g_free(imap->user);
    wipe(imap->secret);
    g_free(imap->ca_file);
    g_free(imap);
}

/* ---- Connecting ---- */

/* The addresses of the host; a name that is not found is told apart from a door that is closed. */
static GList *
resolve(Imap *imap, GError **error)
{
    g_autoptr(GResolver) resolver = g_resolver_get_default();
    GError *why = NULL;
    GList *found;

    imap->step = "resolve";
    /* GLib 2.74 loses the error of a lookup that was called off before it began. */
    if (g_cancellable_set_error_if_cancelled(imap->cancellable, &why)) {
        imap_fail_gio(imap, why, error);
        return NULL;
    }
    found = g_resolver_lookup_by_name(resolver, imap->host, imap->cancellable, &why);
    if (found == NULL)
        imap_fail_gio(imap, why, error);
    return found;
}

static GSocketConnection *
connect_to(Imap *imap, GInetAddress *address, GError **error)
{
    g_autoptr(GSocketClient) client = g_socket_client_new();
    g_autoptr(GSocketAddress) where = g_inet_socket_address_new(address, imap->port);

    g_socket_client_set_enable_proxy(client, FALSE);
    g_socket_client_set_timeout(client, CONNECT_TIME);
    return g_socket_client_connect(client, G_SOCKET_CONNECTABLE(where), imap->cancellable, error);
}

/* Nothing leaves this machine unprotected, whatever the settings say; nor is anything asked of a
 * machine that no mail server can be (base/reach.h). */
static bool
is_allowed(const Imap *imap, const GList *addresses)
{
    for (; addresses != NULL; addresses = addresses->next)
        if (!reach_allowed(addresses->data) ||
            (imap->security == IMAP_PLAIN && !g_inet_address_get_is_loopback(addresses->data)))
            return false;
    return true;
}

bool
imap_wire_open(Imap *imap, GError **error)
{
    GList *addresses = resolve(imap, error);
    g_autoptr(GError) why = NULL;

    if (addresses == NULL)
        return false;
    imap->step = "connect";
    if (!is_allowed(imap, addresses)) {
        g_resolver_free_addresses(addresses);
        return imap_fail(imap, APP_ERROR_FORBIDDEN, "insecure", NULL, error);
    }
    for (GList *at = addresses; at != NULL && imap->connection == NULL; at = at->next) {
        g_clear_error(&why);
        imap->connection = connect_to(imap, at->data, &why);
    }
    g_resolver_free_addresses(addresses);
    if (imap->connection == NULL)
        return imap_fail_gio(imap, g_steal_pointer(&why), error);
    g_socket_set_keepalive(g_socket_connection_get_socket(imap->connection), TRUE);
    g_socket_set_timeout(g_socket_connection_get_socket(imap->connection), imap->patience);
    return imap->security != IMAP_TLS || imap_wire_secure(imap, error);
}

/* ---- TLS ---- */

/* What the system's authorities do not vouch for, those of ca_file may, all else being right. */
static gboolean
accept_certificate(GTlsConnection *tls, GTlsCertificate *certificate, GTlsCertificateFlags wrong,
                   void *data)
{
    Imap *imap = data;
    g_autoptr(GTlsDatabase) authorities = NULL;
    GSocketConnectable *host =
        g_tls_client_connection_get_server_identity(G_TLS_CLIENT_CONNECTION(tls));

    if (imap->ca_file != NULL)
        authorities = g_tls_file_database_new(imap->ca_file, NULL);
    if (authorities != NULL)
        wrong = g_tls_database_verify_chain(authorities, certificate,
                                            G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, host, NULL,
                                            G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
    imap->wrong = wrong;
    return wrong == 0;
}

bool
imap_wire_secure(Imap *imap, GError **error)
{
    g_autoptr(GSocketConnectable) host = g_network_address_new(imap->host, imap->port);
    GError *why = NULL;

    imap->step = "tls";
    imap->wrong = 0;
    imap->tls = g_tls_client_connection_new(G_IO_STREAM(imap->connection), host, &why);
    if (imap->tls == NULL)
        return imap_fail_gio(imap, why, error);
    g_signal_connect(imap->tls, "accept-certificate", G_CALLBACK(accept_certificate), imap);
    if (!g_tls_connection_handshake(G_TLS_CONNECTION(imap->tls), imap->cancellable, &why))
        return imap_fail_gio(imap, why, error);
    return true;
}

/* ---- Bytes ---- */

static GIOStream *
stream(const Imap *imap)
{
    return imap->tls != NULL ? imap->tls : G_IO_STREAM(imap->connection);
}

bool
imap_wire_send(Imap *imap, const char *bytes, gsize size, GError **error)
{
    GError *why = NULL;

    if (!g_output_stream_write_all(g_io_stream_get_output_stream(stream(imap)), bytes, size, NULL,
                                   imap->cancellable, &why))
        return imap_fail_gio(imap, why, error);
    return true;
}

/* More bytes. 1, 0: the time of the socket is over, -1. */
static int
fill(Imap *imap, GError **error)
{
    GError *why = NULL;
    gssize n = g_input_stream_read(g_io_stream_get_input_stream(stream(imap)), imap->bytes, CHUNK,
                                   imap->cancellable, &why);

    imap->at = 0;
    imap->end = n > 0 ? (gsize)n : 0;
    if (n > 0)
        return 1;
    if (n == 0)
        imap_fail(imap, APP_ERROR_UNAVAILABLE, "closed", NULL, error);
    else
        imap_fail_gio(imap, why, error);
    return n < 0 && strcmp(imap->trouble.code, "timeout") == 0 ? 0 : -1;
}

const ImapAnswer *
imap_wire_read(Imap *imap, GError **error)
{
    const ImapAnswer *answer = NULL;

    do {
        if (imap->at == imap->end && fill(imap, error) <= 0)
            return NULL;
        imap->at += imap_parser_feed(imap->parser, imap->bytes + imap->at, imap->end - imap->at);
        if (imap_parser_broken(imap->parser) != NULL) {
            imap_fail(imap, APP_ERROR_UNAVAILABLE, "protocol", imap_parser_broken(imap->parser),
                      error);
            return NULL;
        }
        answer = imap_parser_answer(imap->parser);
    } while (answer == NULL);
    return answer;
}

int
imap_wire_ready(Imap *imap, int64_t ms, GError **error)
{
    GSocket *socket = g_socket_connection_get_socket(imap->connection);
    g_autoptr(GError) why = NULL;
    int ready = 1;

    if (imap->at < imap->end)
        return 1;
    g_socket_set_timeout(socket, (guint)MAX(1, (ms + 999) / 1000));
    ready = fill(imap, &why);
    g_socket_set_timeout(socket, imap->patience);
    if (ready < 0)
        g_propagate_error(error, g_steal_pointer(&why));
    return ready;
}
