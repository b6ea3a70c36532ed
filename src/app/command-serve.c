#include "app/command.h"

#include "app/house.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log-form.h"
#include "base/supervisor.h"
#include "staff/staff.h"

#include <signal.h>
#include <sys/resource.h>

static const OptionId taken[] = {OPTIONS_OF_HOUSE,     OPTION_TRUSTED_PROXY, OPTION_WORKERS,
                                 OPTION_METRICS_TOKEN, OPTION_LOG_FORM,      N_OPTIONS};

#define FIRST_LINK_LIFE (3 * CLOCK_DAY)

/* Nobody can administer: whoever reads this terminal becomes the first who can. */
static bool
offer_first_account(const Context *context, GError **error)
{
    g_autofree char *secret = NULL;

    if (!staff_is_empty(database_reader(context->database)))
        return true;
    secret = staff_link_add(context->database, 0, clock_now() + FIRST_LINK_LIFE, error);
    if (secret == NULL)
        return false;
    g_print("Nobody can sign in yet. This link works once, for three days, and makes the first "
            "administrator:\n%s/welcome#%s\n",
            context->public_url, secret);
    return true;
}

/* Blocked in every thread, waited for in this one: no handler runs between two instructions. */
static void
block_signals(sigset_t *ret_set)
{
    sigemptyset(ret_set);
    sigaddset(ret_set, SIGINT);
    sigaddset(ret_set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, ret_set, NULL);
}

static void
choose_log_form(const char *told)
{
    LogForm form = log_form_usual();

    for (int i = 0; told != NULL && log_form_words[i] != NULL; i++)
        if (g_str_equal(told, log_form_words[i]))
            form = (LogForm)i;
    log_set_form(form);
}

/* A shell gives 1,024 open files unless asked: as many connections and streams as we may have, and
 * what we open ourselves, want more. */
static void
take_open_files(void)
{
    const rlim_t wanted = LIMIT_HTTP_CONNECTIONS + 1024;
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = MIN(wanted, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
        log_warning("app", "few-files", "may_open=%ju wanted=%ju", (uintmax_t)limit.rlim_cur,
                    (uintmax_t)wanted);
}

static bool
run(const Config *config, GError **error)
{
    g_autoptr(House) house = NULL;
    int64_t began = clock_now();
    sigset_t signals;
    int signal = 0;
    bool started;

    choose_log_form(config_text(config, OPTION_LOG_FORM));
    take_open_files();
    block_signals(&signals);
    house = house_open(config, HOUSE_TO_SERVE, error);
    if (house == NULL)
        return false;
    started = house_start(house, error) && offer_first_account(house_context(house), error);
    if (started) {
        g_print("Lien %s serves %s at %s\n", LIEN_VERSION, config_text(config, OPTION_DATA),
                house_context(house)->public_url);
        log_info("app", "started", "ms=%" G_GINT64_FORMAT, clock_now() - began);
        supervisor_tell("READY=1");
        sigwait(&signals, &signal);
        supervisor_tell("STOPPING=1");
        log_info("app", "stopping", "signal=%d", signal);
    }
    house_stop(house);
    return started;
}

const Command command_serve = {
    .name = "serve",
    .about = "Serves the application and its API, receives and sends mail, until it is stopped.",
    .more =
        "Prints one line with its address when it is ready, and, as long as nobody can sign in,\n"
        "a link that makes the first administrator. Stops on SIGTERM or SIGINT.",
    .taken = taken,
    .run = run,
};
