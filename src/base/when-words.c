#include "base/when-words.h"

#include "base/text.h"

#include <glib.h>
#include <string.h>

#define WORD_MAX   16 /* letters of a word */
#define DIGITS_MAX 4

typedef struct {
    const char *words; /* with spaces around each */
    WhenKind kind;
    int value;
} Row;

static const Row rows[] = {
    {" le la l les du de d a at on the ce cet cette this vers pour of s et and er st nd rd th o "
     "clock ",
     WHEN_FILLER, 0},
    {" lundi lun monday mon ", WHEN_WEEKDAY, 0},
    {" mardi tuesday tue tues ", WHEN_WEEKDAY, 1},
    {" mercredi mer wednesday wed ", WHEN_WEEKDAY, 2},
    {" jeudi jeu thursday thu thur thurs ", WHEN_WEEKDAY, 3},
    {" vendredi ven friday fri ", WHEN_WEEKDAY, 4},
    {" samedi sam saturday sat ", WHEN_WEEKDAY, 5},
    {" dimanche dim sunday sun ", WHEN_WEEKDAY, 6},
    {" janvier janv january jan ", WHEN_MONTH, 1},
    {" fevrier fevr fev february feb ", WHEN_MONTH, 2},
    {" mars march ", WHEN_MONTH, 3},
    {" avril avr april apr ", WHEN_MONTH, 4},
    {" mai may ", WHEN_MONTH, 5},
    {" juin june jun ", WHEN_MONTH, 6},
    {" juillet juil july jul ", WHEN_MONTH, 7},
    {" aout august aug ", WHEN_MONTH, 8},
    {" septembre sept september sep ", WHEN_MONTH, 9},
    {" octobre oct october ", WHEN_MONTH, 10},
    {" novembre nov november ", WHEN_MONTH, 11},
    {" decembre dec december ", WHEN_MONTH, 12},
    {" aujourdhui today ", WHEN_DAYS, 0},
    {" demain tomorrow tmrw ", WHEN_DAYS, 1},
    {" midi noon ", WHEN_TIME, 12 * 60},
    {" matin matinee morning ", WHEN_PART, -1},
    {" afternoon ", WHEN_PART, 14 * 60},
    {" soir soiree evening tonight ", WHEN_PART, 18 * 60},
    {" am ", WHEN_AM, 0},
    {" pm ", WHEN_PM, 0},
    {" dans in ", WHEN_IN, 0},
    {" minute minutes min mn ", WHEN_MINUTE, 0},
    {" heure heures h hour hours hr hrs ", WHEN_HOUR, 0},
    {" jour jours day days j ", WHEN_DAY, 0},
    {" semaine semaines sem week weeks ", WHEN_WEEK, 0},
    {" mois month months ", WHEN_MONTHS, 0},
    {" ouvre ouvres ouvrable ouvrables working business ", WHEN_WORKING, 0},
    {" un une one an ", WHEN_NUMBER, 1},
    {" deux two ", WHEN_NUMBER, 2},
    {" trois three ", WHEN_NUMBER, 3},
    {" quatre four ", WHEN_NUMBER, 4},
    {" cinq five ", WHEN_NUMBER, 5},
    {" six ", WHEN_NUMBER, 6},
    {" seven ", WHEN_NUMBER, 7},
    {" huit eight ", WHEN_NUMBER, 8},
    {" neuf nine ", WHEN_NUMBER, 9},
    {" dix ten ", WHEN_NUMBER, 10},
    {" quinze fifteen ", WHEN_NUMBER, 15},
    {" apres after ", WHEN_AFTER, 0},
    {" prochain prochaine next ", WHEN_NEXT, 0},
};

WhenWord
when_word(const char *word, const char *language)
{
    g_autofree char *spaced = g_strconcat(" ", word, " ", NULL);

    if (strcmp(word, "mar") == 0)
        return g_strcmp0(language, "en") == 0 ? (WhenWord){WHEN_MONTH, 3}
                                              : (WhenWord){WHEN_WEEKDAY, 1};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strstr(rows[i].words, spaced) != NULL)
            return (WhenWord){rows[i].kind, rows[i].value};
    return (WhenWord){WHEN_NONE, 0};
}

static bool
read_word(const char *start, size_t length, const char *language, WhenToken *ret_token)
{
    char word[WORD_MAX + 1] = "";
    WhenWord known;

    if (length > WORD_MAX)
        return false;
    memcpy(word, start, length);
    known = when_word(word, language);
    *ret_token = (WhenToken){known.kind, known.value, 0, false};
    return known.kind != WHEN_NONE;
}

static bool
read_figure(const char *start, size_t length, WhenToken *ret_token)
{
    int value = 0;

    for (size_t i = 0; i < length && i < DIGITS_MAX; i++)
        value = value * 10 + (start[i] - '0');
    *ret_token = (WhenToken){WHEN_NUMBER, value, 0, true};
    return length <= DIGITS_MAX;
}

static size_t
span(const char *text, bool digits)
{
    size_t n = 0;

    while (digits ? g_ascii_isdigit(text[n]) : g_ascii_isalpha(text[n]))
        n++;
    return n;
}

/* The length of what a token takes at a place; 0 for a sign that says nothing there. */
static size_t
read_token(const char *text, bool after_digit, const char *language, WhenToken *ret_token,
           bool *ret_known)
{
    size_t letters = span(text, false), digits = span(text, true);

    if (letters > 0)
        *ret_known = read_word(text, letters, language, ret_token);
    else if (digits > 0)
        *ret_known = read_figure(text, digits, ret_token);
    else if (after_digit && strchr(":/-", *text) != NULL && g_ascii_isdigit(text[1])) {
        *ret_token = (WhenToken){.sign = *text};
        return 1;
    } else
        *ret_known = strchr(" ,.'-", *text) != NULL;
    return letters + digits;
}

/* The hyphen and the apostrophe that typographers prefer. */
static char *
plain(const char *text)
{
    g_autoptr(GString) folded = NULL;
    g_autofree char *fold = text_fold(text);

    folded = g_string_new(fold);
    g_string_replace(folded, "\xE2\x80\x99", "'", 0);
    g_string_replace(folded, "\xE2\x80\x91", "-", 0);
    g_string_replace(folded, "aujourd'hui", "aujourdhui", 0);
    return g_string_free(g_steal_pointer(&folded), FALSE);
}

size_t
when_tokens(const char *text, const char *language, WhenToken ret[WHEN_TOKENS_MAX])
{
    g_autofree char *words = plain(text);
    size_t n = 0;

    for (size_t at = 0, length; words[at] != '\0'; at += MAX(length, 1)) {
        WhenToken token = {WHEN_NONE, 0, 0, false};
        bool known = true;

        length = read_token(words + at, at > 0 && g_ascii_isdigit(words[at - 1]), language, &token,
                            &known);
        if (!known || (length > 0 && n == WHEN_TOKENS_MAX))
            return 0;
        if (length > 0)
            ret[n++] = token;
    }
    return n;
}
