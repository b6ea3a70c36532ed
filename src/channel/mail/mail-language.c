#include "channel/mail/mail-language.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_READ   400 /* enough to be sure, few enough to cost nothing */
#define WORD_MAX     10
#define CERTAIN_LEAD 20 /* words of one language over those of the other: enough */

typedef struct {
    char word[WORD_MAX];
    signed char french; /* 1: French, -1: English */
} SmallWord;

/* Sorted; words of one language only. */
static const SmallWord small_words[] = {
    {"a\xC3\xA9t\xC3\xA9", 1},
    {"and", -1},
    {"are", -1},
    {"au", 1},
    {"aussi", 1},
    {"avec", 1},
    {"avez", 1},
    {"be", -1},
    {"bonjour", 1},
    {"but", -1},
    {"ce", 1},
    {"cette", 1},
    {"dans", 1},
    {"de", 1},
    {"des", 1},
    {"du", 1},
    {"elle", 1},
    {"est", 1},
    {"et", 1},
    {"for", -1},
    {"from", -1},
    {"has", -1},
    {"have", -1},
    {"hello", -1},
    {"hi", -1},
    {"il", 1},
    {"is", -1},
    {"it", -1},
    {"j'ai", 1},
    {"je", 1},
    {"la", 1},
    {"le", 1},
    {"les", 1},
    {"ma", 1},
    {"mais", 1},
    {"merci", 1},
    {"mon", 1},
    {"my", -1},
    {"ne", 1},
    {"nous", 1},
    {"of", -1},
    {"ou", 1},
    {"par", 1},
    {"pas", 1},
    {"please", -1},
    {"pour", 1},
    {"que", 1},
    {"qui", 1},
    {"regards", -1},
    {"se", 1},
    {"sont", 1},
    {"sur", 1},
    {"thank", -1},
    {"thanks", -1},
    {"that", -1},
    {"the", -1},
    {"this", -1},
    {"to", -1},
    {"un", 1},
    {"une", 1},
    {"vos", 1},
    {"votre", 1},
    {"vous", 1},
    {"was", -1},
    {"we", -1},
    {"will", -1},
    {"with", -1},
    {"you", -1},
    {"your", -1},
};

static int
compare(const void *word, const void *row)
{
    return strcmp(word, ((const SmallWord *)row)->word);
}

static gboolean
is_word_byte(unsigned char c)
{
    return g_ascii_isalpha(c) || c >= 0x80 || c == '\'';
}

const char *
mail_language(const char *text)
{
    int french = 0, english = 0;

    for (int words = 0; *text != '\0' && words < WORDS_READ && abs(french - english) < CERTAIN_LEAD;
         words++) {
        char word[WORD_MAX];
        gsize length = 0;
        const SmallWord *found;

        while (*text != '\0' && !is_word_byte((unsigned char)*text))
            text++;
        for (; is_word_byte((unsigned char)*text); text++)
            if (length < WORD_MAX)
                word[length++] = g_ascii_tolower(*text);
        if (length == 0 || length == WORD_MAX)
            continue;
        word[length] = '\0';
        found =
            bsearch(word, small_words, G_N_ELEMENTS(small_words), sizeof small_words[0], compare);
        if (found != NULL)
            *(found->french > 0 ? &french : &english) += 1;
    }
    if (french >= 2 && french > 2 * english)
        return "fr";
    return english >= 2 && english > 2 * french ? "en" : NULL;
}
