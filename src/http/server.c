#include "http/server.h"

#include "base/error.h"
#include "http/events-inside.h"
#include "http/exchange.h"
#include "http/listen.h"

#include <string.h>
#include <unistd.h>

#define DAEMON_THREADS 2
#define SLOW_THREADS   2 /* a password hash takes 19 MiB: two at a time */
#define SLOW_QUEUE     64
#define STOP_SECONDS   5 /* how long requests under way may take to finish */

struct Server {
    Exchanges exchanges;
    Assets *assets;
    char *public_url, *trusted_proxy;
    struct MHD_Daemon *daemon;
    int socket;
    unsigned port;
};

static void
server_free(Server *server)
{
    Exchanges *all = &server->exchanges;

    pool_free(all->pool);
    pool_free(all->slow_pool);
    router_free(all->site.router);
    meter_free(all->site.meter);
    g_clear_pointer(&all->site.openapi, g_bytes_unref);
    assets_free(server->assets);
    g_free(server->public_url);
    g_free(server->trusted_proxy);
    g_free(server);
}

static struct MHD_Daemon *
start_daemon(Exchanges *exchanges, int socket)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO, 0, NULL, NULL,
        exchange_on_data, exchanges, MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_THREAD_POOL_SIZE,
        (unsigned)DAEMON_THREADS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)LIMIT_HTTP_CONNECTIONS,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)LIMIT_HTTP_IDLE,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)LIMIT_HTTP_HEADERS, MHD_OPTION_URI_LOG_CALLBACK,
        exchange_on_target, exchanges, MHD_OPTION_NOTIFY_COMPLETED, exchange_on_end, exchanges,
        MHD_OPTION_END);
}

Server *
server_start(const ServerOptions *options, Database *database, Context *context,
             const Route *const *tables, size_t n_tables, Authenticator authenticator,
             GError **error)
{
    Server *server;
    Exchanges *all;
    char *document;
    int socket;

    if (!listen_open(options->listen, &socket, error))
        return NULL;
    server = g_new0(Server, 1);
    all = &server->exchanges;
    server->socket = socket;
    server->port = listen_port(socket);
    server->public_url = g_strdup(options->public_url != NULL ? options->public_url : "");
    server->trusted_proxy = g_strdup(options->trusted_proxy);
    all->assets = server->assets = assets_new();
    all->pool = pool_new("http-worker", MAX(options->workers, 1), LIMIT_HTTP_QUEUE, exchange_work);
    all->slow_pool = pool_new("http-slow", SLOW_THREADS, SLOW_QUEUE, exchange_work);
    document = openapi_write(tables, n_tables, options->public_url);
    all->site = (Site){
        .router = router_new(tables, n_tables),
        .meter = meter_new(tables, n_tables),
        .database = database,
        .context = context,
        .authenticator = authenticator,
        .events = options->events,
        .feeds = options->feeds,
        .public_url = server->public_url,
        .trusted_proxy = server->trusted_proxy,
        .openapi = g_bytes_new_take(document, strlen(document)),
        .count_mailboxes = options->count_mailboxes,
    };
    server->daemon = start_daemon(all, socket);
    if (server->daemon == NULL) {
        error_set(error, APP_ERROR_UNAVAILABLE, "the HTTP server does not start on %s",
                  options->listen);
        close(socket);
        server_free(server);
        return NULL;
    }
    return server;
}

unsigned
server_port(Server *server)
{
    return server->port;
}

void
server_stop(Server *server)
{
    Exchanges *all = &server->exchanges;
    int64_t latest = g_get_monotonic_time() + STOP_SECONDS * G_USEC_PER_SEC;

    all->stopping = true;
    MHD_quiesce_daemon(server->daemon); /* no new connection */
    if (all->site.events != NULL)
        events_close_streams(all->site.events);
    if (all->site.feeds != NULL)
        feed_close(all->site.feeds);
    while (all->active > 0 && g_get_monotonic_time() < latest)
        g_usleep(2000);
    /* What sleeps is woken by its worker, and MHD must not be stopped while anything sleeps. */
    pool_close(all->pool);
    pool_close(all->slow_pool);
    MHD_stop_daemon(server->daemon);
    close(server->socket);
    server_free(server);
}
