#include "base/error.h"
#include "base/log.h"
#include "job/job.h"
#include "journal/journal-store.h"

#include <inttypes.h>
#include <string.h>

bool
journal_park(Db *tx, const char *reader, const Fact *fact, int64_t tries, const char *why,
             GError **error)
{
    log_error("journal", "fact-parked",
              "reader=%s position=%" PRId64 " name=%s tries=%" PRId64 " reason=%s", reader,
              fact->position, fact->name, tries, why);
    return job_add_parked(tx, JOURNAL_JOB, fact->position, reader, (int)tries, why, error);
}

static const JournalReader *
find_reader(const JournalReader *const *tables, size_t n_tables, const char *name)
{
    for (size_t i = 0; i < n_tables; i++)
        for (const JournalReader *reader = tables[i]; reader != NULL && reader->name != NULL;
             reader++)
            if (strcmp(reader->name, name) == 0)
                return reader;
    return NULL;
}

typedef struct {
    Context *context;
    const JournalReader *reader;
    int64_t position;
    Db *tx;
    bool found;
} Again;

static bool
handle_again(const Fact *fact, void *data, GError **error)
{
    Again *again = data;

    if (fact->position != again->position)
        return false;
    again->found = true;
    return again->reader->handle(again->tx, again->context, fact, error);
}

static bool
handle_work(Db *tx, void *data, GError **error)
{
    Again *again = data;

    again->tx = tx;
    if (journal_read(tx, again->position - 1, 1, handle_again, again, error) < 0)
        return false;
    return again->found ||
           error_set(error, APP_ERROR_NOT_FOUND, "no fact %" PRId64, again->position);
}

bool
journal_handle_parked(Database *database, Context *context, const JournalReader *const *tables,
                      size_t n_tables, const char *reader, int64_t position, GError **error)
{
    Again again = {
        .context = context,
        .reader = find_reader(tables, n_tables, reader),
        .position = position,
    };

    if (again.reader == NULL)
        return error_set(error, APP_ERROR_NOT_FOUND, "no reader %s", reader);
    return database_write(database, handle_work, &again, error);
}
