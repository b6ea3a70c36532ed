/* How far behind the readers of the journal are. A position is written down now and then when
 * nothing was wanted, so what lies after it is looked at: only what a reader wants keeps it behind.
 */
#include "journal/journal-store.h"

#include <string.h>

bool
journal_wants(const JournalReader *reader, const char *name)
{
    for (const char *const *fact = reader->facts; *fact != NULL; fact++) {
        size_t length = strlen(*fact);
        bool prefix = length > 0 && (*fact)[length - 1] == '*';

        if (prefix ? strncmp(*fact, name, length - 1) == 0 : strcmp(*fact, name) == 0)
            return true;
    }
    return false;
}

typedef struct {
    const JournalReader *reader;
    int64_t position;
    JournalLag lag;
} Behind;

typedef struct {
    Behind *rows;
    guint n_rows;
} Scan;

static bool
look(const Fact *fact, void *data, GError **error)
{
    const Scan *scan = data;

    for (guint i = 0; i < scan->n_rows; i++) {
        Behind *row = &scan->rows[i];

        if (fact->position <= row->position || !journal_wants(row->reader, fact->name))
            continue;
        if (row->lag.behind++ == 0)
            row->lag.since = fact->at;
    }
    return true;
}

/* Facts after the one of rows that is least far; how many, -1. */
static int
scan(Db *db, Behind *rows, guint n_rows, GError **error)
{
    Scan all = {rows, n_rows};
    int64_t from = INT64_MAX;

    for (guint i = 0; i < n_rows; i++) {
        from = MIN(from, rows[i].position);
        rows[i].lag.behind = rows[i].lag.since = 0;
    }
    return n_rows > 0 ? journal_read(db, from, JOURNAL_LAG_MAX, look, &all, error) : 0;
}

/* All at once while they are near one another, as they nearly always are; else each from where it
 * stands. */
static bool
scan_all(Db *db, GArray *rows, GError **error)
{
    Behind *first = (Behind *)(void *)rows->data;
    int seen = scan(db, first, rows->len, error);

    for (guint i = 0; seen == JOURNAL_LAG_MAX && i < rows->len; i++)
        if (scan(db, &first[i], 1, error) < 0)
            return false;
    return seen >= 0;
}

static bool
add_row(Db *db, const JournalReader *reader, GArray *rows, GError **error)
{
    Behind row = {.reader = reader, .lag.name = reader->name};

    row.position = journal_position(db, reader->name, error);
    row.lag.failures =
        row.position >= 0 ? journal_failures(db, reader->name, row.position, error) : -1;
    g_array_append_val(rows, row);
    return row.lag.failures >= 0;
}

GArray *
journal_lags(Db *db, const JournalReader *const *tables, size_t n_tables, GError **error)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Behind));
    GArray *lags;

    for (size_t i = 0; i < n_tables; i++)
        for (const JournalReader *reader = tables[i]; reader != NULL && reader->name != NULL;
             reader++)
            if (!add_row(db, reader, rows, error))
                return NULL;
    if (!scan_all(db, rows, error))
        return NULL;
    lags = g_array_new(FALSE, FALSE, sizeof(JournalLag));
    for (guint i = 0; i < rows->len; i++)
        g_array_append_val(lags, g_array_index(rows, Behind, i).lag);
    return lags;
}
