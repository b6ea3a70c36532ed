#include "imap/imap-wire.h"

#include <string.h>

#define CAPABILITIES_MAX 200
#define NUMBER_MAX       UINT32_MAX

bool
imap_can(const Imap *imap, const char *capability)
{
    return g_hash_table_contains(imap->capabilities, capability);
}

char *
imap_quote(const char *text)
{
    GString *out = g_string_new("\"");

    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *text);
    }
    return g_string_free(g_string_append_c(out, '"'), FALSE);
}

/* ---- Saying ---- */

G_GNUC_PRINTF(3, 0)
static bool
say(Imap *imap, char *ret_tag, const char *format, va_list args, GError **error)
{
    g_autoptr(GString) line = g_string_new(NULL);
    bool sent;

    imap->tags++;
    g_string_printf(line, "L%u ", imap->tags);
    if (ret_tag != NULL)
        g_snprintf(ret_tag, IMAP_TAG_SIZE, "L%u", imap->tags);
    g_string_append_vprintf(line, format, args);
    g_string_append(line, "\r\n");
    sent = imap_wire_send(imap, line->str, line->len, error);
    explicit_bzero(line->str, line->len); /* it may be a password */
    return sent;
}

bool
imap_say(Imap *imap, char ret_tag[IMAP_TAG_SIZE], GError **error, const char *format, ...)
{
    va_list args;
    bool said;

    va_start(args, format);
    said = say(imap, ret_tag, format, args, error);
    va_end(args);
    return said;
}

/* ---- Hearing ---- */

bool
imap_hear_capabilities(Imap *imap, const ImapAnswer *answer)
{
    if (!imap_token_is(answer, 0, "CAPABILITY"))
        return false;
    g_hash_table_remove_all(imap->capabilities);
    for (guint i = 1; i < MIN(answer->tokens->len, CAPABILITIES_MAX); i++)
        g_hash_table_add(imap->capabilities, g_ascii_strup(imap_token(answer, i)->text, -1));
    return true;
}

/* What any answer may tell of the folder that is open. */
static void
remember(Imap *imap, const ImapAnswer *answer)
{
    uint64_t number;

    if (imap_token_is(answer, 0, "UIDVALIDITY") &&
        imap_token_number(answer, 1, NUMBER_MAX, &number))
        imap->state.uid_validity = (uint32_t)number;
    else if (imap_token_is(answer, 0, "UIDNEXT") &&
             imap_token_number(answer, 1, NUMBER_MAX, &number))
        imap->state.uid_next = (uint32_t)number;
    else if (imap_token_is(answer, 1, "EXISTS") &&
             imap_token_number(answer, 0, NUMBER_MAX, &number)) {
        imap->news |= number > imap->state.exists;
        imap->state.exists = (uint32_t)number;
    } else if (imap_token_is(answer, 1, "EXPUNGE") && imap->state.exists > 0)
        imap->state.exists--;
    else
        imap_hear_capabilities(imap, answer);
}

const ImapAnswer *
imap_next(Imap *imap, GError **error)
{
    const ImapAnswer *answer = imap_wire_read(imap, error);

    if (answer == NULL)
        return NULL;
    if (answer->kind != IMAP_CONTINUE)
        remember(imap, answer);
    if (answer->kind == IMAP_UNTAGGED && answer->status == IMAP_BYE) {
        imap->told_bye = true;
        imap_fail(imap, APP_ERROR_UNAVAILABLE, "closed", answer->said, error);
        return NULL;
    }
    return answer;
}

static const ImapAnswer *
out_of_place(Imap *imap, const char *what, GError **error)
{
    imap_fail(imap, APP_ERROR_UNAVAILABLE, "protocol", what, error);
    return NULL;
}

const ImapAnswer *
imap_hear(Imap *imap, const char *tag, ImapHear hear, void *data, GError **error)
{
    for (;;) {
        const ImapAnswer *answer = imap_next(imap, error);

        if (answer == NULL)
            return NULL;
        if (answer->kind == IMAP_CONTINUE)
            return out_of_place(imap, "asked to go on with nothing", error);
        if (answer->kind == IMAP_TAGGED)
            return strcmp(answer->tag, tag) == 0 ? answer
                                                 : out_of_place(imap, "answered another", error);
        if (hear != NULL && !hear(imap, answer, data, error))
            return NULL;
    }
}

int
imap_go_on(Imap *imap, const char *tag, const ImapAnswer **ret_answer, GError **error)
{
    for (;;) {
        const ImapAnswer *answer = imap_next(imap, error);

        if (answer == NULL)
            return -1;
        if (answer->kind == IMAP_UNTAGGED)
            continue;
        if (answer->kind == IMAP_TAGGED && strcmp(answer->tag, tag) != 0) {
            (void)out_of_place(imap, "answered another", error);
            return -1;
        }
        *ret_answer = answer;
        return answer->kind == IMAP_CONTINUE;
    }
}

/* ---- Both ---- */

G_GNUC_PRINTF(6, 0)
static int
ask(Imap *imap, ImapHear hear, void *data, const ImapAnswer **ret_answer, GError **error,
    const char *format, va_list args)
{
    char tag[IMAP_TAG_SIZE];
    const ImapAnswer *answer = NULL;

    if (say(imap, tag, format, args, error))
        answer = imap_hear(imap, tag, hear, data, error);
    if (answer == NULL)
        return -1;
    *ret_answer = answer;
    return answer->status == IMAP_OK;
}

int
imap_ask(Imap *imap, ImapHear hear, void *data, const ImapAnswer **ret_answer, GError **error,
         const char *format, ...)
{
    va_list args;
    int asked;

    va_start(args, format);
    asked = ask(imap, hear, data, ret_answer, error, format, args);
    va_end(args);
    return asked;
}

bool
imap_do(Imap *imap, ImapHear hear, void *data, GError **error, const char *format, ...)
{
    const ImapAnswer *answer = NULL;
    va_list args;
    int asked;

    va_start(args, format);
    asked = ask(imap, hear, data, &answer, error, format, args);
    va_end(args);
    if (asked == 0)
        return imap_fail(imap, APP_ERROR_UNAVAILABLE, "rejected", answer->said, error);
    return asked > 0;
}
