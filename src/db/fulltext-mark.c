#include "db/fulltext-mark.h"

#include "db/french.h"

#include <string.h>

#define CACHE_SLOTS 256

struct FulltextMarker {
    sqlite3 *handle; /* in memory: FTS5 hands out its tokenizers through a connection */
    fts5_tokenizer tokenizer;
    Fts5Tokenizer *french;
    GHashTable *stems; /* of the words asked for */
    char *beginning;   /* of the last word, which is being typed; NULL */
    bool first[128];   /* letters that what is asked for begins with */
    bool any_first;    /* one of them is none of these */
};

/* A stem begins with the letter of its word. */
static void
note_first(FulltextMarker *marker, const char *token)
{
    unsigned char first = (unsigned char)token[0];

    if (first >= sizeof marker->first)
        marker->any_first = true;
    else
        marker->first[first] = true;
}

/* What the query asks for: all but the words after a '-'. Owned by the caller. */
static char *
wanted_words(const char *query)
{
    g_auto(GStrv) words = g_strsplit_set(query, " \t\n\r", -1);
    GString *wanted = g_string_new(NULL);

    for (char **word = words; *word != NULL; word++)
        if ((*word)[0] != '-' && (*word)[0] != '\0')
            g_string_append_printf(wanted, "%s%s", wanted->len > 0 ? " " : "", *word);
    return g_string_free(wanted, FALSE);
}

static int
note_stem(void *data, int flags, const char *token, int size, int start, int end)
{
    FulltextMarker *marker = data;

    note_first(marker, token);
    g_hash_table_add(marker->stems, g_strndup(token, (gsize)size));
    return SQLITE_OK;
}

static int
note_beginning(void *data, int flags, const char *token, int size, int start, int end)
{
    FulltextMarker *marker = data;

    note_first(marker, token);
    g_free(marker->beginning);
    marker->beginning = g_strndup(token, (gsize)size);
    return SQLITE_OK;
}

static bool
open_tokenizer(FulltextMarker *marker)
{
    fts5_api *api;
    void *data;

    if (sqlite3_open(":memory:", &marker->handle) != SQLITE_OK ||
        french_register(marker->handle, CACHE_SLOTS) != SQLITE_OK)
        return false;
    api = french_api(marker->handle);
    return api != NULL &&
           api->xFindTokenizer(api, "french", &data, &marker->tokenizer) == SQLITE_OK &&
           marker->tokenizer.xCreate(data, NULL, 0, &marker->french) == SQLITE_OK;
}

FulltextMarker *
fulltext_marker_new(const char *query)
{
    g_autoptr(FulltextMarker) marker = g_new0(FulltextMarker, 1);
    g_autofree char *wanted = wanted_words(query);
    const char *last = strrchr(wanted, ' ');

    marker->stems = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!open_tokenizer(marker))
        return NULL;
    marker->tokenizer.xTokenize(marker->french, marker, FTS5_TOKENIZE_QUERY, wanted,
                                (int)strlen(wanted), note_stem);
    last = last != NULL ? last + 1 : wanted;
    if (last[0] != '\0' &&
        g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(wanted + strlen(wanted)))))
        marker->tokenizer.xTokenize(marker->french, marker,
                                    FTS5_TOKENIZE_QUERY | FTS5_TOKENIZE_PREFIX, last,
                                    (int)strlen(last), note_beginning);
    if (marker->beginning == NULL && g_hash_table_size(marker->stems) == 0)
        return NULL;
    return g_steal_pointer(&marker);
}

void
fulltext_marker_free(FulltextMarker *marker)
{
    if (marker == NULL)
        return;
    if (marker->french != NULL)
        marker->tokenizer.xDelete(marker->french);
    sqlite3_close(marker->handle);
    g_hash_table_unref(marker->stems);
    g_free(marker->beginning);
    g_free(marker);
}

typedef struct {
    const FulltextMarker *marker;
    FulltextMark each;
    void *data;
    gsize from; /* of the run being cut */
    gsize done; /* end of the last word given: a word may have two stems */
    bool enough;
} Marking;

static int
mark_word(void *data, int flags, const char *token, int size, int start, int end)
{
    Marking *marking = data;
    const char *beginning = marking->marker->beginning;
    char stem[64];
    gsize length = MIN((gsize)size, sizeof stem - 1);

    memcpy(stem, token, length);
    stem[length] = '\0';
    if (marking->from + (gsize)end <= marking->done ||
        (!g_hash_table_contains(marking->marker->stems, stem) &&
         (beginning == NULL || !g_str_has_prefix(stem, beginning))))
        return SQLITE_OK;
    marking->done = marking->from + (gsize)end;
    marking->enough =
        !marking->each(marking->from + (gsize)start, marking->from + (gsize)end, marking->data);
    return marking->enough ? SQLITE_DONE : SQLITE_OK;
}

/* Whether a run of letters without white space may hold a word that is asked for: most do not, and
 * telling so takes far less than finding their stems. */
static bool
may_hold(const FulltextMarker *marker, const char *run, gsize size)
{
    bool begins = true;

    for (gsize i = 0; i < size; i++) {
        unsigned char c = (unsigned char)run[i];

        if (begins &&
            (c >= sizeof marker->first || marker->first[(guchar)g_ascii_tolower((char)c)]))
            return true;
        begins = !g_ascii_isalnum((char)c);
    }
    return marker->any_first;
}

void
fulltext_mark(FulltextMarker *marker, const char *text, gsize size, FulltextMark each, void *data)
{
    Marking marking = {.marker = marker, .each = each, .data = data};
    gsize from = 0, below;

    for (size = MIN(size, G_MAXINT); from < size && !marking.enough; from = below + 1) {
        for (below = from; below < size && !g_ascii_isspace(text[below]);)
            below++;
        marking.from = from;
        if (below > from && may_hold(marker, text + from, below - from))
            marker->tokenizer.xTokenize(marker->french, &marking, FTS5_TOKENIZE_DOCUMENT,
                                        text + from, (int)(below - from), mark_word);
    }
}
