#include "imap/imap-answer.h"

#include "base/limits.h"

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

static bool
broken(ImapParser *parser, const char *why)
{
    parser->state = BROKEN;
    parser->broken = why;
    return false;
}

/* ---- From a whole line to words ---- */

/* A reader of the line: at stays within end, and *end is a NUL. */
typedef struct {
    ImapParser *parser;
    const char *at, *end;
    guint literal; /* the next one */
    guint depth;
    bool in_code; /* ']' ends the words */
} Reader;

/* The text of a token is an offset until all are read, because words may move. */
static bool
add_token(Reader *reader, ImapTokenKind kind, const char *text, gsize size, GBytes *literal)
{
    ImapParser *parser = reader->parser;
    ImapToken token = {.kind = kind, .size = size, .literal = literal};

    if (parser->answer.tokens->len >= LIMIT_IMAP_WORDS)
        return broken(parser, "too many words");
    if (literal == NULL) {
        token.text = GSIZE_TO_POINTER(parser->words->len);
        g_string_append_len(parser->words, text, (gssize)size);
        g_string_append_c(parser->words, '\0');
    }
    g_array_append_val(parser->answer.tokens, token);
    return true;
}

static bool
read_quoted(Reader *reader)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (reader->at++; reader->at < reader->end && *reader->at != '"'; reader->at++) {
        if (*reader->at == '\\' && reader->at + 1 < reader->end)
            reader->at++;
        g_string_append_c(text, *reader->at);
    }
    if (reader->at == reader->end)
        return broken(reader->parser, "quote not closed");
    reader->at++;
    return add_token(reader, IMAP_TEXT, text->str, text->len, NULL);
}

/* BODY[HEADER.FIELDS (DATE FROM)]<0> is one word: brackets hold spaces and lists. */
static bool
read_word(Reader *reader)
{
    const char *from = reader->at;
    bool in_brackets = false;

    for (; reader->at < reader->end; reader->at++) {
        char c = *reader->at;

        if (c == '\0' || (!in_brackets && (c == ' ' || c == '(' || c == ')' || c == '"')) ||
            (reader->in_code && !in_brackets && c == ']'))
            break;
        if (c == '[')
            in_brackets = true;
        else if (c == ']')
            in_brackets = false;
    }
    if (in_brackets)
        return broken(reader->parser, "bracket not closed");
    return add_token(reader, IMAP_WORD, from, (gsize)(reader->at - from), NULL);
}

static bool
read_literal(Reader *reader)
{
    GBytes *literal = reader->parser->literals->pdata[reader->literal++];

    reader->at++;
    return add_token(reader, IMAP_TEXT, NULL, g_bytes_get_size(literal), literal);
}

static bool
read_bracket(Reader *reader, bool opens)
{
    if (opens && ++reader->depth > LIMIT_IMAP_DEPTH)
        return broken(reader->parser, "lists too deep");
    if (!opens && reader->depth-- == 0)
        return broken(reader->parser, "list closed that was not opened");
    reader->at++;
    return add_token(reader, opens ? IMAP_OPEN : IMAP_CLOSE, "", 0, NULL);
}

/* Up to the end of the line, or to the ']' of a code. */
static bool
read_words(Reader *reader)
{
    bool good = true;

    while (good && reader->at < reader->end && !(reader->in_code && *reader->at == ']')) {
        char c = *reader->at;

        if (c == ' ')
            reader->at++;
        else if (c == '"')
            good = read_quoted(reader);
        else if (c == '(' || c == ')')
            good = read_bracket(reader, c == '(');
        else if (c == '\0')
            good = read_literal(reader);
        else
            good = read_word(reader);
    }
    return good && (reader->depth == 0 || broken(reader->parser, "list not closed"));
}

/* ---- What kind of answer a line is ---- */

/* Past the first word of the line and the space behind it. */
static const char *
skip_word(const char *line)
{
    const char *space = strchr(line, ' ');

    return space != NULL ? space + 1 : line + strlen(line);
}

static ImapStatus
status_of(const char *text)
{
    static const char *const words[] = {"OK", "NO", "BAD", "BYE", "PREAUTH"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t size = strlen(words[i]);

        if (g_ascii_strncasecmp(text, words[i], size) == 0 &&
            (text[size] == ' ' || text[size] == '\0'))
            return (ImapStatus)(IMAP_OK + i);
    }
    return IMAP_DATA;
}

/* Words for people may end like a literal: "+ idling {3}" announces none. */
static bool
is_sentence(const ImapParser *parser)
{
    const char *line = parser->line->str;

    return parser->segment == 0 && (line[0] == '+' || status_of(skip_word(line)) != IMAP_DATA);
}

/* "[UIDVALIDITY 12] UIDs valid": the code's words, then the sentence. */
static bool
read_status(Reader *reader)
{
    const char *at = skip_word(reader->at);

    if (*at == '[') {
        reader->at = at + 1;
        reader->in_code = true;
        if (!read_words(reader))
            return false;
        if (reader->at == reader->end)
            return broken(reader->parser, "code not closed");
        at = reader->at + 1;
    }
    reader->parser->answer.said = *at == ' ' ? at + 1 : at;
    return true;
}

static void
settle_texts(ImapParser *parser)
{
    for (guint i = 0; i < parser->answer.tokens->len; i++) {
        ImapToken *token = &g_array_index(parser->answer.tokens, ImapToken, i);

        if (token->literal == NULL)
            token->text = parser->words->str + GPOINTER_TO_SIZE(token->text);
        else
            token->text = token->size > 0 ? g_bytes_get_data(token->literal, NULL) : "";
    }
}

static bool
read_answer(ImapParser *parser)
{
    const char *line = parser->line->str;
    ImapAnswer *answer = &parser->answer;
    Reader reader = {.parser = parser, .end = line + parser->line->len};

    reader.at = skip_word(line);
    if (line[0] == '+') {
        answer->kind = IMAP_CONTINUE;
        answer->said = reader.at;
        return true;
    }
    if (line[0] == '\0' || line[0] == ' ' || reader.at == reader.end)
        return broken(parser, "an answer without words");
    answer->kind = line[0] == '*' && line[1] == ' ' ? IMAP_UNTAGGED : IMAP_TAGGED;
    answer->status = status_of(reader.at);
    if (answer->kind == IMAP_TAGGED && answer->status == IMAP_DATA)
        return broken(parser, "a tag without a status");
    if (!(answer->status != IMAP_DATA ? read_status(&reader) : read_words(&reader)))
        return false;
    settle_texts(parser);
    if (answer->kind == IMAP_TAGGED) {
        answer->tag = line;
        parser->line->str[strcspn(line, " ")] = '\0';
    }
    return true;
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

    if (at == parser->segment || line->str[at - 1] != '}' || is_sentence(parser))
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
        if (read_answer(parser))
            parser->state = COMPLETE;
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
