#include "app/demo/demo-outside.h"

#include "base/clock.h"
#include "channel/mail/mail.h"

#include <string.h>

static GHashTable *sent; /* conversation → DemoSent */

static void
sent_free(gpointer data)
{
    DemoSent *one = data;

    g_free(one->message_id);
    g_free(one->text);
    g_free(one->secret);
    g_free(one);
}

static DemoSent *
sent_of(int64_t conversation)
{
    DemoSent *one;

    if (sent == NULL)
        sent = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, sent_free);
    one = g_hash_table_lookup(sent, &conversation);
    if (one == NULL) {
        one = g_new0(DemoSent, 1);
        g_hash_table_insert(sent, g_memdup2(&conversation, sizeof conversation), one);
    }
    return one;
}

/* The secret in ".../s/SECRET?score=5". Owned by the caller; NULL if there is no such link. */
static char *
find_secret(const char *text)
{
    const char *from = strstr(text, "/s/");
    const char *to = from != NULL ? strstr(from, "?score=") : NULL;

    return to != NULL ? g_strndup(from + 3, (gsize)(to - from) - 3) : NULL;
}

static SendOutcome
take(Context *context, const Outgoing *outgoing, GError **error)
{
    DemoSent *one = sent_of(outgoing->conversation);

    if (outgoing->automatic) {
        g_free(one->secret);
        one->secret = find_secret(outgoing->text);
        return SEND_DONE;
    }
    g_free(one->message_id);
    g_free(one->text);
    one->message_id = g_strdup(outgoing->external_id);
    one->text = g_strdup(outgoing->text);
    one->at = clock_now();
    return SEND_DONE;
}

const Channel *const *
demo_outside_channels(void)
{
    static Channel mail;
    static const Channel *const list[] = {&mail, NULL};

    mail = mail_channel;
    mail.send = take;
    mail.start = NULL;
    mail.stop = NULL;
    return list;
}

DemoSent *
demo_outside_last(int64_t conversation)
{
    return sent != NULL ? g_hash_table_lookup(sent, &conversation) : NULL;
}

void
demo_outside_forget(void)
{
    g_clear_pointer(&sent, g_hash_table_unref);
}
