#include "app/house.h"

#include "app/files.h"
#include "app/modules.h"
#include "app/secret-key.h"
#include "base/error.h"
#include "base/log.h"
#include "confine/confine.h"
#include "conversation/conversation.h"
#include "db/transfer.h"
#include "domain/domain.h"
#include "http/server.h"
#include "mailbox/mailbox.h"
#include "node/node.h"
#include "search/search.h"
#include "staff/staff.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define JOB_WORKERS 4
#define PORT_TRIES  5

struct House {
    const Config *config;
    Context context;
    MailOptions mail;
    uint8_t key[SECRET_KEY_SIZE];
    int lock; /* -1: not held */
    char *listen, *public_url;

    /* While it runs. */
    Server *server;
    JournalFollower *follower;
    Search *search;
    JobOffice *office;
    size_t n_channels, n_modules; /* started */
};

/* ---- Opening ---- */

static bool
make_directory(const char *dir, GError **error)
{
    if (g_mkdir_with_parents(dir, 0700) == 0 && access(dir, W_OK | X_OK) == 0)
        return true;
    return error_set(error, APP_ERROR_UNAVAILABLE, "--data: cannot use '%s': %s", dir,
                     g_strerror(errno));
}

static bool
take_lock(House *house, GError **error)
{
    const char *dir = config_text(house->config, OPTION_DATA);
    g_autofree char *path = config_path(house->config, "lock");

    house->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (house->lock < 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "cannot open '%s': %s", path,
                         g_strerror(errno));
    return flock(house->lock, LOCK_EX | LOCK_NB) == 0 ||
           error_set(error, APP_ERROR_UNAVAILABLE,
                     "another lien serves the data directory '%s'; stop it first", dir);
}

static bool
is_whole(Database *database, GError **error)
{
    int unfinished = transfer_is_unfinished(database, error);

    return unfinished > 0 ? error_set(error, APP_ERROR_CONFLICT,
                                      "a copy into this store was cut: run lien copy again first")
                          : unfinished == 0;
}

static bool
open_store(House *house, GError **error)
{
    const char *url = config_text(house->config, OPTION_DATABASE);
    g_autofree char *path = config_path(house->config, "lien.db");
    g_autofree char *usual = g_strconcat("sqlite:", path, NULL);
    g_autofree char *key = config_path(house->config, "key");

    house->context.database = database_open(url != NULL ? url : usual, error);
    if (house->context.database == NULL || !is_whole(house->context.database, error))
        return false;
    house->context.files = files_open(house->config, house->context.database, error);
    return house->context.files != NULL &&
           secret_key_agree(house->context.database, key, house->key, error);
}

/* A command that only looks may have to do with a store that cannot be written. */
static bool
join_others(House *house, HousePurpose purpose, GError **error)
{
    bool serves = purpose == HOUSE_TO_SERVE;
    g_autoptr(GError) why = NULL;

    house->context.node = node_join(house->context.database, serves, &why);
    if (house->context.node != NULL)
        return true;
    if (!serves) {
        log_warning("app", "no-number", "reason=%s", why->message);
        return true;
    }
    g_propagate_error(error, g_steal_pointer(&why));
    return false;
}

static bool
open_index(House *house, GError **error)
{
    g_autofree char *path = config_path(house->config, "fulltext.db");

    house->context.fulltext = fulltext_open(path, error);
    return house->context.fulltext != NULL;
}

static void
fill_mail(House *house)
{
    const Config *config = house->config;

    house->mail = (MailOptions){
        .lmtp = config_text(config, OPTION_LMTP),
        .smtp = config_text(config, OPTION_SMTP),
        .smtp_user = config_text(config, OPTION_SMTP_USER),
        .smtp_password = config_text(config, OPTION_SMTP_PASSWORD),
        .address = config_text(config, OPTION_MAIL_ADDRESS),
        .name = config_text(config, OPTION_MAIL_NAME),
        .ca_file = config_text(config, OPTION_MAIL_CA),
        .dns = config_text(config, OPTION_DNS),
    };
}

static void
name_public_url(House *house)
{
    const char *told = config_text(house->config, OPTION_PUBLIC_URL);

    g_free(house->public_url);
    house->public_url = told != NULL ? g_strdup(told) : g_strconcat("http://", house->listen, NULL);
    house->context.public_url = house->public_url;
}

static void
fill_context(House *house)
{
    house->listen = g_strdup(config_text(house->config, OPTION_LISTEN));
    name_public_url(house);
    fill_mail(house);
    house->context.data_dir = config_text(house->config, OPTION_DATA);
    house->context.organisation = config_text(house->config, OPTION_ORGANISATION);
    house->context.key = house->key;
    house->context.mail = &house->mail;
    house->context.metrics_token = config_text(house->config, OPTION_METRICS_TOKEN);
    house->context.clamd = config_text(house->config, OPTION_CLAMD);
    house->context.channels = channels;
    house->context.receive = conversation_receive;
    house->context.mail_server_of = mailbox_mail_server_of;
    house->context.mail_key_of = domain_mail_key_of;
}

House *
house_open(const Config *config, HousePurpose purpose, GError **error)
{
    g_autoptr(House) house = g_new0(House, 1);

    module_tell_all(modules);
    house->config = config;
    house->lock = -1;
    if (!make_directory(config_text(config, OPTION_DATA), error) ||
        (purpose == HOUSE_TO_SERVE && !take_lock(house, error)) || !open_store(house, error) ||
        !join_others(house, purpose, error) ||
        (purpose != HOUSE_FOR_COMMAND && !open_index(house, error)))
        return NULL;
    fill_context(house);
    return g_steal_pointer(&house);
}

void
house_close(House *house)
{
    if (house == NULL)
        return;
    g_clear_pointer(&house->context.fulltext, fulltext_close);
    g_clear_pointer(&house->context.node, node_leave);
    g_clear_pointer(&house->context.files, file_store_close);
    g_clear_pointer(&house->context.database, database_close);
    confine_stop();
    if (house->lock >= 0)
        close(house->lock);
    g_free(house->listen);
    g_free(house->public_url);
    g_free(house);
}

Context *
house_context(House *house)
{
    return &house->context;
}

/* ---- Running ---- */

/* A free port of the address, so that links can be written before anybody listens there. 0: none.
 */
static unsigned
free_port(const char *host)
{
    g_autoptr(GInetAddress) inet = g_inet_address_new_from_string(host);
    g_autoptr(GSocketAddress) any = inet != NULL ? g_inet_socket_address_new(inet, 0) : NULL;
    g_autoptr(GSocket) socket = NULL;
    g_autoptr(GSocketAddress) got = NULL;

    if (any == NULL)
        return 0;
    socket = g_socket_new(g_inet_address_get_family(inet), G_SOCKET_TYPE_STREAM, 0, NULL);
    if (socket == NULL || !g_socket_bind(socket, any, false, NULL))
        return 0;
    got = g_socket_get_local_address(socket, NULL);
    return got != NULL ? g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(got)) : 0;
}

/* Port 0 becomes a number, in listen and in the public address. */
static void
choose_port(House *house)
{
    const char *told = config_text(house->config, OPTION_LISTEN);
    const char *colon = strrchr(told, ':');
    g_autofree char *shown = g_strndup(told, (gsize)(colon - told));
    g_autofree char *host =
        shown[0] == '[' ? g_strndup(shown + 1, strlen(shown) - 2) : g_strdup(shown);

    g_free(house->listen);
    house->listen = g_strdup_printf("%s:%u", shown, free_port(host));
    name_public_url(house);
}

static bool
start_server(House *house, GError **error)
{
    const ModuleTables *tables = module_tables();
    bool any_port = g_str_has_suffix(house->listen, ":0");
    ServerOptions options = {
        .workers = (unsigned)g_ascii_strtoull(config_text(house->config, OPTION_WORKERS), NULL, 10),
        .trusted_proxy = config_text(house->config, OPTION_TRUSTED_PROXY),
        .events = house->context.events,
        .feeds = house->context.feeds,
        .count_mailboxes = mailbox_count_health,
    };

    for (int tries = 0; house->server == NULL; tries++) {
        g_clear_error(error);
        if (any_port)
            choose_port(house);
        options.listen = house->listen;
        options.public_url = house->public_url;
        house->server = server_start(&options, house->context.database, &house->context,
                                     tables->routes, tables->n_routes, staff_authenticate, error);
        if (house->server == NULL && (!any_port || tries == PORT_TRIES))
            return false;
    }
    return true;
}

static bool
start_channels(House *house, GError **error)
{
    for (; channels[house->n_channels] != NULL; house->n_channels++) {
        const Channel *channel = channels[house->n_channels];

        if (channel->start != NULL && !channel->start(&house->context, error))
            return false;
    }
    return true;
}

static bool
start_modules(House *house, GError **error)
{
    for (; modules[house->n_modules] != NULL; house->n_modules++) {
        const Module *module = modules[house->n_modules];

        if (module->start != NULL && !module->start(&house->context, error))
            return false;
    }
    return true;
}

static void
stop_modules(House *house)
{
    while (house->n_modules > 0) {
        const Module *module = modules[--house->n_modules];

        if (module->stop != NULL)
            module->stop(&house->context);
    }
}

bool
house_start(House *house, GError **error)
{
    const ModuleTables *tables = module_tables();
    Context *context = &house->context;

    if (!confine_begin(error))
        return false;
    context->events = events_start(context->database);
    context->feeds = feed_start(context->database, context);
    /* The server after the channels: once it answers, mail is taken too. Before all others, because
     * they may write the public address somewhere. */
    if (!start_channels(house, error) || !start_server(house, error))
        return false;
    house->follower =
        journal_follow(context->database, context, tables->readers, tables->n_readers);
    house->search = search_start(context);
    house->office = job_office_start(context->database, context, tables->kinds, tables->n_kinds,
                                     tables->timers, tables->n_timers, JOB_WORKERS);
    return start_modules(house, error);
}

/* In reverse: what comes from outside first, then what works inside. */
void
house_stop(House *house)
{
    stop_modules(house);
    while (house->n_channels > 0) {
        const Channel *channel = channels[--house->n_channels];

        if (channel->stop != NULL)
            channel->stop(&house->context);
    }
    g_clear_pointer(&house->server, server_stop);
    g_clear_pointer(&house->office, job_office_stop);
    g_clear_pointer(&house->search, search_stop);
    g_clear_pointer(&house->follower, journal_follower_stop);
    g_clear_pointer(&house->context.feeds, feed_stop);
    g_clear_pointer(&house->context.events, events_stop);
}

bool
house_catch_up(House *house, GError **error)
{
    const ModuleTables *tables = module_tables();
    Context *context = &house->context;

    return journal_catch_up(context->database, context, tables->readers, tables->n_readers,
                            error) &&
           job_run_due(context->database, context, tables->kinds, tables->n_kinds, error);
}
