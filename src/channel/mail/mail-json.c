#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/limits.h"
#include "channel/mail/mail-parse.h"
#include "channel/mail/mail.h"

const char *
mail_kind_word(IncomingKind kind)
{
    static const char *const words[] = {
        [INCOMING_PERSON] = "person",         [INCOMING_BOUNCE] = "bounce",
        [INCOMING_AUTO_REPLY] = "auto-reply", [INCOMING_LIST] = "list",
        [INCOMING_REPORT] = "report",
    };

    g_return_val_if_fail((size_t)kind < G_N_ELEMENTS(words), "person");
    return words[kind];
}

static void
put_address(JsonWriter *json, const ChannelAddress *address)
{
    json_object_begin(json);
    json_put_text(json, "name", address->name);
    json_put_text(json, "address", address->address);
    json_object_end(json);
}

static void
put_addresses(JsonWriter *json, const char *name, const GPtrArray *addresses)
{
    json_name(json, name);
    json_list_begin(json);
    for (guint i = 0; addresses != NULL && i < addresses->len; i++)
        put_address(json, addresses->pdata[i]);
    json_list_end(json);
}

static void
put_texts(JsonWriter *json, const char *name, const GPtrArray *texts)
{
    json_name(json, name);
    json_list_begin(json);
    for (guint i = 0; texts != NULL && i < texts->len; i++)
        json_text(json, texts->pdata[i]);
    json_list_end(json);
}

static void
put_file(JsonWriter *json, const ChannelFile *file)
{
    gsize size;
    const void *bytes = g_bytes_get_data(file->bytes, &size);
    char hex[HASH_HEX_SIZE];

    hash_sha256_hex(bytes != NULL ? bytes : "", size, hex);
    json_object_begin(json);
    json_put_text(json, "name", file->name);
    json_put_text(json, "type", file->type);
    json_put_int(json, "size", (int64_t)size);
    json_put_text(json, "sha256", hex);
    json_put_bool(json, "inline", file->is_inline);
    json_put_text(json, "content_id", file->content_id);
    json_object_end(json);
}

static void
put_bounce(JsonWriter *json, const Incoming *incoming)
{
    json_name(json, "bounce");
    if (incoming->kind != INCOMING_BOUNCE) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    json_put_text(json, "recipient", incoming->bounced_address);
    json_put_text(json, "status", incoming->bounce_status);
    json_put_bool(json, "permanent", incoming->bounce_permanent);
    json_object_end(json);
}

static void
put_mail(JsonWriter *json, const Incoming *incoming, const MailHeaders *headers)
{
    json_object_begin(json);
    json_put_text(json, "message_id", incoming->external_id);
    put_texts(json, "in_reply_to", headers->in_reply_to);
    put_texts(json, "references", headers->references);
    json_put_time(json, "date", incoming->sent_at);
    json_name(json, "from");
    put_address(json, &incoming->from);
    put_addresses(json, "to", incoming->to);
    put_addresses(json, "cc", incoming->cc);
    put_addresses(json, "reply_to", headers->reply_to);
    json_put_text(json, "subject", incoming->subject);
    json_put_text(json, "text", incoming->text);
    json_put_text(json, "html", incoming->html);
    json_put_text(json, "reply", incoming->reply != NULL ? incoming->reply : incoming->text);
    json_put_text(json, "kind", mail_kind_word(incoming->kind));
    json_put_text(json, "language", incoming->language);
    put_bounce(json, incoming);
    json_name(json, "attachments");
    json_list_begin(json);
    for (guint i = 0; i < incoming->files->len; i++)
        put_file(json, incoming->files->pdata[i]);
    json_list_end(json);
    put_texts(json, "notes", incoming->notes);
    json_object_end(json);
}

void
mail_write_json(const Incoming *incoming, const MailHeaders *headers, GString *out)
{
    JsonWriter json;

    json_writer_init(&json, out);
    put_mail(&json, incoming, headers);
}

bool
mail_parse_json(GBytes *source, GString *out, GError **error)
{
    g_auto(MailHeaders) headers = {.message_id = NULL};
    g_autoptr(Incoming) incoming = NULL;

    if (g_bytes_get_size(source) > LIMIT_MAIL)
        return error_set(error, APP_ERROR_TOO_LARGE, "a mail of %zu bytes is over %d",
                         g_bytes_get_size(source), LIMIT_MAIL);
    incoming = mail_parse_with_headers(source, &headers);
    mail_write_json(incoming, &headers, out);
    return true;
}
