#include "mailbox/mailbox-health-store.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "journal/journal.h"
#include "mailbox/mailbox-secret.h"

#define DETAIL_MAX 500 /* bytes kept of what a server said */

const char *const mailbox_health_words[] = {"new",     "ok",     "catching-up", "late",
                                            "failing", "paused", "signed-out",  NULL};

void
mailbox_health_clear_error(MailboxHealth *health)
{
    g_clear_pointer(&health->error_step, g_free);
    g_clear_pointer(&health->error_code, g_free);
    g_clear_pointer(&health->error_detail, g_free);
    health->last_error_at = 0;
}

void
mailbox_health_clear(MailboxHealth *health)
{
    mailbox_health_clear_error(health);
    *health = (MailboxHealth){0};
}

/* Nothing but a person can make it work again. */
static bool
is_signed_out(const Context *context, const Mailbox *mailbox)
{
    g_autoptr(MailboxSecret) secret = NULL;

    if (mailbox->user == NULL)
        return false;
    secret = mailbox->secret != NULL ? mailbox_unseal(context, mailbox->secret) : NULL;
    return secret == NULL;
}

static bool
is_failing(const MailboxHealth *health)
{
    return health->last_error_at != 0 && health->last_error_at >= health->last_success_at;
}

MailboxHealthState
mailbox_health_state(const Context *context, const Mailbox *mailbox, const MailboxHealth *health,
                     int64_t now)
{
    if (mailbox->state == MAILBOX_PAUSED)
        return HEALTH_PAUSED;
    if (is_signed_out(context, mailbox))
        return HEALTH_SIGNED_OUT;
    if (is_failing(health))
        return HEALTH_FAILING;
    if (mailbox->imap.host == NULL)
        return HEALTH_OK;
    if (health->catching_up_since != 0)
        return HEALTH_CATCHING_UP;
    if (health->last_success_at == 0)
        return HEALTH_NEW;
    return now - health->last_success_at > MAILBOX_LATE ? HEALTH_LATE : HEALTH_OK;
}

bool
mailbox_count_health(Context *context, JsonWriter *json, GError **error)
{
    Db *db = database_reader(context->database);
    g_autoptr(GPtrArray) all = mailbox_all(db, error);
    int64_t counts[HEALTH_SIGNED_OUT + 1] = {0}, now = clock_now();

    for (guint i = 0; all != NULL && i < all->len; i++) {
        const Mailbox *mailbox = all->pdata[i];
        g_auto(MailboxHealth) health = {0};

        if (!mailbox_health_get(db, mailbox->id, &health, error))
            return false;
        counts[mailbox_health_state(context, mailbox, &health, now)]++;
    }
    if (all == NULL)
        return false;
    json_object_begin(json);
    for (MailboxHealthState state = HEALTH_NEW; state <= HEALTH_SIGNED_OUT; state++)
        json_put_int(json, mailbox_health_words[state - 1], counts[state]);
    json_object_end(json);
    return true;
}

/* One fact each time it begins or ends to fail. */
static bool
tell_turn(Db *tx, int64_t id, const MailboxHealth *was, const MailboxHealth *now, GError **error)
{
    g_autoptr(GString) data = NULL;
    JsonWriter json;

    if (is_failing(was) == is_failing(now))
        return true;
    if (!is_failing(now))
        return journal_append(tx, &(Fact){.name = "mailbox.recovered", .subject = id}, error);
    data = g_string_new(NULL);
    json_writer_init(&json, data);
    json_object_begin(&json);
    json_put_text(&json, "step", now->error_step);
    json_put_text(&json, "code", now->error_code);
    json_object_end(&json);
    return journal_append(tx, &(Fact){.name = "mailbox.failing", .subject = id, .data = data->str},
                          error);
}

bool
mailbox_tell_health(Db *tx, int64_t id, const MailboxHealth *health, GError **error)
{
    g_autofree char *clean =
        health->error_detail != NULL ? text_clean(health->error_detail, -1) : NULL;
    g_autofree char *detail = clean != NULL ? text_clip(clean, DETAIL_MAX) : NULL;
    g_auto(MailboxHealth) was = {0};
    MailboxHealth now = *health;
    int64_t changed;

    now.error_detail = detail;
    if (!mailbox_health_get(tx, id, &was, error) ||
        !mailbox_health_store_put(tx, id, &now, &changed, error))
        return false;
    return changed == 0 || tell_turn(tx, id, &was, &now, error);
}
