/* lien mailbox add | list | test: mail accounts of the organisation, from the machine itself. */
#include "app/command.h"

#include "app/house.h"
#include "app/prompt.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "mailbox/mailbox-preset.h"
#include "mailbox/mailbox-trial.h"

#include <inttypes.h>
#include <string.h>

static const OptionId list_taken[] = {OPTION_DATA,   OPTION_DATABASE, OPTIONS_OF_FILES,
                                      OPTION_CONFIG, OPTION_LOG,      N_OPTIONS};
static const OptionId test_taken[] = {OPTION_DATA,   OPTION_DATABASE, OPTIONS_OF_FILES,
                                      OPTION_CONFIG, OPTION_MAIL_CA,  OPTION_EMAIL,
                                      OPTION_LOG,    N_OPTIONS};
static const OptionId add_taken[] = {OPTION_DATA,   OPTION_DATABASE, OPTIONS_OF_FILES,
                                     OPTION_CONFIG, OPTION_EMAIL,    OPTION_PROVIDER,
                                     OPTION_NAME,   OPTION_LOG,      N_OPTIONS};
static const OptionId email_required[] = {OPTION_EMAIL, N_OPTIONS};

#define GUESS_SECONDS 10

/* ---- Adding ---- */

/* Whose servers an address has; NULL with an error. */
static const MailboxPreset *
find_preset(const Config *config, const char *email, GError **error)
{
    const char *told = config_text(config, OPTION_PROVIDER);
    g_autoptr(Deadline) deadline = deadline_begin(GUESS_SECONDS, error);
    g_auto(MailboxGuess) guess = {0};

    if (told != NULL || deadline == NULL)
        return told != NULL ? mailbox_preset(told) : NULL;
    mailbox_guess(email, deadline_cancellable(deadline), &guess);
    if (guess.preset->imap.host != NULL)
        return guess.preset;
    error_set(error, APP_ERROR_INVALID,
              "no provider is known for this address: say --provider, or add it in the application "
              "with the names of its servers");
    return NULL;
}

typedef struct {
    Context *context;
    MailboxDraft draft;
    int64_t id;
} Adding;

static bool
add_work(Db *tx, void *data, GError **error)
{
    Adding *adding = data;

    return mailbox_add(tx, adding->context, &adding->draft, 0, &adding->id, error);
}

static bool
add(Context *context, const MailboxPreset *preset, const char *email, const char *name,
    const char *password, GError **error)
{
    Adding adding = {
        .context = context,
        .draft = {.mailbox = {.name = (char *)(name != NULL ? name : email),
                              .address = (char *)email,
                              .provider = (char *)preset->provider,
                              .state = MAILBOX_ON,
                              .imap = preset->imap,
                              .after = AFTER_LEAVE,
                              .smtp = preset->smtp,
                              .user = (char *)email,
                              .auth = MAILBOX_PASSWORD,
                              .plus = preset->plus},
                  .password = password},
    };

    if (!database_write(context->database, add_work, &adding, error))
        return false;
    g_print("%" PRId64 "\n", adding.id);
    return true;
}

static bool
takes_password(const MailboxPreset *preset)
{
    return preset->auths[0] == MAILBOX_PASSWORD || preset->auths[1] == MAILBOX_PASSWORD;
}

static bool
run_add(const Config *config, GError **error)
{
    g_autofree char *email = text_email(config_text(config, OPTION_EMAIL));
    const MailboxPreset *preset = find_preset(config, email, error);
    char password[LIMIT_PASSWORD + 3] = "";
    g_autoptr(House) house = NULL;
    bool added;

    if (preset == NULL)
        return false;
    if (!takes_password(preset))
        return error_set(error, APP_ERROR_INVALID,
                         "%s takes no password: add this mailbox in the application and sign in "
                         "there",
                         preset->name);
    house = house_open(config, HOUSE_FOR_COMMAND, error);
    added =
        house != NULL && prompt_password(password, sizeof password, error) &&
        add(house_context(house), preset, email, config_text(config, OPTION_NAME), password, error);
    explicit_bzero(password, sizeof password);
    return added;
}

/* ---- Looking ---- */

static bool
print_mailbox(const Context *context, const Mailbox *mailbox, GError **error)
{
    g_auto(MailboxHealth) health = {0};
    MailboxHealthState state;

    if (!mailbox_health_get(database_reader(context->database), mailbox->id, &health, error))
        return false;
    state = mailbox_health_state(context, mailbox, &health, clock_now());
    g_print("%" PRId64 "\t%s\t%s\t%s\t%s\n", mailbox->id, mailbox->address, mailbox->provider,
            mailbox_health_words[state - 1], mailbox->name);
    return true;
}

static bool
run_list(const Config *config, GError **error)
{
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);
    const Context *context = house != NULL ? house_context(house) : NULL;
    g_autoptr(GPtrArray) all =
        context != NULL ? mailbox_all(database_reader(context->database), error) : NULL;

    for (guint i = 0; all != NULL && i < all->len; i++)
        if (!print_mailbox(context, all->pdata[i], error))
            return false;
    return all != NULL;
}

/* ---- Testing ---- */

static Mailbox *
find_mailbox(const Config *config, const Context *context, GError **error)
{
    Db *db = database_reader(context->database);
    const char *email = config_text(config, OPTION_EMAIL);
    g_autoptr(MailboxAddress) address = NULL;
    Mailbox *mailbox = NULL;
    int found = mailbox_of_address(db, email, &address, error);

    if (found == 1)
        found = mailbox_get(db, address->mailbox, &mailbox, error);
    if (found == 0)
        error_set(error, APP_ERROR_NOT_FOUND, "no mailbox has the address '%s'", email);
    return mailbox;
}

/* "imap\tok", "smtp\tsign-in\twrong-password\t535 …". */
static bool
print_trial(const char *direction, const MailboxTrial *trial)
{
    if (trial->step == NULL)
        return true;
    if (trial->ok)
        g_print("%s\tok\n", direction);
    else
        g_print("%s\t%s\t%s\t%s\n", direction, trial->step, trial->code,
                trial->detail != NULL ? trial->detail : "");
    return trial->ok;
}

static bool
run_test(const Config *config, GError **error)
{
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);
    Context *context = house != NULL ? house_context(house) : NULL;
    g_autoptr(Mailbox) mailbox = context != NULL ? find_mailbox(config, context, error) : NULL;
    g_autoptr(Deadline) deadline =
        mailbox != NULL ? deadline_begin(MAILBOX_TRIAL_SECONDS, error) : NULL;
    g_auto(MailboxTrial) imap = {0};
    g_auto(MailboxTrial) smtp = {0};
    bool in, out;

    if (deadline == NULL || !mailbox_try(context, mailbox, deadline, &imap, &smtp, error))
        return false;
    in = print_trial("imap", &imap);
    out = print_trial("smtp", &smtp);
    return in && out;
}

const Command command_mailbox_add = {
    .name = "mailbox add",
    .about = "Adds a mail account at a usual provider; its password is the line on standard input.",
    .more =
        "Prints its id. For a provider that takes no password, or servers of your own, use the\n"
        "application: Settings, Mailboxes.",
    .taken = add_taken,
    .required = email_required,
    .run = run_add,
};

const Command command_mailbox_list = {
    .name = "mailbox list",
    .about = "Lists the mail accounts: id, address, provider, health, name.",
    .taken = list_taken,
    .run = run_list,
};

const Command command_mailbox_test = {
    .name = "mailbox test",
    .about = "Tries both directions of a mail account; exit 0 when both work.",
    .taken = test_taken,
    .required = email_required,
    .run = run_test,
};
