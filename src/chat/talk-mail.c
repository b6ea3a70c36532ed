/* The talk goes on by mail. */
#include "chat/talk.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "brand/brand.h"
#include "channel/chat/chat-channel.h"
#include "chat/talk-store.h"
#include "conversation/conversation.h"
#include "mailbox/mailbox.h"
#include "person/person.h"
#include "wording/wording.h"

#include <string.h>

typedef struct {
    Context *context;
    const Visitor *visitor;
    const char *email, *name;
} Moving;

static bool
is_ours(Db *tx, const Moving *moving, bool *ret_ours, GError **error)
{
    const MailOptions *mail = moving->context->mail;
    g_autoptr(MailboxAddress) address = NULL;
    int found = mailbox_of_address(tx, moving->email, &address, error);

    *ret_ours = found == 1 || (mail != NULL && g_strcmp0(mail->address, moving->email) == 0);
    return found >= 0;
}

/* It says nothing of what was said: anybody may have typed that address. */
static bool
write_first_mail(Db *tx, const Moving *moving, GError **error)
{
    const char *language = moving->visitor->language;
    g_autoptr(Brand) brand = brand_get(moving->context, tx);
    const TemplateValue values[] = {{"organisation.name", brand->name}, TEMPLATE_END};
    g_autofree char *subject = wording_say(tx, "chat.mail.subject", language, values);
    g_autofree char *text = wording_say(tx, "chat.mail.text", language, values);
    g_autofree char *html = brand_mail_of_text(brand, text);
    const char *to[] = {moving->email, NULL};
    int64_t message;
    const Draft draft = {
        .conversation = moving->visitor->conversation,
        .direction = DIRECTION_OUT,
        .channel = "mail",
        .subject = subject,
        .text = text,
        .html = html,
        .to = to,
    };

    return conversation_write(tx, moving->context, &draft, &message, error);
}

bool
talk_claim(Db *tx, const Visitor *visitor, const char *email, GError **error)
{
    int64_t person = 0;
    int found = person_find(tx, CHAT_ADDRESS_KIND, visitor->address, &person, error);

    return found == 0 ||
           (found == 1 && person_address_claim(tx, person, "email", email, clock_now(), error));
}

static bool
send_waiting(Db *tx, const Moving *moving, GError **error)
{
    g_autoptr(GArray) waiting = talk_store_waiting(tx, moving->visitor->id, 0, INT64_MAX, error);

    if (waiting == NULL)
        return false;
    for (guint i = 0; i < waiting->len; i++)
        if (!conversation_send_again(tx, g_array_index(waiting, int64_t, i), error))
            return false;
    return true;
}

static bool
move_work(Db *tx, void *data, GError **error)
{
    const Moving *moving = data;
    bool known = g_strcmp0(moving->visitor->email, moving->email) == 0, ours = false;

    if (!is_ours(tx, moving, &ours, error))
        return false;
    if (ours)
        return error_set_field(error, APP_ERROR_INVALID, "email", "is one of ours");
    return visitor_store_name(tx, moving->visitor->id, moving->name, moving->email, error) &&
           talk_claim(tx, moving->visitor, moving->email, error) &&
           (known || moving->visitor->conversation == 0 || write_first_mail(tx, moving, error)) &&
           send_waiting(tx, moving, error);
}

bool
talk_go_on_by_mail(Context *context, const Visitor *visitor, const char *given, const char *name,
                   GError **error)
{
    g_autofree char *email = text_email(given);
    g_autofree char *line = name != NULL ? text_line(name) : NULL;
    Moving moving = {context, visitor, email, line};

    if (email == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "email", "is not an address");
    return database_write(context->database, move_work, &moving, error);
}
