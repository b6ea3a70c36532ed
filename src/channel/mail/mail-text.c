#include "channel/mail/mail-text.h"

#include "base/text.h"

#include <string.h>

#define STUB_MAX 250 /* bytes; a longer one says something */

/* A line of a flowed text: its quote marks, and what stands behind them. */
typedef struct {
    const char *at;
    gsize length, marks;
    const char *words;
    gsize n_words; /* bytes */
} FlowedLine;

static FlowedLine
read_flowed(const char *at)
{
    FlowedLine line = {.at = at, .length = strcspn(at, "\n"), .marks = strspn(at, ">")};

    line.words = at + line.marks;
    line.n_words = line.length - line.marks;
    if (line.n_words > 0 && line.words[0] == ' ') { /* put there to hide a mark */
        line.words++;
        line.n_words--;
    }
    return line;
}

static bool
goes_on(const FlowedLine *line)
{
    bool signature = line->n_words == 3 && memcmp(line->words, "-- ", 3) == 0;

    return line->n_words > 0 && line->words[line->n_words - 1] == ' ' && !signature;
}

/* The space at the end of a line stands for nothing: another is before it, or the script has none.
 * Programs that announce delsp write it between words all the same. */
static bool
is_cut_inside(const FlowedLine *line)
{
    guchar before = line->n_words > 1 ? (guchar)line->words[line->n_words - 2] : ' ';

    return before == ' ' || before >= 0x80;
}

char *
mail_text_flowed(const char *text, bool delsp)
{
    GString *out = g_string_sized_new(strlen(text) + 1);
    bool joins = false;
    gsize marks = 0;

    while (*text != '\0') {
        FlowedLine line = read_flowed(text);
        bool more = goes_on(&line);

        text += line.length + (text[line.length] == '\n');
        if (joins && line.marks != marks) { /* it announced a line that did not come */
            g_string_append_c(out, '\n');
            joins = false;
        }
        if (joins)
            g_string_append_len(out, line.words, (gssize)line.n_words);
        else if (line.marks > 0)
            g_string_append_len(out, line.at, (gssize)line.length);
        else
            g_string_append_len(out, line.words, (gssize)line.n_words);
        if (more && delsp && is_cut_inside(&line))
            g_string_truncate(out, out->len - 1);
        if (!more)
            g_string_append_c(out, '\n');
        joins = more;
        marks = line.marks;
    }
    return g_string_free(out, FALSE);
}

char *
mail_text_enriched(const char *text)
{
    GString *out = g_string_sized_new(strlen(text) + 1);

    while (*text != '\0') {
        gsize plain = strcspn(text, "<\n");
        const char *close;

        g_string_append_len(out, text, (gssize)plain);
        text += plain;
        if (*text == '\n') { /* one is a space, of several the first goes */
            gsize breaks = strspn(text, "\n");

            g_string_append(out, breaks == 1 ? " " : "\n");
            for (gsize i = 2; i < breaks; i++)
                g_string_append_c(out, '\n');
            text += breaks;
        } else if (text[0] == '<' && text[1] == '<') {
            g_string_append_c(out, '<');
            text += 2;
        } else if (*text == '<') {
            close = memchr(text, '>', MIN(strlen(text), (gsize)80));
            if (close == NULL) {
                g_string_append_c(out, *text++);
                continue;
            }
            if (g_ascii_strncasecmp(text, "<param>", 7) == 0 &&
                (close = strstr(text, "</param>")) != NULL)
                close += strlen("</param");
            text = close != NULL ? close + 1 : text + strlen("<param>");
        }
    }
    return g_string_free(out, FALSE);
}

bool
mail_text_is_page(const char *text)
{
    static const char *const starts[] = {"<!doctype html", "<html>", "<html "};

    text += strspn(text, " \t\n");
    for (gsize i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_ascii_strncasecmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

bool
mail_text_is_stub(const char *text)
{
    static const char *const says[] = {"html", "view this email", "afficher ce message",
                                       "version en ligne", "visualiser cet e"};
    g_autofree char *folded = NULL;

    if (strlen(text) > STUB_MAX)
        return false;
    folded = text_fold(text);
    for (gsize i = 0; i < G_N_ELEMENTS(says); i++)
        if (strstr(folded, says[i]) != NULL)
            return true;
    return false;
}
