#include "imap/imap-answer.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LITERALS 2000

/* FNV-1a: a digest that costs less than what it watches. */
static void
mix(uint64_t *digest, const char *bytes, gsize size)
{
    for (gsize i = 0; i < size; i++)
        *digest = (*digest ^ (uint8_t)bytes[i]) * UINT64_C(1099511628211);
}

static void
look(uint64_t *digest, const ImapAnswer *answer)
{
    int depth = 0;

    for (guint i = 0; i < answer->tokens->len; i++) {
        const ImapToken *token = imap_token(answer, i);

        depth += token->kind == IMAP_OPEN ? 1 : token->kind == IMAP_CLOSE ? -1 : 0;
        g_assert_cmpint(depth, >=, 0);
        g_assert_cmpuint(imap_token_after(answer, i), >, i);
        g_assert_cmpint(token->text[token->size], ==, '\0');
        mix(digest, token->text, token->size + 1);
        mix(digest, (const char *)&token->kind, sizeof token->kind);
    }
    g_assert_cmpint(depth, ==, 0);
    mix(digest, answer->said, strlen(answer->said) + 1);
    mix(digest, answer->tag, strlen(answer->tag) + 1);
    mix(digest, (const char *)&answer->status, sizeof answer->status);
}

/* A digest of all answers, and why they ended, when bytes come in pieces of step. */
static uint64_t
read_all(const uint8_t *data, size_t size, size_t step, const char **ret_broken)
{
    g_autoptr(ImapParser) parser = imap_parser_new(LITERALS);
    uint64_t digest = UINT64_C(14695981039346656037);

    for (size_t at = 0; at < size && imap_parser_broken(parser) == NULL;) {
        at += imap_parser_feed(parser, (const char *)data + at, MIN(step, size - at));
        if (imap_parser_answer(parser) != NULL)
            look(&digest, imap_parser_answer(parser));
    }
    *ret_broken = imap_parser_broken(parser);
    return digest;
}

/* What is read does not depend on how the network cut it. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *whole_broken, *pieces_broken;
    uint64_t whole = read_all(data, size, size + 1, &whole_broken);
    uint64_t pieces = read_all(data, size, 1 + (size > 0 ? data[size - 1] % 7 : 0), &pieces_broken);

    g_assert_cmpstr(whole_broken, ==, pieces_broken);
    g_assert_cmpuint(whole, ==, pieces);
    return 0;
}
