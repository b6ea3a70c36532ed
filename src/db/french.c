#include "db/french.h"

#include "base/text.h"

#include <libstemmer.h>
#include <string.h>

#define WORD_MAX   40 /* bytes indexed of a word; what is longer is a code, not a word */
#define CACHED_MAX 31 /* bytes of a word worth remembering */
#define PLURAL_MIN 4  /* bytes of a stem: "bus" is no plural */

/* Folded. Only words that say nothing alone and that no name or thing is spelled like. */
static const char *const small_words[] = {
    "a",     "ai",     "as",   "au",    "aux",   "avait", "avec",  "avez", "avons", "c",   "ca",
    "ce",    "ces",    "cet",  "cette", "d",     "dans",  "de",    "des",  "dont",  "du",  "elle",
    "elles", "en",     "es",   "est",   "et",    "etait", "etes",  "eux",  "il",    "ils", "j",
    "je",    "l",      "la",   "le",    "les",   "leur",  "leurs", "lui",  "m",     "ma",  "mais",
    "me",    "mes",    "mon",  "n",     "ne",    "nos",   "notre", "nous", "on",    "ont", "ou",
    "par",   "pas",    "pour", "qu",    "que",   "qui",   "s",     "sa",   "sans",  "se",  "ses",
    "si",    "sommes", "son",  "sont",  "suis",  "sur",   "t",     "ta",   "te",    "tes", "ton",
    "tu",    "un",     "une",  "vos",   "votre", "vous",  "y",
};

/* What a word is indexed as. */
typedef struct {
    unsigned char word_size, stem_size, plain_size, spelled_size;
    char word[CACHED_MAX + 1];
    char stem[WORD_MAX + 1];    /* "" for a small word */
    char plain[WORD_MAX + 1];   /* of the unaccented spelling; "" when it is the same */
    char spelled[WORD_MAX + 1]; /* the word without its accents; "" when that is a stem */
} Stem;

/* One for each table and connection. */
typedef struct {
    fts5_tokenizer unicode; /* SQLite's own, which finds where words begin and end */
    Fts5Tokenizer *words;
    struct sb_stemmer *stemmer;
    GHashTable *small;
    Stem *cache; /* each word has one slot; the last to come stays */
    unsigned mask;
} French;

typedef struct {
    fts5_api *api;
    unsigned cache_slots;
} Registration;

typedef int (*TokenFunc)(void *, int, const char *, int, int, int);

/* One text being cut. */
typedef struct {
    French *french;
    void *data;
    TokenFunc token;
    bool hold_last; /* the last word is the beginning of one */
    bool spelled;   /* words as they are spelled too */
    int start, end; /* of the word held */
    GString *held;  /* NULL: none */
} Pass;

/* ---- What a word is indexed as ---- */

static bool
has_digit(const char *word)
{
    return strpbrk(word, "0123456789") != NULL;
}

/* Snowball keeps the s of plurals in -as, -is, -os and -us: "pianos", "menus". */
static gsize
without_plural(const char *stem, gsize size)
{
    return size >= PLURAL_MIN && stem[size - 1] == 's' && strchr("aiou", stem[size - 2]) != NULL
               ? size - 1
               : size;
}

static char *
stem_of(French *french, const char *word)
{
    const sb_symbol *stem =
        sb_stemmer_stem(french->stemmer, (const sb_symbol *)word, (int)strlen(word));
    gsize size = stem != NULL ? (gsize)sb_stemmer_length(french->stemmer) : strlen(word);
    const char *found = stem != NULL ? (const char *)stem : word;

    return g_strndup(found, without_plural(found, size));
}

static void
put_folded(const char *word, char to[WORD_MAX + 1], unsigned char *ret_size)
{
    g_autofree char *folded = text_fold(word);
    g_autofree char *clipped = text_clip(folded, WORD_MAX);

    *ret_size = (unsigned char)g_strlcpy(to, clipped, WORD_MAX + 1);
}

static void
find_stem(French *french, const char *word, Stem *ret_stem)
{
    g_autofree char *plain = text_fold(word);
    g_autofree char *stem = NULL;
    g_autofree char *plain_stem = NULL;

    ret_stem->stem_size = ret_stem->plain_size = ret_stem->spelled_size = 0;
    if (g_hash_table_contains(french->small, plain))
        return;
    if (has_digit(word)) {
        put_folded(word, ret_stem->stem, &ret_stem->stem_size);
        return;
    }
    stem = stem_of(french, word);
    put_folded(stem, ret_stem->stem, &ret_stem->stem_size);
    plain_stem = stem_of(french, plain);
    put_folded(plain_stem, ret_stem->plain, &ret_stem->plain_size);
    if (ret_stem->plain_size == ret_stem->stem_size &&
        memcmp(ret_stem->plain, ret_stem->stem, ret_stem->stem_size) == 0)
        ret_stem->plain_size = 0;
    put_folded(plain, ret_stem->spelled, &ret_stem->spelled_size);
    if (strcmp(ret_stem->spelled, ret_stem->stem) == 0 ||
        (ret_stem->plain_size > 0 && strcmp(ret_stem->spelled, ret_stem->plain) == 0))
        ret_stem->spelled_size = 0;
}

static const Stem *
look_up(French *french, const char *word, size_t size, Stem *scratch)
{
    char text[WORD_MAX + 1];
    unsigned hash = 5381;
    Stem *stem;

    memcpy(text, word, size);
    text[size] = '\0';
    if (size > CACHED_MAX) {
        find_stem(french, text, scratch);
        return scratch;
    }
    for (size_t i = 0; i < size; i++)
        hash = hash * 33 ^ (unsigned char)word[i];
    stem = &french->cache[(hash ^ hash >> 15) & french->mask];
    if (stem->word_size != size || memcmp(stem->word, word, size) != 0) {
        find_stem(french, text, stem);
        stem->word_size = (unsigned char)size;
        memcpy(stem->word, word, size);
    }
    return stem;
}

/* ---- Cutting a text ---- */

static size_t
clip(const char *word, int size)
{
    size_t length = (size_t)size;

    if (length <= WORD_MAX)
        return length;
    length = WORD_MAX;
    while (length > 0 && ((unsigned char)word[length] & 0xC0) == 0x80)
        length--;
    return length;
}

static int
give_word(Pass *pass, const char *word, int size, int start, int end)
{
    Stem scratch;
    const Stem *stem = look_up(pass->french, word, clip(word, size), &scratch);
    int rc = SQLITE_OK;

    if (stem->stem_size > 0)
        rc = pass->token(pass->data, 0, stem->stem, stem->stem_size, start, end);
    if (rc == SQLITE_OK && stem->stem_size > 0 && stem->plain_size > 0)
        rc = pass->token(pass->data, FTS5_TOKEN_COLOCATED, stem->plain, stem->plain_size, start,
                         end);
    if (rc == SQLITE_OK && pass->spelled && stem->stem_size > 0 && stem->spelled_size > 0)
        rc = pass->token(pass->data, FTS5_TOKEN_COLOCATED, stem->spelled, stem->spelled_size, start,
                         end);
    return rc;
}

static int
give_beginning(Pass *pass)
{
    unsigned char size;
    char folded[WORD_MAX + 1];

    put_folded(pass->held->str, folded, &size);
    return pass->token(pass->data, 0, folded, size, pass->start, pass->end);
}

static int
on_word(void *data, int flags, const char *word, int size, int start, int end)
{
    Pass *pass = data;
    int rc = SQLITE_OK;

    if (!pass->hold_last)
        return give_word(pass, word, size, start, end);
    if (pass->held == NULL)
        pass->held = g_string_new(NULL);
    else
        rc = give_word(pass, pass->held->str, (int)pass->held->len, pass->start, pass->end);
    g_string_truncate(pass->held, 0);
    g_string_append_len(pass->held, word, (gssize)clip(word, size));
    pass->start = start;
    pass->end = end;
    return rc;
}

static int
tokenize(Fts5Tokenizer *tokenizer, void *data, int flags, const char *text, int size,
         TokenFunc token)
{
    French *french = (French *)tokenizer;
    Pass pass = {
        .french = french,
        .data = data,
        .token = token,
        .hold_last = (flags & FTS5_TOKENIZE_PREFIX) != 0,
        .spelled = (flags & FTS5_TOKENIZE_QUERY) == 0,
    };
    int rc = french->unicode.xTokenize(french->words, &pass, flags, text, size, on_word);

    if (rc == SQLITE_OK && pass.held != NULL)
        rc = give_beginning(&pass);
    if (pass.held != NULL)
        g_string_free(pass.held, TRUE);
    return rc;
}

/* ---- Making it known ---- */

static void
french_free(Fts5Tokenizer *tokenizer)
{
    French *french = (French *)tokenizer;

    if (french->words != NULL)
        french->unicode.xDelete(french->words);
    g_clear_pointer(&french->stemmer, sb_stemmer_delete);
    g_hash_table_unref(french->small);
    g_free(french->cache);
    g_free(french);
}

static int
french_new(void *data, const char **arguments, int n_arguments, Fts5Tokenizer **ret_tokenizer)
{
    static const char *unicode_arguments[] = {"remove_diacritics", "0"};
    const Registration *registration = data;
    French *french = g_new0(French, 1);
    void *unicode_data;
    int rc;

    french->stemmer = sb_stemmer_new("french", "UTF_8");
    french->mask = registration->cache_slots - 1;
    french->cache = g_new0(Stem, registration->cache_slots);
    french->small = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < G_N_ELEMENTS(small_words); i++)
        g_hash_table_add(french->small, (void *)small_words[i]);
    rc = registration->api->xFindTokenizer(registration->api, "unicode61", &unicode_data,
                                           &french->unicode);
    if (rc == SQLITE_OK)
        rc = french->unicode.xCreate(unicode_data, unicode_arguments,
                                     G_N_ELEMENTS(unicode_arguments), &french->words);
    if (rc == SQLITE_OK && french->stemmer == NULL)
        rc = SQLITE_ERROR;
    if (rc != SQLITE_OK) {
        french_free((Fts5Tokenizer *)french);
        return rc;
    }
    *ret_tokenizer = (Fts5Tokenizer *)french;
    return SQLITE_OK;
}

fts5_api *
french_api(sqlite3 *handle)
{
    fts5_api *api = NULL;
    sqlite3_stmt *statement;

    if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

int
french_register(sqlite3 *handle, unsigned cache_slots)
{
    fts5_tokenizer tokenizer = {french_new, french_free, tokenize};
    fts5_api *api = french_api(handle);
    Registration *registration;

    if (api == NULL)
        return SQLITE_ERROR;
    registration = g_new(Registration, 1);
    *registration = (Registration){.api = api, .cache_slots = cache_slots};
    return api->xCreateTokenizer(api, "french", registration, &tokenizer, g_free);
}

static int
note_word(void *found, int flags, const char *word, int size, int start, int end)
{
    *(bool *)found = true;
    return SQLITE_OK;
}

bool
french_has_words(sqlite3 *handle, const char *text, bool as_prefix)
{
    fts5_api *api = french_api(handle);
    fts5_tokenizer tokenizer;
    Fts5Tokenizer *french;
    bool found = false;
    void *data;

    if (api == NULL || api->xFindTokenizer(api, "french", &data, &tokenizer) != SQLITE_OK ||
        tokenizer.xCreate(data, NULL, 0, &french) != SQLITE_OK)
        return false;
    tokenizer.xTokenize(french, &found,
                        FTS5_TOKENIZE_QUERY | (as_prefix ? FTS5_TOKENIZE_PREFIX : 0), text,
                        (int)strlen(text), note_word);
    tokenizer.xDelete(french);
    return found;
}
