/* lien user add | list | link: accounts, from the machine itself. */
#include "app/command.h"

#include "app/house.h"
#include "app/prompt.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "setting/setting.h"
#include "staff/staff.h"

#include <inttypes.h>
#include <string.h>

static const OptionId add_taken[] = {OPTION_DATA,   OPTION_DATABASE, OPTIONS_OF_FILES,
                                     OPTION_CONFIG, OPTION_EMAIL,    OPTION_ROLE,
                                     OPTION_NAME,   OPTION_LOG,      N_OPTIONS};
static const OptionId add_required[] = {OPTION_EMAIL, OPTION_ROLE, N_OPTIONS};
static const OptionId list_taken[] = {OPTION_DATA,   OPTION_DATABASE, OPTIONS_OF_FILES,
                                      OPTION_CONFIG, OPTION_LOG,      N_OPTIONS};
static const OptionId link_taken[] = {OPTION_DATA,   OPTION_DATABASE,   OPTIONS_OF_FILES,
                                      OPTION_CONFIG, OPTION_PUBLIC_URL, OPTION_LISTEN,
                                      OPTION_EMAIL,  OPTION_LOG,        N_OPTIONS};
static const OptionId link_required[] = {OPTION_EMAIL, N_OPTIONS};

static bool
run_add(const Config *config, GError **error)
{
    const char *email = config_text(config, OPTION_EMAIL);
    const char *name = config_text(config, OPTION_NAME);
    g_autofree char *before_at = g_strndup(email, strcspn(email, "@"));
    char password[STAFF_PASSWORD_MAX + 3];
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);
    int64_t staff;

    return house != NULL && prompt_password(password, sizeof password, error) &&
           staff_add(house_context(house)->database, email, name != NULL ? name : before_at,
                     config_text(config, OPTION_ROLE), password, &staff, error);
}

static void
print_account(const Staff *staff)
{
    g_print("%" PRId64 "\t%s\t%s\t%s\t%s\n", staff->id, staff->email, staff->role,
            staff->active ? "active" : "inactive", staff->name);
}

static bool
run_list(const Config *config, GError **error)
{
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);
    int64_t last = 0;
    int found;

    if (house == NULL)
        return false;
    for (;;) {
        g_autoptr(Staff) staff = NULL;

        found = staff_after(database_reader(house_context(house)->database), last, &staff, error);
        if (found <= 0)
            return found == 0;
        print_account(staff);
        last = staff->id;
    }
}

/* The account of --email, owned by the caller; NULL with an error. */
static Staff *
find_account(const Config *config, const Context *context, GError **error)
{
    g_autofree char *email = text_email(config_text(config, OPTION_EMAIL));
    Staff *staff = NULL;

    if (staff_find(database_reader(context->database), email, &staff, error) == 0)
        error_set(error, APP_ERROR_NOT_FOUND, "no account has the address '%s'", email);
    return staff;
}

static bool
run_link(const Config *config, GError **error)
{
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);
    const Context *context = house != NULL ? house_context(house) : NULL;
    g_autoptr(Staff) staff = context != NULL ? find_account(config, context, error) : NULL;
    g_autofree char *secret = NULL;
    int64_t hours;

    if (staff == NULL)
        return false;
    hours = setting_int(database_reader(context->database), "staff.link_hours", 0);
    secret = staff_link_add(context->database, staff->id, clock_now() + hours * CLOCK_HOUR, error);
    if (secret == NULL)
        return false;
    g_print("%s/welcome#%s\n", context->public_url, secret);
    return true;
}

static const OptionId token_taken[] = {OPTION_DATA,   OPTION_DATABASE, OPTIONS_OF_FILES,
                                       OPTION_CONFIG, OPTION_EMAIL,    OPTION_NAME,
                                       OPTION_LOG,    N_OPTIONS};

static bool
run_token(const Config *config, GError **error)
{
    const char *name = config_text(config, OPTION_NAME);
    g_autoptr(House) house = house_open(config, HOUSE_FOR_COMMAND, error);
    const Context *context = house != NULL ? house_context(house) : NULL;
    g_autoptr(Staff) staff = context != NULL ? find_account(config, context, error) : NULL;
    g_autofree char *token = NULL;

    if (staff == NULL)
        return false;
    if (!staff->active)
        return error_set(error, APP_ERROR_CONFLICT, "the account is not active");
    token = staff_token_add(context->database, staff->id, name != NULL ? name : "lien token add",
                            NULL, error);
    if (token == NULL)
        return false;
    g_print("%s\n", token);
    return true;
}

const Command command_user_add = {
    .name = "user add",
    .about = "Makes an account; its password is the line on standard input.",
    .taken = add_taken,
    .required = add_required,
    .run = run_add,
};

const Command command_user_list = {
    .name = "user list",
    .about = "Lists the accounts: id, address, role, active or inactive, name.",
    .taken = list_taken,
    .run = run_list,
};

const Command command_user_link = {
    .name = "user link",
    .about = "Prints a link that works once, by which an account's holder chooses a password.",
    .taken = link_taken,
    .required = link_required,
    .run = run_link,
};

const Command command_token_add = {
    .name = "token add",
    .about = "Makes a token for scripts, with an account's rights, and prints it alone.",
    .taken = token_taken,
    .required = link_required,
    .run = run_token,
};
