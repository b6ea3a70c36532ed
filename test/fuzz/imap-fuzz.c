#include "imap/imap-answer.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LITERALS 2000

static void
digest(GChecksum *checksum, const ImapAnswer *answer)
{
    int depth = 0;

    for (guint i = 0; i < answer->tokens->len; i++) {
        const ImapToken *token = imap_token(answer, i);

        depth += token->kind == IMAP_OPEN ? 1 : token->kind == IMAP_CLOSE ? -1 : 0;
        g_assert_cmpint(depth, >=, 0);
        g_assert_cmpuint(imap_token_after(answer, i), >, i);
        g_assert_cmpint(token->text[token->size], ==, '\0');
        g_checksum_update(checksum, (const guchar *)token->text, (gssize)token->size + 1);
        g_checksum_update(checksum, (const guchar *)&token->kind, sizeof token->kind);
    }
    g_assert_cmpint(depth, ==, 0);
    g_checksum_update(checksum, (const guchar *)answer->said, -1);
    g_checksum_update(checksum, (const guchar *)answer->tag, -1);
    g_checksum_update(checksum, (const guchar *)&answer->status, sizeof answer->status);
}

/* A digest of all answers, and why they ended, when bytes come in pieces of step. */
static char *
read_all(const uint8_t *data, size_t size, size_t step)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(ImapParser) parser = imap_parser_new(LITERALS);

    for (size_t at = 0; at < size && imap_parser_broken(parser) == NULL;) {
        at += imap_parser_feed(parser, (const char *)data + at, MIN(step, size - at));
        if (imap_parser_answer(parser) != NULL)
            digest(checksum, imap_parser_answer(parser));
    }
    return g_strconcat(g_checksum_get_string(checksum), imap_parser_broken(parser), NULL);
}

/* What is read does not depend on how the network cut it. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *whole = read_all(data, size, size + 1);
    g_autofree char *pieces = read_all(data, size, 1 + (size > 0 ? data[size - 1] % 7 : 0));

    g_assert_cmpstr(whole, ==, pieces);
    return 0;
}
