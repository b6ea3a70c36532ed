/* lien seed: an invented organisation of any size, to measure and to test with. */
#include "app/command.h"

#include "app/house.h"
#include "app/seed/seed.h"
#include "base/error.h"
#include "journal/journal.h"
#include "search/search.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* When the made past ends: fixed, so that the same number makes the same organisation any day. */
#define SEED_END INT64_C(1790000000000) /* 2026-09-21 */

/* An index of more takes minutes, in which a server answers already. */
#define INDEX_AT_ONCE_MAX 50000

static const OptionId taken[] = {OPTION_DATA,     OPTION_DATABASE, OPTIONS_OF_FILES, OPTION_PERSONS,
                                 OPTION_MESSAGES, OPTION_UNITS,    OPTION_SEED,      OPTION_INDEX,
                                 OPTION_LOG,      N_OPTIONS};

static int64_t
number_of(const Config *config, OptionId id)
{
    guint64 number = 0;

    g_ascii_string_to_unsigned(config_text(config, id), 10, 0, G_MAXINT64, &number, NULL);
    return (int64_t)number;
}

static void
show(int64_t messages, void *data)
{
    const SeedSize *size = data;

    g_printerr("\r%3" PRId64 " %%  %" PRId64 " messages", messages * 100 / size->messages,
               messages);
}

static bool
check_empty(Context *context, GError **error)
{
    int64_t last = journal_last(database_reader(context->database), error);

    if (last > 0)
        error_set(error, APP_ERROR_CONFLICT, "--data: something is there already; seed a new one");
    return last == 0;
}

/* Words take twice as long as rows. */
static bool
index_now(const char *when, const SeedSize *size)
{
    return strcmp(when, "now") == 0 ||
           (strcmp(when, "auto") == 0 && size->messages <= INDEX_AT_ONCE_MAX);
}

static bool
make(Context *context, const SeedSize *size, const char *when, GError **error)
{
    bool watched = isatty(STDERR_FILENO) != 0;
    gint64 begun = g_get_monotonic_time();
    bool made = seed_organisation(context, size, watched ? show : NULL, (void *)size, error);
    double written = (double)(g_get_monotonic_time() - begun) / 1e6;

    if (watched)
        g_printerr("\n");
    if (!made)
        return false;
    g_print("%" PRId64 " messages in %.1f s (%.0f a second), ", size->messages, written,
            (double)size->messages / written);
    if (!index_now(when, size)) {
        g_print("searchable once a server has started\n");
        return true;
    }
    if (!search_catch_up(context, error))
        return false;
    g_print("searchable in %.1f s\n", (double)(g_get_monotonic_time() - begun) / 1e6);
    return true;
}

static bool
run(const Config *config, GError **error)
{
    g_autoptr(House) house = house_open(config, HOUSE_TO_SEARCH, error);
    SeedSize size = {
        .persons = number_of(config, OPTION_PERSONS),
        .messages = number_of(config, OPTION_MESSAGES),
        .units = number_of(config, OPTION_UNITS),
        .seed = (uint64_t)number_of(config, OPTION_SEED),
        .end = SEED_END,
    };

    return house != NULL && check_empty(house_context(house), error) &&
           make(house_context(house), &size, config_text(config, OPTION_INDEX), error);
}

const Command command_seed = {
    .name = "seed",
    .about = "Makes an invented organisation of any size, to measure and to test with.",
    .more = "Only in an empty directory. Nobody can sign in to it until you add an account.",
    .taken = taken,
    .run = run,
};
