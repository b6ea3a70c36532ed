#include "imap/imap-answer.h"

const ImapToken *
imap_token(const ImapAnswer *answer, guint i)
{
    return i < answer->tokens->len ? &g_array_index(answer->tokens, ImapToken, i) : NULL;
}

bool
imap_token_is(const ImapAnswer *answer, guint i, const char *word)
{
    const ImapToken *token = imap_token(answer, i);

    return token != NULL && token->kind == IMAP_WORD && g_ascii_strcasecmp(token->text, word) == 0;
}

bool
imap_token_number(const ImapAnswer *answer, guint i, uint64_t max, uint64_t *ret_number)
{
    const ImapToken *token = imap_token(answer, i);
    guint64 number;

    if (token == NULL || token->kind != IMAP_WORD ||
        !g_ascii_string_to_unsigned(token->text, 10, 0, max, &number, NULL))
        return false;
    *ret_number = number;
    return true;
}

guint
imap_token_after(const ImapAnswer *answer, guint i)
{
    guint depth = 0;

    for (; i < answer->tokens->len; i++) {
        ImapTokenKind kind = imap_token(answer, i)->kind;

        if (kind == IMAP_OPEN)
            depth++;
        else if (kind == IMAP_CLOSE && depth > 0)
            depth--;
        if (depth == 0)
            return i + 1;
    }
    return answer->tokens->len;
}
