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
    return g_test_run();
}
