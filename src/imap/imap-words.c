#include "imap/imap-words.h"

#include "base/limits.h"

#include <string.h>

/* A reader of the line: at stays within end, and *end is a NUL. */
typedef struct {
    const char *at, *end;
    const GPtrArray *literals;
    guint literal; /* the next one */
    GString *words;
    ImapAnswer *answer;
    const char *broken; /* NULL: not */
    guint depth;
    bool in_code; /* ']' ends the words */
} Reader;

static bool
broken(Reader *reader, const char *why)
{
    reader->broken = why;
    return false;
}

/* The text of a token is an offset until all are read, because words may move. */
static bool
add_token(Reader *reader, ImapTokenKind kind, const char *text, gsize size, GBytes *literal)
{
    ImapToken token = {.kind = kind, .size = size, .literal = literal};

    if (reader->answer->tokens->len >= LIMIT_IMAP_WORDS)
        return broken(reader, "too many words");
    if (literal == NULL) {
        token.text = GSIZE_TO_POINTER(reader->words->len);
        g_string_append_len(reader->words, text, (gssize)size);
        g_string_append_c(reader->words, '\0');
    }
    g_array_append_val(reader->answer->tokens, token);
    return true;
}

static bool
read_quoted(Reader *reader)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (reader->at++; *reader->at != '\0' && *reader->at != '"'; reader->at++) {
        if (*reader->at == '\\' && reader->at[1] != '\0')
            reader->at++;
        g_string_append_c(text, *reader->at);
    }
    if (*reader->at == '\0') /* the end, or a literal where none may stand */
        return broken(reader, "quote not closed");
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
        return broken(reader, "bracket not closed");
    return add_token(reader, IMAP_WORD, from, (gsize)(reader->at - from), NULL);
}

static bool
read_literal(Reader *reader)
{
    GBytes *literal = reader->literals->pdata[reader->literal++];

    reader->at++;
    return add_token(reader, IMAP_TEXT, NULL, g_bytes_get_size(literal), literal);
}

static bool
read_bracket(Reader *reader, bool opens)
{
    if (opens && ++reader->depth > LIMIT_IMAP_DEPTH)
        return broken(reader, "lists too deep");
    if (!opens && reader->depth-- == 0)
        return broken(reader, "list closed that was not opened");
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
    return good && (reader->depth == 0 || broken(reader, "list not closed"));
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

bool
imap_words_is_sentence(const char *line)
{
    return line[0] == '+' || status_of(skip_word(line)) != IMAP_DATA;
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
            return broken(reader, "code not closed");
        at = reader->at + 1;
    }
    reader->answer->said = *at == ' ' ? at + 1 : at;
    return true;
}

static void
settle_texts(const Reader *reader)
{
    for (guint i = 0; i < reader->answer->tokens->len; i++) {
        ImapToken *token = &g_array_index(reader->answer->tokens, ImapToken, i);

        if (token->literal == NULL)
            token->text = reader->words->str + GPOINTER_TO_SIZE(token->text);
        else
            token->text = token->size > 0 ? g_bytes_get_data(token->literal, NULL) : "";
    }
}

static bool
read_answer(Reader *reader)
{
    const char *line = reader->at;
    ImapAnswer *answer = reader->answer;

    reader->at = skip_word(line);
    if (line[0] == '+') {
        answer->kind = IMAP_CONTINUE;
        answer->said = reader->at;
        return true;
    }
    if (line[0] == '\0' || line[0] == ' ' || reader->at == reader->end)
        return broken(reader, "an answer without words");
    answer->kind = line[0] == '*' && line[1] == ' ' ? IMAP_UNTAGGED : IMAP_TAGGED;
    answer->status = status_of(reader->at);
    if (answer->kind == IMAP_TAGGED && answer->status == IMAP_DATA)
        return broken(reader, "a tag without a status");
    return answer->status != IMAP_DATA ? read_status(reader) : read_words(reader);
}

const char *
imap_words_read(GString *line, const GPtrArray *literals, GString *words, ImapAnswer *answer)
{
    Reader reader = {.at = line->str,
                     .end = line->str + line->len,
                     .literals = literals,
                     .words = words,
                     .answer = answer};

    if (!read_answer(&reader))
        return reader.broken;
    settle_texts(&reader);
    if (answer->kind == IMAP_TAGGED) {
        answer->tag = line->str;
        line->str[strcspn(line->str, " ")] = '\0';
    }
    return NULL;
}
