#include "form/form-guard.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/token.h"
#include "mailbox/mailbox.h"

#include <gio/gio.h>
#include <pthread.h>
#include <string.h>

#define TOKEN_AGE_MAX (30 * CLOCK_DAY)
#define COUNTS_MAX    50000 /* what is counted at once; beyond, all begin anew */
#define LINKS_MAX     2     /* people send a link or two */
#define REPEATED_MIN  40    /* bytes: "Bonjour" is written by many */
#define REPEATED_MAX  2

static const char *const words[] = {"token", "trap",     "fast",   "rate",
                                    "links", "repeated", "address"};

/* ---- Tokens ---- */

static char *
purpose(const Form *form)
{
    return g_strdup_printf("form-page-%" G_GINT64_FORMAT, form->id);
}

char *
form_guard_token(const Context *context, const Form *form)
{
    g_autofree char *what = purpose(form);

    return token_write(context->key, what, id_new());
}

int64_t
form_guard_page(const Context *context, const Form *form, const char *token)
{
    g_autofree char *what = purpose(form);

    return token_read(context->key, what, token);
}

/* ---- Counts ---- */

typedef struct {
    int64_t since;
    unsigned n;
} Count;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GHashTable *counts; /* keyed digest → Count */

/* What one client is: an IPv4 address, or the /64 that one IPv6 subscriber has to themself. */
static char *
network_of(const char *client)
{
    g_autoptr(GInetAddress) address = g_inet_address_new_from_string(client);
    const uint8_t *bytes;

    if (address == NULL || g_inet_address_get_family(address) != G_SOCKET_FAMILY_IPV6)
        return g_strdup(client);
    bytes = g_inet_address_to_bytes(address);
    return g_strdup_printf("%02x%02x%02x%02x%02x%02x%02x%02x", bytes[0], bytes[1], bytes[2],
                           bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
}

static char *
key_of(const Context *context, const char *kind, const char *what)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

    g_checksum_update(sum, context->key, TOKEN_KEY_SIZE);
    g_checksum_update(sum, (const guchar *)kind, (gssize)strlen(kind) + 1);
    g_checksum_update(sum, (const guchar *)what, (gssize)strlen(what));
    return g_strdup(g_checksum_get_string(sum));
}

/* How often it came within window, add included. */
static unsigned
count(Context *context, const char *kind, const char *what, int64_t window, unsigned add)
{
    g_autofree char *key = key_of(context, kind, what);
    int64_t now = clock_now();
    Count *found;
    unsigned n;

    pthread_mutex_lock(&lock);
    if (counts == NULL || g_hash_table_size(counts) >= COUNTS_MAX) {
        g_clear_pointer(&counts, g_hash_table_unref);
        counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    }
    found = g_hash_table_lookup(counts, key);
    if (found == NULL) {
        found = g_new0(Count, 1);
        found->since = now;
        g_hash_table_insert(counts, g_steal_pointer(&key), found);
    }
    if (now - found->since >= window)
        *found = (Count){.since = now};
    n = found->n += add;
    pthread_mutex_unlock(&lock);
    return n;
}

void
form_guard_forget(void)
{
    pthread_mutex_lock(&lock);
    g_clear_pointer(&counts, g_hash_table_unref);
    pthread_mutex_unlock(&lock);
}

bool
form_guard_floods(Context *context, const char *client)
{
    g_autofree char *network = network_of(client);

    return count(context, "flood", network, CLOCK_HOUR, 0) >= FORM_FLOOD;
}

/* ---- What was written ---- */

static unsigned
count_links(const char *text)
{
    static const char *const marks[] = {"http://", "https://", "www.", "[url", "<a "};
    unsigned n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        for (const char *at = text; (at = strcasestr(at, marks[i])) != NULL; at++)
            n += marks[i][0] == '[' || marks[i][0] == '<' ? LINKS_MAX + 1 : 1;
    return n;
}

static unsigned
judge_texts(Context *context, const FormInput *input)
{
    unsigned links = 0, seems = 0;

    for (guint i = 0; i < input->values->len; i++) {
        const FormValue *value = input->values->pdata[i];

        /* Nobody is called a web site. */
        if (value->field->type == FORM_NAME && count_links(value->text) > 0)
            links += LINKS_MAX + 1;
        links += count_links(value->text);
        if (value->field->type == FORM_LONG_TEXT && strlen(value->text) >= REPEATED_MIN &&
            count(context, "text", value->text, CLOCK_HOUR, 1) > REPEATED_MAX)
            seems |= FORM_SEEMS_REPEATED;
    }
    return links > LINKS_MAX ? seems | FORM_SEEMS_LINKS : seems;
}

/* A copy goes there: nobody's mailbox is filled by our page, nor ours. */
static unsigned
judge_address(Context *context, const FormInput *input)
{
    const char *address = form_input_of_type(input, FORM_EMAIL);

    if (address == NULL)
        return 0;
    if (g_strcmp0(address, context->mail != NULL ? context->mail->address : NULL) == 0 ||
        mailbox_owns(database_reader(context->database), address, NULL) == 1)
        return FORM_SEEMS_ADDRESS;
    return count(context, "address", address, CLOCK_HOUR, 1) > FORM_RATE ? FORM_SEEMS_ADDRESS : 0;
}

unsigned
form_guard_judge(Context *context, const FormInput *input, const char *client)
{
    g_autofree char *network = network_of(client);
    int64_t page = form_guard_page(context, input->form, input->token);
    int64_t age = clock_now() - id_time(page);
    unsigned seems = judge_texts(context, input) | judge_address(context, input);

    count(context, "flood", network, CLOCK_HOUR, 1);
    if (count(context, "rate", network, 10 * CLOCK_MINUTE, 1) > FORM_RATE)
        seems |= FORM_SEEMS_RATE;
    if (input->trap[0] != '\0')
        seems |= FORM_SEEMS_TRAP;
    if (page == 0 || age > TOKEN_AGE_MAX)
        seems |= FORM_SEEMS_TOKEN;
    else if (age < FORM_HUMAN_MS)
        seems |= FORM_SEEMS_FAST;
    return seems;
}

char *
form_guard_words(unsigned seems)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if ((seems & (1U << i)) != 0)
            g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", words[i]);
    return g_string_free(text, text->len == 0);
}
