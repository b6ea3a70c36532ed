#include "conversation/conversation-subject.h"

#include "base/text.h"

#include <string.h>

/* Words that, before a colon, mean an answer or a forward. Folded. */
static const char *const marks[] = {"re",  "ref", "rep", "tr",  "tf", "fw",   "fwd", "aw",
                                    "wg",  "sv",  "vs",  "vb",  "rv", "antw", "enc", "rif",
                                    "odp", "pd",  "ynt", "ilt", "vl", "i",    "r"};

/* Words that, before a number, name a ticket. */
static const char *const desks[] = {"ticket",   "dossier", "demande",   "case",    "request",
                                    "incident", "ref",     "reference", "affaire", "appel"};

static bool
is_one_of(const char *word, size_t length, const char *const *words, size_t n)
{
    g_autofree char *piece = g_strndup(word, length);
    g_autofree char *folded = text_fold(piece);

    for (size_t i = 0; i < n; i++)
        if (strcmp(folded, words[i]) == 0)
            return true;
    return false;
}

static const char *
skip(const char *at, const char *what)
{
    return at + strspn(at, what);
}

/* Where letters (of any language) end. */
static const char *
end_of_word(const char *at)
{
    while (*at != '\0' && g_unichar_isalpha(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    return at;
}

/* "[...]" or "***...***": a tag of a list, a filter, a desk. */
static const char *
skip_tag(const char *at)
{
    const char *end = at[0] == '[' ? strchr(at, ']') : NULL;

    if (end != NULL)
        return end + 1;
    end = g_str_has_prefix(at, "***") ? strstr(at + 3, "***") : NULL;
    return end != NULL ? end + 3 : at;
}

/* "Re:", "RE[2] :", "Re^2:", "Réf. :". */
static const char *
skip_mark(const char *at)
{
    const char *word = end_of_word(at);
    const char *end = word;

    if (word == at || !is_one_of(at, (size_t)(word - at), marks, G_N_ELEMENTS(marks)))
        return at;
    end = skip(end, ". ");
    if (*end == '[' || *end == '^' || *end == '(')
        end = skip(end, "[](^)0123456789");
    end = skip(end, " ");
    if (g_str_has_prefix(end, "\xc2\xa0"))
        end += 2;
    return *end == ':' ? end + 1 : at;
}

/* "#123", "Ticket #123:", "Demande n° 4711 -": a number, and what introduces it. */
static const char *
skip_ticket(const char *at)
{
    const char *word = end_of_word(at);
    const char *end = word;
    bool named = word > at && is_one_of(at, (size_t)(word - at), desks, G_N_ELEMENTS(desks));
    static const char *const numbers[] = {"n°", "N°", "nº", "Nº", "no.", "No.", "no ", "#"};
    const char *digits;

    if (word > at && !named)
        return at;
    end = skip(end, " .:");
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (g_str_has_prefix(end, numbers[i])) {
            end = skip(end + strlen(numbers[i]), " :");
            named = true;
            break;
        }
    digits = end;
    end = skip(end, "0123456789-/");
    /* A bare number may be all that the subject says. */
    return named && end > digits && g_ascii_isdigit(*digits) ? end : at;
}

char *
subject_bare(const char *subject)
{
    g_autofree char *line = text_line(subject);
    const char *at = line, *before = NULL;
    char *end;

    while (at != before) {
        before = at;
        at = skip(at, " -:|,;");
        at = skip_tag(at);
        at = skip_mark(at);
        at = skip_ticket(at);
    }
    end = line + strlen(line);
    if (end - at >= 5 && g_ascii_strcasecmp(end - 5, "(fwd)") == 0)
        *(end - 5) = '\0';
    return text_line(at);
}

bool
subject_is_empty(const char *subject)
{
    g_autofree char *bare = subject_bare(subject);

    return bare[0] == '\0';
}

/* Words alone, with one space around each. */
static char *
folded_words(const char *subject)
{
    g_autofree char *bare = subject_bare(subject);
    g_autofree char *folded = text_fold(bare);
    GString *words = g_string_new(" ");

    for (const char *at = folded; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (g_unichar_isalnum(c))
            g_string_append_unichar(words, c);
        else if (words->str[words->len - 1] != ' ')
            g_string_append_c(words, ' ');
    }
    if (words->str[words->len - 1] != ' ')
        g_string_append_c(words, ' ');
    return g_string_free(words, FALSE);
}

bool
subject_is_other(const char *a, const char *b)
{
    g_autofree char *one = folded_words(a);
    g_autofree char *other = folded_words(b);

    return strlen(one) > 1 && strlen(other) > 1 && strstr(one, other) == NULL &&
           strstr(other, one) == NULL;
}
