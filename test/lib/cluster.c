#include "lib/cluster.h"

#include "db/db.h"

#include <postgresql/libpq-fe.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KEPT_MAX 8 /* databases before those that nobody uses are dropped */

/* Made by the first program that needs it, under a lock of the cluster. */
static const char template[] = "lien_template";

static GPtrArray *made; /* names */
static pthread_mutex_t made_lock = PTHREAD_MUTEX_INITIALIZER;

bool
cluster_is_there(void)
{
    return g_getenv("LIEN_TEST_DATABASE") != NULL;
}

static char *
url_of(const char *name)
{
    return g_strdup_printf("%s/%s", g_getenv("LIEN_TEST_DATABASE"), name);
}

static PGconn *
connect_to(const char *name)
{
    g_autofree char *url = url_of(name);
    PGconn *connection = PQconnectdb(url);

    if (PQstatus(connection) != CONNECTION_OK)
        g_error("the cluster of LIEN_TEST_DATABASE does not answer: %s",
                PQerrorMessage(connection));
    return connection;
}

/* The first number of the first row; -1 when there is none. */
static int
run(PGconn *connection, bool must, const char *sql)
{
    PGresult *result = PQexec(connection, sql);
    int number = -1;

    if (PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) > 0)
        number = (int)g_ascii_strtoll(PQgetvalue(result, 0, 0), NULL, 10);
    else if (must && PQresultStatus(result) != PGRES_COMMAND_OK)
        g_error("%s: %s", sql, PQerrorMessage(connection));
    PQclear(result);
    return number;
}

static void
drop(PGconn *connection, const char *name, bool even_used)
{
    g_autofree char *sql =
        g_strdup_printf("DROP DATABASE IF EXISTS %s%s", name, even_used ? " WITH (FORCE)" : "");

    run(connection, even_used, sql);
}

static void
drop_all(void)
{
    PGconn *connection = connect_to("postgres");

    for (guint i = 0; i < made->len; i++)
        drop(connection, made->pdata[i], true);
    PQfinish(connection);
    g_ptr_array_unref(made);
}

static void
make_template(PGconn *connection)
{
    g_autofree char *url = url_of(template);
    g_autoptr(GError) error = NULL;

    run(connection, true, "SELECT pg_advisory_lock(1)");
    if (run(connection, true, "SELECT count(*) FROM pg_database WHERE datname = 'lien_template'") ==
        0) {
        /* In the order of another language than bytes: ours may not depend on it. */
        run(connection, true,
            "CREATE DATABASE lien_template TEMPLATE template0 LOCALE_PROVIDER icu"
            " ICU_LOCALE 'fr' LOCALE 'C.UTF-8' ENCODING UTF8");
        database_close(database_open(url, &error));
        g_assert_no_error(error);
    }
    run(connection, true, "SELECT pg_advisory_unlock(1)");
}

char *
cluster_database(bool with_schema)
{
    PGconn *connection = connect_to("postgres");
    g_autofree char *sql = NULL;
    char *name;

    pthread_mutex_lock(&made_lock);
    if (made == NULL) {
        made = g_ptr_array_new_with_free_func(g_free);
        atexit(drop_all);
    }
    /* What a test is done with goes, but the last ones may still be closing. */
    for (guint i = 0; made->len >= KEPT_MAX && i < made->len; i++)
        drop(connection, made->pdata[i], false);
    name = g_strdup_printf("t%d_%u", (int)getpid(), made->len);
    g_ptr_array_add(made, name);
    if (with_schema)
        make_template(connection);
    sql = with_schema
              ? g_strdup_printf("CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy", name, template)
              : g_strdup_printf("CREATE DATABASE %s TEMPLATE template0 ENCODING UTF8"
                                " LOCALE 'C.UTF-8'",
                                name);
    run(connection, true, sql);
    pthread_mutex_unlock(&made_lock);
    PQfinish(connection);
    return url_of(name);
}

int
cluster_cut(const char *url)
{
    PGconn *connection = connect_to("postgres");
    g_autofree char *sql =
        g_strdup_printf("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
                        " WHERE datname = '%s' AND pid <> pg_backend_pid()",
                        strrchr(url, '/') + 1);
    int cut = run(connection, true, sql);

    PQfinish(connection);
    return cut;
}
