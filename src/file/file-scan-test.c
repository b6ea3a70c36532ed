#include "file/file-scan.h"

#include "base/clock.h"
#include "base/error.h"
#include "file/clamd.h"
#include "file/file.h"
#include "lib/fixture.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <pthread.h>
#include <string.h>

/* ---- A scanner that says what it is told to ---- */

typedef struct {
    GSocketListener *listener;
    char *path;
    const char *answer;
    size_t taken; /* bytes of the last stream */
    pthread_t thread;
    GCancellable *end;
} Scanner;

static bool
take(GInputStream *in, void *into, gsize size)
{
    gsize got = 0;

    return g_input_stream_read_all(in, into, size, &got, NULL, NULL) && got == size;
}

static void
serve(Scanner *scanner, GSocketConnection *connection)
{
    GInputStream *in = g_io_stream_get_input_stream(G_IO_STREAM(connection));
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(connection));
    const char *answer = scanner->answer;
    char command[16] = "", bytes[4096];
    guint32 length = 1;

    for (size_t i = 0; i < sizeof command && take(in, command + i, 1) && command[i] != '\0'; i++)
        ;
    if (strcmp(command, "zPING") == 0)
        answer = "PONG";
    else
        for (scanner->taken = 0; take(in, &length, 4) && length != 0;) {
            length = GUINT32_FROM_BE(length);
            scanner->taken += length;
            for (gsize left = length; left > 0; left -= MIN(left, sizeof bytes))
                take(in, bytes, MIN(left, sizeof bytes));
        }
    if (answer != NULL)
        g_output_stream_write_all(out, answer, strlen(answer) + 1, NULL, NULL, NULL);
}

static void *
run(void *data)
{
    Scanner *scanner = data;
    GSocketConnection *connection;

    while ((connection = g_socket_listener_accept(scanner->listener, NULL, scanner->end, NULL))) {
        serve(scanner, connection);
        g_object_unref(connection);
    }
    return NULL;
}

static void
scanner_start(Scanner *scanner, const char *answer)
{
    g_autoptr(GSocketAddress) address = NULL;

    *scanner = (Scanner){.listener = g_socket_listener_new(),
                         .path = scratch_path(".sock"),
                         .answer = answer,
                         .end = g_cancellable_new()};
    address = g_unix_socket_address_new(scanner->path);
    g_assert_true(g_socket_listener_add_address(scanner->listener, address, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, NULL));
    g_assert_cmpint(pthread_create(&scanner->thread, NULL, run, scanner), ==, 0);
}

static void
scanner_stop(Scanner *scanner)
{
    g_cancellable_cancel(scanner->end);
    pthread_join(scanner->thread, NULL);
    g_socket_listener_close(scanner->listener);
    g_object_unref(scanner->listener);
    g_object_unref(scanner->end);
    g_free(scanner->path);
}

/* ---- Files ---- */

typedef struct {
    Context context;
    int64_t file;
} Trial;

static bool
put(Db *tx, void *data, GError **error)
{
    Trial *trial = data;
    g_autoptr(GBytes) bytes = g_bytes_new_static("content", 7);

    return file_put(trial->context.files, tx, bytes, NULL, &trial->file, error) &&
           file_scan_ask(&trial->context, tx, trial->file, error) &&
           file_scan_ask(&trial->context, tx, trial->file, error);
}

static void
trial_begin(Trial *trial, const char *clamd)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *dir = scratch_path("files");

    *trial = (Trial){.context = {.database = database_fresh(), .clamd = clamd}};
    trial->context.files = file_store_open(dir, trial->context.database, &error);
    g_assert_no_error(error);
    g_assert_true(database_write(trial->context.database, put, trial, &error));
}

static void
work(Trial *trial)
{
    g_autoptr(GError) error = NULL;

    job_run_due(trial->context.database, &trial->context, &file_module.jobs, 1, &error);
    g_assert_no_error(error);
}

static FileVerdict
verdict_of(Trial *trial)
{
    FileVerdict verdict = FILE_UNCHECKED;

    g_assert_true(
        file_scan_verdict(database_reader(trial->context.database), trial->file, &verdict, NULL));
    return verdict;
}

static void
trial_end(Trial *trial)
{
    file_store_close(trial->context.files);
    database_close(trial->context.database);
}

/* ---- Tests ---- */

static void
test_what_the_scanner_says_is_the_verdict(void)
{
    static const struct {
        const char *answer;
        FileVerdict verdict;
        bool allowed;
    } rows[] = {
        {"stream: OK", FILE_CLEAN, true},
        {"stream: Eicar-Test FOUND", FILE_INFECTED, false},
        {"INSTREAM size limit exceeded. ERROR", FILE_UNCHECKED, true},
        {"stream: nonsense", FILE_WAITING, false},
        {NULL, FILE_WAITING, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Scanner scanner;
        Trial trial;

        scanner_start(&scanner, rows[i].answer);
        trial_begin(&trial, scanner.path);
        g_assert_cmpint(verdict_of(&trial), ==, FILE_WAITING);
        work(&trial);
        g_assert_cmpint(verdict_of(&trial), ==, rows[i].verdict);
        g_assert_cmpuint(scanner.taken, ==, 7);
        g_assert_cmpint(file_scan_allows(database_reader(trial.context.database), trial.file, NULL),
                        ==, rows[i].allowed);
        trial_end(&trial);
        scanner_stop(&scanner);
    }
}

static void
test_a_file_waits_while_the_scanner_is_down_and_is_seen_once_it_is_back(void)
{
    g_autofree char *nobody = scratch_path(".sock");
    g_autoptr(GError) error = NULL;
    Scanner scanner;
    Trial trial;

    trial_begin(&trial, nobody);
    for (int i = 0; i < 20; i++) {
        work(&trial);
        clock_freeze(clock_now() + CLOCK_DAY);
    }
    g_assert_cmpint(verdict_of(&trial), ==, FILE_WAITING);
    scanner_start(&scanner, "stream: OK");
    trial.context.clamd = scanner.path;
    g_assert_true(file_module.timers[0].run(&trial.context, &error));
    work(&trial);
    g_assert_cmpint(verdict_of(&trial), ==, FILE_CLEAN);
    clock_freeze(0);
    trial_end(&trial);
    scanner_stop(&scanner);
}

static void
test_without_a_scanner_nothing_is_asked(void)
{
    Trial trial;

    trial_begin(&trial, NULL);
    work(&trial);
    g_assert_cmpint(verdict_of(&trial), ==, FILE_UNASKED);
    trial_end(&trial);
}

/* ---- What was stored before ---- */

#define STORED 250

static bool
put_many(Db *tx, void *data, GError **error)
{
    Trial *trial = data;

    for (int i = 0; i < STORED; i++) {
        g_autofree char *text = g_strdup_printf("stored %d", i);
        g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

        if (!file_put(trial->context.files, tx, bytes, NULL, &trial->file, error))
            return false;
    }
    return true;
}

static void
review(Trial *trial)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpstr(file_module.timers[1].name, ==, "file.review");
    g_assert_true(file_module.timers[1].run(&trial->context, &error));
    g_assert_no_error(error);
}

static int64_t
count_of(Trial *trial, const char *sql)
{
    int64_t count = -1;

    g_assert_cmpint(
        db_find_int(database_reader(trial->context.database), sql, DB_NO_ARGS, &count, NULL), ==,
        1);
    return count;
}

static const char judged[] = "SELECT count(*) FROM file_verdict WHERE state = 2";
static const char waiting[] = "SELECT count(*) FROM file_verdict WHERE state = 1";

static void
test_what_was_stored_before_is_shown_too_the_newest_first(void)
{
    Scanner scanner;
    Trial trial;

    scanner_start(&scanner, "stream: OK");
    trial_begin(&trial, NULL);
    g_assert_true(database_write(trial.context.database, put_many, &trial, NULL));
    review(&trial);
    g_assert_cmpint(count_of(&trial, waiting), ==, 0);

    trial.context.clamd = scanner.path;
    review(&trial);
    g_assert_cmpint(count_of(&trial, waiting), ==, 200);
    g_assert_cmpint(verdict_of(&trial), ==, FILE_WAITING); /* the newest */
    review(&trial); /* the next page only once the first was looked at */
    g_assert_cmpint(count_of(&trial, waiting), ==, 200);
    work(&trial);
    review(&trial);
    work(&trial);
    g_assert_cmpint(count_of(&trial, judged), ==, STORED + 1);
    review(&trial);
    g_assert_cmpint(count_of(&trial, waiting), ==, 0);
    trial_end(&trial);
    scanner_stop(&scanner);
}

static void
test_what_came_while_there_was_none_is_shown_once_there_is_one_again(void)
{
    g_autofree char *nobody = scratch_path(".sock");
    Scanner scanner;
    Trial trial;

    scanner_start(&scanner, "stream: OK");
    trial_begin(&trial, scanner.path);
    work(&trial);
    review(&trial);
    trial.context.clamd = NULL;
    review(&trial);
    g_assert_true(database_write(trial.context.database, put_many, &trial, NULL));
    trial.context.clamd = nobody; /* it does not answer: nothing begins to wait */
    review(&trial);
    g_assert_cmpint(count_of(&trial, waiting), ==, 0);
    trial.context.clamd = scanner.path;
    for (int i = 0; i < 2; i++) {
        review(&trial);
        work(&trial);
    }
    g_assert_cmpint(count_of(&trial, judged), ==, STORED + 1);
    trial_end(&trial);
    scanner_stop(&scanner);
}

static void
test_bytes_are_known_by_what_they_are(void)
{
    g_autoptr(GBytes) same = g_bytes_new_static("content", 7);
    g_autoptr(GBytes) other = g_bytes_new_static("contents", 8);
    FileVerdict verdict;
    Scanner scanner;
    Trial trial;
    Db *db;

    scanner_start(&scanner, "stream: Eicar-Test FOUND");
    trial_begin(&trial, scanner.path);
    work(&trial);
    db = database_reader(trial.context.database);
    g_assert_true(file_scan_known(db, same, &verdict, NULL));
    g_assert_cmpint(verdict, ==, FILE_INFECTED);
    g_assert_true(file_scan_known(db, other, &verdict, NULL));
    g_assert_cmpint(verdict, ==, FILE_UNASKED);
    trial_end(&trial);
    scanner_stop(&scanner);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/file-scan/what-the-scanner-says-is-the-verdict",
                    test_what_the_scanner_says_is_the_verdict);
    g_test_add_func("/file-scan/a-file-waits-while-the-scanner-is-down-and-is-seen-once-it-is-back",
                    test_a_file_waits_while_the_scanner_is_down_and_is_seen_once_it_is_back);
    g_test_add_func("/file-scan/without-a-scanner-nothing-is-asked",
                    test_without_a_scanner_nothing_is_asked);
    g_test_add_func("/file-scan/what-was-stored-before-is-shown-too-the-newest-first",
                    test_what_was_stored_before_is_shown_too_the_newest_first);
    g_test_add_func("/file-scan/what-came-while-there-was-none-is-shown-once-there-is-one-again",
                    test_what_came_while_there_was_none_is_shown_once_there_is_one_again);
    g_test_add_func("/file-scan/bytes-are-known-by-what-they-are",
                    test_bytes_are_known_by_what_they_are);
    return g_test_run();
}
