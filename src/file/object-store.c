#include "file/object-store.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define AUTHORITIES     "/etc/ssl/certs"
#define CONNECT_SECONDS 3L
#define SPEED_MIN       (8 * 1024 * 1024) /* bytes a second, over OBJECT_SECONDS */
#define STALL_SECONDS   20L               /* without 1 KiB/s, of what may take long */
#define AGAIN_WITHIN_US (2 * G_USEC_PER_SEC)
#define AGAIN_WAIT_US   200000
#define REFUSAL_MAX     (64 * 1024) /* bytes of an answer that is no object */
#define IDLE_MAX        8           /* connections kept */

struct ObjectStore {
    char *base;   /* "https://s3.example.org/BUCKET/PREFIX" */
    char *scheme; /* what CURLOPT_AWS_SIGV4 takes */
    char *key, *secret, *ca_file;
    pthread_mutex_t lock; /* of what follows */
    GQueue idle;          /* of CURL*: each keeps a connection */
};

/* One question and what came back. */
typedef struct {
    const char *name;
    const void *bytes; /* to put; NULL: to get */
    gsize size;
    int64_t start, wanted; /* of a part; wanted 0: the whole, into fd */
    int fd;                /* -1: into answer */
    bool patient;          /* however long it takes, as long as it goes on */

    GByteArray *answer; /* of a part, or why it was refused */
    CURLcode result;
    long status;
    bool kept; /* the store named what it keeps (ETag) */
} Ask;

/* ---- Opening ---- */

const char *
object_place_refuse(const char *bucket)
{
    static const char must[] = "s3://BUCKET or s3://BUCKET/PREFIX, of a-z, 0-9, '.', '-', '_', '/'";
    const char *rest = g_str_has_prefix(bucket, "s3://") ? bucket + strlen("s3://") : "";

    return rest[0] != '\0' && rest[0] != '/' && strlen(rest) <= 200 &&
                   !g_str_has_suffix(rest, "/") && strstr(rest, "//") == NULL &&
                   strstr(rest, "..") == NULL &&
                   strspn(rest, "abcdefghijklmnopqrstuvwxyz0123456789.-_/") == strlen(rest)
               ? NULL
               : must;
}

static void
start_curl(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

static bool
is_whole(const ObjectPlace *place, GError **error)
{
    const struct {
        const char *name, *value;
    } parts[] = {
        {"s3-endpoint", place->endpoint}, {"s3-key", place->key}, {"s3-secret", place->secret}};

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i].value == NULL)
            return error_set_field(error, APP_ERROR_INVALID, parts[i].name,
                                   "an object store needs '%s'", parts[i].name);
    return object_place_refuse(place->bucket) == NULL ||
           error_set_field(error, APP_ERROR_INVALID, "files", "'%s' must be %s", place->bucket,
                           object_place_refuse(place->bucket));
}

ObjectStore *
object_store_new(const ObjectPlace *place, GError **error)
{
    static pthread_once_t started = PTHREAD_ONCE_INIT;
    ObjectStore *store;

    if (!is_whole(place, error))
        return NULL;
    pthread_once(&started, start_curl);
    store = g_new0(ObjectStore, 1);
    store->base = g_strdup_printf("%s/%s", place->endpoint, place->bucket + strlen("s3://"));
    store->scheme = g_strdup_printf("aws:amz:%s:s3", place->region);
    store->key = g_strdup(place->key);
    store->secret = g_strdup(place->secret);
    store->ca_file = g_strdup(place->ca_file);
    g_queue_init(&store->idle);
    pthread_mutex_init(&store->lock, NULL);
    return store;
}

void
object_store_free(ObjectStore *store)
{
    CURL *curl;

    if (store == NULL)
        return;
    while ((curl = g_queue_pop_head(&store->idle)) != NULL)
        curl_easy_cleanup(curl);
    pthread_mutex_destroy(&store->lock);
    g_free(store->base);
    g_free(store->scheme);
    g_free(store->key);
    g_free(store->secret);
    g_free(store->ca_file);
    g_free(store);
}

/* ---- One request ---- */

static CURL *
take_curl(ObjectStore *store)
{
    CURL *curl;

    pthread_mutex_lock(&store->lock);
    curl = g_queue_pop_head(&store->idle);
    pthread_mutex_unlock(&store->lock);
    if (curl == NULL)
        curl = curl_easy_init();
    if (curl == NULL)
        g_error("libcurl cannot start");
    return curl;
}

static void
give_curl(ObjectStore *store, CURL *curl)
{
    curl_easy_reset(curl); /* the connection stays */
    pthread_mutex_lock(&store->lock);
    if (g_queue_get_length(&store->idle) < IDLE_MAX) {
        g_queue_push_head(&store->idle, curl);
        curl = NULL;
    }
    pthread_mutex_unlock(&store->lock);
    if (curl != NULL)
        curl_easy_cleanup(curl);
}

static bool
write_whole(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        size -= (size_t)n;
    }
    return true;
}

typedef struct {
    CURL *curl;
    Ask *ask;
} Taking;

/* Anything but size ends the transfer. */
static size_t
take_bytes(char *bytes, size_t size, size_t n, void *data)
{
    const Taking *taking = data;
    Ask *ask = taking->ask;
    gsize room = REFUSAL_MAX;
    long status = 0;

    curl_easy_getinfo(taking->curl, CURLINFO_RESPONSE_CODE, &status);
    if (ask->fd >= 0 && status == 200)
        return write_whole(ask->fd, bytes, size * n) ? size * n : 0;
    if (ask->wanted > 0 && status == 206)
        room = (gsize)ask->wanted;
    if (ask->answer->len + size * n > room)
        return 0;
    g_byte_array_append(ask->answer, (const guint8 *)bytes, (guint)(size * n));
    return size * n;
}

static void
limit_time(CURL *curl, const Ask *ask)
{
    gsize bytes = ask->bytes != NULL ? ask->size : (gsize)ask->wanted;

    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    if (ask->patient) {
        curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1024L);
        curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, STALL_SECONDS);
    } else
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)(OBJECT_SECONDS + bytes / SPEED_MIN));
}

static void
sign(const ObjectStore *store, CURL *curl)
{
    curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, store->scheme);
    curl_easy_setopt(curl, CURLOPT_USERNAME, store->key);
    curl_easy_setopt(curl, CURLOPT_PASSWORD, store->secret);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (store->ca_file == NULL)
        return;
    curl_easy_setopt(curl, CURLOPT_CAINFO, store->ca_file);
    curl_easy_setopt(curl, CURLOPT_CAPATH, AUTHORITIES);
}

/* The digest of what is sent is signed too: what arrives otherwise is refused by the store. */
static struct curl_slist *
write_headers(const Ask *ask)
{
    char digest[HASH_HEX_SIZE];
    g_autofree char *hash = NULL;
    g_autofree char *range = NULL;
    struct curl_slist *headers;

    hash_sha256_hex(ask->bytes != NULL ? ask->bytes : "", ask->size, digest);
    hash = g_strconcat("x-amz-content-sha256: ", digest, NULL);
    headers = curl_slist_append(NULL, hash);
    if (ask->bytes != NULL)
        return curl_slist_append(headers, "content-type: application/octet-stream");
    if (ask->wanted == 0)
        return headers;
    range = g_strdup_printf("range: bytes=%" PRId64 "-%" PRId64, ask->start,
                            ask->start + ask->wanted - 1);
    return curl_slist_append(headers, range);
}

static void
perform(ObjectStore *store, Ask *ask)
{
    CURL *curl = take_curl(store);
    Taking taking = {curl, ask};
    g_autofree char *url = g_strdup_printf("%s/%s", store->base, ask->name);
    struct curl_slist *headers = write_headers(ask);
    struct curl_header *tag;

    g_byte_array_set_size(ask->answer, 0);
    ask->status = 0;
    sign(store, curl);
    limit_time(curl, ask);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &taking);
    if (ask->bytes != NULL) {
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "PUT");
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)ask->size);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, ask->bytes);
    }
    ask->result = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &ask->status);
    ask->kept = curl_easy_header(curl, "ETag", 0, CURLH_HEADER, -1, &tag) == CURLHE_OK;
    give_curl(store, curl);
    curl_slist_free_all(headers);
}

/* ---- What it means ---- */

/* The word of a refusal: <Code>SignatureDoesNotMatch</Code>. "" when there is none. Owned by the
 * caller. */
static char *
word_of(const Ask *ask)
{
    static const char open[] = "<Code>";
    const char *text = (const char *)ask->answer->data;
    const char *at = text != NULL ? g_strstr_len(text, (gssize)ask->answer->len, open) : NULL;
    gsize rest, n = 0;

    if (at == NULL)
        return g_strdup("");
    at += strlen(open);
    rest = ask->answer->len - (gsize)(at - text);
    while (n < MIN(rest, 60) && g_ascii_isalnum(at[n]))
        n++;
    return g_strndup(at, n);
}

static bool
succeeded(const Ask *ask)
{
    if (ask->result != CURLE_OK)
        return false;
    if (ask->bytes != NULL)
        return ask->status == 200 && ask->kept;
    return ask->wanted > 0 ? ask->status == 206 && ask->answer->len == (guint)ask->wanted
                           : ask->status == 200;
}

static bool
is_of_the_moment(const Ask *ask)
{
    return ask->result != CURLE_OK || ask->status >= 500 || ask->status == 429 || ask->status < 300;
}

static bool
fail(const Ask *ask, GError **error)
{
    g_autofree char *word = word_of(ask);

    if (ask->result != CURLE_OK && ask->result != CURLE_WRITE_ERROR)
        return error_set(error, APP_ERROR_UNAVAILABLE, "the object store is away: %s",
                         curl_easy_strerror(ask->result));
    if (is_of_the_moment(ask))
        return error_set(error, APP_ERROR_UNAVAILABLE, "the object store answers %ld %s",
                         ask->status, word);
    if (ask->status == 404 && strcmp(word, "NoSuchKey") == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "the object store has no %s", ask->name);
    return error_set(error, APP_ERROR_FORBIDDEN, "the object store refuses: %ld %s%s", ask->status,
                     word, strcmp(word, "RequestTimeTooSkewed") == 0 ? ", the clocks differ" : "");
}

/* Once more when it failed at once: a connection that was kept and closed over there, a store that
 * is being begun again. A request may come twice: the same bytes under the same name. */
static bool
ask_store(ObjectStore *store, Ask *ask, GError **error)
{
    g_autoptr(GByteArray) answer = g_byte_array_new();
    int64_t began = g_get_monotonic_time();
    bool done;

    ask->answer = answer;
    perform(store, ask);
    done = succeeded(ask);
    if (!done && ask->fd < 0 && is_of_the_moment(ask) &&
        g_get_monotonic_time() - began < AGAIN_WITHIN_US) {
        g_usleep(AGAIN_WAIT_US);
        perform(store, ask);
        done = succeeded(ask);
    }
    if (!done)
        fail(ask, error);
    else if (ask->wanted > 0)
        ask->answer = g_byte_array_ref(answer);
    return done;
}

/* ---- Objects ---- */

bool
object_put(ObjectStore *store, const char *name, const void *bytes, gsize size, GError **error)
{
    Ask ask = {.name = name, .bytes = bytes, .size = size, .fd = -1};

    return ask_store(store, &ask, error);
}

GBytes *
object_get(ObjectStore *store, const char *name, int64_t start, int64_t size, GError **error)
{
    Ask ask = {.name = name, .start = start, .wanted = size, .fd = -1};

    return ask_store(store, &ask, error) ? g_byte_array_free_to_bytes(ask.answer) : NULL;
}

bool
object_fetch(ObjectStore *store, const char *name, const char *path, GError **error)
{
    g_autofree char *half = g_strconcat(path, ".tmp", NULL);
    Ask ask = {.name = name, .patient = true};
    bool done;

    ask.fd = open(half, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (ask.fd < 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "cannot write '%s': %s", half,
                         g_strerror(errno));
    done =
        ask_store(store, &ask, error) &&
        ((fsync(ask.fd) == 0 && g_rename(half, path) == 0) ||
         error_set(error, APP_ERROR_UNAVAILABLE, "cannot keep '%s': %s", path, g_strerror(errno)));
    close(ask.fd);
    if (!done)
        g_unlink(half);
    return done;
}

bool
object_send(ObjectStore *store, const char *name, const char *path, GError **error)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, error);
    const char *bytes = file != NULL ? g_mapped_file_get_contents(file) : NULL;
    Ask ask = {.name = name, .bytes = bytes != NULL ? bytes : "", .fd = -1, .patient = true};

    if (file == NULL)
        return false;
    ask.size = g_mapped_file_get_length(file);
    return ask_store(store, &ask, error);
}
