#include "app/command.h"

#include "app/house.h"
#include "channel/mail/mail.h"

#include <inttypes.h>
#include <unistd.h>

static const OptionId taken[] = {OPTION_DATA,         OPTION_DATABASE, OPTION_CONFIG,
                                 OPTION_MAIL_ADDRESS, OPTION_LISTEN,   OPTION_PUBLIC_URL,
                                 OPTION_LOG,          N_OPTIONS};

static void
show(const MailImportProgress *progress, void *data)
{
    uint64_t percent = progress->bytes_all > 0 ? progress->bytes * 100 / progress->bytes_all : 100;

    g_printerr("\r%3" PRIu64 " %%  %" PRIu64 " mails", percent, progress->mails);
}

static bool
run(const Config *config, GError **error)
{
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);
    bool watched = isatty(STDERR_FILENO) != 0;
    MailImportProgress total = {0};
    bool done;

    if (house == NULL)
        return false;
    g_ptr_array_add(config->arguments, NULL);
    done = mail_import(house_context(house), (const char *const *)config->arguments->pdata,
                       watched ? show : NULL, NULL, &total, error);
    if (watched)
        g_printerr("\n");
    if (!done && total.mails == 0)
        return false;
    g_print("%" PRIu64 " mails read: %" PRIu64 " added, %" PRIu64 " known already, %" PRIu64
            " refused\n",
            total.mails, total.added, total.known, total.refused);
    return done;
}

const Command command_import = {
    .name = "import",
    .arguments = "PATH…",
    .about = "Brings in mails: mbox files, Maildirs, folders of .eml, single mails.",
    .more = "Running it again adds nothing. A server may run on the same data meanwhile.",
    .taken = taken,
    .least = 1,
    .most = -1,
    .run = run,
};
