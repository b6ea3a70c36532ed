#include "channel/mail/bounce-recipient.h"

#include "base/text.h"
#include "channel/mail/mail-header.h"

#include <string.h>

char *
bounce_field(const char *block, const char *name)
{
    gsize length = strlen(name);

    for (const char *line = block; line != NULL && *line != '\0';) {
        const char *end = strchrnul(line, '\n');

        if (g_ascii_strncasecmp(line, name, length) == 0 && line[length] == ':') {
            while (*end == '\n' && (end[1] == ' ' || end[1] == '\t'))
                end = strchrnul(end + 1, '\n');
            {
                g_autofree char *value =
                    g_strndup(line + length + 1, (gsize)(end - line) - length - 1);

                return text_line(value);
            }
        }
        line = *end == '\n' ? end + 1 : end;
    }
    return NULL;
}

char *
bounce_typed_address(const char *value)
{
    const char *semicolon = value != NULL ? strchr(value, ';') : NULL;
    g_autofree char *bare = NULL;

    if (value == NULL)
        return NULL;
    bare = g_strdup(semicolon != NULL ? semicolon + 1 : value);
    g_strdelimit(bare, "<>\"'", ' ');
    g_strstrip(bare);
    return text_email(bare);
}

static bool
is_address_byte(unsigned char c)
{
    return g_ascii_isalnum(c) || (c != '\0' && strchr(".!#$%&*+/=?^_{|}~-", c) != NULL);
}

/* The next address in [from, stop), normalised; NULL if there is none. *ret_at is where it begins,
 * *ret_end where it ends. */
static char *
next_address(const char *from, const char *stop, const char **ret_at, const char **ret_end)
{
    for (const char *at = from; (at = memchr(at, '@', (gsize)(stop - at))) != NULL; at++) {
        const char *begin = at, *end = at + 1;
        g_autofree char *found = NULL;
        char *address;

        while (begin > from && at - begin < 64 && is_address_byte((unsigned char)begin[-1]))
            begin--;
        while (end < stop && (g_ascii_isalnum(*end) || *end == '-' || *end == '.'))
            end++;
        while (end > at + 1 && (end[-1] == '.' || end[-1] == '-'))
            end--;
        if (begin == at || end == at + 1)
            continue;
        found = g_strndup(begin, (gsize)(end - begin));
        address = text_email(found);
        if (address != NULL && strchr(strchr(address, '@'), '.') != NULL) {
            *ret_at = begin;
            *ret_end = end;
            return address;
        }
        g_free(address);
    }
    return NULL;
}

gsize
bounce_own_words(const char *text)
{
    static const char *const marks[] = {
        "\nReceived:",           "\nReturn-Path:",
        "\nDKIM-Signature:",     "riginal message follows",
        "essage headers follow", "copy of the message",
        "copy of the original",  "header of the original",
        "Original message -",    "Returned message ",
        "Returned Message -",    "Unsent message",
        "Included is a copy",    "message d'origine",
        "Below this line is",
    };
    gsize end = strlen(text);

    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        const char *found = strstr(text, marks[i]);

        if (found != NULL && (gsize)(found - text) > 60)
            end = MIN(end, (gsize)(found - text));
    }
    return end;
}

static bool
is_ours_or_theirs(const Incoming *incoming, const char *address)
{
    if (g_str_has_prefix(address, "mailer-daemon@") || strcmp(address, incoming->from.address) == 0)
        return true;
    for (guint i = 0; i < incoming->to->len; i++)
        if (strcmp(address, ((ChannelAddress *)incoming->to->pdata[i])->address) == 0)
            return true;
    return false;
}

/* The first address in text that is somebody else's. Owned by the caller. */
static char *
find_other_address(const Incoming *incoming, const char *text, gsize length)
{
    const char *at, *end = text;
    char *postmaster = NULL;
    char *address;

    while ((address = next_address(end, text + length, &at, &end)) != NULL) {
        if (!is_ours_or_theirs(incoming, address)) {
            /* "Write to postmaster@…" is said beside; it may be the recipient too. */
            if (!g_str_has_prefix(address, "postmaster@")) {
                g_free(postmaster);
                return address;
            }
            if (postmaster == NULL)
                postmaster = g_steal_pointer(&address);
        }
        g_free(address);
    }
    return postmaster;
}

static void
find_returned(GMimeObject *parent, GMimeObject *part, gpointer data)
{
    GMimeMessage **found = data;

    if (*found == NULL && GMIME_IS_MESSAGE_PART(part))
        *found = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
}

GMimeMessage *
bounce_returned(GMimeMessage *message)
{
    GMimeObject *root = g_mime_message_get_mime_part(message);
    GMimeMessage *returned = NULL;

    if (root != NULL && GMIME_IS_MULTIPART(root))
        g_mime_multipart_foreach(GMIME_MULTIPART(root), find_returned, &returned);
    return returned;
}

/* Whom the mail that comes back was written to. Owned by the caller. */
static char *
returned_recipient(const Incoming *incoming, GMimeMessage *message)
{
    GMimeMessage *returned = bounce_returned(message);
    const char *to = returned != NULL ? mail_header_raw(GMIME_OBJECT(returned), "To") : NULL;

    return to != NULL ? find_other_address(incoming, to, strlen(to)) : NULL;
}

/* Where the failed recipients are listed, when the words say it: behind what reminds of the mail
 * itself. */
static const char *
listed_from(const char *words)
{
    static const char *const marks[] = {
        "did not reach the following",
        "could not be reached",
        "following address",
        "following recipient",
        "addresses had",
        "recipients had",
        "bouncedRecipients",
        "cannot be delivered to",
        "adresses suivantes",
        "adresse suivante",
        "destinataires suivants",
        "destinataire suivant",
        "Recipient address:",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        const char *found = strstr(words, marks[i]);

        if (found != NULL)
            return found;
    }
    return words;
}

char *
bounce_recipient(const Incoming *incoming, GMimeMessage *message, gsize words)
{
    const char *failed = mail_header_raw(GMIME_OBJECT(message), "X-Failed-Recipients");
    const char *text = incoming->text;
    const char *listed = listed_from(text);
    g_autofree char *typed = bounce_field(text, "Final-Recipient");
    char *address = failed != NULL ? find_other_address(incoming, failed, strlen(failed)) : NULL;

    if (address == NULL)
        address = bounce_typed_address(typed);
    if (address == NULL && words > (gsize)(listed - text))
        address = find_other_address(incoming, listed, words - (gsize)(listed - text));
    if (address == NULL)
        address = find_other_address(incoming, text, words);
    if (address == NULL)
        address = returned_recipient(incoming, message);
    if (address == NULL)
        address = find_other_address(incoming, text, strlen(text));
    return address;
}

char *
bounce_words_about(const Incoming *incoming, gsize length, const char *recipient)
{
    const char *text = incoming->text;
    const char *stop = text + length;
    const char *at = text, *end = text;
    bool met = false;
    char *address;

    while (recipient != NULL && (address = next_address(end, stop, &at, &end)) != NULL) {
        bool same = strcmp(address, recipient) == 0;
        bool other = !same && !is_ours_or_theirs(incoming, address);

        g_free(address);
        if (met && other)
            return g_strndup(text, (gsize)(at - text));
        met = met || same;
    }
    return g_strndup(text, length);
}
