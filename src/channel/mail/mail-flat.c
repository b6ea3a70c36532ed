#include "channel/mail/mail-flat.h"

#include "base/hash.h"
#include "base/limits.h"
#include "confine/flat.h"

#include <string.h>

#define NOTES_MAX 1000

/* ---- Writing ---- */

static void
put_address(GByteArray *out, const ChannelAddress *address)
{
    flat_put_text(out, address->address);
    flat_put_text(out, address->name);
}

static void
put_addresses(GByteArray *out, const GPtrArray *addresses)
{
    flat_put_number(out, addresses->len);
    for (guint i = 0; i < addresses->len; i++)
        put_address(out, addresses->pdata[i]);
}

static void
put_texts(GByteArray *out, const GPtrArray *texts)
{
    flat_put_number(out, texts->len);
    for (guint i = 0; i < texts->len; i++)
        flat_put_text(out, texts->pdata[i]);
}

static void
put_files(GByteArray *out, const GPtrArray *files)
{
    flat_put_number(out, files->len);
    for (guint i = 0; i < files->len; i++) {
        const ChannelFile *file = files->pdata[i];
        gsize size;
        const void *bytes = g_bytes_get_data(file->bytes, &size);

        flat_put_text(out, file->name);
        flat_put_text(out, file->type);
        flat_put_text(out, file->content_id);
        flat_put_number(out, file->is_inline);
        flat_put_bytes(out, bytes, size);
    }
}

void
mail_flat_write(const Incoming *incoming, GByteArray *out)
{
    flat_put_number(out, incoming->kind);
    put_address(out, &incoming->from);
    flat_put_text(out, incoming->reply_to);
    put_addresses(out, incoming->to);
    put_addresses(out, incoming->cc);
    flat_put_text(out, incoming->our_address);
    flat_put_text(out, incoming->thread_token);
    flat_put_text(out, incoming->bounce_token);
    flat_put_text(out, incoming->external_id);
    put_texts(out, incoming->references);
    flat_put_text(out, incoming->subject);
    flat_put_text(out, incoming->text);
    flat_put_text(out, incoming->reply);
    flat_put_text(out, incoming->html);
    put_files(out, incoming->files);
    flat_put_text(out, incoming->content_hash);
    flat_put_number(out, incoming->sent_at);
    flat_put_text(out, incoming->language);
    flat_put_text(out, incoming->bounced_address);
    flat_put_text(out, incoming->bounce_status);
    flat_put_number(out, incoming->bounce_permanent);
    put_texts(out, incoming->notes);
}

/* ---- Reading ---- */

/* Of a header: no longer than all headers may be, decoded. */
static char *
header_text(FlatReader *reader)
{
    return flat_text(reader, 4 * LIMIT_MAIL_HEADERS);
}

static char *
long_text(FlatReader *reader)
{
    return flat_text(reader, LIMIT_CONFINE_TEXT);
}

/* How many there are; 0 once something was wrong, so that no loop goes on for nothing. */
static guint
count(FlatReader *reader, guint most)
{
    guint n = (guint)flat_number(reader, 0, most);

    return reader->broken ? 0 : n;
}

static void
read_addresses(FlatReader *reader, GPtrArray *addresses)
{
    for (guint n = count(reader, LIMIT_MAIL_ADDRESSES); n > 0 && !reader->broken; n--) {
        g_autofree char *address = flat_text_needed(reader, 4 * LIMIT_MAIL_HEADERS);
        g_autofree char *name = header_text(reader);

        g_ptr_array_add(addresses, channel_address_new(address, name));
    }
}

static void
read_texts(FlatReader *reader, GPtrArray *texts, guint most)
{
    for (guint n = count(reader, most); n > 0 && !reader->broken; n--)
        g_ptr_array_add(texts, flat_text_needed(reader, 4 * LIMIT_MAIL_HEADERS));
}

static void
read_files(FlatReader *reader, GPtrArray *files)
{
    for (guint n = count(reader, 2 * LIMIT_MAIL_PARTS); n > 0 && !reader->broken; n--) {
        ChannelFile *file = g_new0(ChannelFile, 1);

        file->name = flat_text_needed(reader, 4 * LIMIT_FILE_NAME);
        file->type = flat_text_needed(reader, LIMIT_NAME);
        file->content_id = header_text(reader);
        file->is_inline = flat_number(reader, false, true);
        file->bytes = flat_bytes(reader, LIMIT_MAIL);
        g_ptr_array_add(files, file);
    }
}

static void
replace_text(char **text, char *by)
{
    g_free(*text);
    *text = by;
}

static void
read_all(FlatReader *reader, Incoming *incoming)
{
    incoming->kind = (IncomingKind)flat_number(reader, INCOMING_PERSON, INCOMING_REPORT);
    replace_text(&incoming->from.address, flat_text_needed(reader, 4 * LIMIT_MAIL_HEADERS));
    incoming->from.name = header_text(reader);
    incoming->reply_to = header_text(reader);
    read_addresses(reader, incoming->to);
    read_addresses(reader, incoming->cc);
    incoming->our_address = header_text(reader);
    incoming->thread_token = header_text(reader);
    incoming->bounce_token = header_text(reader);
    incoming->external_id = flat_text_needed(reader, 4 * LIMIT_MAIL_HEADERS);
    read_texts(reader, incoming->references, LIMIT_MAIL_REFERENCES);
    replace_text(&incoming->subject, flat_text_needed(reader, 4 * LIMIT_MAIL_HEADERS));
    replace_text(&incoming->text, flat_text_needed(reader, LIMIT_CONFINE_TEXT));
    incoming->reply = long_text(reader);
    incoming->html = long_text(reader);
    read_files(reader, incoming->files);
    incoming->content_hash = flat_text_needed(reader, HASH_HEX_SIZE - 1);
    incoming->sent_at = flat_number(reader, G_MININT64, G_MAXINT64);
    incoming->language = header_text(reader);
    incoming->bounced_address = header_text(reader);
    incoming->bounce_status = header_text(reader);
    incoming->bounce_permanent = flat_number(reader, false, true);
    read_texts(reader, incoming->notes, NOTES_MAX);
}

static bool
is_language(const char *language)
{
    return language == NULL || strcmp(language, "fr") == 0 || strcmp(language, "en") == 0;
}

Incoming *
mail_flat_read(GBytes *answer)
{
    g_autoptr(Incoming) incoming = incoming_new("mail");
    FlatReader reader = flat_reader(answer);

    read_all(&reader, incoming);
    if (!flat_end(&reader) || strlen(incoming->content_hash) != HASH_HEX_SIZE - 1 ||
        !is_language(incoming->language))
        return NULL;
    return g_steal_pointer(&incoming);
}
