#include "db/fulltext-query.h"

#include "db/french.h"

#include <stdbool.h>
#include <string.h>

/* One thing to look for. */
typedef struct {
    const char *start, *end;
    bool quoted;
    bool without;
    bool last; /* nothing follows, not even a space: it is being typed */
} Term;

static gunichar
closing_of(gunichar c)
{
    switch (c) {
    case '"':
        return '"';
    case 0xAB: /* French quotation marks */
        return 0xBB;
    case 0x201C: /* curly ones */
        return 0x201D;
    default:
        return 0;
    }
}

/* Reads the next term; false at the end. *at moves behind it. */
static bool
next_term(const char **at, Term *ret_term)
{
    const char *p = *at;
    gunichar closing;
    Term term = {0};

    while (*p != '\0' && g_unichar_isspace(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    if (*p == '\0')
        return false;
    if (*p == '-' && p[1] != '\0' && !g_unichar_isspace(g_utf8_get_char(p + 1))) {
        term.without = true;
        p++;
    }
    closing = closing_of(g_utf8_get_char(p));
    term.quoted = closing != 0;
    if (term.quoted)
        p = g_utf8_next_char(p);
    term.start = p;
    while (*p != '\0' && (term.quoted ? g_utf8_get_char(p) != closing
                                      : !g_unichar_isspace(g_utf8_get_char(p)) &&
                                            closing_of(g_utf8_get_char(p)) == 0))
        p = g_utf8_next_char(p);
    term.end = p;
    if (term.quoted && *p != '\0')
        p = g_utf8_next_char(p);
    term.last = *p == '\0';
    *at = p;
    *ret_term = term;
    return true;
}

/* As a string of FTS5, in which nothing but the quote means anything. */
static void
append_string(GString *to, const char *text)
{
    g_string_append_c(to, '"');
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"')
            g_string_append_c(to, '"');
        g_string_append_c(to, *p);
    }
    g_string_append_c(to, '"');
}

static void
append_last(GString *to, const char *typed, const FulltextLast *last)
{
    const char *const itself[] = {typed, NULL};

    for (const char *const *word = last->words != NULL ? last->words : itself; *word != NULL;
         word++) {
        if (to->str[to->len - 1] != '(')
            g_string_append(to, " OR ");
        append_string(to, *word);
        if (last->begun)
            g_string_append(to, " *");
    }
}

static bool
is_begun(sqlite3 *handle, const Term *term, const char *text)
{
    return term->last && !term->quoted && !term->without &&
           g_utf8_strlen(text, -1) >= FULLTEXT_BEGINNING && french_has_words(handle, text, true);
}

/* Appends what finds term, after joint if it is not the first; nothing for one without words. */
static void
append_term(sqlite3 *handle, GString *to, const char *joint, const Term *term,
            const FulltextLast *last)
{
    g_autofree char *text = g_strndup(term->start, (gsize)(term->end - term->start));
    bool whole = french_has_words(handle, text, false);
    bool more = (last->begun || last->words != NULL) && is_begun(handle, term, text);

    if (!whole && !more)
        return;
    if (to->len > 0)
        g_string_append(to, joint);
    g_string_append_c(to, '(');
    if (whole)
        append_string(to, text);
    if (more)
        append_last(to, text, last);
    g_string_append_c(to, ')');
}

char *
fulltext_query(sqlite3 *handle, const char *typed, const FulltextLast *last)
{
    g_autoptr(GString) with = g_string_new(NULL);
    g_autoptr(GString) without = g_string_new(NULL);
    GString *query;
    Term term;

    while (next_term(&typed, &term))
        append_term(handle, term.without ? without : with, term.without ? " OR " : " AND ", &term,
                    last);
    if (with->len == 0)
        return NULL;
    query = g_string_new(NULL);
    g_string_append_printf(query, "((%s)", with->str);
    if (without->len > 0)
        g_string_append_printf(query, " NOT (%s)", without->str);
    g_string_append_c(query, ')');
    return g_string_free(query, FALSE);
}

char *
fulltext_beginning(const char *typed)
{
    g_autofree char *text = NULL;
    Term term = {0};

    while (next_term(&typed, &term))
        continue;
    if (!term.last || term.quoted || term.without)
        return NULL;
    text = g_strndup(term.start, (gsize)(term.end - term.start));
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        if (!g_unichar_isalnum(g_utf8_get_char(p)))
            return NULL;
    return g_utf8_strlen(text, -1) > FULLTEXT_BEGINNING ? g_steal_pointer(&text) : NULL;
}
