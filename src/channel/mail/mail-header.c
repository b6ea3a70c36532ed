#include "channel/mail/mail-header.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "channel/mail/mail-bounds.h"
#include "channel/mail/mail-charset.h"
#include "channel/mail/mail-date.h"
#include "channel/mail/mail-guess.h"
#include "channel/mail/mail-token.h"
#include "channel/mail/mail-word.h"

#include <string.h>

#define MESSAGE_ID_MAX 500 /* bytes; a longer one is no identifier but an accident */
#define EARLIEST       (INT64_C(3652) * CLOCK_DAY) /* 1980: no mail is older */

void
mail_headers_clear(MailHeaders *headers)
{
    g_clear_pointer(&headers->message_id, g_free);
    g_clear_pointer(&headers->in_reply_to, g_ptr_array_unref);
    g_clear_pointer(&headers->references, g_ptr_array_unref);
    g_clear_pointer(&headers->reply_to, g_ptr_array_unref);
}

void
mail_note(Incoming *incoming, const char *note)
{
    for (guint i = 0; i < incoming->notes->len; i++)
        if (strcmp(incoming->notes->pdata[i], note) == 0)
            return;
    g_ptr_array_add(incoming->notes, g_strdup(note));
}

const char *
mail_header_raw(GMimeObject *part, const char *name)
{
    GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(part), name);

    return header != NULL ? g_mime_header_get_raw_value(header) : NULL;
}

static bool
has_8bit(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0x80)
            return true;
    return false;
}

/* Bytes above ASCII that nobody encoded: made UTF-8 before the encoded words around them are read.
 */
static char *
as_utf8(const char *raw)
{
    char *utf8 = has_8bit(raw) || strstr(raw, "\x1b$") != NULL
                     ? mail_decode(raw, strlen(raw), NULL, NULL)
                     : g_strdup(raw);

    return g_strdelimit(utf8, "\r\n", ' '); /* unfolded: a line end would end what GMime decodes */
}

char *
mail_header_decode(const char *raw)
{
    g_autofree char *utf8 = as_utf8(raw);
    g_autofree char *decoded = strstr(utf8, "=?") != NULL ? mail_words_decode(utf8) : NULL;
    g_autofree char *clean = text_clean(decoded != NULL ? decoded : utf8, -1);
    g_autofree char *repaired = mail_unmojibake(clean);

    return text_line(repaired != NULL ? repaired : clean);
}

char *
mail_header_text(GMimeObject *part, const char *name)
{
    const char *raw = mail_header_raw(part, name);

    return raw != NULL ? mail_header_decode(raw) : NULL;
}

/* Keeps one address of a header. One that we could not write to is kept as it stands, if it looks
 * like an address at all: the reader still sees whom it named. */
static void
add_address(GPtrArray *list, const char *address, const char *name)
{
    g_autofree char *bare = g_strdup(address != NULL ? address : "");
    g_autofree char *known = NULL;
    g_autofree char *clean = NULL;
    g_autofree char *shown = name != NULL ? mail_header_decode(name) : NULL;
    g_autofree char *clipped = shown != NULL ? text_clip(shown, LIMIT_NAME) : NULL;

    g_strdelimit(bare, "<>'\"", ' ');
    g_strstrip(bare);
    known = text_email(bare);
    clean = known != NULL ? g_strdup(known) : mail_header_decode(bare);
    if (clean[0] == '\0' || strlen(clean) > LIMIT_ADDRESS)
        return;
    if (known == NULL && strchr(clean, '@') == NULL && list->len > 0)
        return;
    g_ptr_array_add(list, channel_address_new(clean, clipped));
}

static void
add_addresses(GPtrArray *list, InternetAddressList *addresses, guint max, int depth)
{
    int n = internet_address_list_length(addresses);

    for (int i = 0; i < n && list->len < max && depth < 3; i++) {
        InternetAddress *one = internet_address_list_get_address(addresses, i);

        if (INTERNET_ADDRESS_IS_GROUP(one))
            add_addresses(list, internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one)),
                          max, depth + 1);
        else
            add_address(list, internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)),
                        internet_address_get_name(one));
    }
}

static bool
is_address_byte(unsigned char c)
{
    return g_ascii_isalnum(c) || c >= 0x80 ||
           (c != '\0' && strchr(".!#$%&'*+/=?^_`{|}~-", c) != NULL);
}

/* The first thing with an @ in a header that no grammar reads; the rest of it is the name. */
static bool
find_address(const char *raw, GPtrArray *list)
{
    const char *at = raw;
    const char *from, *to;
    g_autofree char *address = NULL;
    g_autofree char *name = NULL;
    g_autofree char *known = NULL;

    while ((at = strchr(at, '@')) != NULL) {
        for (from = at; from > raw && is_address_byte((unsigned char)from[-1]); from--)
            ;
        for (to = at + 1; g_ascii_isalnum(*to) || *to == '-' || *to == '.'; to++)
            ;
        if (from < at && to > at + 1)
            break;
        at++;
    }
    if (at == NULL)
        return false;
    address = g_strndup(from, (gsize)(to - from));
    known = text_email(address);
    if (known == NULL)
        return false;
    name = g_strndup(raw, (gsize)(from - raw));
    g_strdelimit(name, "<\"", ' ');
    g_strstrip(name);
    g_ptr_array_add(list, channel_address_new(known, NULL));
    if (name[0] != '\0') {
        ChannelAddress *added = list->pdata[list->len - 1];

        added->name = mail_header_decode(name);
    }
    return true;
}

/* The same, where an encoded word holds name and address together. */
static bool
find_hidden_address(const char *raw, GPtrArray *list)
{
    g_autofree char *decoded = strstr(raw, "=?") != NULL ? mail_header_decode(raw) : NULL;

    return find_address(decoded != NULL ? decoded : raw, list);
}

static void
read_addresses(GMimeObject *mail, const char *header, GPtrArray *list, guint max)
{
    const char *raw = mail_header_raw(mail, header);
    g_autofree char *utf8 = NULL;
    InternetAddressList *addresses;

    if (raw == NULL)
        return;
    utf8 = as_utf8(raw);
    addresses = internet_address_list_parse(NULL, utf8);
    if (addresses != NULL) {
        add_addresses(list, addresses, max, 0);
        g_object_unref(addresses);
    }
    if (list->len == 0)
        (void)find_address(utf8, list);
}

static bool
is_reachable(const ChannelAddress *address)
{
    g_autofree char *known = text_email(address->address);

    return known != NULL;
}

/* Who wrote: From, the first address we could answer; else Sender, else the Return-Path, else where
 * answers are wanted. */
static void
read_sender(Incoming *incoming, GMimeObject *mail)
{
    static const char *const headers[] = {"From", "Sender", "Return-Path", "Reply-To"};

    for (gsize i = 0; i < G_N_ELEMENTS(headers); i++) {
        g_autoptr(GPtrArray) list =
            g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);
        const char *raw = mail_header_raw(mail, headers[i]);
        ChannelAddress *chosen = NULL;

        read_addresses(mail, headers[i], list, 20);
        for (guint j = 0; j < list->len && chosen == NULL; j++)
            if (is_reachable(list->pdata[j]))
                chosen = list->pdata[j];
        if (chosen == NULL && raw != NULL && find_hidden_address(raw, list))
            chosen = list->pdata[list->len - 1];
        if (chosen == NULL && list->len > 0 && incoming->from.address[0] == '\0')
            chosen = list->pdata[0];
        if (chosen == NULL)
            continue;
        g_free(incoming->from.address);
        incoming->from.address = g_steal_pointer(&chosen->address);
        if (incoming->from.name == NULL)
            incoming->from.name = g_steal_pointer(&chosen->name);
        if (is_reachable(&incoming->from))
            return;
    }
    mail_note(incoming, "its sender cannot be told");
}

/* Every <id> of a header; without any bracket, each word with an @ in it. */
static GPtrArray *
read_ids(GMimeObject *mail, const char *header)
{
    GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
    const char *raw = mail_header_raw(mail, header);
    const char *at = raw;
    const char *close;

    while (at != NULL && (at = strchr(at, '<')) != NULL &&
           (close = strpbrk(at + 1, "<>")) != NULL) {
        if (*close == '>' && close - at > 1 && close - at <= MESSAGE_ID_MAX) {
            g_autofree char *id = g_strndup(at + 1, (gsize)(close - at - 1));
            g_autofree char *clean = text_clean(id, -1);

            g_ptr_array_add(ids, text_line(clean));
        }
        at = close;
    }
    if (raw != NULL && ids->len == 0 && strchr(raw, '<') == NULL) {
        g_auto(GStrv) words = g_strsplit_set(raw, " \t\r\n,;\"", LIMIT_MAIL_REFERENCES * 4);

        for (char **word = words; *word != NULL; word++)
            if (strchr(*word, '@') != NULL && strlen(*word) <= MESSAGE_ID_MAX)
                g_ptr_array_add(ids, text_clean(*word, -1));
    }
    if (ids->len > LIMIT_MAIL_REFERENCES)
        g_ptr_array_remove_range(ids, 0, ids->len - LIMIT_MAIL_REFERENCES);
    return ids;
}

static char *
read_message_id(GMimeObject *mail)
{
    g_autoptr(GPtrArray) ids = read_ids(mail, "Message-Id");
    g_autofree char *bare = NULL;

    if (ids->len > 0)
        return g_strdup(ids->pdata[0]);
    /* Some programs write an id with neither brackets nor @; it identifies all the same. */
    bare = mail_header_text(mail, "Message-Id");
    if (bare == NULL)
        return NULL;
    g_strdelimit(bare, "<>", ' ');
    g_strstrip(bare);
    return bare[0] != '\0' && strlen(bare) <= MESSAGE_ID_MAX && strchr(bare, ' ') == NULL
               ? g_steal_pointer(&bare)
               : NULL;
}

static void
join_references(Incoming *incoming, const MailHeaders *headers)
{
    GPtrArray *lists[] = {headers->references, headers->in_reply_to};

    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
        for (guint j = 0; j < lists[i]->len; j++) {
            const char *id = lists[i]->pdata[j];
            guint known;

            if (g_ptr_array_find_with_equal_func(incoming->references, id, g_str_equal, &known))
                continue;
            g_ptr_array_add(incoming->references, g_strdup(id));
        }
    if (incoming->references->len > LIMIT_MAIL_REFERENCES)
        g_ptr_array_remove_range(incoming->references, 0,
                                 incoming->references->len - LIMIT_MAIL_REFERENCES);
}

static void
read_date(Incoming *incoming, GMimeObject *mail)
{
    const char *raw = mail_header_raw(mail, "Date");
    int64_t ms = raw != NULL ? mail_date(raw) : 0;

    if (raw == NULL)
        return;
    if (ms < EARLIEST || ms > incoming->received_at + CLOCK_DAY)
        mail_note(incoming, "its date is absurd");
    else
        incoming->sent_at = ms;
}

static void
read_reply_to(Incoming *incoming, GMimeObject *mail, MailHeaders *headers)
{
    headers->reply_to = g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);
    read_addresses(mail, "Reply-To", headers->reply_to, 20);
    for (guint i = 0; i < headers->reply_to->len && incoming->reply_to == NULL; i++) {
        const ChannelAddress *address = headers->reply_to->pdata[i];

        if (is_reachable(address) && strcmp(address->address, incoming->from.address) != 0)
            incoming->reply_to = g_strdup(address->address);
    }
}

/* List managers write so, to know what they sent themselves: "mailing list all@example.org". */
static bool
names_a_list(const char *delivered)
{
    static const char mark[] = "mailing list ";

    return delivered != NULL &&
           g_ascii_strncasecmp(delivered + strspn(delivered, " \t"), mark, sizeof mark - 1) == 0;
}

/* Which address of ours it came for, and the token of ours it carries. The lines that delivery adds
 * say it best: they hold for a blind copy too. */
static void
read_recipients(Incoming *incoming, GMimeObject *mail)
{
    static const char *const delivery[] = {"Delivered-To", "X-Original-To", "Envelope-To",
                                           "X-Envelope-To", "X-Delivered-To"};
    g_autoptr(GPtrArray) delivered =
        g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);
    guint all;

    read_addresses(mail, "To", incoming->to, LIMIT_MAIL_ADDRESSES);
    all = incoming->to->len;
    if (all < LIMIT_MAIL_ADDRESSES)
        read_addresses(mail, "Cc", incoming->cc, LIMIT_MAIL_ADDRESSES - all);
    if (all + incoming->cc->len >= LIMIT_MAIL_ADDRESSES)
        mail_note(incoming, MAIL_NOTE_RECIPIENTS);
    for (gsize i = 0; i < G_N_ELEMENTS(delivery) && delivered->len == 0; i++)
        if (!names_a_list(mail_header_raw(mail, delivery[i])))
            read_addresses(mail, delivery[i], delivered, LIMIT_LMTP_RECIPIENTS);
    if (delivered->len > 0)
        incoming->our_address = mail_token_strip(((ChannelAddress *)delivered->pdata[0])->address);
    incoming->bounce_token = mail_token_of_bounce(delivered);
    if (incoming->bounce_token == NULL)
        incoming->bounce_token = mail_token_of_bounce(incoming->to);
    incoming->thread_token = mail_token_of_addresses(delivered);
    if (incoming->thread_token == NULL)
        incoming->thread_token = mail_token_of_addresses(incoming->to);
    if (incoming->thread_token == NULL)
        incoming->thread_token = mail_token_of_addresses(incoming->cc);
    if (incoming->thread_token == NULL)
        incoming->thread_token = mail_token_of_references(incoming->references);
}

void
mail_read_headers(Incoming *incoming, GMimeMessage *message, MailHeaders *ret_headers)
{
    GMimeObject *mail = GMIME_OBJECT(message);
    g_autofree char *subject = mail_header_text(mail, "Subject");

    if (subject != NULL) {
        g_free(incoming->subject);
        incoming->subject = text_clip(subject, LIMIT_SUBJECT);
    }
    read_sender(incoming, mail);
    read_reply_to(incoming, mail, ret_headers);
    read_date(incoming, mail);
    ret_headers->message_id = read_message_id(mail);
    ret_headers->in_reply_to = read_ids(mail, "In-Reply-To");
    ret_headers->references = read_ids(mail, "References");
    join_references(incoming, ret_headers);
    read_recipients(incoming, mail);
}
