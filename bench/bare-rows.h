/* bare-rows: the rows that a mail becomes, written straight into the data file of Lien by SQLite's
 * own calls: no layers, no checks, no threads, no copies looked for. What is left is what the store
 * must do whatever the program around it. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct BareRows BareRows;

typedef struct {
    const char *address, *name;
    const char *subject, *text, *html; /* html may be NULL */
    const char *external_id, *answers; /* answers may be NULL */
    const char *source;
    gsize source_size;
    GBytes *file; /* an attachment, or NULL */
} BareMail;

/* Opens DIR/lien.db, DIR/fulltext.db and a pack of its own. */
BareRows *bare_rows_open(const char *dir);
void bare_rows_begin(BareRows *rows);
void bare_rows_write(BareRows *rows, const BareMail *mail);
/* Pack, rows and index on disk. */
void bare_rows_commit(BareRows *rows);
void bare_rows_close(BareRows *rows);
