#include "file/file-policy.h"

#include "base/error.h"
#include "lib/fixture.h"
#include "setting/setting.h"

static void
test_a_file_is_judged_by_its_name_its_content_and_its_size(void)
{
    static const struct {
        const char *name, *type;
        gsize size;
        FileJudgement judgement;
    } rows[] = {
        {"photo.jpg", "image/jpeg", 1000, FILE_ACCEPTED},
        {"facture", "application/pdf", 1000, FILE_ACCEPTED},
        {"setup.exe", "application/octet-stream", 1000, FILE_REFUSED},
        {"SETUP.EXE", "application/octet-stream", 1000, FILE_REFUSED},
        {"photo.jpg.exe. ", "image/jpeg", 1000, FILE_REFUSED},
        {"photo.jpg", "application/x-dosexec", 1000, FILE_REFUSED},
        {"exe", "text/plain", 1000, FILE_ACCEPTED},
        {"photo.jpg", "image/jpeg", 21 * 1024 * 1024, FILE_TOO_LARGE},
    };
    g_autoptr(Database) database = database_fresh();
    g_autoptr(FilePolicy) policy = file_policy_get(database_reader(database), FILE_COMES_IN);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(file_policy_judge(policy, rows[i].name, rows[i].type, rows[i].size), ==,
                        rows[i].judgement);
}

static bool
refuse_pictures(Db *tx, void *data, GError **error)
{
    return setting_set(tx, "file.refused_out", "\".png, IMAGE/JPEG\"", 0, 0, error);
}

static void
test_what_goes_out_has_a_list_of_its_own(void)
{
    g_autoptr(Database) database = database_fresh();
    g_autoptr(GError) error = NULL;
    Db *db = database_reader(database);

    g_assert_true(database_write(database, refuse_pictures, NULL, &error));
    g_assert_true(file_policy_check(db, FILE_COMES_IN, "a.png", "image/png", 1, &error));
    g_assert_true(file_policy_check(db, FILE_GOES_OUT, "a.exe", "text/plain", 1, &error));
    g_assert_false(file_policy_check(db, FILE_GOES_OUT, "a.png", "image/png", 1, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
    g_clear_error(&error);
    g_assert_false(file_policy_check(db, FILE_GOES_OUT, "a", "image/jpeg", 1, &error));
    g_assert_cmpstr(error_field(error), ==, "file");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/file-policy/a-file-is-judged-by-its-name-its-content-and-its-size",
                    test_a_file_is_judged_by_its_name_its_content_and_its_size);
    g_test_add_func("/file-policy/what-goes-out-has-a-list-of-its-own",
                    test_what_goes_out_has_a_list_of_its_own);
    return g_test_run();
}
