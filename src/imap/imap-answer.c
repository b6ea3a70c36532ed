#include "imap/imap-answer.h"

#include "base/limits.h"
#include "imap/imap-words.h"

#include <string.h>

typedef enum { READ_LINE, READ_LITERAL, COMPLETE, BROKEN } State;

struct ImapParser {
    State state;
    gsize literals_max;
    const char *broken;
    GString *line;       /* of this answer so far; a NUL stands where a literal was */
    gsize segment;       /* where the part of line behind the last literal begins */
    GPtrArray *literals; /* of GBytes */
    gsize held;          /* bytes of literals */
    char *literal;       /* the one being read */
    gsize literal_size, literal_got;
    GString *words; /* the tokens' bytes, each with its NUL */
    ImapAnswer answer;
};

static void
begin(ImapParser *parser)
{
    GArray *tokens = parser->answer.tokens;

    g_string_truncate(parser->line, 0);
    g_string_truncate(parser->words, 0);
    g_ptr_array_set_size(parser->literals, 0);
    g_array_set_size(tokens, 0);
    parser->segment = parser->held = 0;
    parser->answer = (ImapAnswer){.tag = "", .said = "", .tokens = tokens};
    parser->state = READ_LINE;
}

ImapParser *
imap_parser_new(gsize literals)
{
    ImapParser *parser = g_new0(ImapParser, 1);

    parser->literals_max = literals;
    parser->line = g_string_new(NULL);
    parser->words = g_string_new(NULL);
    parser->literals = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    parser->answer.tokens = g_array_new(FALSE, FALSE, sizeof(ImapToken));
    begin(parser);
    return parser;
}

void
imap_parser_free(ImapParser *parser)
{
    if (parser == NULL)
        return;
    g_string_free(parser->line, TRUE);
    g_string_free(parser->words, TRUE);
    g_ptr_array_unref(parser->literals);
    g_array_unref(parser->answer.tokens);
    g_free(parser->literal);
    g_free(parser);
}

const ImapAnswer *
imap_parser_answer(const ImapParser *parser)
{
    return parser->state == COMPLETE ? &parser->answer : NULL;
}

const char *
imap_parser_broken(const ImapParser *parser)
{
    return parser->broken;
}

static void
broken(ImapParser *parser, const char *why)
{
    parser->state = BROKEN;
    parser->broken = why;
}

/* ---- From bytes to a whole line ---- */

/* Does the line end with "{17}" ("{17+}", "~{17}")? 1: *ret_size, 0, -1: broken. */
static int
announced(ImapParser *parser, gsize *ret_from, gsize *ret_size)
{
    const GString *line = parser->line;
    gsize at = line->len;
    guint64 size;
    g_autofree char *digits = NULL;

    if (at == parser->segment || line->str[at - 1] != '}' ||
        (parser->segment == 0 && imap_words_is_sentence(line->str)))
        return 0;
    while (at > parser->segment && line->str[at - 1] != '{')
        at--;
    if (at == parser->segment)
        return 0;
    digits = g_strndup(line->str + at, line->len - at - 1);
    if (g_str_has_suffix(digits, "+"))
        digits[strlen(digits) - 1] = '\0';
    if (!g_ascii_string_to_unsigned(digits, 10, 0, G_MAXUINT64, &size, NULL))
        return 0;
    *ret_from = at - 1 - (at > parser->segment + 1 && line->str[at - 2] == '~' ? 1 : 0);
    if (size > parser->literals_max - parser->held || parser->literals->len >= LIMIT_IMAP_WORDS) {
        broken(parser, "literal too large");
        return -1;
    }
    *ret_size = size;
    return 1;
}

static void
keep_literal(ImapParser *parser)
{
    g_ptr_array_add(parser->literals,
                    g_bytes_new_take(g_steal_pointer(&parser->literal), parser->literal_size));
    parser->state = READ_LINE;
}

static void
end_answer(ImapParser *parser)
{
    const char *why =
        imap_words_read(parser->line, parser->literals, parser->words, &parser->answer);

    if (why != NULL)
        broken(parser, why);
    else
        parser->state = COMPLETE;
}

static void
end_line(ImapParser *parser)
{
    gsize from, size;
    int literal;

    if (parser->line->len > parser->segment && parser->line->str[parser->line->len - 1] == '\r')
        g_string_truncate(parser->line, parser->line->len - 1);
    literal = announced(parser, &from, &size);
    if (literal < 0)
        return;
    if (literal == 0) {
        end_answer(parser);
        return;
    }
    g_string_truncate(parser->line, from);
    g_string_append_c(parser->line, '\0');
    parser->segment = parser->line->len;
    parser->held += size;
    /* One more, so that a literal is NUL-terminated as words are. */
    parser->literal = g_malloc(size + 1);
    parser->literal[size] = '\0';
    parser->literal_size = size;
    parser->literal_got = 0;
    parser->state = READ_LITERAL;
    if (size == 0)
        keep_literal(parser);
}

static gsize
feed_line(ImapParser *parser, const char *bytes, gsize size)
{
    const char *feed = memchr(bytes, '\n', size);
    gsize taken = feed != NULL ? (gsize)(feed - bytes) : size;

    if (parser->line->len + taken > LIMIT_IMAP_LINE)
        broken(parser, "line too long");
    else if (memchr(bytes, '\0', taken) != NULL)
        broken(parser, "a NUL in a line");
    else
        g_string_append_len(parser->line, bytes, (gssize)taken);
    if (feed == NULL || parser->state == BROKEN)
        return taken;
    end_line(parser);
    return taken + 1;
}

static gsize
feed_literal(ImapParser *parser, const char *bytes, gsize size)
{
    gsize taken = MIN(size, parser->literal_size - parser->literal_got);

    memcpy(parser->literal + parser->literal_got, bytes, taken);
    parser->literal_got += taken;
    if (parser->literal_got == parser->literal_size)
        keep_literal(parser);
    return taken;
}

gsize
imap_parser_feed(ImapParser *parser, const char *bytes, gsize size)
{
    gsize taken = 0;

    if (parser->state == COMPLETE)
        begin(parser);
    while (taken < size && parser->state != COMPLETE && parser->state != BROKEN)
        taken += parser->state == READ_LITERAL ? feed_literal(parser, bytes + taken, size - taken)
                                               : feed_line(parser, bytes + taken, size - taken);
    return taken;
}
