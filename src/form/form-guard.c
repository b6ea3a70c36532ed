#include "form/form-guard.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/token.h"
#include "form/form-guard-store.h"
#include "mailbox/mailbox.h"

#include <gio/gio.h>
#include <string.h>

#define TOKEN_AGE_MAX (30 * CLOCK_DAY)
#define LINKS_MAX     2  /* people send a link or two */
#define REPEATED_MIN  40 /* bytes: "Bonjour" is written by many */
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

/* What is judged, within one transaction. */
typedef struct {
    Context *context;
    const FormInput *input;
    const char *client;
    unsigned seems; /* out */
} Judging;

/* Counts it, and says so in seems when it came over `most` times within a window. */
static bool
count(Db *tx, Judging *judging, const char *kind, const char *what, int64_t window, unsigned most,
      FormSeems seems, GError **error)
{
    g_autofree char *key = key_of(judging->context, kind, what);
    int64_t now = clock_now(), n;

    if (!form_count_store_add(tx, key, now, now - window, &n, error))
        return false;
    if (n > most)
        judging->seems |= seems;
    return true;
}

int
form_guard_floods(Context *context, Db *db, const char *client, GError **error)
{
    g_autofree char *network = network_of(client);
    g_autofree char *key = key_of(context, "flood", network);
    int64_t n;

    return form_count_store_get(db, key, clock_now() - CLOCK_HOUR, &n, error) ? n >= FORM_FLOOD
                                                                              : -1;
}

static bool
prune(Db *tx, void *data, GError **error)
{
    return form_count_store_prune(tx, clock_now() - CLOCK_HOUR, error);
}

bool
form_guard_tidy(Context *context, GError **error)
{
    return database_write(context->database, prune, NULL, error);
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

static bool
judge_texts(Db *tx, Judging *judging, GError **error)
{
    const FormInput *input = judging->input;
    unsigned links = 0;

    for (guint i = 0; i < input->values->len; i++) {
        const FormValue *value = input->values->pdata[i];

        /* Nobody is called a web site. */
        if (value->field->type == FORM_NAME && count_links(value->text) > 0)
            links += LINKS_MAX + 1;
        links += count_links(value->text);
        if (value->field->type == FORM_LONG_TEXT && strlen(value->text) >= REPEATED_MIN &&
            !count(tx, judging, "text", value->text, CLOCK_HOUR, REPEATED_MAX, FORM_SEEMS_REPEATED,
                   error))
            return false;
    }
    if (links > LINKS_MAX)
        judging->seems |= FORM_SEEMS_LINKS;
    return true;
}

/* A copy goes there: nobody's mailbox is filled by our page, nor ours. */
static bool
judge_address(Db *tx, Judging *judging, GError **error)
{
    const MailOptions *mail = judging->context->mail;
    const char *address = form_input_of_type(judging->input, FORM_EMAIL);
    int ours;

    if (address == NULL)
        return true;
    ours = mail != NULL && g_strcmp0(address, mail->address) == 0
               ? 1
               : mailbox_owns(tx, address, error);
    if (ours == 1)
        judging->seems |= FORM_SEEMS_ADDRESS;
    return ours == 1 || (ours == 0 && count(tx, judging, "address", address, CLOCK_HOUR, FORM_RATE,
                                            FORM_SEEMS_ADDRESS, error));
}

/* How the page was filled in. */
static unsigned
judge_page(const Judging *judging)
{
    const FormInput *input = judging->input;
    int64_t page = form_guard_page(judging->context, input->form, input->token);
    int64_t age = clock_now() - id_time(page);
    unsigned seems = input->trap[0] != '\0' ? FORM_SEEMS_TRAP : 0;

    if (page == 0 || age > TOKEN_AGE_MAX)
        return seems | FORM_SEEMS_TOKEN;
    return age < FORM_HUMAN_MS ? seems | FORM_SEEMS_FAST : seems;
}

static bool
judge(Db *tx, void *data, GError **error)
{
    Judging *judging = data;
    g_autofree char *network = network_of(judging->client);

    judging->seems = judge_page(judging);
    return judge_texts(tx, judging, error) && judge_address(tx, judging, error) &&
           count(tx, judging, "flood", network, CLOCK_HOUR, UINT_MAX, 0, error) &&
           count(tx, judging, "rate", network, 10 * CLOCK_MINUTE, FORM_RATE, FORM_SEEMS_RATE,
                 error);
}

bool
form_guard_judge(Context *context, const FormInput *input, const char *client, unsigned *ret_seems,
                 GError **error)
{
    Judging judging = {.context = context, .input = input, .client = client};

    if (!database_write(context->database, judge, &judging, error))
        return false;
    *ret_seems = judging.seems;
    return true;
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
