#include "html/html-entity.h"
#include "html/html.h"

#include <stdlib.h>
#include <string.h>

#define TAG_NAME_MAX 12
#define QUOTE_MAX    20  /* levels of "> " that are written; deeper ones look the same */
#define PRE_BREAKS   10  /* line ends in a row that are kept */
#define PRE_SPACES   200 /* spaces in a row that are kept */

typedef enum {
    TAG_BREAK,     /* ends the line */
    TAG_BLOCK,     /* stands on lines of its own */
    TAG_PARAGRAPH, /* with an empty line around */
    TAG_CELL,
    TAG_ITEM,
    TAG_QUOTE,
    TAG_PRE,
    TAG_RULE,
    TAG_RAW, /* holds no text for people */
} TagKind;

typedef struct {
    char name[TAG_NAME_MAX];
    TagKind kind;
} Tag;

/* Sorted. An element that is not here is part of its line. */
static const Tag tags[] = {
    {"address", TAG_BLOCK},    {"article", TAG_BLOCK}, {"aside", TAG_BLOCK},
    {"blockquote", TAG_QUOTE}, {"body", TAG_BLOCK},    {"br", TAG_BREAK},
    {"center", TAG_BLOCK},     {"dd", TAG_BLOCK},      {"div", TAG_BLOCK},
    {"dl", TAG_BLOCK},         {"dt", TAG_BLOCK},      {"fieldset", TAG_BLOCK},
    {"figure", TAG_BLOCK},     {"footer", TAG_BLOCK},  {"form", TAG_BLOCK},
    {"h1", TAG_PARAGRAPH},     {"h2", TAG_PARAGRAPH},  {"h3", TAG_PARAGRAPH},
    {"h4", TAG_PARAGRAPH},     {"h5", TAG_PARAGRAPH},  {"h6", TAG_PARAGRAPH},
    {"head", TAG_BLOCK},       {"header", TAG_BLOCK},  {"hr", TAG_RULE},
    {"html", TAG_BLOCK},       {"legend", TAG_BLOCK},  {"li", TAG_ITEM},
    {"main", TAG_BLOCK},       {"nav", TAG_BLOCK},     {"noscript", TAG_BLOCK},
    {"ol", TAG_BLOCK},         {"option", TAG_BLOCK},  {"p", TAG_PARAGRAPH},
    {"pre", TAG_PRE},          {"script", TAG_RAW},    {"section", TAG_BLOCK},
    {"style", TAG_RAW},        {"table", TAG_BLOCK},   {"tbody", TAG_BLOCK},
    {"td", TAG_CELL},          {"template", TAG_RAW},  {"tfoot", TAG_BLOCK},
    {"th", TAG_CELL},          {"thead", TAG_BLOCK},   {"title", TAG_RAW},
    {"tr", TAG_BLOCK},         {"ul", TAG_BLOCK},
};

/* What is being read and written. The end pointers remember that something is nowhere in the rest,
 * so that a hostile page cannot make each tag search all of it again. */
typedef struct {
    const char *at, *end;
    GString *out;
    int breaks; /* line ends owed before the next word */
    int spaces; /* owed before it; on a new line only where white space is kept as it is */
    int quote, pre;
    bool no_single, no_double, no_comment;
} Reader;

static void
owe_breaks(Reader *reader, int breaks)
{
    reader->breaks = MAX(reader->breaks, breaks);
    reader->spaces = 0;
}

static void
owe_space(Reader *reader)
{
    if (reader->breaks == 0 && reader->out->len > 0)
        reader->spaces = MAX(reader->spaces, 1);
}

/* Pays what is owed, just before something visible is written. */
static void
settle(Reader *reader)
{
    bool begins = reader->out->len == 0;

    if (begins || reader->breaks > 0) {
        for (int i = 0; i < reader->breaks && !begins; i++)
            g_string_append_c(reader->out, '\n');
        for (int i = 0; i < MIN(reader->quote, QUOTE_MAX); i++)
            g_string_append(reader->out, "> ");
    }
    for (int i = 0; i < reader->spaces; i++)
        g_string_append_c(reader->out, ' ');
    reader->breaks = 0;
    reader->spaces = 0;
}

static void
put(Reader *reader, const char *bytes, gsize length)
{
    settle(reader);
    g_string_append_len(reader->out, bytes, (gssize)length);
}

static int
compare(const void *name, const void *tag)
{
    return strcmp(name, ((const Tag *)tag)->name);
}

static const Tag *
tag_of(const char *name, gsize length)
{
    char lower[TAG_NAME_MAX];

    if (length == 0 || length >= sizeof lower)
        return NULL;
    for (gsize i = 0; i < length; i++)
        lower[i] = g_ascii_tolower(name[i]);
    lower[length] = '\0';
    return bsearch(lower, tags, G_N_ELEMENTS(tags), sizeof tags[0], compare);
}

/* The end of an attribute's value that opens with quote at from, or NULL if it never closes. */
static const char *
value_end(Reader *reader, const char *from, char quote)
{
    bool *none = quote == '"' ? &reader->no_double : &reader->no_single;
    const char *found = *none ? NULL : memchr(from, quote, (gsize)(reader->end - from));

    *none = found == NULL;
    return found;
}

/* Just behind the '>' that closes a tag; quotes hide one only where a value may begin. */
static const char *
tag_end(Reader *reader, const char *from)
{
    for (const char *at = from; at < reader->end; at++) {
        if (*at == '>')
            return at + 1;
        if (*at != '=')
            continue;
        while (at + 1 < reader->end && g_ascii_isspace(at[1]))
            at++;
        if (at + 1 < reader->end && (at[1] == '"' || at[1] == '\'')) {
            const char *close = value_end(reader, at + 2, at[1]);

            if (close != NULL)
                at = close;
        }
    }
    return reader->end;
}

static const char *
find_close(const char *from, const char *end, const Tag *tag)
{
    gsize length = strlen(tag->name);

    for (const char *at = from; at < end; at++) {
        at = memchr(at, '<', (gsize)(end - at));
        if (at == NULL)
            return end;
        if ((gsize)(end - at) > length + 2 && at[1] == '/' &&
            g_ascii_strncasecmp(at + 2, tag->name, length) == 0)
            return at;
    }
    return end;
}

static void
open_tag(Reader *reader, const Tag *tag)
{
    switch (tag->kind) {
    case TAG_BREAK:
        owe_breaks(reader, MIN(reader->breaks + 1, 2));
        break;
    case TAG_PARAGRAPH:
        owe_breaks(reader, 2);
        break;
    case TAG_CELL:
        owe_space(reader);
        break;
    case TAG_ITEM:
        owe_breaks(reader, 1);
        put(reader, "- ", 2);
        break;
    case TAG_QUOTE:
        owe_breaks(reader, 1);
        reader->quote++;
        break;
    case TAG_PRE:
        owe_breaks(reader, 2);
        reader->pre++;
        break;
    case TAG_RULE:
        owe_breaks(reader, 1);
        put(reader, "---", 3);
        owe_breaks(reader, 1);
        break;
    case TAG_RAW:
        reader->at = find_close(reader->at, reader->end, tag);
        break;
    case TAG_BLOCK:
    default:
        owe_breaks(reader, 1);
    }
}

static void
close_tag(Reader *reader, const Tag *tag)
{
    switch (tag->kind) {
    case TAG_BREAK:
    case TAG_RAW:
    case TAG_RULE:
        break;
    case TAG_CELL:
        owe_space(reader);
        break;
    case TAG_QUOTE:
        owe_breaks(reader, 1);
        reader->quote = MAX(reader->quote - 1, 0);
        break;
    case TAG_PRE:
        owe_breaks(reader, 2);
        reader->pre = MAX(reader->pre - 1, 0);
        break;
    case TAG_PARAGRAPH:
        owe_breaks(reader, 2);
        break;
    case TAG_BLOCK:
    case TAG_ITEM:
    default:
        owe_breaks(reader, 1);
    }
}

static void
skip_comment(Reader *reader)
{
    gsize rest = (gsize)(reader->end - reader->at);
    const char *close = NULL;

    if (rest >= 4 && memcmp(reader->at, "<!--", 4) == 0 && !reader->no_comment) {
        close = memmem(reader->at + 2, rest - 2, "-->", 3);
        reader->no_comment = close == NULL;
        close = close != NULL ? close + 3 : NULL;
    }
    if (close == NULL) {
        close = memchr(reader->at, '>', rest);
        close = close != NULL ? close + 1 : reader->end;
    }
    reader->at = close;
}

/* At a '<'. False when it begins nothing and is a character like another. */
static bool
read_tag(Reader *reader)
{
    const char *name = reader->at + 1;
    bool closes = name < reader->end && *name == '/';
    const char *name_end;
    const Tag *tag;

    if (name < reader->end && (*name == '!' || *name == '?')) {
        skip_comment(reader);
        return true;
    }
    name += closes;
    if (name >= reader->end || !g_ascii_isalpha(*name))
        return false;
    for (name_end = name; name_end < reader->end && !strchr(" \t\r\n\f/>", *name_end); name_end++)
        if (*name_end == '@') /* an address that nobody escaped */
            return false;
    tag = tag_of(name, (gsize)(name_end - name));
    reader->at = tag_end(reader, name_end);
    if (tag != NULL)
        (closes ? close_tag : open_tag)(reader, tag);
    return true;
}

static void
read_space(Reader *reader)
{
    if (reader->pre > 0) {
        if (*reader->at == '\n')
            owe_breaks(reader, MIN(reader->breaks + 1, PRE_BREAKS));
        else if (*reader->at != '\r')
            reader->spaces = MIN(reader->spaces + (*reader->at == '\t' ? 4 : 1), PRE_SPACES);
    } else {
        owe_space(reader);
    }
    reader->at++;
}

static void
put_hard_space(Reader *reader)
{
    /* "<p>&nbsp;</p>" is how editors write an empty line. */
    if (reader->breaks > 0 || reader->out->len == 0)
        reader->breaks = 2;
    else
        reader->spaces = MAX(reader->spaces, 1);
}

static void
read_entity(Reader *reader)
{
    gsize length = 1;
    gunichar c = html_entity(reader->at, (gsize)(reader->end - reader->at), &length);
    char utf8[6];

    if (c == 0)
        put(reader, "&", 1);
    else if (c == 0xA0)
        put_hard_space(reader);
    else if (c < 0x20 || c == 0x7F)
        owe_space(reader);
    else
        put(reader, utf8, (gsize)g_unichar_to_utf8(c, utf8));
    reader->at += length;
}

static bool
is_hard_space(const char *at, const char *end)
{
    return end - at >= 2 && (unsigned char)at[0] == 0xC2 && (unsigned char)at[1] == 0xA0;
}

static void
read_word(Reader *reader)
{
    const char *from = reader->at;

    while (reader->at < reader->end && (unsigned char)*reader->at > ' ' && *reader->at != '<' &&
           *reader->at != '&' && !is_hard_space(reader->at, reader->end))
        reader->at++;
    put(reader, from, (gsize)(reader->at - from));
}

static void
read_one(Reader *reader)
{
    if (*reader->at == '<') {
        if (!read_tag(reader)) {
            put(reader, "<", 1);
            reader->at++;
        }
    } else if (*reader->at == '&') {
        read_entity(reader);
    } else if ((unsigned char)*reader->at <= ' ') {
        read_space(reader);
    } else if (is_hard_space(reader->at, reader->end)) {
        put_hard_space(reader);
        reader->at += 2;
    } else {
        read_word(reader);
    }
}

char *
html_to_text(const char *html, gsize length, gsize max, bool *ret_cut)
{
    Reader reader = {
        .at = html,
        .end = html + length,
        .out = g_string_sized_new(MIN(length / 2, max) + 1),
    };

    while (reader.at < reader.end && reader.out->len <= max)
        read_one(&reader);
    if (ret_cut != NULL)
        *ret_cut = reader.at < reader.end || reader.out->len > max;
    if (reader.out->len > max) {
        while (max > 0 && ((unsigned char)reader.out->str[max] & 0xC0) == 0x80)
            max--;
        g_string_truncate(reader.out, max);
    }
    return g_string_free(reader.out, FALSE);
}
