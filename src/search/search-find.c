#include "search/search-store.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

#define FIRST_CHUNK 25  /* matches asked of the index at first: what a list of suggestions shows */
#define CHUNK       400 /* and at most at a time */
#define BEFORE      60  /* bytes of text shown before the first found word */

bool
search_documents(Context *context, const char *query, int kind, int64_t before, size_t limit,
                 GArray **ret_ids, GError **error)
{
    if (context->fulltext == NULL)
        return error_set(error, APP_ERROR_UNAVAILABLE, "searching is off");
    return fulltext_search(context->fulltext, query, kind, before, limit, ret_ids, error);
}

/* ---- Conversations ---- */

typedef struct {
    Db *db;
    GHashTable *seen; /* of conversations, as int64_t* */
    int64_t before;
    SearchEach each;
    void *data;
} Collect;

/* 1: go on; 0: that is enough; -1: error. */
static int
collect(Collect *collect, int64_t message, GError **error)
{
    g_autoptr(GError) failed = NULL;
    int64_t conversation = 0;
    int found = search_store_conversation(collect->db, message, &conversation, error);

    if (found <= 0)
        return found == 0 ? 1 : -1;
    if (!g_hash_table_add(collect->seen, g_memdup2(&conversation, sizeof conversation)))
        return 1;
    if (collect->before != 0 && message >= collect->before)
        return 1; /* on a page before */
    if (collect->each(conversation, message, collect->data, &failed))
        return 1;
    if (failed == NULL)
        return 0;
    g_propagate_error(error, g_steal_pointer(&failed));
    return -1;
}

bool
search_conversations(Context *context, Db *db, const char *query, int64_t before, SearchEach each,
                     void *data, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    Collect matches = {db, seen, before, each, data};
    int64_t from = 0;
    size_t chunk = FIRST_CHUNK;
    int more = 1;

    /* Always from the newest: a matter that was given on a page before is not given again for an
     * older message of it. */
    for (size_t looked = 0; more == 1 && looked < SEARCH_MATCHES_MAX; looked += chunk) {
        g_autoptr(GArray) ids = NULL;

        chunk = looked == 0 ? FIRST_CHUNK : CHUNK;
        if (!search_documents(context, query, SEARCH_MESSAGE, from, chunk, &ids, error))
            return false;
        for (guint i = 0; more == 1 && i < ids->len; i++) {
            from = g_array_index(ids, int64_t, i);
            more = collect(&matches, from, error);
        }
        if (ids->len < chunk)
            break;
    }
    return more >= 0;
}

/* ---- Excerpts ---- */

typedef struct {
    const char *text;
    gsize from, below; /* the window */
    GString *out;
    gsize written; /* of text */
    bool found;
} Excerpt;

/* White space of any kind is one space. */
static void
write_text(Excerpt *excerpt, gsize below)
{
    for (; excerpt->written < below; excerpt->written++) {
        char c = excerpt->text[excerpt->written];

        if (!g_ascii_isspace(c))
            g_string_append_c(excerpt->out, c);
        else if (excerpt->out->len > 0 && excerpt->out->str[excerpt->out->len - 1] != ' ')
            g_string_append_c(excerpt->out, ' ');
    }
}

/* A window that begins and ends between words, or at least between characters. */
static void
place_window(Excerpt *excerpt, gsize start)
{
    gsize size = strlen(excerpt->text);
    gsize from = start > BEFORE ? start - BEFORE : 0;
    gsize below = MIN(from + SEARCH_EXCERPT_MAX, size);

    while (from > 0 && from < start && !g_ascii_isspace(excerpt->text[from - 1]))
        from++;
    while (below < size && below > from && ((unsigned char)excerpt->text[below] & 0xC0) == 0x80)
        below--;
    excerpt->from = excerpt->written = from;
    excerpt->below = below;
    if (from > 0)
        g_string_append(excerpt->out, "…");
}

static bool
write_mark(gsize start, gsize end, void *data)
{
    Excerpt *excerpt = data;

    if (!excerpt->found)
        place_window(excerpt, start);
    excerpt->found = true;
    if (end > excerpt->below)
        return false;
    write_text(excerpt, start);
    g_string_append(excerpt->out, "\xEE\x80\x80");
    write_text(excerpt, end);
    g_string_append(excerpt->out, "\xEE\x80\x81");
    return true;
}

/* The marks are ours alone. */
static char *
without_marks(const char *text)
{
    GString *clean = g_string_new(text);

    g_string_replace(clean, "\xEE\x80\x80", "", 0);
    g_string_replace(clean, "\xEE\x80\x81", "", 0);
    return g_string_free(clean, FALSE);
}

char *
search_excerpt(FulltextMarker *marker, const char *text, bool *ret_found)
{
    g_autofree char *clean = without_marks(text);
    Excerpt excerpt = {.text = clean, .out = g_string_new(NULL)};

    if (marker != NULL)
        fulltext_mark(marker, clean, strlen(clean), write_mark, &excerpt);
    if (!excerpt.found)
        place_window(&excerpt, 0);
    write_text(&excerpt, excerpt.below);
    if (clean[excerpt.below] != '\0')
        g_string_append(excerpt.out, "…");
    if (ret_found != NULL)
        *ret_found = excerpt.found;
    return g_string_free(excerpt.out, FALSE);
}
