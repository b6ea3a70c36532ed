#include "channel/mail/mail-token.h"

#include "base/token.h"

#include <string.h>

#define TOKEN_MIN 10
#define TOKEN_MAX 64
#define LOCAL_MAX 64 /* bytes before the '@' */

/* Before the token of a message, so that it is not taken for that of a thread. */
static const char bounce_mark[] = "b-";

/* A tag that people put themselves ("contact+newsletters") is not taken for a token: it has a
 * digit, or the length of ours, of which some have none. */
static bool
looks_like_token(const char *text, gsize length)
{
    bool digit = length == TOKEN_LENGTH || length == TOKEN_LENGTH + sizeof bounce_mark - 1;

    if (length < TOKEN_MIN || length > TOKEN_MAX)
        return false;
    for (gsize i = 0; i < length; i++) {
        char c = g_ascii_tolower(text[i]);

        if (!g_ascii_isdigit(c) && !g_ascii_islower(c) && c != '-')
            return false;
        digit = digit || g_ascii_isdigit(c);
    }
    return digit;
}

/* Where the token of an address begins, and how long it is; NULL if it holds none. */
static const char *
token_in_address(const char *address, gsize *ret_length)
{
    const char *at = strrchr(address, '@');
    const char *plus = at != NULL ? memrchr(address, '+', (gsize)(at - address)) : NULL;

    if (plus == NULL || plus == address)
        return NULL;
    *ret_length = (gsize)(at - plus - 1);
    return looks_like_token(plus + 1, *ret_length) ? plus + 1 : NULL;
}

char *
mail_token_address(const char *address, const char *token)
{
    const char *at = strrchr(address, '@');

    if (at == NULL || token == NULL || token[0] == '\0')
        return g_strdup(address);
    return g_strdup_printf("%.*s+%s%s", (int)(at - address), address, token, at);
}

char *
mail_token_bounce_address(const char *address, const char *token)
{
    g_autofree char *marked =
        token != NULL && token[0] != '\0' ? g_strconcat(bounce_mark, token, NULL) : NULL;
    char *made = mail_token_address(address, marked);

    if (strcspn(made, "@") <= LOCAL_MAX)
        return made;
    g_free(made);
    return g_strdup(address);
}

char *
mail_token_message_id(int64_t message, const char *token, const char *our_address)
{
    const char *at = our_address != NULL ? strrchr(our_address, '@') : NULL;
    const char *domain = at != NULL && at[1] != '\0' ? at + 1 : "localhost";

    return token != NULL && token[0] != '\0'
               ? g_strdup_printf("%" G_GINT64_FORMAT ".%s@%s", message, token, domain)
               : g_strdup_printf("%" G_GINT64_FORMAT "@%s", message, domain);
}

char *
mail_token_strip(const char *address)
{
    gsize length;
    const char *token = token_in_address(address, &length);

    if (token == NULL)
        return g_strdup(address);
    return g_strdup_printf("%.*s%s", (int)(token - 1 - address), address, token + length);
}

/* The first token of an address, of a message (bounce) or of a thread. */
static char *
find_token(const GPtrArray *addresses, bool bounce)
{
    gsize mark = sizeof bounce_mark - 1;

    for (guint i = 0; i < addresses->len; i++) {
        const ChannelAddress *address = addresses->pdata[i];
        gsize length;
        const char *token = token_in_address(address->address, &length);

        if (token == NULL || (g_ascii_strncasecmp(token, bounce_mark, mark) == 0) != bounce)
            continue;
        return bounce ? g_ascii_strdown(token + mark, (gssize)(length - mark))
                      : g_ascii_strdown(token, (gssize)length);
    }
    return NULL;
}

char *
mail_token_of_addresses(const GPtrArray *addresses)
{
    return find_token(addresses, false);
}

char *
mail_token_of_bounce(const GPtrArray *addresses)
{
    return find_token(addresses, true);
}

char *
mail_token_of_references(const GPtrArray *references)
{
    for (guint i = references->len; i > 0; i--) {
        const char *id = references->pdata[i - 1];
        gsize digits = strspn(id, "0123456789");
        const char *token = id + digits + 1;

        if (digits == 0 || id[digits] != '.')
            continue;
        if (looks_like_token(token, strcspn(token, "@")) && strchr(token, '@') != NULL)
            return g_ascii_strdown(token, (gssize)strcspn(token, "@"));
    }
    return NULL;
}
