#include "domain/dns.h"

#include "base/error.h"

#include <ares.h>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>

#define TRY_TIMEOUT 1000 /* milliseconds of the first try */
#define TRIES       2
/* The macro that reads the bit of the last one shifts into the sign. */
#define SOCKETS_MAX (ARES_GETSOCK_MAXNUM - 1)

struct Dns {
    ares_channel channel;
    gint64 until; /* monotonic */
};

static void
init_ares(void)
{
    if (ares_library_init(ARES_LIB_INIT_ALL) != ARES_SUCCESS)
        g_error("c-ares cannot start");
}

Dns *
dns_open(const char *server, GError **error)
{
    static pthread_once_t started = PTHREAD_ONCE_INIT; /* not GLib's, see HACKING.md */
    struct ares_options options = {.timeout = TRY_TIMEOUT, .tries = TRIES};
    Dns *dns = g_new0(Dns, 1);

    pthread_once(&started, init_ares);
    dns->until = g_get_monotonic_time() + DNS_BUDGET;
    if (ares_init_options(&dns->channel, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES) !=
        ARES_SUCCESS) {
        g_free(dns);
        error_set(error, APP_ERROR_UNAVAILABLE, "the resolver cannot start");
        return NULL;
    }
    if (server != NULL && ares_set_servers_ports_csv(dns->channel, server) != ARES_SUCCESS) {
        dns_close(dns);
        error_set(error, APP_ERROR_UNAVAILABLE, "--dns: cannot ask '%s'", server);
        return NULL;
    }
    return dns;
}

void
dns_close(Dns *dns)
{
    if (dns == NULL)
        return;
    ares_destroy(dns->channel);
    g_free(dns);
}

/* ---- One question ---- */

typedef struct {
    DnsAnswer answer;
    bool done;
    GPtrArray *records;
    bool (*read)(const unsigned char *bytes, int size, GPtrArray *records);
} Question;

static void
take(void *data, int status, int timeouts, unsigned char *bytes, int size)
{
    Question *question = data;

    if (status == ARES_EDESTRUCTION)
        return;
    question->done = true;
    if (status == ARES_SUCCESS && question->read(bytes, size, question->records))
        question->answer = question->records->len > 0 ? DNS_FOUND : DNS_NONE;
    else if (status == ARES_ENOTFOUND || status == ARES_ENODATA)
        question->answer = DNS_NONE;
    else
        question->answer = DNS_FAILED;
}

static void
wait_for_answers(Dns *dns, gint64 left)
{
    ares_socket_t sockets[SOCKETS_MAX];
    struct pollfd polled[SOCKETS_MAX];
    int wanted = ares_getsock(dns->channel, sockets, SOCKETS_MAX);
    struct timeval most = {left / G_USEC_PER_SEC, left % G_USEC_PER_SEC}, room;
    const struct timeval *next = ares_timeout(dns->channel, &most, &room);
    nfds_t n = 0;

    for (int i = 0; i < SOCKETS_MAX; i++) {
        short events = (short)((ARES_GETSOCK_READABLE(wanted, i) ? POLLIN : 0) |
                               (ARES_GETSOCK_WRITABLE(wanted, i) ? POLLOUT : 0));

        if (events != 0)
            polled[n++] = (struct pollfd){.fd = sockets[i], .events = events};
    }
    (void)poll(polled, n, (int)(next->tv_sec * 1000 + next->tv_usec / 1000 + 1));
    for (nfds_t i = 0; i < n; i++)
        ares_process_fd(dns->channel,
                        (polled[i].revents & (POLLIN | POLLERR | POLLHUP)) != 0 ? polled[i].fd
                                                                                : ARES_SOCKET_BAD,
                        (polled[i].revents & POLLOUT) != 0 ? polled[i].fd : ARES_SOCKET_BAD);
    ares_process_fd(dns->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD); /* what took too long */
}

static DnsAnswer
ask(Dns *dns, const char *name, int type,
    bool (*read)(const unsigned char *bytes, int size, GPtrArray *records), GPtrArray *records)
{
    Question question = {.answer = DNS_FAILED, .records = records, .read = read};
    gint64 left;

    if (name[0] == '\0' || strlen(name) > 253)
        return DNS_NONE;
    ares_query(dns->channel, name, ns_c_in, type, take, &question);
    while (!question.done && (left = dns->until - g_get_monotonic_time()) > 0)
        wait_for_answers(dns, left);
    if (!question.done)
        ares_cancel(dns->channel); /* calls take() before it returns */
    return question.answer;
}

static DnsAnswer
give(DnsAnswer answer, GPtrArray *records, GPtrArray **ret)
{
    if (answer == DNS_FOUND)
        *ret = records;
    else
        g_ptr_array_unref(records);
    return answer;
}

/* ---- What is in an answer ---- */

static void
add_printable(GPtrArray *records, GString *text)
{
    for (gsize i = 0; i < text->len; i++)
        if ((unsigned char)text->str[i] < ' ' || (unsigned char)text->str[i] > '~')
            text->str[i] = '?';
    if (records->len < DNS_RECORDS_MAX)
        g_ptr_array_add(records, g_strndup(text->str, MIN(text->len, (gsize)DNS_TEXT_MAX)));
}

static bool
read_text(const unsigned char *bytes, int size, GPtrArray *records)
{
    struct ares_txt_ext *first = NULL;
    g_autoptr(GString) text = NULL;
    int status = ares_parse_txt_reply_ext(bytes, size, &first);

    for (struct ares_txt_ext *piece = first; piece != NULL; piece = piece->next) {
        if (piece->record_start && text != NULL) {
            add_printable(records, text);
            g_string_truncate(text, 0);
        }
        text = text != NULL ? text : g_string_new(NULL);
        g_string_append_len(text, (const char *)piece->txt, (gssize)piece->length);
    }
    if (text != NULL)
        add_printable(records, text);
    if (first != NULL)
        ares_free_data(first);
    return status == ARES_SUCCESS || status == ARES_ENODATA;
}

static int
by_preference(const void *a, const void *b)
{
    const struct ares_mx_reply *const *one = a, *const *other = b;

    return (int)(*one)->priority - (int)(*other)->priority;
}

static bool
read_mail(const unsigned char *bytes, int size, GPtrArray *records)
{
    struct ares_mx_reply *first = NULL;
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    int status = ares_parse_mx_reply(bytes, size, &first);

    for (struct ares_mx_reply *one = first; one != NULL; one = one->next)
        g_ptr_array_add(sorted, one);
    g_ptr_array_sort(sorted, by_preference);
    for (guint i = 0; i < sorted->len; i++) {
        const struct ares_mx_reply *one = sorted->pdata[i];
        g_autoptr(GString) host = g_string_new(one->host[0] != '\0' ? one->host : ".");

        add_printable(records, host);
    }
    if (first != NULL)
        ares_free_data(first);
    return status == ARES_SUCCESS || status == ARES_ENODATA;
}

static void
add_host(GPtrArray *records, struct hostent *host)
{
    char text[INET6_ADDRSTRLEN];

    for (char **address = host->h_addr_list; *address != NULL; address++)
        if (records->len < DNS_RECORDS_MAX &&
            inet_ntop(host->h_addrtype, *address, text, sizeof text) != NULL)
            g_ptr_array_add(records, g_strdup(text));
    ares_free_hostent(host);
}

static bool
read_ipv4(const unsigned char *bytes, int size, GPtrArray *records)
{
    struct hostent *host = NULL;
    int status = ares_parse_a_reply(bytes, size, &host, NULL, NULL);

    if (status == ARES_SUCCESS)
        add_host(records, host);
    return status == ARES_SUCCESS || status == ARES_ENODATA;
}

static bool
read_ipv6(const unsigned char *bytes, int size, GPtrArray *records)
{
    struct hostent *host = NULL;
    int status = ares_parse_aaaa_reply(bytes, size, &host, NULL, NULL);

    if (status == ARES_SUCCESS)
        add_host(records, host);
    return status == ARES_SUCCESS || status == ARES_ENODATA;
}

DnsAnswer
dns_text(Dns *dns, const char *name, GPtrArray **ret_records)
{
    GPtrArray *records = g_ptr_array_new_with_free_func(g_free);

    return give(ask(dns, name, ns_t_txt, read_text, records), records, ret_records);
}

DnsAnswer
dns_mail(Dns *dns, const char *name, GPtrArray **ret_hosts)
{
    GPtrArray *hosts = g_ptr_array_new_with_free_func(g_free);

    return give(ask(dns, name, ns_t_mx, read_mail, hosts), hosts, ret_hosts);
}

DnsAnswer
dns_addresses(Dns *dns, const char *name, GPtrArray **ret_addresses)
{
    GPtrArray *addresses = g_ptr_array_new_with_free_func(g_free);
    DnsAnswer four = ask(dns, name, ns_t_a, read_ipv4, addresses);
    DnsAnswer six = ask(dns, name, ns_t_aaaa, read_ipv6, addresses);

    return give(addresses->len > 0                        ? DNS_FOUND
                : four == DNS_FAILED || six == DNS_FAILED ? DNS_FAILED
                                                          : DNS_NONE,
                addresses, ret_addresses);
}
