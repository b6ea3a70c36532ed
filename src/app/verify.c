#include "app/verify.h"

#include "app/modules.h"
#include "app/verify-store.h"
#include "base/error.h"
#include "file/file.h"

#include <inttypes.h>

typedef struct {
    Context *context;
    VerifyEach each;
    void *data;
    bool holds;
} Verify;

static void
tell(Verify *verify, const char *name, const char *about, int64_t breaches, const char *example)
{
    VerifyLine line = {.name = name, .about = about, .breaches = breaches, .example = example};

    verify->holds &= breaches == 0;
    if (verify->each != NULL)
        verify->each(&line, verify->data);
}

static bool
verify_store(Verify *verify, GError **error)
{
    g_autofree char *detail = NULL;
    bool sound = database_verify(verify->context->database, &detail, error);

    if (!sound && detail == NULL)
        return false;
    tell(verify, "store", "the pages and indexes of the store are sound", sound ? 0 : 1, detail);
    return true;
}

typedef struct {
    FileStore *files;
    int64_t damaged;
    char example[32];
} FileCount;

static bool
look_at_file(Db *db, int64_t id, void *data, GError **error)
{
    FileCount *count = data;
    g_autoptr(GError) why = NULL;
    g_autoptr(GBytes) bytes = file_get(count->files, db, id, NULL, &why);

    if (bytes == NULL && count->damaged++ == 0)
        g_snprintf(count->example, sizeof count->example, "%" PRId64, id);
    return true;
}

static bool
verify_files(Verify *verify, GError **error)
{
    FileCount count = {.files = verify->context->files};

    if (!verify_store_each_file(database_reader(verify->context->database), look_at_file, &count,
                                error))
        return false;
    tell(verify, "files", "every file is there, and is what its digest says", count.damaged,
         count.damaged > 0 ? count.example : NULL);
    return true;
}

/* The number of rows of an invariant's query, and the first column of the first. */
static bool
verify_rows(Verify *verify, const Invariant *invariant, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(database_reader(verify->context->database), invariant->sql, DB_NO_ARGS, error);
    g_autofree char *example = NULL;
    int64_t breaches = 0;
    int more = rows != NULL ? db_rows_next(rows, error) : -1;

    for (; more > 0; more = db_rows_next(rows, error))
        if (breaches++ == 0)
            example = g_strdup(db_rows_text(rows, 0));
    if (more == 0)
        tell(verify, invariant->name, invariant->about, breaches, example);
    return more == 0;
}

static bool
verify_invariant(Verify *verify, const Invariant *invariant, GError **error)
{
    int64_t breaches;

    if (invariant->sql != NULL)
        return verify_rows(verify, invariant, error);
    breaches = invariant->breaches(verify->context, error);
    if (breaches < 0)
        return false;
    tell(verify, invariant->name, invariant->about, breaches, NULL);
    return true;
}

static bool
verify_modules(Verify *verify, GError **error)
{
    for (const Module *const *module = modules; *module != NULL; module++)
        for (const Invariant *invariant = (*module)->invariants;
             invariant != NULL && invariant->name != NULL; invariant++)
            if (!verify_invariant(verify, invariant, error))
                return false;
    return true;
}

bool
verify_house(Context *context, VerifyEach each, void *data, GError **error)
{
    Verify verify = {.context = context, .each = each, .data = data, .holds = true};

    return verify_store(&verify, error) && verify_files(&verify, error) &&
           verify_modules(&verify, error) && verify.holds;
}
