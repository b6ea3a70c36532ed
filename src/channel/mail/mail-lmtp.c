#include "channel/mail/mail-lmtp.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/log.h"
#include "channel/mail/lmtp-peers.h"
#include "channel/mail/lmtp-session.h"
#include "channel/mail/mail-bounds.h"
#include "channel/mail/mail.h"
#include "module/context.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define SILENCE_MAX  (5 * 60 * 1000) /* ms without a word from the other side (RFC 5321 4.5.3.2) */
#define STRANGER_MAX (30 * 1000)     /* the same before it has said who it is */
#define WRITE_MAX    (60 * 1000)     /* ms for it to take an answer */
#define CHUNK        (64 * 1024)

int64_t lmtp_mails_max = LIMIT_LMTP_MAILS;

struct LmtpServer {
    Context *context;
    int listener;
    int stopping; /* an eventfd, readable from the stop on: every poll sees it */
    unsigned port;
    char host[256];
    GThread *accepting;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    LmtpPeers *peers; /* under lock */
    _Atomic int64_t results[LMTP_REFUSED + 1], last_at;
    _Atomic int64_t held; /* bytes of mail in memory, lmtp_mails_max at most */
};

typedef struct {
    LmtpServer *server;
    int socket;
    char address[LMTP_PEER_MAX];
} Peer;

static LmtpResult
keep_one(GBytes *source, void *data, const char **ret_refusal)
{
    LmtpServer *server = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Incoming) incoming = mail_read(source, &error);
    const char *refusal = incoming != NULL ? mail_refusal(incoming) : NULL;
    Received received = {.duplicate = false};

    if (refusal != NULL) {
        log_warning("mail", "refused", "bytes=%zu code=%.9s", g_bytes_get_size(source), refusal);
        *ret_refusal = refusal;
        return LMTP_REFUSED;
    }
    if (incoming != NULL &&
        server->context->receive(server->context, &incoming, 1, &received, &error)) {
        log_debug("mail", "received", "message=%" G_GINT64_FORMAT " bytes=%zu duplicate=%d",
                  received.message, g_bytes_get_size(source), received.duplicate);
        return LMTP_KEPT;
    }
    log_error("mail", "not_kept", "bytes=%zu error=%s", g_bytes_get_size(source),
              error != NULL ? error->message : "none");
    return LMTP_LATER;
}

static LmtpResult
keep(GBytes *source, void *data, const char **ret_refusal)
{
    LmtpServer *server = data;
    LmtpResult result = keep_one(source, server, ret_refusal);

    server->results[result]++;
    if (result == LMTP_KEPT)
        server->last_at = clock_now();
    return result;
}

/* Waits until a socket can be read (or written). 1: it can, 0: too long, -1: it cannot any more or
 * the server stops (only looked at when reading). */
static int
wait_for(const LmtpServer *server, int socket, short events, int timeout)
{
    struct pollfd wanted[2] = {
        {.fd = socket, .events = events},
        {.fd = server->stopping, .events = POLLIN},
    };
    int n;

    do
        n = poll(wanted, events == POLLIN ? 2 : 1, timeout);
    while (n < 0 && errno == EINTR);
    if (n <= 0)
        return n;
    return events == POLLIN && wanted[1].revents != 0 ? -1 : 1;
}

static bool
send_all(const LmtpServer *server, int socket, GString *out)
{
    gsize sent = 0;

    while (sent < out->len) {
        gssize n = send(socket, out->str + sent, out->len - sent, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (n > 0)
            sent += (gsize)n;
        else if (n < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        else if (wait_for(server, socket, POLLOUT, WRITE_MAX) <= 0)
            return false;
    }
    g_string_truncate(out, 0);
    return true;
}

/* A hundred mails of the largest size would be more than a small machine has: past the measure, who
 * brings more is asked to come again. *held is what was counted of this session. */
static void
count(LmtpServer *server, LmtpSession *session, int64_t *held)
{
    int64_t now = (int64_t)lmtp_session_held(session), more = now - *held;

    *held = now;
    if (atomic_fetch_add(&server->held, more) + more > lmtp_mails_max && more > 0)
        lmtp_session_end(session, "too much mail at once, come again later");
}

static void
talk(LmtpServer *server, int socket, int64_t *held)
{
    g_autoptr(LmtpSession) session = lmtp_session_new(server->host, keep, server);
    g_autofree char *chunk = g_malloc(CHUNK);

    while (send_all(server, socket, lmtp_session_output(session)) && !lmtp_session_over(session)) {
        int patience = lmtp_session_greeted(session) ? SILENCE_MAX : STRANGER_MAX;
        int ready = wait_for(server, socket, POLLIN, patience);
        gssize n;

        if (ready <= 0) {
            lmtp_session_end(session, ready == 0 ? "too long a silence" : "stopping");
            continue;
        }
        n = recv(socket, chunk, CHUNK, 0);
        if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
            return;
        if (n > 0) {
            lmtp_session_feed(session, chunk, (gsize)n);
            count(server, session, held);
        }
    }
}

static void
converse(LmtpServer *server, int socket)
{
    int64_t held = 0;

    talk(server, socket, &held);
    atomic_fetch_sub(&server->held, held);
}

static void
leave(LmtpServer *server, const char *address)
{
    pthread_mutex_lock(&server->lock);
    lmtp_peers_leave(server->peers, address);
    pthread_cond_signal(&server->ended);
    pthread_mutex_unlock(&server->lock);
}

static void *
serve(void *data)
{
    g_autofree Peer *peer = data;
    LmtpServer *server = peer->server;

    converse(server, peer->socket);
    close(peer->socket);
    leave(server, peer->address);
    return NULL;
}

static void
turn_away(int socket)
{
    static const char busy[] = "421 4.3.2 too many connections\r\n";

    (void)send(socket, busy, sizeof busy - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    close(socket);
}

static void
welcome(LmtpServer *server, int socket)
{
    Peer *peer = g_new(Peer, 1);
    GThread *thread;
    bool room;

    *peer = (Peer){.server = server, .socket = socket};
    lmtp_peer_address(socket, peer->address);
    pthread_mutex_lock(&server->lock);
    room = lmtp_peers_enter(server->peers, peer->address);
    pthread_mutex_unlock(&server->lock);
    if (!room) {
        g_free(peer);
        turn_away(socket);
        return;
    }
    thread = g_thread_try_new("lmtp", serve, peer, NULL);
    if (thread != NULL) {
        g_thread_unref(thread);
        return;
    }
    turn_away(socket);
    leave(server, peer->address);
    g_free(peer);
}

static void *
accept_all(void *data)
{
    LmtpServer *server = data;

    while (wait_for(server, server->listener, POLLIN, -1) >= 0) {
        int socket = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);

        if (socket >= 0)
            welcome(server, socket);
        else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM)
            g_usleep(100 * 1000); /* nothing to do but wait for one to end */
    }
    return NULL;
}

/* "127.0.0.1:2424", "[::1]:2424" → what bind() takes. */
static GSocketAddress *
read_address(const char *address, GError **error)
{
    const char *colon = strrchr(address, ':');
    g_autofree char *host = colon != NULL ? g_strndup(address, (gsize)(colon - address)) : NULL;
    GSocketAddress *found;
    guint64 port;

    if (host == NULL || !g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, &port, NULL)) {
        error_set_field(error, APP_ERROR_INVALID, "lmtp", "\"%s\" is not ADDRESS:PORT", address);
        return NULL;
    }
    if (host[0] == '[' && host[strlen(host) - 1] == ']') {
        host[strlen(host) - 1] = '\0';
        memmove(host, host + 1, strlen(host));
    }
    found = g_inet_socket_address_new_from_string(
        strcmp(host, "localhost") == 0 ? "127.0.0.1" : host, (guint)port);
    if (found == NULL)
        error_set_field(error, APP_ERROR_INVALID, "lmtp", "\"%s\" is not a numeric address", host);
    return found;
}

static bool
listen_on(LmtpServer *server, const char *address, GError **error)
{
    g_autoptr(GSocketAddress) wanted = read_address(address, error);
    struct sockaddr_storage native;
    socklen_t size = sizeof native;
    g_autoptr(GSocketAddress) given = NULL;

    if (wanted == NULL || !g_socket_address_to_native(wanted, &native, sizeof native, error))
        return false;
    server->listener = socket(native.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (server->listener < 0 ||
        setsockopt(server->listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int)) != 0 ||
        bind(server->listener, (struct sockaddr *)&native,
             (socklen_t)g_socket_address_get_native_size(wanted)) != 0 ||
        listen(server->listener, 128) != 0 ||
        getsockname(server->listener, (struct sockaddr *)&native, &size) != 0)
        return error_set_field(error, APP_ERROR_UNAVAILABLE, "lmtp", "cannot listen on %s: %s",
                               address, g_strerror(errno));
    given = g_socket_address_new_from_native(&native, size);
    server->port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(given));
    return true;
}

static void
server_free(LmtpServer *server)
{
    if (server->listener >= 0)
        close(server->listener);
    if (server->stopping >= 0)
        close(server->stopping);
    pthread_mutex_destroy(&server->lock);
    pthread_cond_destroy(&server->ended);
    lmtp_peers_free(server->peers);
    g_free(server);
}

LmtpServer *
lmtp_server_start(Context *context, const char *address, GError **error)
{
    LmtpServer *server = g_new0(LmtpServer, 1);

    server->context = context;
    server->listener = -1;
    server->peers = lmtp_peers_new();
    server->stopping = eventfd(0, EFD_CLOEXEC);
    pthread_mutex_init(&server->lock, NULL);
    pthread_cond_init(&server->ended, NULL);
    if (gethostname(server->host, sizeof server->host - 1) != 0)
        g_strlcpy(server->host, "localhost", sizeof server->host);
    if (!listen_on(server, address, error)) {
        server_free(server);
        return NULL;
    }
    server->accepting = g_thread_new("lmtp-accept", accept_all, server);
    log_info("mail", "listening", "protocol=lmtp port=%u", server->port);
    return server;
}

unsigned
lmtp_server_port(const LmtpServer *server)
{
    return server->port;
}

LmtpFigures
lmtp_server_figures(LmtpServer *server)
{
    LmtpFigures figures = {
        .kept = server->results[LMTP_KEPT],
        .refused = server->results[LMTP_REFUSED],
        .later = server->results[LMTP_LATER],
        .last_at = server->last_at,
    };

    pthread_mutex_lock(&server->lock);
    figures.sessions = lmtp_peers_count(server->peers);
    pthread_mutex_unlock(&server->lock);
    return figures;
}

int64_t
lmtp_server_held(const LmtpServer *server)
{
    return server->held;
}

void
lmtp_server_stop(LmtpServer *server)
{
    if (server == NULL)
        return;
    (void)!write(server->stopping, &(uint64_t){1}, sizeof(uint64_t));
    g_thread_join(server->accepting);
    pthread_mutex_lock(&server->lock);
    while (lmtp_peers_count(server->peers) > 0)
        pthread_cond_wait(&server->ended, &server->lock);
    pthread_mutex_unlock(&server->lock);
    server_free(server);
}
