#include "channel/mail/mail-quote.h"

#include "channel/mail/quote-line.h"
#include "channel/mail/quote-said.h"

#include <string.h>

#define LINES_MAX       20000 /* of a text that are looked at; longer ones are left whole */
#define HEADER_LINES    14    /* a quoted header block is not longer */
#define SIGNATURE_LINES 12    /* nor a signature */
#define WRAPPED_MIN     55    /* a quoted line shorter than this was not cut by a program */

typedef enum {
    LINE_TEXT,
    LINE_EMPTY,
    LINE_QUOTED,
    LINE_SAID,     /* introduces a quoted mail */
    LINE_HEADER,   /* a header of a quoted mail */
    LINE_ORIGINAL, /* "Original message" */
    LINE_RULE,
    LINE_SIGNATURE,
} LineKind;

typedef struct {
    const char *at;
    gsize length;
    LineKind kind;
    bool sure; /* of LINE_SAID: it names a time or an address */
} Line;

typedef struct {
    Line *lines;
    gsize n;
} Lines;

static LineKind
first_kind(const char *line, gsize length)
{
    const char *end = line + length;
    const char *word = line;

    while (word < end && (*word == ' ' || *word == '\t' || *word == '\r' ||
                          (end - word >= 2 && memcmp(word, "\xC2\xA0", 2) == 0 && word++)))
        word++;
    if (word == end)
        return LINE_EMPTY;
    return quote_is_quoted(line, length) ? LINE_QUOTED : LINE_TEXT;
}

static Lines
split(const char *text)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
    gsize n;

    while (*text != '\0' && lines->len <= LINES_MAX) {
        gsize length = strcspn(text, "\n");
        Line line = {.at = text, .length = length, .kind = first_kind(text, length)};

        g_array_append_val(lines, line);
        text += length + (text[length] == '\n');
    }
    n = lines->len;
    return (Lines){.lines = (Line *)(gpointer)g_array_free(lines, FALSE), .n = n};
}

static bool
is_gap(const Lines *lines, gsize i)
{
    return i == 0 || lines->lines[i - 1].kind == LINE_EMPTY;
}

static void
mark(Lines *lines, gsize from, gsize to, LineKind kind)
{
    for (gsize i = from; i <= to; i++)
        lines->lines[i].kind = kind;
}

/* The run that was found begins with the time: the line before may hold the day. */
static bool
begins_before(const Lines *lines, gsize i, const char *joined)
{
    g_autofree char *longer = NULL;
    const Line *before = i > 0 ? &lines->lines[i - 1] : NULL;

    if (before == NULL || before->kind != LINE_TEXT || !g_ascii_isdigit(joined[0]) ||
        before->length > 100 || !is_gap(lines, i - 1))
        return false;
    longer = g_strdup_printf("%.*s %s", (int)before->length, before->at, joined);
    return !g_ascii_isdigit(longer[0]) && quote_is_said(longer, true, NULL);
}

/* Marks the introduction that ends at line last, if there is one: the shortest run of lines that is
 * one. A few empty lines may have come between. */
static void
mark_said(Lines *lines, gsize last)
{
    g_autoptr(GString) joined = g_string_new(NULL);
    int empty = 0;

    if (!quote_may_end_said(lines->lines[last].at, lines->lines[last].length))
        return;
    for (gsize i = last + 1; i-- > 0 && last - i < QUOTE_SAID_LINES + 1;) {
        const Line *line = &lines->lines[i];
        bool sure;

        if (line->kind == LINE_EMPTY) {
            if (++empty > 2)
                return;
            continue;
        }
        if (line->kind == LINE_SAID || line->length > 400)
            return;
        g_string_prepend_c(joined, ' ');
        g_string_prepend_len(joined, line->at, (gssize)line->length);
        if (quote_is_said(joined->str, is_gap(lines, i), &sure)) {
            if (line->kind == LINE_QUOTED)
                return; /* it is part of what is quoted */
            if (begins_before(lines, i, joined->str))
                i--;
            mark(lines, i, last, LINE_SAID);
            for (gsize j = i; j <= last; j++)
                lines->lines[j].sure = sure;
            return;
        }
    }
}

/* How many lines from i are the headers of a quoted mail; 0 if they are none. Long ones go over
 * several lines. */
static gsize
header_block(const Lines *lines, gsize i)
{
    unsigned seen = 0, labels = 0;
    gsize last = i;

    if (quote_is_header_line(lines->lines[i].at, lines->lines[i].length))
        return 1;
    if (quote_label(lines->lines[i].at, lines->lines[i].length) == QUOTE_LABEL_NONE)
        return 0;
    for (gsize j = i; j < lines->n && j < i + HEADER_LINES && j <= last + 2; j++) {
        QuoteLabel label = quote_label(lines->lines[j].at, lines->lines[j].length);

        if (label == QUOTE_LABEL_NONE)
            continue;
        labels += (seen & (1u << label)) == 0;
        seen |= 1u << label;
        last = j;
    }
    if ((seen & (1u << QUOTE_LABEL_FROM)) == 0 || labels < 3 ||
        (seen & (1u << QUOTE_LABEL_DATE | 1u << QUOTE_LABEL_SUBJECT)) == 0)
        return 0;
    /* The end of a long last header. */
    if (last + 2 < lines->n && lines->lines[last + 1].kind == LINE_TEXT &&
        (lines->lines[last + 1].at[0] == ' ' || lines->lines[last + 1].at[0] == '\t') &&
        lines->lines[last + 2].kind == LINE_EMPTY && lines->lines[i].at[0] != ' ')
        last++;
    return last - i + 1;
}

/* The end of a quoted line that a program cut: it stands alone between two quoted lines and goes on
 * with the sentence. An answer written between the lines begins one. */
static bool
is_wrapped(const Lines *lines, gsize i)
{
    const Line *before = i > 0 ? &lines->lines[i - 1] : NULL;
    const Line *after = i + 1 < lines->n ? &lines->lines[i + 1] : NULL;
    const Line *line = &lines->lines[i];
    const char *word = quote_skip_marks(line->at, line->at + line->length);

    return before != NULL && after != NULL && before->kind == LINE_QUOTED &&
           after->kind == LINE_QUOTED && before->length >= WRAPPED_MIN &&
           strchr(".?!:;", before->at[before->length - 1]) == NULL &&
           word < line->at + line->length && g_ascii_islower(*word);
}

static void
classify(Lines *lines)
{
    for (gsize i = 0; i < lines->n; i++) {
        Line *line = &lines->lines[i];
        gsize headers;

        if (line->kind == LINE_EMPTY || line->kind == LINE_HEADER)
            continue;
        if (line->length < 1000 && (headers = header_block(lines, i)) > 0)
            mark(lines, i, i + headers - 1, LINE_HEADER);
        else if (line->length < 1000 && quote_is_original_mark(line->at, line->length))
            line->kind = LINE_ORIGINAL;
        else if (line->kind == LINE_TEXT && quote_is_rule(line->at, line->length))
            line->kind = LINE_RULE;
        else if (line->kind == LINE_TEXT && is_wrapped(lines, i))
            line->kind = LINE_QUOTED;
        else if (line->kind == LINE_TEXT || !is_gap(lines, i))
            mark_said(lines, i); /* its last line may begin with the '>' of an address */
    }
}

/* A sentence that looks like an introduction, without a time or an address, is one only when a
 * quote follows. */
static void
doubt(Lines *lines)
{
    for (gsize i = 0; i < lines->n; i++) {
        gsize next = i;

        if (lines->lines[i].kind != LINE_SAID || lines->lines[i].sure)
            continue;
        while (next < lines->n &&
               (lines->lines[next].kind == LINE_SAID || lines->lines[next].kind == LINE_EMPTY))
            next++;
        if (next == lines->n || lines->lines[next].kind != LINE_QUOTED)
            lines->lines[i].kind = LINE_TEXT;
    }
}

static bool
any_text(const Lines *lines, gsize from, gsize to)
{
    for (gsize i = from; i < to; i++)
        if (lines->lines[i].kind == LINE_TEXT &&
            !quote_is_program_signature(lines->lines[i].at, lines->lines[i].length))
            return true;
    return false;
}

static gsize
next_not_empty(const Lines *lines, gsize i, gsize end)
{
    while (i < end && lines->lines[i].kind == LINE_EMPTY)
        i++;
    return i;
}

/* Where the answer ends because all that follows is the mail it answers. n if nothing says so. */
static gsize
find_cut(const Lines *lines)
{
    for (gsize i = 0; i < lines->n; i++) {
        const Line *line = &lines->lines[i];
        gsize next;

        /* Before any text, it is a mail passed on: that mail is the text. */
        if ((line->kind != LINE_HEADER && line->kind != LINE_ORIGINAL && line->kind != LINE_SAID) ||
            !any_text(lines, 0, i))
            continue;
        if (line->kind != LINE_SAID)
            return i;
        if (!line->sure)
            continue;
        for (next = i; next < lines->n && (lines->lines[next].kind == LINE_SAID ||
                                           lines->lines[next].kind == LINE_EMPTY);)
            next++;
        if (next == lines->n || lines->lines[next].kind != LINE_QUOTED ||
            lines->lines[next].at[0] != '>')
            return i;
    }
    return lines->n;
}

/* Takes from the end what is no answer, as long as some text remains. */
static gsize
trim_end(const Lines *lines, gsize end)
{
    while (end > 0) {
        const Line *line = &lines->lines[end - 1];

        if (line->kind == LINE_TEXT && !quote_is_program_signature(line->at, line->length))
            return end;
        end--;
    }
    return 0;
}

/* The line of "-- " that begins a signature which ends at end; end if there is none. */
static gsize
find_signature(const Lines *lines, gsize end)
{
    int written = 0;

    for (gsize i = end; i-- > 0 && written <= SIGNATURE_LINES;) {
        const Line *line = &lines->lines[i];

        if (quote_is_signature_mark(line->at, line->length))
            return any_text(lines, 0, i) ? i : end;
        if (line->kind == LINE_RULE && written > 0 && written <= 2 && line->length >= 5 &&
            line->at[0] == '_')
            return any_text(lines, 0, i) ? i : end;
        written += line->kind != LINE_EMPTY;
    }
    return end;
}

/* Past the mail quoted above an answer: an introduction, one quoted block, then only text. Answers
 * written between quoted lines need what they answer, and keep it. */
static gsize
find_start(const Lines *lines, gsize end)
{
    gsize i = next_not_empty(lines, 0, end);
    gsize quoted;

    while (i < end &&
           (lines->lines[i].kind == LINE_HEADER || lines->lines[i].kind == LINE_ORIGINAL ||
            lines->lines[i].kind == LINE_EMPTY || lines->lines[i].kind == LINE_RULE))
        i++;
    if (i >= end || lines->lines[i].kind != LINE_SAID)
        return i < end ? i : 0;
    while (i < end && (lines->lines[i].kind == LINE_SAID || lines->lines[i].kind == LINE_EMPTY))
        i++;
    quoted = i;
    while (i < end && (lines->lines[i].kind == LINE_QUOTED || lines->lines[i].kind == LINE_EMPTY))
        i++;
    for (gsize j = i; j < end; j++)
        if (lines->lines[j].kind == LINE_QUOTED)
            return quoted;
    return any_text(lines, i, end) ? i : quoted;
}

static char *
join(const Lines *lines, gsize from, gsize end)
{
    GString *kept = g_string_new(NULL);

    for (gsize i = from; i < end; i++) {
        const Line *line = &lines->lines[i];

        if (line->kind == LINE_SAID || (kept->len == 0 && line->kind == LINE_EMPTY))
            continue;
        g_string_append_len(kept, line->at, (gssize)line->length);
        g_string_append_c(kept, '\n');
    }
    return g_strchomp(g_string_free(kept, FALSE));
}

char *
mail_reply(const char *text)
{
    Lines lines = split(text);
    g_autofree Line *owned G_GNUC_UNUSED = lines.lines;
    g_autofree char *kept = NULL;
    gsize end, start;

    if (lines.n > LINES_MAX)
        return NULL;
    classify(&lines);
    doubt(&lines);
    end = trim_end(&lines, find_cut(&lines));
    end = trim_end(&lines, find_signature(&lines, end));
    if (end == 0)
        return NULL;
    start = find_start(&lines, end);
    kept = join(&lines, start, end);
    if (kept[0] == '\0' || (start == 0 && strlen(kept) == strlen(text)))
        return NULL;
    return g_steal_pointer(&kept);
}
