#include "person/person-words.h"

#include "base/text.h"

char **
person_words(const char *folded, size_t max)
{
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();
    const char *start = NULL;
    size_t n = 0;

    for (const char *at = folded; n < max; at = g_utf8_next_char(at)) {
        bool inside = *at != '\0' && g_unichar_isalnum(g_utf8_get_char(at));

        if (inside && start == NULL)
            start = at;
        if (!inside && start != NULL) {
            g_autofree char *whole = g_strndup(start, (gsize)(at - start));
            g_autofree char *word = text_clip(whole, PERSON_WORD_MAX);

            g_strv_builder_add(words, word);
            start = NULL;
            n++;
        }
        if (*at == '\0')
            break;
    }
    return g_strv_builder_end(words);
}
