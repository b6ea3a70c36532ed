#include "configuration/configuration.h"

#include "base/error.h"
#include "base/limits.h"
#include "brand/brand.h"
#include "lib/house.h"
#include "mailbox/mailbox.h"
#include "setting/setting.h"
#include "staff/staff.h"
#include "wording/wording.h"

#include <string.h>

#define PASSWORD "un mot de passe de boîte"

static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x40\0\0\0\x20\x08\x06\0\0\0";

/* ---- An organisation that has something set up ---- */

static bool
set_up(Db *tx, void *data, GError **error)
{
    Context *context = data;
    g_autoptr(GBytes) logo = g_bytes_new_static(png, sizeof png - 1);
    int64_t claire, team, box;
    bool changed;
    MailboxDraft draft = {
        .mailbox =
            {
                .name = (char *)"Contact",
                .address = (char *)"accueil@example.org",
                .provider = (char *)"other",
                .state = MAILBOX_ON,
                .after = AFTER_SEEN,
                .imap = {(char *)"imap.example.org", 993, MAIL_TLS},
                .folder = (char *)"INBOX",
                .user = (char *)"accueil@example.org",
                .auth = MAILBOX_PASSWORD,
            },
        .password = PASSWORD,
    };

    if (!setting_set(tx, "survey.pause_days", "14", 0, 0, error) ||
        !setting_set(tx, "brand.colour", "\"#006633\"", 0, 0, error) ||
        !wording_set(tx, "survey.question", "fr", "Alors, ça va ?", 0, &changed, error) ||
        !brand_set_logo(tx, context, logo, 0, &changed, error) ||
        !staff_make(tx,
                    &(StaffDraft){.email = "claire@example.org",
                                  .name = "Claire Petit",
                                  .role = "adviser",
                                  .language = "en",
                                  .password_hash = "$argon2id$secret"},
                    &claire, error) ||
        !team_add(tx, "Réclamations", 0, &team, error) ||
        !team_change(tx, team, NULL, &claire, 1, 0, error) ||
        !mailbox_sign_team(tx, team, "À bientôt,\nles réclamations", error))
        return false;
    draft.addresses = (const MailboxAddress *const[]){
        &(MailboxAddress){
            .address = (char *)"aide@example.org", .name = (char *)"Aide", .team = team},
        NULL};
    return mailbox_add(tx, context, &draft, 0, &box, error);
}

static House *
filled_house(void)
{
    House *house = house_new();
    g_autoptr(GError) error = NULL;

    database_write(house->database, set_up, &house->context, &error);
    g_assert_no_error(error);
    return house;
}

static char *export(House *house)
{
    g_autoptr(GError) error = NULL;
    GString *text = configuration_write(&house->context, database_reader(house->database), &error);

    g_assert_no_error(error);
    return g_string_free(text, FALSE);
}

static ConfigurationReport *
import(House *house, const char *text, bool dry_run)
{
    g_autoptr(GBytes) file = g_bytes_new_static(text, strlen(text));
    g_autoptr(GError) error = NULL;
    ConfigurationOrder order = {.dry_run = dry_run};
    ConfigurationReport *report = NULL;

    configuration_read(&house->context, file, &order, &report, &error);
    g_assert_no_error(error);
    return report;
}

static int64_t
count(House *house, const char *sql)
{
    g_autoptr(GError) error = NULL;
    int64_t value = 0;

    db_find_int(database_reader(house->database), sql, DB_NO_ARGS, &value, &error);
    g_assert_no_error(error);
    return value;
}

/* ---- There and back ---- */

static void
test_what_is_written_makes_a_fresh_organisation_the_same(void)
{
    House *house = filled_house();
    g_autofree char *before = export(house);
    g_autofree char *after = NULL;
    g_autoptr(ConfigurationReport) report = NULL;

    house_free(house);
    house = house_new();
    report = import(house, before, false);
    for (guint i = 0; i < report->lines->len; i++)
        g_assert_null(((ConfigurationLine *)report->lines->pdata[i])->reason);
    g_assert_true(report->applied);
    after = export(house);
    g_assert_cmpstr(after, ==, before);
    g_assert_cmpint(count(house, "SELECT count(*) FROM fact WHERE name = 'configuration.imported'"),
                    ==, 1);
    house_free(house);
}

static void
test_what_must_stay_secret_is_not_in_the_file_and_waits_for_a_person(void)
{
    static const char *const secrets[] = {PASSWORD, "argon2id", "secret", "password\":"};
    House *house = filled_house();
    g_autofree char *text = export(house);
    g_autoptr(ConfigurationReport) report = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++)
        g_assert_null(strstr(text, secrets[i]));
    house_free(house);
    house = house_new();
    report = import(house, text, false);
    g_assert_cmpint(count(house, "SELECT count(*) FROM mailbox WHERE state = 2 AND secret IS NULL"),
                    ==, 1);
    g_assert_cmpint(count(house, "SELECT count(*) FROM staff WHERE password_hash IS NOT NULL"), ==,
                    0);
    house_free(house);
}

static void
test_the_same_file_twice_changes_nothing(void)
{
    House *house = filled_house();
    g_autofree char *text = export(house);
    int64_t facts = count(house, "SELECT count(*) FROM fact");
    g_autoptr(ConfigurationReport) report = import(house, text, false);

    g_assert_true(report->applied);
    g_assert_cmpuint(report->lines->len, ==, 0);
    g_assert_cmpint(report->counts[CONFIGURATION_SAME], >, 6);
    g_assert_cmpint(count(house, "SELECT count(*) FROM fact"), ==, facts);
    house_free(house);
}

#define FILE_OF(parts) "{\"format\":\"lien-configuration\",\"version\":1,\"parts\":{" parts "}}"

static void
test_what_is_asked_first_is_only_told(void)
{
    House *house = house_new();
    g_autoptr(ConfigurationReport) report =
        import(house,
               FILE_OF("\"settings\":[{\"name\":\"survey.pause_days\",\"value\":21}],"
                       "\"teams\":[{\"name\":\"Accueil\",\"members\":[]}]"),
               true);

    g_assert_false(report->applied);
    g_assert_cmpint(report->counts[CONFIGURATION_CHANGED], ==, 1);
    g_assert_cmpint(report->counts[CONFIGURATION_ADDED], ==, 1);
    g_assert_cmpint(setting_int(database_reader(house->database), "survey.pause_days", 0), ==, 7);
    g_assert_cmpint(count(house, "SELECT count(*) FROM team"), ==, 0);
    g_assert_cmpint(count(house, "SELECT count(*) FROM fact"), ==, 0);
    house_free(house);
}

static void
test_nothing_is_deleted_and_nobody_s_account_changes(void)
{
    House *house = filled_house();
    g_autoptr(ConfigurationReport) report =
        import(house,
               FILE_OF("\"staff\":[{\"email\":\"CLAIRE@example.org\",\"name\":\"Claire\","
                       "\"role\":\"administrator\",\"language\":\"fr\"}],"
                       "\"teams\":[{\"name\":\"Réclamations\",\"members\":[]}],"
                       "\"mailboxes\":[{\"address\":\"accueil@example.org\",\"name\":\"Volée\","
                       "\"provider\":\"other\",\"auth\":\"password\","
                       "\"imap\":{\"host\":\"evil.example\",\"port\":993,\"security\":\"tls\"}}]"),
               false);

    g_assert_true(report->applied);
    g_assert_cmpint(report->counts[CONFIGURATION_KEPT], ==, 2);
    g_assert_cmpint(report->counts[CONFIGURATION_SAME], ==, 1);
    g_assert_cmpint(count(house, "SELECT count(*) FROM staff WHERE role = 'adviser'"), ==, 1);
    g_assert_cmpint(count(house, "SELECT count(*) FROM team_member"), ==, 1);
    g_assert_cmpint(count(house, "SELECT count(*) FROM mailbox WHERE imap_host LIKE 'evil%'"), ==,
                    0);
    house_free(house);
}

/* ---- Refused ---- */

static void
test_one_item_that_is_refused_leaves_everything_as_it_was(void)
{
    static const struct {
        const char *parts, *key, *field;
    } cases[] = {
        {"\"settings\":[{\"name\":\"no.such\",\"value\":1}]", "no.such", "name"},
        {"\"settings\":[{\"name\":\"survey.pause_days\",\"value\":\"x\"}]", "survey.pause_days",
         "value"},
        {"\"settings\":[{\"name\":\"survey.pause_days\"}]", "survey.pause_days", "value"},
        {"\"settings\":[{\"name\":\"survey.pause_days\",\"value\":1,\"by\":2}]",
         "survey.pause_days", "by"},
        {"\"settings\":[7]", NULL, NULL},
        {"\"settings\":[{\"name\":3,\"value\":1}]", NULL, "name"},
        {"\"wordings\":[{\"name\":\"survey.question\",\"fr\":\"{{person.password}}\"}]",
         "survey.question", "text"},
        {"\"brand\":[{\"name\":\"logo\",\"base64\":\"PHN2Zy8+\"}]", "logo", "logo"},
        {"\"staff\":[{\"email\":\"x\",\"name\":\"X\",\"role\":\"adviser\",\"language\":\"fr\"}]",
         "x", "email"},
        {"\"staff\":[{\"email\":\"x@example.org\",\"name\":\"X\",\"role\":\"king\","
         "\"language\":\"fr\"}]",
         "x@example.org", "role"},
        {"\"teams\":[{\"name\":\"A\",\"members\":[\"nobody@example.org\"]}]", "A", "members[0]"},
        {"\"mailboxes\":[{\"address\":\"a@example.org\",\"name\":\"A\",\"provider\":\"other\","
         "\"auth\":\"password\",\"password\":\"p\"}]",
         "a@example.org", "password"},
        {"\"signatures\":[{\"team\":\"Nulle\",\"signature\":\"x\"}]", "Nulle", "team"},
    };
    House *house = house_new();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf(FILE_OF("%s"), cases[i].parts);
        g_autoptr(ConfigurationReport) report = NULL;
        const ConfigurationLine *line;

        g_test_message("%s", cases[i].parts);
        report = import(house, text, false);
        g_assert_false(report->applied);
        g_assert_cmpuint(report->lines->len, ==, 1);
        line = report->lines->pdata[0];
        g_assert_cmpint(line->effect, ==, CONFIGURATION_REFUSED);
        g_assert_cmpstr(line->key, ==, cases[i].key);
        if (cases[i].field != NULL)
            g_assert_cmpstr(line->field, ==, cases[i].field);
        g_assert_nonnull(line->reason);
        g_assert_cmpint(count(house, "SELECT count(*) FROM fact"), ==, 0);
    }
    house_free(house);
}

static void
test_a_good_item_beside_a_refused_one_is_not_kept(void)
{
    House *house = house_new();
    g_autoptr(ConfigurationReport) report =
        import(house,
               FILE_OF("\"settings\":[{\"name\":\"survey.pause_days\",\"value\":21},"
                       "{\"name\":\"no.such\",\"value\":1}]"),
               false);

    g_assert_false(report->applied);
    g_assert_cmpint(report->counts[CONFIGURATION_CHANGED], ==, 1);
    g_assert_cmpint(setting_int(database_reader(house->database), "survey.pause_days", 0), ==, 7);
    house_free(house);
}

static void
test_a_file_that_is_none_of_ours_is_refused_whole(void)
{
    g_autofree char *deep = g_strnfill(LIMIT_JSON_DEPTH + 1, '[');
    g_autofree char *large = g_strnfill(LIMIT_CONFIGURATION + 1, ' ');
    const struct {
        const char *text, *field;
    } cases[] = {
        {"", "file"},
        {"[]", "format"},
        {"null", "file"},
        {"{\"format\":\"lien-configuration\"", "file"},
        {"{\"format\":\"other\",\"version\":1,\"parts\":{}}", "format"},
        {"{\"format\":7,\"version\":1,\"parts\":{}}", "format"},
        {"{\"format\":\"lien-configuration\",\"version\":2,\"parts\":{}}", "version"},
        {"{\"format\":\"lien-configuration\",\"version\":1}", "parts"},
        {"{\"format\":\"lien-configuration\",\"version\":1,\"parts\":[]}", "parts"},
        {"{\"format\":\"lien-configuration\",\"version\":1,\"parts\":{},\"run\":1}", "file"},
        {FILE_OF("\"passwords\":[]"), "parts"},
        {FILE_OF("\"settings\":{}"), "parts"},
        {FILE_OF("\"settings\":[],\"settings\":[]"), "file"},
        {deep, "file"},
        {large, "file"},
    };
    House *house = house_new();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) file = g_bytes_new_static(cases[i].text, strlen(cases[i].text));
        g_autoptr(ConfigurationReport) report = NULL;
        g_autoptr(GError) error = NULL;

        g_test_message("%.60s", cases[i].text);
        g_assert_false(
            configuration_read(&house->context, file, &(ConfigurationOrder){0}, &report, &error));
        g_assert_cmpstr(error_field(error), ==, cases[i].field);
        g_assert_null(report);
    }
    house_free(house);
}

static void
test_every_part_has_a_name_of_its_own(void)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);

    for (const Module *const *module = module_all(); *module != NULL; module++)
        for (const ConfigurationPart *part = (*module)->configurations;
             part != NULL && part->name != NULL; part++) {
            g_assert_true(g_hash_table_add(names, (gpointer)part->name));
            g_assert_nonnull(part->item);
            g_assert_nonnull(part->key);
        }
    g_assert_cmpuint(g_hash_table_size(names), >, 5);
}

#define ADD(test) g_test_add_func("/configuration/" #test, test_##test)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(what_is_written_makes_a_fresh_organisation_the_same);
    ADD(what_must_stay_secret_is_not_in_the_file_and_waits_for_a_person);
    ADD(the_same_file_twice_changes_nothing);
    ADD(what_is_asked_first_is_only_told);
    ADD(nothing_is_deleted_and_nobody_s_account_changes);
    ADD(one_item_that_is_refused_leaves_everything_as_it_was);
    ADD(a_good_item_beside_a_refused_one_is_not_kept);
    ADD(a_file_that_is_none_of_ours_is_refused_whole);
    ADD(every_part_has_a_name_of_its_own);
    return g_test_run();
}
