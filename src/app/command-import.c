#include "app/command.h"

#include "app/house.h"
#include "channel/mail/mail.h"

#include <inttypes.h>
#include <unistd.h>

static const OptionId taken[] = {OPTION_DATA,       OPTION_DATABASE,     OPTIONS_OF_FILES,
                                 OPTION_CONFIG,     OPTION_MAIL_ADDRESS, OPTION_LISTEN,
                                 OPTION_PUBLIC_URL, OPTION_LOG,          N_OPTIONS};

#define BAR_WIDTH  30
#define LINE_EVERY 10 /* percent between two lines where nobody watches */

/* How a run is shown: a bar on a terminal, a line now and then elsewhere. */
typedef struct {
    bool watched;
    int64_t began; /* monotonic, microseconds */
    uint64_t next; /* percent at which the next line is due */
} Display;

static void
show_bar(const Display *display, const MailImportProgress *progress, uint64_t percent)
{
    static const char full[] = "##############################";
    double seconds = (double)(g_get_monotonic_time() - display->began) / G_USEC_PER_SEC;
    double rate = seconds > 0 ? (double)progress->mails / seconds : 0;
    int filled = (int)(percent * BAR_WIDTH / 100);
    double left = percent > 0 ? seconds * (double)(100 - percent) / (double)percent : 0;

    g_printerr("\r[%-*.*s] %3" PRIu64 " %%  %" PRIu64 " mails  %.0f/s  %.0f s left   ", BAR_WIDTH,
               filled, full, percent, progress->mails, rate, left);
}

static void
show(const MailImportProgress *progress, void *data)
{
    Display *display = data;
    uint64_t percent = progress->bytes_all > 0 ? progress->bytes * 100 / progress->bytes_all : 100;

    percent = MIN(percent, 100);
    if (display->watched) {
        show_bar(display, progress, percent);
    } else if (percent >= display->next) {
        g_printerr("%" PRIu64 " %%: %" PRIu64 " mails\n", percent, progress->mails);
        display->next = percent - percent % LINE_EVERY + LINE_EVERY;
    }
}

static void
report(const MailImportProgress *total)
{
    g_print("%" PRIu64 " mails read: %" PRIu64 " added, %" PRIu64 " known already, %" PRIu64
            " refused\n",
            total->mails, total->added, total->known, total->refused);
    if (total->skipped > 0)
        g_print("%" PRIu64 " more were kept by the run before, which was stopped\n",
                total->skipped);
    if (total->others > 0)
        g_print("%" PRIu64 " files are no mail and were left aside\n", total->others);
}

static bool
run(const Config *config, GError **error)
{
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);
    Display display = {
        .watched = isatty(STDERR_FILENO) != 0,
        .began = g_get_monotonic_time(),
        .next = LINE_EVERY,
    };
    MailImportProgress total = {0};
    bool done;

    if (house == NULL)
        return false;
    g_ptr_array_add(config->arguments, NULL);
    done = mail_import(house_context(house), (const char *const *)config->arguments->pdata, show,
                       &display, &total, error);
    if (display.watched)
        g_printerr("\n");
    if (!done && total.mails == 0)
        return false;
    report(&total);
    return done;
}

const Command command_import = {
    .name = "import",
    .arguments = "PATH…",
    .about = "Brings in mails: mbox files, Maildirs, folders of .eml, single mails.",
    .more =
        "Running it again adds nothing; what was stopped goes on from there. A server may run on "
        "the same data meanwhile.",
    .taken = taken,
    .least = 1,
    .most = -1,
    .run = run,
};
