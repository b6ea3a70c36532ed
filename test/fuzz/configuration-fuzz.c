/* Any file brought in as a configuration. It is one, and each of its items is done or refused with
 * a reason; or it is none, with a reason. Nothing of it is our fault, and a trial changes nothing:
 * the file that the program would write stays the same. */
#include "app/modules.h"
#include "base/error.h"
#include "base/log.h"
#include "configuration/configuration.h"
#include "lib/house.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static House *house;
static GString *before;

static GString *
written(void)
{
    g_autoptr(GError) error = NULL;
    GString *text = configuration_write(&house->context, database_reader(house->database), &error);

    g_assert_no_error(error);
    return text;
}

static void
make_house(void)
{
    log_set_level(LOG_ERROR);
    module_tell_all(modules);
    house = house_new();
    house_staff(house, "sam");
    before = written();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ConfigurationOrder order = {.dry_run = true};
    g_autoptr(GBytes) file = g_bytes_new(data, size);
    g_autoptr(ConfigurationReport) report = NULL;
    g_autoptr(GError) error = NULL;
    GString *after;

    if (house == NULL)
        make_house();
    if (!configuration_read(&house->context, file, &order, &report, &error)) {
        if (!g_error_matches(error, APP_ERROR, APP_ERROR_INVALID) &&
            !g_error_matches(error, APP_ERROR, APP_ERROR_TOO_LARGE))
            g_error("%s", error->message);
        return 0;
    }
    g_assert_false(report->applied);
    after = written();
    g_assert_cmpstr(after->str, ==, before->str);
    g_string_free(after, TRUE);
    return 0;
}
