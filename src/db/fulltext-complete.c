#include "db/fulltext-complete.h"

#include "db/fulltext-mark.h"

#include <string.h>

#define SAMPLE_MAX 20         /* documents looked at */
#define TEXT_MAX   (4 * 1024) /* bytes looked at of one */
#define WORDS_MAX  24         /* different ones: as good as all that people write */

typedef struct {
    GHashTable *words;
    const char *text;
} Completion;

static bool
note_word(gsize start, gsize end, void *data)
{
    Completion *completion = data;
    char *word = g_utf8_strdown(completion->text + start, (gssize)(end - start));

    g_hash_table_add(completion->words, word);
    return g_hash_table_size(completion->words) < WORDS_MAX;
}

char **
fulltext_complete(Db *db, const char *sample_sql, const char *expression, const char *beginning,
                  GError **error)
{
    g_autoptr(FulltextMarker) marker = fulltext_marker_new(beginning);
    g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(DbRows) rows =
        db_query(db, sample_sql, DB_ARGS(DB_TEXT(expression), DB_INT(SAMPLE_MAX)), error);
    int more = rows != NULL ? 1 : -1;
    char **list;

    while (more > 0 && (more = db_rows_next(rows, error)) > 0) {
        Completion completion = {words, db_rows_text(rows, 0)};

        if (marker == NULL || g_hash_table_size(words) >= WORDS_MAX)
            break;
        fulltext_mark(marker, completion.text, strnlen(completion.text, TEXT_MAX), note_word,
                      &completion);
    }
    if (more < 0)
        return NULL;
    list = (char **)g_hash_table_get_keys_as_array(words, NULL);
    g_hash_table_steal_all(words);
    return list;
}
