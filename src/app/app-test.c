/* Options: where their values come from, and which are refused with what words. */
#include "app/command.h"

#include "app/house.h"
#include "app/secret-key.h"
#include "base/error.h"
#include "lib/fixture.h"

#include <string.h>
#include <sys/stat.h>

static const OptionId taken[] = {OPTION_DATA,          OPTION_CONFIG,    OPTION_LISTEN,
                                 OPTION_SMTP_PASSWORD, OPTION_SMTP_USER, OPTION_LOG,
                                 OPTION_EMAIL,         N_OPTIONS};

#define WORDS(...) ((const char *const[]){__VA_ARGS__ __VA_OPT__(, ) NULL})

static void
test_a_value_that_cannot_be_is_refused_with_what_is_accepted(void)
{
    static const struct {
        OptionId id;
        const char *value;
        bool ok;
    } cases[] = {
        {OPTION_LISTEN, "127.0.0.1:8080", true},
        {OPTION_LISTEN, "127.0.0.1:0", true},
        {OPTION_LISTEN, "[::1]:8080", true},
        {OPTION_LISTEN, "::1:8080", false},
        {OPTION_LISTEN, "[127.0.0.1]:80", false},
        {OPTION_LISTEN, "localhost:8080", false},
        {OPTION_LISTEN, "8080", false},
        {OPTION_LISTEN, "127.0.0.1:65536", false},
        {OPTION_LISTEN, "127.0.0.1:-1", false},
        {OPTION_LISTEN, "", false},
        {OPTION_PUBLIC_URL, "https://lien.example.org", true},
        {OPTION_PUBLIC_URL, "https://lien.example.org/", false},
        {OPTION_PUBLIC_URL, "lien.example.org", false},
        {OPTION_PUBLIC_URL, "ftp://lien.example.org", false},
        {OPTION_SMTP, "smtp://127.0.0.1:25", true},
        {OPTION_SMTP, "smtps://mail.example.org", true},
        {OPTION_SMTP, "127.0.0.1:25", false},
        {OPTION_DATABASE, "sqlite:/tmp/x.db", true},
        {OPTION_DATABASE, "sqlite:", false},
        {OPTION_DATABASE, "postgresql://db/lien", true},
        {OPTION_DATABASE, "postgresql://", false},
        {OPTION_DATABASE, "mysql://db/lien", false},
        {OPTION_LOG, "debug", true},
        {OPTION_LOG, "verbose", false},
        {OPTION_ROLE, "reader", true},
        {OPTION_ROLE, "root", false},
        {OPTION_WORKERS, "0", false},
        {OPTION_WORKERS, "8", true},
        {OPTION_MAIL_ADDRESS, "contact@example.org", true},
        {OPTION_MAIL_ADDRESS, "contact", false},
        {OPTION_TRUSTED_PROXY, "10.0.0.1", true},
        {OPTION_TRUSTED_PROXY, "proxy", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *accepted = option_rows[cases[i].id].refuse(cases[i].value);

        g_test_message("--%s %s", option_rows[cases[i].id].name, cases[i].value);
        g_assert_cmpint(accepted == NULL, ==, cases[i].ok);
    }
}

static void
test_every_row_is_filled_and_its_default_accepted(void)
{
    for (OptionId id = 0; id < N_OPTIONS; id++) {
        const Option *option = &option_rows[id];

        g_assert_nonnull(option->name);
        /* A switch has no value, hence no default. */
        g_assert_true(option->placeholder != NULL || option->otherwise == NULL);
        g_assert_true(g_str_has_suffix(option->about, "."));
        g_assert_cmpint(option_find(option->name), ==, id);
        if (option->otherwise != NULL)
            g_assert_null(option->refuse(option->otherwise));
    }
}

static void
test_words_that_are_not_understood_are_named(void)
{
    static const struct {
        const char *words[5];
        const char *said;
    } cases[] = {
        {{"--listen"}, "--listen needs a value: ADDR:PORT"},
        {{"--listen", "x"},
         "--listen: 'x' must be ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080"},
        {{"--listen=x"},
         "--listen: 'x' must be ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080"},
        {{"--lisen", "x"}, "--lisen is not an option of this command"},
        {{"--role", "reader"}, "--role is not an option of this command"},
        {{"-x"}, "-x is not an option of this command"},
        {{"--log", "info", "--log=info"}, "--log is given twice"},
        {{"--smtp-password", "x"},
         "--smtp-password would show a secret to every user of this machine: use "
         "LIEN_SMTP_PASSWORD or the configuration file"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Config) config = config_read(cases[i].words, taken, &error);

        g_assert_null(config);
        g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
        g_assert_cmpstr(error->message, ==, cases[i].said);
    }
}

static void
test_a_flag_beats_the_environment_the_file_and_the_default(void)
{
    g_autofree char *path = scratch_path(".conf");
    const char *listen =
        "listen = 127.0.0.3:3\nsmtp-user=  a b\n# a comment\n\nlmtp = 127.0.0.1:1\n";
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_set_contents(path, listen, -1, NULL));
    for (int sources = 0; sources < 4; sources++) {
        static const char *const wanted[] = {"127.0.0.3:3", "127.0.0.2:2", "127.0.0.1:1",
                                             "127.0.0.1:1"};
        const char *const flag[] = {"--config", path, "--listen", "127.0.0.1:1", NULL};
        const char *const none[] = {"--config", path, NULL};
        g_autoptr(Config) config = NULL;

        if (sources & 1)
            g_setenv("LIEN_LISTEN", "127.0.0.2:2", true);
        else
            g_unsetenv("LIEN_LISTEN");
        config = config_read(sources & 2 ? flag : none, taken, &error);
        g_assert_no_error(error);
        g_assert_cmpstr(config_text(config, OPTION_LISTEN), ==, wanted[sources]);
        g_assert_cmpstr(config_text(config, OPTION_SMTP_USER), ==, "a b");
        g_assert_cmpstr(config_text(config, OPTION_LOG), ==, "info");
    }
    g_unsetenv("LIEN_LISTEN");
}

static void
test_a_file_that_cannot_be_is_refused_with_its_line(void)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"listen = x\n", "*.conf: listen: 'x' must be ADDRESS:PORT*"},
        {"smpt = smtp://a\n", "*.conf: smpt is not an option of Lien"},
        {"email = a@example.org\n", "*.conf: email is not an option of Lien"},
        {"config = other\n", "*.conf: config is not an option of Lien"},
        {"listen\n", "*.conf: *"},
        {"lmtp = x\n", NULL}, /* of another command: not looked at here */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = scratch_path(".conf");
        const char *const words[] = {"--config", path, NULL};
        g_autoptr(GError) error = NULL;
        g_autoptr(Config) config = NULL;

        g_assert_true(g_file_set_contents(path, cases[i].text, -1, NULL));
        config = config_read(words, taken, &error);
        g_test_message("%s → %s", cases[i].text, error != NULL ? error->message : "");
        if (cases[i].said == NULL)
            g_assert_no_error(error);
        else
            g_assert_true(g_pattern_match_simple(cases[i].said, error->message));
    }
}

static void
test_a_refused_secret_is_not_shown(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = NULL;

    g_setenv("LIEN_SMTP_PASSWORD", "hush\nhush", true);
    config = config_read(WORDS("--log", "info"), taken, &error);
    g_unsetenv("LIEN_SMTP_PASSWORD");
    g_assert_null(config);
    g_assert_null(strstr(error->message, "hush"));
}

static void
test_arguments_are_what_is_not_an_option(void)
{
    g_autoptr(Config) config =
        config_read(WORDS("a", "--log", "error", "-", "--", "--log", "b"), taken, NULL);

    g_assert_nonnull(config);
    g_assert_cmpuint(config->arguments->len, ==, 4);
    g_assert_cmpstr(g_ptr_array_index(config->arguments, 1), ==, "-");
    g_assert_cmpstr(g_ptr_array_index(config->arguments, 2), ==, "--log");
}

static void
test_the_help_of_a_command_names_all_it_takes(void)
{
    for (const Command *const *command = commands; *command != NULL; command++) {
        g_autofree char *help = command_help(*command);

        g_assert_true(g_str_has_suffix((*command)->about, "."));
        for (const OptionId *id = (*command)->taken; *id != N_OPTIONS; id++)
            g_assert_nonnull(strstr(help, option_rows[*id].about));
        for (const OptionId *id = (*command)->required; id != NULL && *id != N_OPTIONS; id++)
            g_assert_null(option_rows[*id].otherwise);
    }
}

static void *
load_key(void *path)
{
    uint8_t *key = g_malloc0(SECRET_KEY_SIZE);

    g_assert_true(secret_key_load(path, key, NULL));
    return key;
}

static void
test_two_programs_that_make_the_key_at_once_get_the_same(void)
{
    g_autofree char *path = scratch_path("-key");
    GThread *threads[8];
    struct stat stat;
    g_autofree uint8_t *first = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("key", load_key, path);
    first = g_thread_join(threads[0]);
    for (size_t i = 1; i < G_N_ELEMENTS(threads); i++) {
        g_autofree uint8_t *key = g_thread_join(threads[i]);

        g_assert_cmpmem(key, SECRET_KEY_SIZE, first, SECRET_KEY_SIZE);
    }
    g_assert_cmpint(lstat(path, &stat), ==, 0);
    g_assert_cmpint(stat.st_mode & 0777, ==, 0600);
}

static void
test_a_damaged_key_is_not_replaced(void)
{
    g_autofree char *path = scratch_path("-key");
    uint8_t key[SECRET_KEY_SIZE];
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_set_contents(path, "half a key", -1, NULL));
    g_assert_false(secret_key_load(path, key, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_UNAVAILABLE);
}

/* ---- A house ---- */

static bool
begin_copy(Db *tx, void *data, GError **error)
{
    static const char sql[] = "INSERT INTO transfer (id, position, begun_at) VALUES (1, 7, 1)";

    return db_run(tx, sql, DB_NO_ARGS, error);
}

static void
test_a_store_that_is_half_a_copy_is_not_used(void)
{
    g_autofree char *dir = scratch_path("");
    const char *words[] = {"--data", dir, NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = config_read(words, taken, &error);
    House *house = house_open(config, HOUSE_FOR_COMMAND, &error);

    g_assert_no_error(error);
    g_assert_true(database_write(house_context(house)->database, begin_copy, NULL, &error));
    house_close(house);
    g_assert_null(house_open(config, HOUSE_FOR_COMMAND, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/config/a value that cannot be is refused with what is accepted",
                    test_a_value_that_cannot_be_is_refused_with_what_is_accepted);
    g_test_add_func("/config/every row is filled and its default accepted",
                    test_every_row_is_filled_and_its_default_accepted);
    g_test_add_func("/config/words that are not understood are named",
                    test_words_that_are_not_understood_are_named);
    g_test_add_func("/config/a flag beats the environment, the file and the default",
                    test_a_flag_beats_the_environment_the_file_and_the_default);
    g_test_add_func("/config/a file that cannot be is refused with its line",
                    test_a_file_that_cannot_be_is_refused_with_its_line);
    g_test_add_func("/config/a refused secret is not shown", test_a_refused_secret_is_not_shown);
    g_test_add_func("/config/arguments are what is not an option",
                    test_arguments_are_what_is_not_an_option);
    g_test_add_func("/command/the help of a command names all it takes",
                    test_the_help_of_a_command_names_all_it_takes);
    g_test_add_func("/house/half a copy is not used", test_a_store_that_is_half_a_copy_is_not_used);
    g_test_add_func("/key/two programs that make the key at once get the same",
                    test_two_programs_that_make_the_key_at_once_get_the_same);
    g_test_add_func("/key/a damaged key is not replaced", test_a_damaged_key_is_not_replaced);
    return g_test_run();
}
