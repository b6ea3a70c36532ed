#include "survey/survey-words.h"

#include "base/error.h"
#include "wording/wording.h"

#include <string.h>

SurveyWords *
survey_words_load(const Context *context, Db *db, const char *language)
{
    SurveyWords *words = g_new0(SurveyWords, 1);

    words->brand = brand_get(context, db);
    words->language = wording_language(db, language);
    words->said = wording_texts(db, survey_wordings, words->language);
    return words;
}

void
survey_words_free(SurveyWords *words)
{
    if (words == NULL)
        return;
    brand_free(words->brand);
    g_strfreev(words->said);
    g_free(words);
}

bool
survey_words_try(SurveyWords *words, const char *name, const char *text, GError **error)
{
    for (int word = 0; word < WORD_COUNT; word++) {
        char *kept;

        if (strcmp(survey_wordings[word].name, name) != 0)
            continue;
        kept = wording_check(&survey_wordings[word], text, error);
        if (kept == NULL)
            return false;
        g_free(words->said[word]);
        words->said[word] = kept;
        return true;
    }
    return error_set_field(error, APP_ERROR_INVALID, "texts", "no such wording");
}

void
survey_words_fill(SurveyWords *words, const char *person, const char *subject)
{
    const TemplateValue values[] = {
        {"organisation.name", words->brand->name},
        {"person.name", person},
        {"conversation.subject", subject},
        TEMPLATE_END,
    };

    for (int word = 0; word < WORD_COUNT; word++) {
        char *text = words->said[word];

        words->said[word] = wording_fill(text, values);
        g_free(text);
    }
}

SurveyWords *
survey_words_new(const Context *context, Db *db, const char *language)
{
    SurveyWords *words = survey_words_load(context, db, language);

    survey_words_fill(words, NULL, NULL);
    return words;
}

const char *
survey_score_word(const SurveyWords *words, int score)
{
    return words->said[WORD_SCORE_1 + score - 1];
}
