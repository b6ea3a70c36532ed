/* lien demo: the invented organisation Au Fil des Jours, home care, with two months of mail behind
 * it.
 *
 * It is made beside the data directory and put in its place when it is whole: a demo that was
 * interrupted leaves nothing. */
#include "app/command.h"

#include "app/copy.h"
#include "app/demo/demo-outside.h"
#include "app/demo/demo-play.h"
#include "app/demo/demo-setup.h"
#include "app/house.h"
#include "base/clock.h"
#include "base/error.h"
#include "journal/journal.h"
#include "setting/setting.h"
#include "staff/password.h"
#include "staff/staff.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define ACCOUNTS "demo-accounts.txt"

static const OptionId taken[] = {OPTION_DATA, OPTION_DATABASE, OPTION_LOG, N_OPTIONS};

typedef struct {
    House *house;
    DemoStage stage;
    GString *accounts; /* what is shown to whoever tries the demo */
    const char *hash;  /* of the account being made */
    int next;          /* account */
} Demo;

/* ---- Accounts ---- */

/* Words that nobody can mistype, and a number. Owned by the caller. */
static char *
make_password(void)
{
    static const char *const words[] = {
        "abeille", "barque",  "cerise", "colline", "dune",    "etoile", "fontaine", "galet",
        "grange",  "hameau",  "iris",   "jardin",  "lampe",   "loutre", "marelle",  "moulin",
        "nuage",   "olive",   "orage",  "panier",  "prairie", "renard", "riviere",  "sentier",
        "sirop",   "tilleul", "toupie", "tuile",   "vallon",  "verger", "violon",   "voilier",
    };
    const uint32_t n = G_N_ELEMENTS(words);

    return g_strdup_printf("%s-%s-%s-%u", words[randombytes_uniform(n)],
                           words[randombytes_uniform(n)], words[randombytes_uniform(n)],
                           1000 + randombytes_uniform(9000));
}

static bool
work_account(Db *tx, void *data, GError **error)
{
    Demo *demo = data;
    const DemoStaff *staff = &demo_staff[demo->next];
    g_autofree char *email = demo_staff_email(staff);
    g_autofree char *name = g_strdup_printf("%s %s", staff->first, staff->last);

    return staff_make(
        tx,
        &(StaffDraft){
            .email = email, .name = name, .role = staff->role, .password_hash = demo->hash},
        &demo->stage.staff[demo->next], error);
}

static bool
make_accounts(Demo *demo, GError **error)
{
    for (demo->next = 0; demo->next < DEMO_STAFF; demo->next++) {
        const DemoStaff *staff = &demo_staff[demo->next];
        g_autofree char *password = make_password();
        g_autofree char *email = demo_staff_email(staff);
        g_autofree char *hash = password_hash(password, error);

        demo->hash = hash;
        if (hash == NULL ||
            !database_write(demo->stage.context->database, work_account, demo, error))
            return false;
        g_string_append_printf(demo->accounts, "  %-14s %-44s %s\n", staff->role, email, password);
    }
    return true;
}

static bool
work_teams(Db *tx, void *data, GError **error)
{
    Demo *demo = data;

    for (int team = 0; team < N_TEAMS; team++) {
        int64_t members[DEMO_STAFF];
        size_t n = 0;

        for (int i = 0; i < DEMO_STAFF; i++)
            if ((demo_staff[i].teams >> team & 1) != 0)
                members[n++] = demo->stage.staff[i];
        if (!team_add(tx, demo_teams[team], demo->stage.staff[0], &demo->stage.teams[team],
                      error) ||
            !team_change(tx, demo->stage.teams[team], NULL, members, n, demo->stage.staff[0],
                         error))
            return false;
    }
    return setting_set(tx, "organisation.name", "\"" DEMO_ORGANISATION "\"", 0,
                       demo->stage.staff[0], error);
}

/* ---- Playing ---- */

static bool
catch_up(void *data, GError **error)
{
    return house_catch_up(data, error);
}

static bool
fill(Demo *demo, int64_t end, GError **error)
{
    size_t conversations;

    demo->stage.context = house_context(demo->house);
    demo->stage.context->channels = demo_outside_channels();
    demo->stage.end = end;
    demo->stage.catch_up = catch_up;
    demo->stage.data = demo->house;
    if (!make_accounts(demo, error) ||
        !database_write(demo->stage.context->database, work_teams, demo, error) ||
        !demo_setup(demo->stage.context, demo->stage.staff[0], error) ||
        !demo_play(&demo->stage, &conversations, error))
        return false;
    g_print("Two months of %s: %zu stories told.\n", DEMO_ORGANISATION, conversations);
    return true;
}

/* A database that was named may be anybody's. */
static bool
check_empty(House *house, GError **error)
{
    int64_t last = journal_last(database_reader(house_context(house)->database), error);

    if (last > 0)
        error_set(error, APP_ERROR_CONFLICT,
                  "--database: something is there already; a demo wants an empty one");
    return last == 0;
}

/* A house on dir, told as the server of the demo will be by its lien.conf. */
static bool
make_house(const char *dir, const Config *outer, GError **error)
{
    static const OptionId all[] = {
        OPTION_DATA,         OPTION_CONFIG,   OPTION_LISTEN, OPTION_MAIL_ADDRESS,
        OPTION_ORGANISATION, OPTION_DATABASE, N_OPTIONS};
    static const char conf[] = "# Made by lien demo.\nmail-address = " DEMO_CONTACT "\n";
    g_autofree char *conf_path = g_build_filename(dir, "lien.conf", NULL);
    g_autofree char *accounts_path = g_build_filename(dir, ACCOUNTS, NULL);
    const char *database = config_text(outer, OPTION_DATABASE);
    const char *const words[] = {"--data",
                                 dir,
                                 "--organisation",
                                 DEMO_ORGANISATION,
                                 "--config",
                                 conf_path,
                                 database != NULL ? "--database" : NULL,
                                 database,
                                 NULL};
    int64_t end = clock_now();
    g_autoptr(Config) config = NULL;
    Demo demo = {0};
    bool made;

    if (!copy_write(conf_path, conf, error))
        return false;
    config = config_read(words, all, error);
    if (config == NULL)
        return false;
    clock_freeze(end - (DEMO_DAYS + 3) * CLOCK_DAY);
    demo.house = house_open(config, HOUSE_FOR_COMMAND, error);
    demo.accounts = g_string_new("The demo's accounts (role, address, password):\n");
    made = demo.house != NULL && check_empty(demo.house, error) && fill(&demo, end, error) &&
           copy_write(accounts_path, demo.accounts->str, error);
    clock_freeze(0);
    house_close(demo.house);
    g_string_free(demo.accounts, true);
    return made;
}

/* Takes away what an interrupted or failed demo left: a directory we made, with one directory in
 * it. */
static void
remove_made(const char *dir)
{
    g_autofree char *files = g_build_filename(dir, "files", NULL);
    const char *const dirs[] = {files, dir};

    for (size_t i = 0; i < G_N_ELEMENTS(dirs); i++) {
        g_autoptr(GDir) list = g_dir_open(dirs[i], 0, NULL);
        const char *name;

        while (list != NULL && (name = g_dir_read_name(list)) != NULL) {
            g_autofree char *path = g_build_filename(dirs[i], name, NULL);

            unlink(path);
        }
        rmdir(dirs[i]);
    }
}

static bool
make_beside(const char *data, const Config *config, GError **error)
{
    g_autofree char *beside = g_strconcat(data, ".demo-XXXXXX", NULL);

    if (!copy_into_empty(data, error))
        return false;
    if (g_mkdtemp_full(beside, 0700) == NULL)
        return error_set(error, APP_ERROR_UNAVAILABLE, "cannot make '%s': %s", beside,
                         g_strerror(errno));
    /* An empty directory gives way to another in one step. */
    if (make_house(beside, config, error)) {
        if (rename(beside, data) == 0)
            return true;
        error_set(error, APP_ERROR_UNAVAILABLE, "cannot make '%s': %s", data, g_strerror(errno));
    }
    remove_made(beside);
    return false;
}

static bool
run(const Config *config, GError **error)
{
    const char *data = config_text(config, OPTION_DATA);
    g_autofree char *path = config_path(config, ACCOUNTS);
    g_autofree char *accounts = NULL;
    bool there = access(path, F_OK) == 0;

    if (!there && !make_beside(data, config, error))
        return false;
    if (there)
        g_print("%s holds the demo already.\n", data);
    if (g_file_get_contents(path, &accounts, NULL, NULL))
        g_print("%s", accounts);
    return true;
}

const Command command_demo = {
    .name = "demo",
    .about = "Makes an invented organisation with two months of mail, and prints its accounts.",
    .more =
        "The data directory must be empty, or hold the demo already; so must a database named by\n"
        "--database. The accounts are also in its file " ACCOUNTS ".",
    .taken = taken,
    .run = run,
};
