#include "db/postgresql.h"

#include <string.h>

/* One migration being spelled anew. */
typedef struct {
    const char *at;
    GString *to;
} Text;

/* Copies a comment or a quoted text as it is; false when none begins here. */
static bool
copy_untouched(Text *text)
{
    const char *end;

    if (g_str_has_prefix(text->at, "--"))
        end = text->at + strcspn(text->at, "\n");
    else if (text->at[0] == '\'' || text->at[0] == '"') {
        end = strchr(text->at + 1, text->at[0]);
        end = end != NULL ? end + 1 : text->at + strlen(text->at);
    } else
        return false;
    g_string_append_len(text->to, text->at, end - text->at);
    text->at = end;
    return true;
}

static bool
is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

/* SQLite's integers have 64 bits and its texts no collation; PostgreSQL's INTEGER has 32, and a
 * TEXT is sorted by the language of the database. Types are written in capitals, names are not. */
static void
append_word(GString *to, const char *word, gsize size)
{
    static const char *const spellings[][2] = {
        {"INTEGER", "BIGINT"},
        {"TEXT", "TEXT COLLATE \"C\""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(spellings); i++)
        if (strlen(spellings[i][0]) == size && strncmp(word, spellings[i][0], size) == 0) {
            g_string_append(to, spellings[i][1]);
            return;
        }
    g_string_append_len(to, word, (gssize)size);
}

/* Copies up to and without a character of stops that stands outside words, texts and parentheses.
 */
static void
copy_until(Text *text, const char *stops)
{
    unsigned depth = 0;

    while (text->at[0] != '\0' && (depth > 0 || strchr(stops, text->at[0]) == NULL)) {
        gsize size = 0;

        if (copy_untouched(text))
            continue;
        while (is_word(text->at[size]))
            size++;
        if (size > 0) {
            append_word(text->to, text->at, size);
            text->at += size;
            continue;
        }
        depth += text->at[0] == '(';
        depth -= text->at[0] == ')' && depth > 0;
        g_string_append_c(text->to, *text->at++);
    }
}

static void
copy_one(Text *text)
{
    g_string_append_c(text->to, *text->at++);
}

/* What an index sorts by, each between parentheses: a column may stand so, an expression must. The
 * order stays outside. */
static void
close_term(GString *to)
{
    gsize size = g_str_has_suffix(to->str, " DESC")  ? strlen(" DESC")
                 : g_str_has_suffix(to->str, " ASC") ? strlen(" ASC")
                                                     : 0;

    g_string_insert_c(to, (gssize)(to->len - size), ')');
}

static void
copy_index_terms(Text *text)
{
    copy_one(text); /* the parenthesis */
    while (text->at[0] != '\0' && text->at[0] != ')') {
        while (g_ascii_isspace(text->at[0]))
            copy_one(text);
        g_string_append_c(text->to, '(');
        copy_until(text, ",)");
        close_term(text->to);
        if (text->at[0] == ',')
            copy_one(text);
    }
}

static bool
begins_index(const char *statement)
{
    return g_str_has_prefix(statement, "CREATE INDEX ") ||
           g_str_has_prefix(statement, "CREATE UNIQUE INDEX ");
}

char *
postgresql_schema(const char *sql)
{
    Text text = {sql, g_string_new(NULL)};

    while (text.at[0] != '\0') {
        if (g_ascii_isspace(text.at[0])) {
            copy_one(&text);
            continue;
        }
        if (copy_untouched(&text))
            continue;
        if (begins_index(text.at)) {
            copy_until(&text, "(");
            if (text.at[0] == '(')
                copy_index_terms(&text);
        }
        copy_until(&text, ";");
        if (text.at[0] == ';')
            copy_one(&text);
    }
    return g_string_free(text.to, FALSE);
}
