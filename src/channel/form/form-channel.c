#include "channel/form/form-channel.h"

#include "base/hash.h"

#include <string.h>

#define PHONE_DIGITS_MIN 6
#define PHONE_DIGITS_MAX 15 /* ITU-T E.164 */

char *
form_text_of_lines(const FormLine *lines, size_t n_lines)
{
    GString *text = g_string_new(NULL);
    size_t n_long = 0;

    for (size_t i = 0; i < n_lines; i++)
        n_long += lines[i].is_long;
    for (size_t i = 0; i < n_lines; i++) {
        if (!lines[i].is_long)
            continue;
        if (n_long > 1)
            g_string_append_printf(text, "%s\n", lines[i].label);
        g_string_append_printf(text, "%s\n\n", lines[i].value);
    }
    for (size_t i = 0; i < n_lines; i++)
        if (!lines[i].is_long)
            g_string_append_printf(text, "%s : %s\n", lines[i].label, lines[i].value);
    return g_strchomp(g_string_free(text, FALSE));
}

char *
form_phone(const char *text)
{
    GString *digits = g_string_new(NULL);
    size_t n;

    for (const char *at = text; *at != '\0'; at++) {
        if (g_ascii_isdigit(*at) || (*at == '+' && digits->len == 0))
            g_string_append_c(digits, *at);
        else if (strchr(" .-()/\t", *at) == NULL && (guchar)*at < 0x80) {
            g_string_free(digits, TRUE);
            return NULL;
        }
    }
    if (g_str_has_prefix(digits->str, "+33"))
        g_string_replace(digits, "+33", digits->str[3] == '0' ? "" : "0", 1);
    else if (g_str_has_prefix(digits->str, "0033"))
        g_string_replace(digits, "0033", "0", 1);
    n = digits->len - (digits->str[0] == '+');
    return g_string_free(digits, n < PHONE_DIGITS_MIN || n > PHONE_DIGITS_MAX);
}

static void
put_author(const FormSent *sent, Incoming *incoming)
{
    const char *address = sent->email;

    if (address == NULL && sent->phone != NULL) {
        address = sent->phone;
        incoming->from_kind = "phone";
    } else if (address == NULL) {
        address = sent->reference;
        incoming->from_kind = "form";
    }
    g_free(incoming->from.address);
    incoming->from.address = g_strdup(address);
    incoming->from.name = g_strdup(sent->name);
}

Incoming *
form_incoming(const FormSent *sent)
{
    Incoming *incoming = incoming_new(form_channel.name);
    char hash[HASH_HEX_SIZE];

    put_author(sent, incoming);
    g_free(incoming->text);
    incoming->text = form_text_of_lines(sent->lines, sent->n_lines);
    g_free(incoming->subject);
    incoming->subject = g_strdup(sent->subject);
    incoming->external_id = g_strdup_printf("form.%s", sent->reference);
    hash_sha256_hex(incoming->external_id, strlen(incoming->external_id), hash);
    incoming->content_hash = g_strdup(hash);
    incoming->our_address = g_strdup(sent->our_address);
    incoming->language = g_strdup(sent->language);
    incoming->team = sent->team;
    incoming->sent_at = incoming->received_at = sent->at;
    while (sent->files->len > 0)
        g_ptr_array_add(incoming->files, g_ptr_array_steal_index(sent->files, 0));
    return incoming;
}

const Channel form_channel = {
    .name = "form",
    .address_kind = "email",
    .answered_by = "mail",
    .takes_files = true,
};
