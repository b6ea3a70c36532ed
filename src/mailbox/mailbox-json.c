#include "mailbox/mailbox-http.h"

#include "base/clock.h"
#include "mailbox/mailbox-store.h"
#include "staff/staff.h"

static void
write_server(JsonWriter *json, const MailboxEnd *end)
{
    json_put_text(json, "host", end->host);
    json_put_int(json, "port", end->port);
    json_put_text(json, "security", mail_security_word(end->security));
}

void
mailbox_smtp_write(JsonWriter *json, const MailboxEnd *end)
{
    if (end->host == NULL) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    write_server(json, end);
    json_object_end(json);
}

void
mailbox_imap_write(JsonWriter *json, const Mailbox *mailbox)
{
    if (mailbox->imap.host == NULL) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    write_server(json, &mailbox->imap);
    json_put_text(json, "folder", mailbox->folder);
    json_put_text(json, "after", mailbox_after_word(mailbox->after));
    json_put_text(json, "after_folder", mailbox->after_folder);
    json_put_time(json, "since", mailbox->since);
    json_object_end(json);
}

static bool
write_address(JsonWriter *json, Db *db, const MailboxAddress *address, GError **error)
{
    g_autofree char *team = NULL;

    if (address->team != 0 && mailbox_store_team(db, address->team, &team, error) < 0)
        return false;
    json_object_begin(json);
    json_put_text(json, "address", address->address);
    json_put_text(json, "name", address->name);
    json_put_text(json, "signature", address->signature);
    json_name(json, "team");
    team_ref_write(json, address->team, team);
    json_object_end(json);
    return true;
}

static bool
write_addresses(JsonWriter *json, Db *db, const Mailbox *mailbox, GError **error)
{
    g_autoptr(GPtrArray) addresses = mailbox_store_addresses(db, mailbox->id, error);

    if (addresses == NULL)
        return false;
    json_name(json, "addresses");
    json_list_begin(json);
    for (guint i = 0; i < addresses->len; i++)
        if (!write_address(json, db, addresses->pdata[i], error))
            return false;
    json_list_end(json);
    return true;
}

static void
write_error(JsonWriter *json, const MailboxHealth *health)
{
    json_name(json, "last_error");
    if (health->last_error_at == 0) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    json_put_time(json, "at", health->last_error_at);
    json_put_text(json, "step", health->error_step);
    json_put_text(json, "code", health->error_code);
    json_put_text(json, "detail", health->error_detail);
    json_object_end(json);
}

static bool
write_health(JsonWriter *json, Request *request, const Mailbox *mailbox, GError **error)
{
    g_auto(MailboxHealth) health = {0};
    MailboxHealthState state;

    if (!mailbox_health_get(request_db(request), mailbox->id, &health, error))
        return false;
    state = mailbox_health_state(request_context(request), mailbox, &health, clock_now());
    json_name(json, "health");
    json_object_begin(json);
    json_put_text(json, "state", mailbox_health_words[state - 1]);
    json_put_time(json, "last_success_at", health.last_success_at);
    write_error(json, &health);
    json_put_int(json, "behind", health.behind);
    json_put_int(json, "fetched", health.fetched);
    json_put_int(json, "total", health.total);
    json_put_time(json, "catching_up_since", health.catching_up_since);
    json_object_end(json);
    return true;
}

bool
mailbox_write(JsonWriter *json, Request *request, const Mailbox *mailbox, GError **error)
{
    json_object_begin(json);
    json_put_id(json, "id", mailbox->id);
    json_put_text(json, "name", mailbox->name);
    json_put_text(json, "address", mailbox->address);
    json_put_text(json, "provider", mailbox->provider);
    json_put_text(json, "state", mailbox_state_word(mailbox->state));
    json_name(json, "imap");
    mailbox_imap_write(json, mailbox);
    json_name(json, "smtp");
    mailbox_smtp_write(json, &mailbox->smtp);
    json_put_text(json, "user", mailbox->user);
    json_put_text(json, "auth", mailbox_auth_word(mailbox->auth));
    json_put_bool(json, "has_secret", mailbox->secret != NULL);
    json_put_bool(json, "plus", mailbox->plus);
    json_put_int(json, "version", mailbox->version);
    if (!write_addresses(json, request_db(request), mailbox, error) ||
        !write_health(json, request, mailbox, error))
        return false;
    json_object_end(json);
    return true;
}
