/* What a body asks of a mailbox. The route has checked its shape; mailbox-check.c checks the rest.
 */
#include "mailbox/mailbox-http.h"

#include "base/id.h"
#include "http/shape.h"

#include <string.h>

void
mailbox_body_clear(MailboxBody *body)
{
    g_clear_pointer(&body->addresses, g_ptr_array_unref);
}

/* The number of a word, from 1; the fallback when the word is not there. */
int
mailbox_word_read(const json_t *object, const char *name, const char *const *words, int otherwise)
{
    const char *word = json_string_value(json_object_get(object, name));

    for (int i = 0; word != NULL && words[i] != NULL; i++)
        if (strcmp(words[i], word) == 0)
            return i + 1;
    return otherwise;
}

static char *
text_of(const json_t *object, const char *name)
{
    return (char *)json_string_value(json_object_get(object, name));
}

MailboxEnd
mailbox_end_read(const json_t *object)
{
    return (MailboxEnd){
        .host = text_of(object, "host"),
        .port = (uint16_t)json_integer_value(json_object_get(object, "port")),
        .security = (MailSecurity)mailbox_word_read(object, "security", mailbox_securities, 0),
    };
}

void
mailbox_imap_read(const json_t *imap, Mailbox *mailbox)
{
    const char *since = text_of(imap, "since");

    mailbox->imap = mailbox_end_read(imap);
    mailbox->folder = text_of(imap, "folder");
    mailbox->after = (MailboxAfter)mailbox_word_read(imap, "after", mailbox_afters, AFTER_LEAVE);
    mailbox->after_folder = text_of(imap, "after_folder");
    mailbox->since = 0;
    if (since != NULL)
        field_parse_time(FIELD_TIME, since, &mailbox->since);
}

static void
read_servers(Request *request, Mailbox *mailbox)
{
    const json_t *imap = request_json(request, "imap"), *smtp = request_json(request, "smtp");

    if (request_is_null(request, "imap"))
        mailbox->imap = (MailboxEnd){0};
    if (request_is_null(request, "smtp"))
        mailbox->smtp = (MailboxEnd){0};
    if (smtp != NULL)
        mailbox->smtp = mailbox_end_read(smtp);
    if (imap != NULL)
        mailbox_imap_read(imap, mailbox);
}

static void
read_addresses(const json_t *list, MailboxBody *body)
{
    if (list == NULL)
        return;
    body->addresses = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *team = text_of(item, "team");
        MailboxAddress *address = g_new0(MailboxAddress, 1);

        address->address = text_of(item, "address");
        address->name = text_of(item, "name");
        address->signature = text_of(item, "signature");
        if (team != NULL)
            id_parse(team, &address->team);
        g_ptr_array_add(body->addresses, address);
    }
    g_ptr_array_add(body->addresses, NULL);
    body->draft.addresses = (const MailboxAddress *const *)body->addresses->pdata;
}

static void
put_text(Request *request, const char *name, char **field)
{
    if (request_is_null(request, name))
        *field = NULL;
    else if (request_has(request, name))
        *field = (char *)request_text(request, name);
}

void
mailbox_body_read(Request *request, const Mailbox *was, MailboxBody *ret_body)
{
    static const Mailbox fresh = {.state = MAILBOX_ON, .after = AFTER_LEAVE};
    Mailbox *mailbox = &ret_body->draft.mailbox;

    *mailbox = was != NULL ? *was : fresh;
    put_text(request, "name", &mailbox->name);
    put_text(request, "address", &mailbox->address);
    put_text(request, "provider", &mailbox->provider);
    put_text(request, "user", &mailbox->user);
    mailbox->auth = (MailboxAuth)(request_choice(request, "auth", (int)mailbox->auth - 1) + 1);
    mailbox->plus = request_bool(request, "plus", mailbox->plus);
    if (request_has(request, "state"))
        mailbox->state = (MailboxState)(request_choice(request, "state", 0) + 1);
    read_servers(request, mailbox);
    read_addresses(request_json(request, "addresses"), ret_body);
    ret_body->draft.password = request_text(request, "password");
}
