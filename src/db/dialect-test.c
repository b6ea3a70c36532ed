/* Every statement of the program is understood by the engine of the run, those that no test runs
 * too. They are read from this program itself, which holds every module: a text that begins as a
 * statement does. */
#include "db/db.h"
#include "lib/cluster.h"
#include "lib/fixture.h"

#include <link.h>
#include <postgresql/libpq-fe.h>
#include <string.h>

#define PARAMETERS_MAX 64
#define TYPE_INT       20 /* a BIGINT, by its number */

/* What is asked of one engine alone: the full-text index, its own tables. */
static const char *const of_one_engine[] = {"sqlite_",   "pragma_", "fts5",       " document",
                                            " progress", "pg_",     "writer_mark"};

typedef struct {
    Db *sqlite; /* one of both */
    PGconn *connection;
    unsigned understood, refused;
} Check;

static bool
is_statement(const char *text)
{
    static const char *const beginnings[] = {"SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ",
                                             "WITH "};
    bool begins = false;

    for (size_t i = 0; i < G_N_ELEMENTS(beginnings); i++)
        begins = begins || (g_str_has_prefix(text, beginnings[i]) &&
                            strcmp(text, beginnings[i]) != 0); /* these words themselves */
    for (size_t i = 0; begins && i < G_N_ELEMENTS(of_one_engine); i++)
        begins = strstr(text, of_one_engine[i]) == NULL;
    return begins;
}

static int
highest_parameter(const char *sql)
{
    guint64 highest = 0;

    for (const char *at = sql; (at = strchr(at, '$')) != NULL; at++)
        highest = MAX(highest, g_ascii_strtoull(at + 1, NULL, 10));
    return (int)MIN(highest, PARAMETERS_MAX);
}

/* NULL: understood. Owned by the caller. SQLite runs nothing before the first row is asked for. */
static char *
prepare_sqlite(Db *db, const char *sql)
{
    static const DbArg nothing[PARAMETERS_MAX];
    g_autoptr(GError) error = NULL;
    g_autoptr(DbRows) rows = db_query(db, sql, nothing, (size_t)highest_parameter(sql), &error);

    return rows != NULL ? NULL : g_strdup(error->message);
}

static char *
prepare(PGconn *connection, const char *sql, const Oid *types)
{
    PGresult *result = PQprepare(connection, "", sql, highest_parameter(sql), types);
    char *refusal = PQresultStatus(result) == PGRES_COMMAND_OK
                        ? NULL
                        : g_strdup(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));

    PQclear(result);
    return refusal;
}

/* Values tell their types when they are there. Here they are not: what the server cannot know by
 * itself is an id. */
static char *
prepare_somehow(PGconn *connection, const char *sql)
{
    Oid types[PARAMETERS_MAX] = {0};
    char *refusal = prepare(connection, sql, types);
    const char *which;

    for (int tries = 0; tries < PARAMETERS_MAX && refusal != NULL &&
                        (which = strstr(refusal, "parameter $")) != NULL;
         tries++) {
        guint64 n = g_ascii_strtoull(which + strlen("parameter $"), NULL, 10);

        g_free(refusal);
        types[(n - 1) % PARAMETERS_MAX] = TYPE_INT;
        refusal = prepare(connection, sql, types);
    }
    if (refusal == NULL)
        return NULL;
    for (size_t i = 0; i < PARAMETERS_MAX; i++)
        types[i] = TYPE_INT;
    g_free(refusal);
    return prepare(connection, sql, types);
}

static void
check_statement(Check *check, const char *text)
{
    g_autofree char *refusal = check->sqlite != NULL ? prepare_sqlite(check->sqlite, text)
                                                     : prepare_somehow(check->connection, text);

    check->understood += refusal == NULL;
    check->refused += refusal != NULL;
    if (refusal != NULL)
        g_test_message("%s\n    %s", refusal, text);
}

/* The text that begins here, in memory of its own: the address sanitizer puts zones between
 * constants that no function of strings may step into. */
__attribute__((no_sanitize("address"))) static char *
text_at(const char *at, const char *end)
{
    size_t length = 0;
    char *text;

    while (at + length < end && at[length] != '\0')
        length++;
    text = g_malloc(length + 1);
    for (size_t i = 0; i < length; i++)
        text[i] = at[i];
    text[length] = '\0';
    return text;
}

/* What is never written, of the program proper, which is told first. */
static int
check_constants(struct dl_phdr_info *program, size_t size, void *check)
{
    for (int i = 0; i < program->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &program->dlpi_phdr[i];
        const char *at = (const char *)(program->dlpi_addr + part->p_vaddr);
        const char *end = at + part->p_filesz;

        if (part->p_type != PT_LOAD || (part->p_flags & PF_W) != 0)
            continue;
        while (at < end) {
            g_autofree char *text = text_at(at, end);

            if (is_statement(text))
                check_statement(check, g_intern_string(text));
            at += strlen(text) + 1;
        }
    }
    return 1;
}

static void
test_every_statement_is_understood(void)
{
    g_autoptr(Database) database = cluster_is_there() ? NULL : database_fresh();
    g_autofree char *url = cluster_is_there() ? cluster_database(true) : NULL;
    Check check = {
        .sqlite = database != NULL ? database_reader(database) : NULL,
        .connection = url != NULL ? PQconnectdb(url) : NULL,
    };

    dl_iterate_phdr(check_constants, &check);
    g_test_message("%u statements", check.understood);
    g_assert_cmpuint(check.refused, ==, 0);
    g_assert_cmpuint(check.understood, >, 400);
    PQfinish(check.connection);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dialect/every-statement", test_every_statement_is_understood);
    return g_test_run();
}
