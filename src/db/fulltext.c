#include "db/fulltext.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "db/french.h"
#include "db/fulltext-complete.h"
#include "db/fulltext-query.h"
#include "db/readers.h"
#include "db/sqlite.h"

#include <glib/gstdio.h>
#include <pthread.h>
#include <string.h>

#define WRITER_CACHE 32768 /* words whose stems are remembered */
#define READER_CACHE 64

/* Of the file: a thousand for each layout of the tables below, and FRENCH_VERSION. */
#define VERSION 1002
G_STATIC_ASSERT(VERSION % 1000 == FRENCH_VERSION);

/* Each kind has an index of its own: to look for a person is not to walk through every mail that
 * holds the word. Beginnings of three letters are indexed like words (FULLTEXT_BEGINNING).
 * The texts are kept, because taking a document out of the index takes the text it was made from;
 * so the index needs nobody else to replace or to erase. */
#define MAKE_KIND(k)                                                                               \
    "CREATE VIRTUAL TABLE document" #k " USING fts5("                                              \
    " text, columnsize = 0, prefix = '3', tokenize = 'french');"

static const char make_sql[] = MAKE_KIND(0) MAKE_KIND(1) MAKE_KIND(2)
    MAKE_KIND(3) "CREATE TABLE progress (watermark BIGINT NOT NULL);"
                 "INSERT INTO progress VALUES (0);"
                 "PRAGMA user_version = " G_STRINGIFY(VERSION) ";";

static const char version_sql[] = "PRAGMA user_version";

static const char tables_sql[] = "SELECT count(*) FROM sqlite_schema";

static const char watermark_sql[] = "SELECT watermark FROM progress";

static const char set_watermark_sql[] = "UPDATE progress SET watermark = $1";

/* What is asked of the index of one kind. */
typedef struct {
    const char *try, *put, *delete, *optimize, *search, *sample;
} KindSql;

#define KIND_SQL(k)                                                                                \
    {                                                                                              \
        .try = "SELECT rowid FROM document" #k " WHERE document" #k " MATCH '\"lien\"' LIMIT 1",   \
        .put = "INSERT OR REPLACE INTO document" #k " (rowid, text) VALUES ($1, $2)",              \
        .delete = "DELETE FROM document" #k " WHERE rowid = $1",                                   \
        .optimize = "INSERT INTO document" #k " (document" #k ") VALUES ('optimize')",             \
        .search = "SELECT rowid FROM document" #k " WHERE document" #k " MATCH $1"                 \
                  " AND rowid < $2 ORDER BY rowid DESC LIMIT $3",                                  \
        .sample = "SELECT text FROM document" #k " WHERE document" #k " MATCH $1"                  \
                  " ORDER BY rowid DESC LIMIT $2",                                                 \
    }

static const KindSql kinds_sql[] = {KIND_SQL(0), KIND_SQL(1), KIND_SQL(2), KIND_SQL(3)};

G_STATIC_ASSERT(G_N_ELEMENTS(kinds_sql) == FULLTEXT_KINDS);

#define OFTEN 100 /* documents: two pages */

struct Fulltext {
    char *path;
    char *scratch;        /* folder of an index that lives no longer than the program, or NULL */
    pthread_mutex_t lock; /* of writer */
    Db *writer;
    Readers *readers;
};

/* ---- Opening ---- */

static Db *
open_connection(const char *path, DbUse use, GError **error)
{
    Db *db = sqlite_open(path, use, DB_DERIVED, error);

    if (db == NULL)
        return NULL;
    if (french_register(sqlite_handle(db), use == DB_WRITER ? WRITER_CACHE : READER_CACHE) ==
        SQLITE_OK)
        return db;
    sqlite_fail(db, error);
    engine_close(db);
    return NULL;
}

static Db *
open_reader(void *data, GError **error)
{
    const Fulltext *index = data;

    return open_connection(index->path, DB_READER, error);
}

/* Makes the tables of a new file; a file of another version, or damaged, is an error. */
static bool
prepare(Db *db, GError **error)
{
    int64_t tables = 0;
    int64_t version = 0;
    int64_t ignored;

    if (db_find_int(db, tables_sql, DB_NO_ARGS, &tables, error) < 0)
        return false;
    if (tables == 0)
        return engine_begin(db, error) && sqlite_script(db, make_sql, error) &&
               engine_commit(db, error);
    if (db_find_int(db, version_sql, DB_NO_ARGS, &version, error) < 0)
        return false;
    if (version != VERSION)
        return error_set(error, APP_ERROR_INTERNAL, "made by version %d", (int)version);
    for (size_t kind = 0; kind < FULLTEXT_KINDS; kind++)
        if (db_find_int(db, kinds_sql[kind].try, DB_NO_ARGS, &ignored, error) < 0)
            return false;
    return db_find_int(db, watermark_sql, DB_NO_ARGS, &ignored, error) >= 0;
}

static Db *
open_writer(const char *path, GError **error)
{
    Db *db = open_connection(path, DB_WRITER, error);

    if (db == NULL || prepare(db, error))
        return db;
    engine_rollback(db);
    engine_close(db);
    return NULL;
}

static void
remove_files(const char *path)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        g_autofree char *file = g_strconcat(path, suffixes[i], NULL);

        g_unlink(file);
    }
}

static Db *
open_or_renew(const char *path, GError **error)
{
    g_autoptr(GError) why = NULL;
    Db *writer = open_writer(path, &why);

    if (writer != NULL)
        return writer;
    if (!g_error_matches(why, APP_ERROR, APP_ERROR_INTERNAL)) {
        g_propagate_error(error, g_steal_pointer(&why));
        return NULL;
    }
    log_warning("fulltext", "renewed", "reason=%s", why->message);
    remove_files(path);
    return open_writer(path, error);
}

Fulltext *
fulltext_open(const char *path, GError **error)
{
    Fulltext *index = g_new0(Fulltext, 1);

    pthread_mutex_init(&index->lock, NULL);
    index->readers = readers_new(open_reader, index);
    if (strcmp(path, ":memory:") == 0) {
        /* A memory database cannot have several connections: a file, gone when it is closed. */
        index->scratch = g_dir_make_tmp("lien-fulltext-XXXXXX", error);
        index->path =
            index->scratch != NULL ? g_build_filename(index->scratch, "index", NULL) : NULL;
    } else
        index->path = g_strdup(path);
    if (index->path != NULL)
        index->writer = open_or_renew(index->path, error);
    if (index->writer != NULL)
        return index;
    fulltext_close(index);
    return NULL;
}

void
fulltext_close(Fulltext *index)
{
    if (index == NULL)
        return;
    readers_free(index->readers);
    engine_close(index->writer);
    if (index->scratch != NULL) {
        remove_files(index->path);
        g_rmdir(index->scratch);
    }
    pthread_mutex_destroy(&index->lock);
    g_free(index->scratch);
    g_free(index->path);
    g_free(index);
}

/* ---- Writing ---- */

typedef bool (*Change)(Db *db, const void *data, GError **error);

static bool
change(Fulltext *index, Change make, const void *data, GError **error)
{
    bool done;

    pthread_mutex_lock(&index->lock);
    done = engine_begin(index->writer, error) && make(index->writer, data, error) &&
           engine_commit(index->writer, error);
    if (!done)
        engine_rollback(index->writer);
    pthread_mutex_unlock(&index->lock);
    return done;
}

/* Accents written as marks of their own become letters again: the tokenizer wants them whole. */
static char *
compose(const char *text)
{
    return strpbrk(text, "\xCC\xCD") != NULL ? g_utf8_normalize(text, -1, G_NORMALIZE_NFC) : NULL;
}

/* A document that is of another kind now is taken out of the index of the one before. */
static bool
put_document(Db *db, const FulltextDocument *document, GError **error)
{
    g_autofree char *composed = compose(document->text);
    const char *text = composed != NULL ? composed : document->text;

    if (document->kind < 0 || document->kind >= FULLTEXT_KINDS)
        return error_set(error, APP_ERROR_INTERNAL, "fulltext: kind %d", (int)document->kind);
    for (int kind = 0; kind < FULLTEXT_KINDS; kind++)
        if (kind != document->kind &&
            !db_run(db, kinds_sql[kind].delete, DB_ARGS(DB_INT(document->id)), error))
            return false;
    return db_run(db, kinds_sql[document->kind].put, DB_ARGS(DB_INT(document->id), DB_TEXT(text)),
                  error);
}

typedef struct {
    const FulltextDocument *documents;
    size_t n_documents;
    int64_t watermark;
} Addition;

static bool
add_documents(Db *db, const void *data, GError **error)
{
    const Addition *addition = data;

    for (size_t i = 0; i < addition->n_documents; i++)
        if (!put_document(db, &addition->documents[i], error))
            return false;
    return db_run(db, set_watermark_sql, DB_ARGS(DB_INT(addition->watermark)), error);
}

bool
fulltext_write(Fulltext *index, const FulltextDocument *documents, size_t n_documents,
               int64_t watermark, GError **error)
{
    Addition addition = {documents, n_documents, watermark};

    return change(index, add_documents, &addition, error);
}

int64_t
fulltext_watermark(Fulltext *index)
{
    int64_t watermark = 0;

    pthread_mutex_lock(&index->lock);
    db_find_int(index->writer, watermark_sql, DB_NO_ARGS, &watermark, NULL);
    pthread_mutex_unlock(&index->lock);
    return watermark;
}

typedef struct {
    const int64_t *ids;
    size_t n_ids;
} Erasure;

/* A deletion only adds a mark to the index: what it marks is gone once all its parts are merged. */
static bool
erase_documents(Db *db, const void *data, GError **error)
{
    const Erasure *erasure = data;

    for (int kind = 0; kind < FULLTEXT_KINDS; kind++) {
        for (size_t i = 0; i < erasure->n_ids; i++)
            if (!db_run(db, kinds_sql[kind].delete, DB_ARGS(DB_INT(erasure->ids[i])), error))
                return false;
        if (!db_run(db, kinds_sql[kind].optimize, DB_NO_ARGS, error))
            return false;
    }
    return true;
}

bool
fulltext_erase(Fulltext *index, const int64_t *ids, size_t n_ids, GError **error)
{
    Erasure erasure = {ids, n_ids};
    bool emptied;

    if (!change(index, erase_documents, &erasure, error))
        return false;
    pthread_mutex_lock(&index->lock);
    emptied = sqlite3_wal_checkpoint_v2(sqlite_handle(index->writer), NULL,
                                        SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) == SQLITE_OK ||
              sqlite_fail(index->writer, error);
    pthread_mutex_unlock(&index->lock);
    return emptied;
}

/* ---- Searching ---- */

static bool
collect_ids(Db *db, int kind, const char *query, int64_t before, size_t limit, GArray *ids,
            GError **error)
{
    g_autoptr(DbRows) rows = db_query(
        db, kinds_sql[kind].search,
        DB_ARGS(DB_TEXT(query), DB_INT(before != 0 ? before : G_MAXINT64), DB_INT((int64_t)limit)),
        error);
    int more = rows != NULL ? 1 : -1;

    while (more > 0 && (more = db_rows_next(rows, error)) > 0) {
        int64_t id = db_rows_int(rows, 0);

        g_array_append_val(ids, id);
    }
    return more == 0;
}

static bool
is_often(Db *db, int kind, const char *expression, bool *ret_often, GError **error)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));

    if (expression != NULL && !collect_ids(db, kind, expression, 0, OFTEN, found, error))
        return false;
    *ret_often = found->len == OFTEN;
    return true;
}

/* The expression with what the last word becomes in the newest documents. */
static bool
complete(Db *db, const char *typed, const char *beginning, int kind, char **ret_expression,
         GError **error)
{
    g_autofree char *three = g_utf8_substring(beginning, 0, FULLTEXT_BEGINNING);
    const char *const roots[] = {three, NULL};
    g_autofree char *near =
        fulltext_query(sqlite_handle(db), typed, &(FulltextLast){.words = roots, .begun = true});
    g_auto(GStrv) words = NULL;

    if (near == NULL)
        return true;
    words = fulltext_complete(db, kinds_sql[kind].sample, near, beginning, error);
    if (words == NULL)
        return false;
    if (words[0] != NULL)
        *ret_expression = fulltext_query(sqlite_handle(db), typed,
                                         &(FulltextLast){.words = (const char *const *)words});
    return true;
}

/* The expression for what was typed, NULL for nothing. To find a beginning that has no index of its
 * own, FTS5 merges the places of every word that begins so, all of them before the first: a hundred
 * times as long as to find a word. So what is found often enough is tried first: the words as they
 * stand, for then nobody is still typing the last; then the words that it becomes in the newest
 * documents. What is rarer than that is merged soon. Asked without bounds, so that every page of a
 * list is asked the same way. */
static bool
choose_expression(Db *db, const char *typed, int kind, char **ret_expression, GError **error)
{
    g_autofree char *whole = fulltext_query(sqlite_handle(db), typed, &(FulltextLast){0});
    g_autofree char *begun =
        fulltext_query(sqlite_handle(db), typed, &(FulltextLast){.begun = true});
    g_autofree char *beginning = fulltext_beginning(typed);
    g_autofree char *completed = NULL;
    bool often = false;

    if (g_strcmp0(whole, begun) == 0) {
        *ret_expression = g_steal_pointer(&whole);
        return true;
    }
    if (!is_often(db, kind, whole, &often, error))
        return false;
    if (often) {
        *ret_expression = g_steal_pointer(&whole);
        return true;
    }
    if (beginning != NULL && (!complete(db, typed, beginning, kind, &completed, error) ||
                              !is_often(db, kind, completed, &often, error)))
        return false;
    *ret_expression = often ? g_steal_pointer(&completed) : g_steal_pointer(&begun);
    return true;
}

static bool
search_kind(Db *db, const char *typed, int kind, int64_t before, size_t limit, GArray *ids,
            GError **error)
{
    g_autofree char *expression = NULL;

    return choose_expression(db, typed, kind, &expression, error) &&
           (expression == NULL || collect_ids(db, kind, expression, before, limit, ids, error));
}

static int
newest_first(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

    return (left < right) - (left > right);
}

bool
fulltext_search(Fulltext *index, const char *query, int kind, int64_t before, size_t limit,
                GArray **ret_ids, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autofree char *clean = text_clean(query, -1);
    g_autofree char *clipped = text_clip(clean, LIMIT_QUERY);
    g_autofree char *composed = compose(clipped);
    Db *db = readers_get(index->readers, error);

    if (db == NULL)
        return false;
    for (int one = 0; one < FULLTEXT_KINDS; one++)
        if ((kind < 0 || kind == one) &&
            !search_kind(db, composed != NULL ? composed : clipped, one, before, limit, ids, error))
            return false;
    if (kind < 0) {
        g_array_sort(ids, newest_first);
        g_array_set_size(ids, (guint)MIN(ids->len, limit));
    }
    *ret_ids = g_steal_pointer(&ids);
    return true;
}
