#include "db/postgresql.h"

#include "base/error.h"
#include "lib/cluster.h"
#include "lib/fixture.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const char make_sql[] = "CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT UNIQUE)";
static const char add_sql[] = "INSERT INTO note (id, text)"
                              " SELECT coalesce(max(id), 0) + 1, $1 FROM note";
static const char count_sql[] = "SELECT count(*) FROM note";

/* ---- Spelling ---- */

static void
test_a_migration_is_spelled_as_postgresql_does(void)
{
    static const struct {
        const char *written, *spelled;
    } cases[] = {
        {"CREATE TABLE a (id BIGINT PRIMARY KEY, n INTEGER, text TEXT NOT NULL);\n",
         "CREATE TABLE a (id BIGINT PRIMARY KEY, n BIGINT, text TEXT COLLATE \"C\" NOT NULL);\n"},
        {"-- INTEGER; TEXT\nALTER TABLE a ADD COLUMN b TEXT;",
         "-- INTEGER; TEXT\nALTER TABLE a ADD COLUMN b TEXT COLLATE \"C\";"},
        {"INSERT INTO a VALUES ('INTEGER; it''s TEXT');",
         "INSERT INTO a VALUES ('INTEGER; it''s TEXT');"},
        {"CREATE INDEX i ON a (n * 2 + id, coalesce(n, 1), id DESC) WHERE n < 4;",
         "CREATE INDEX i ON a ((n * 2 + id), (coalesce(n, 1)), (id) DESC) WHERE n < 4;"},
        {"CREATE UNIQUE INDEX i ON a (text)\n    WHERE text IS NOT NULL;",
         "CREATE UNIQUE INDEX i ON a ((text))\n    WHERE text IS NOT NULL;"},
        {"CREATE TABLE a (INTEGERS TEXTUAL, n INTEGER CHECK (n IN (1, 2)))",
         "CREATE TABLE a (INTEGERS TEXTUAL, n BIGINT CHECK (n IN (1, 2)))"},
        {"CREATE INDEX i ON a (n", "CREATE INDEX i ON a ((n)"},
        {"", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *spelled = postgresql_schema(cases[i].written);

        g_assert_cmpstr(spelled, ==, cases[i].spelled);
    }
}

/* ---- A line that is cut at the worst moment ---- */

typedef enum {
    PASS,
    CUT_BEFORE_COMMIT, /* the server never hears it */
    CUT_AFTER_COMMIT,  /* the server has done it, nobody is told */
} Moment;

/* Stands between a store and its server. */
typedef struct {
    char *server; /* path of its socket */
    char *path;   /* of ours */
    int listener;
    _Atomic Moment moment; /* PASS again once it has come */
    pthread_t thread;
} Line;

typedef struct {
    Line *line;
    int client, server;
} Call;

static int
open_socket(const char *path, bool listening)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    if (listening) {
        g_assert_cmpint(bind(fd, (struct sockaddr *)&address, sizeof address), ==, 0);
        g_assert_cmpint(listen(fd, 8), ==, 0);
    } else
        g_assert_cmpint(connect(fd, (struct sockaddr *)&address, sizeof address), ==, 0);
    return fd;
}

/* Hands over what one side says; false when the line is to be cut. */
static bool
hand_over(Call *call, bool from_client)
{
    Moment moment = call->line->moment;
    char bytes[8192];
    ssize_t n = read(from_client ? call->client : call->server, bytes, sizeof bytes);
    bool cut = from_client && n > 0 && moment != PASS &&
               memmem(bytes, (size_t)n, "COMMIT", strlen("COMMIT")) != NULL;

    if (n <= 0)
        return false;
    if (cut)
        call->line->moment = PASS;
    if (cut && moment == CUT_BEFORE_COMMIT)
        return false;
    if (write(from_client ? call->server : call->client, bytes, (size_t)n) != n)
        return false;
    return !cut || (read(call->server, bytes, sizeof bytes), false);
}

static void *
carry(void *data)
{
    Call *call = data;
    struct pollfd ends[] = {{call->client, POLLIN, 0}, {call->server, POLLIN, 0}};
    bool open = true;

    while (open && poll(ends, 2, -1) > 0)
        for (int i = 0; open && i < 2; i++)
            if (ends[i].revents != 0)
                open = hand_over(call, i == 0);
    close(call->client);
    close(call->server);
    g_free(call);
    return NULL;
}

static void *
answer_calls(void *data)
{
    Line *line = data;
    int client;

    while ((client = accept(line->listener, NULL, NULL)) >= 0) {
        Call *call = g_new(Call, 1);
        pthread_t thread;

        *call = (Call){line, client, open_socket(line->server, false)};
        g_assert_cmpint(pthread_create(&thread, NULL, carry, call), ==, 0);
        pthread_detach(thread);
    }
    return NULL;
}

/* The socket of the cluster, as LIEN_TEST_DATABASE names its folder. */
static char *
server_socket(void)
{
    const char *host = strchr(g_getenv("LIEN_TEST_DATABASE"), '@') + 1;
    g_autofree char *dir = g_uri_unescape_string(host, NULL);

    return g_build_filename(dir, ".s.PGSQL.5432", NULL);
}

static void
line_open(Line *line)
{
    g_autofree char *dir = scratch_path(".line");

    g_assert_cmpint(g_mkdir(dir, 0700), ==, 0);
    line->server = server_socket();
    line->path = g_build_filename(dir, ".s.PGSQL.5432", NULL);
    line->listener = open_socket(line->path, true);
    g_assert_cmpint(pthread_create(&line->thread, NULL, answer_calls, line), ==, 0);
}

static void
line_close(Line *line)
{
    shutdown(line->listener, SHUT_RDWR);
    pthread_join(line->thread, NULL);
    close(line->listener);
    g_free(line->server);
    g_free(line->path);
}

/* The URL of the same database, through the line. */
static char *
url_through(const Line *line, const char *url)
{
    g_autofree char *dir = g_path_get_dirname(line->path);
    g_autofree char *host = g_uri_escape_string(dir, NULL, false);

    return g_strdup_printf("postgresql://lien@%s%s", host, strrchr(url, '/'));
}

/* ---- What becomes of a work ---- */

typedef struct {
    const char *url; /* cut in the middle of the first run; NULL: not */
    int runs;
} Work;

static bool
make_table(Db *tx, void *data, GError **error)
{
    return db_run(tx, make_sql, DB_NO_ARGS, error);
}

static bool
add_note(Db *tx, void *data, GError **error)
{
    Work *work = data;

    if (work->runs++ == 0 && work->url != NULL)
        g_assert_cmpint(cluster_cut(work->url), >, 0);
    return db_run(tx, add_sql, DB_ARGS(DB_TEXT("once")), error);
}

static void
assert_notes(Database *database, int64_t expected)
{
    g_autoptr(GError) error = NULL;
    int64_t count = -1;

    db_find_int(database_reader(database), count_sql, DB_NO_ARGS, &count, &error);
    g_assert_no_error(error);
    g_assert_cmpint(count, ==, expected);
}

static void
test_a_commit_whose_answer_is_lost_is_looked_for(void)
{
    static const struct {
        Moment moment;
        int runs;
    } cases[] = {{CUT_BEFORE_COMMIT, 2}, {CUT_AFTER_COMMIT, 1}};
    g_autofree char *direct = database_url();
    Line line = {0};
    g_autofree char *url = (line_open(&line), url_through(&line, direct));
    Database *database = database_open(url, NULL);

    g_assert_true(database_write(database, make_table, NULL, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        Work work = {0};
        static const char clear_sql[] = "DELETE FROM note";
        Db *other;

        line.moment = cases[i].moment;
        database_write(database, add_note, &work, &error);
        g_assert_no_error(error);
        g_assert_cmpint(work.runs, ==, cases[i].runs);
        assert_notes(database, 1);
        other = engine_open(direct, DB_WRITER, NULL);
        g_assert_true(db_run(other, clear_sql, DB_NO_ARGS, NULL));
        engine_close(other);
    }
    database_close(database);
    line_close(&line);
}

static void
test_a_work_that_is_cut_off_runs_again(void)
{
    g_autofree char *url = database_url();
    g_autoptr(Database) database = database_open(url, NULL);
    g_autoptr(GError) error = NULL;
    Work work = {.url = url};

    g_assert_true(database_write(database, make_table, NULL, NULL));
    assert_notes(database, 0);
    database_write(database, add_note, &work, &error);
    g_assert_no_error(error);
    g_assert_cmpint(work.runs, ==, 2);
    assert_notes(database, 1); /* the reader was cut as well, between two queries */
}

static bool
conflict_at_first(Db *tx, void *data, GError **error)
{
    static const char sql[] =
        "DO 'BEGIN RAISE EXCEPTION ''conflict'' USING ERRCODE = ''40P01''; END'";
    Work *work = data;

    return (++work->runs > 1 || db_run(tx, sql, DB_NO_ARGS, error)) &&
           db_run(tx, add_sql, DB_ARGS(DB_TEXT("once")), error);
}

static void
test_a_conflict_with_others_is_run_again(void)
{
    g_autofree char *url = database_url();
    g_autoptr(Database) database = database_open(url, NULL);
    g_autoptr(GError) error = NULL;
    Work work = {0};

    g_assert_true(database_write(database, make_table, NULL, NULL));
    database_write(database, conflict_at_first, &work, &error);
    g_assert_no_error(error);
    g_assert_cmpint(work.runs, ==, 2);
    assert_notes(database, 1);
}

static bool
always_conflict(Db *tx, void *data, GError **error)
{
    ((Work *)data)->runs = 0;
    return conflict_at_first(tx, data, error);
}

static void
test_a_conflict_without_end_is_given_up(void)
{
    g_autofree char *url = database_url();
    g_autoptr(Database) database = database_open(url, NULL);
    g_autoptr(GError) error = NULL;
    Work work = {0};

    g_assert_false(database_write(database, always_conflict, &work, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_UNAVAILABLE);
    g_assert_true(database_write(database, make_table, NULL, NULL));
}

static void
test_what_is_refused_says_no_value(void)
{
    static const char sql[] = "SELECT CAST($1 AS BIGINT)";
    g_autofree char *url = database_url();
    g_autoptr(Database) database = database_open(url, NULL);
    g_autoptr(GError) error = NULL;
    int64_t value;

    g_assert_cmpint(
        db_find_int(database_reader(database), sql, DB_ARGS(DB_TEXT("camille")), &value, &error), <,
        0);
    g_assert_error(error, APP_ERROR, APP_ERROR_INTERNAL);
    g_assert_null(strstr(error->message, "camille"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/postgresql/schema", test_a_migration_is_spelled_as_postgresql_does);
    if (!cluster_is_there())
        return g_test_run();
    g_test_add_func("/postgresql/cut/commit", test_a_commit_whose_answer_is_lost_is_looked_for);
    g_test_add_func("/postgresql/cut/work", test_a_work_that_is_cut_off_runs_again);
    g_test_add_func("/postgresql/conflict/again", test_a_conflict_with_others_is_run_again);
    g_test_add_func("/postgresql/conflict/given-up", test_a_conflict_without_end_is_given_up);
    g_test_add_func("/postgresql/refused", test_what_is_refused_says_no_value);
    return g_test_run();
}
