#include "app/backup/snapshot.h"
#include "base/error.h"
#include "lib/fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define PIECE 1000

typedef struct {
    char *data, *place, *key, *other_key;
} Case;

static char *
in(const char *dir, const char *name)
{
    return g_build_filename(dir, name, NULL);
}

static Case
case_new(void)
{
    Case one = {scratch_path(""), scratch_path(""), scratch_path(".key"), scratch_path(".key")};

    g_assert_cmpint(g_mkdir(one.data, 0700), ==, 0);
    g_assert_true(seal_key_make(one.key, NULL));
    g_assert_true(seal_key_make(one.other_key, NULL));
    return one;
}

static void
case_clear(Case *one)
{
    g_free(one->data);
    g_free(one->place);
    g_free(one->key);
    g_free(one->other_key);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

/* A content that repeats nowhere; the same for the same number. */
static void
put(const Case *one, const char *name, unsigned number, gsize size)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(number);
    g_autofree char *bytes = g_malloc(size);
    g_autofree char *path = in(one->data, name);

    for (gsize i = 0; i < size; i++)
        bytes[i] = (char)g_rand_int(rand);
    g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
}

static Vault *
open_place(const Case *one, const char *key, VaultUse use)
{
    g_autoptr(GError) error = NULL;
    Vault *vault = vault_open(one->place, key, use, &error);

    g_assert_no_error(error);
    return vault;
}

/* Saves the store and one pack; how many bytes were new. */
static int64_t
save(const Case *one, const char *key, const char *name)
{
    g_autofree char *store = in(one->data, "lien.db");
    g_autofree char *pack = in(one->data, "pack");
    const SnapshotSource sources[] = {{"files/000001.pack", pack, 4 * PIECE},
                                      {"lien.db", store, PIECE}};
    g_autoptr(Vault) vault = open_place(one, key, VAULT_WRITE);
    g_autoptr(GError) error = NULL;

    snapshot_save(vault, name, sources, G_N_ELEMENTS(sources), &error);
    g_assert_no_error(error);
    return vault_written(vault);
}

static void
assert_same(const char *a, const char *b)
{
    g_autofree char *ours = NULL, *theirs = NULL;
    gsize size, n;

    g_assert_true(g_file_get_contents(a, &ours, &size, NULL));
    g_assert_true(g_file_get_contents(b, &theirs, &n, NULL));
    g_assert_cmpmem(ours, size, theirs, n);
}

/* Puts a snapshot back and compares with what is in data now. */
static void
assert_restores(const Case *one, const char *key, const char *name)
{
    g_autoptr(Vault) vault = open_place(one, key, VAULT_READ);
    g_autofree char *back = scratch_path("");
    g_autofree char *store = in(one->data, "lien.db"), *store_back = in(back, "lien.db");
    g_autofree char *pack = in(one->data, "pack"), *pack_back = in(back, "files/000001.pack");
    g_autoptr(GError) error = NULL;

    snapshot_restore(vault, name, back, &error);
    g_assert_no_error(error);
    assert_same(store, store_back);
    assert_same(pack, pack_back);
}

static void
assert_refused(const Case *one, const char *key, const char *name, const char *word)
{
    g_autoptr(Vault) vault = open_place(one, key, VAULT_READ);
    g_autofree char *back = scratch_path("");
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) left = NULL;

    g_assert_false(snapshot_restore(vault, name, back, &error));
    g_assert_nonnull(strstr(error->message, word));
    left = g_dir_open(back, 0, NULL);
    g_assert_true(left == NULL || g_dir_read_name(left) == NULL);
}

/* ---- Again and again ---- */

static void
test_a_second_backup_keeps_only_what_is_new(void)
{
    g_auto(Case) one = case_new();
    const char *const keys[] = {NULL, one.key};

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_free(one.place);
        one.place = scratch_path("");
        put(&one, "lien.db", 1, 50 * PIECE + 7);
        put(&one, "pack", 2, 10 * PIECE);
        g_assert_cmpint(save(&one, keys[i], "2026-01-01T00:00:00.000Z"), >, 60 * PIECE);
        g_assert_cmpint(save(&one, keys[i], "2026-01-02T00:00:00.000Z"), ==, 0);
        assert_restores(&one, keys[i], "2026-01-02T00:00:00.000Z");
        put(&one, "pack", 3, 10 * PIECE);
        g_assert_cmpint(save(&one, keys[i], "2026-01-03T00:00:00.000Z"), <, 11 * PIECE);
        assert_restores(&one, keys[i], "2026-01-03T00:00:00.000Z");
        put(&one, "pack", 2, 10 * PIECE);
        assert_restores(&one, keys[i], "2026-01-01T00:00:00.000Z");
    }
}

static guint
count_pieces(const Case *one)
{
    guint pieces = 0;

    for (unsigned i = 0; i < 256; i++) {
        g_autofree char *shelf = g_strdup_printf("%s/chunks/%02x", one->place, i);
        g_autoptr(GDir) list = g_dir_open(shelf, 0, NULL);

        while (list != NULL && g_dir_read_name(list) != NULL)
            pieces++;
    }
    return pieces;
}

static void
test_what_only_dropped_backups_had_goes_with_them(void)
{
    g_auto(Case) one = case_new();
    g_autoptr(Vault) vault = NULL;
    g_autoptr(GPtrArray) names = NULL;

    put(&one, "lien.db", 1, 5 * PIECE);
    for (unsigned day = 1; day < 5; day++) {
        g_autofree char *name = g_strdup_printf("2026-01-0%uT00:00:00.000Z", day);

        put(&one, "pack", 10 + day, 4 * PIECE);
        save(&one, NULL, name);
    }
    g_assert_cmpuint(count_pieces(&one), ==, 5 + 4);
    vault = open_place(&one, NULL, VAULT_WRITE);
    g_assert_true(snapshot_keep(vault, 2, NULL));
    g_assert_cmpuint(count_pieces(&one), ==, 5 + 2);
    names = vault_snapshots(vault, NULL);
    g_assert_cmpuint(names->len, ==, 2);
    g_assert_cmpstr(names->pdata[0], ==, "2026-01-03T00:00:00.000Z");
    assert_restores(&one, NULL, "2026-01-04T00:00:00.000Z");
}

static void
test_the_backup_of_a_time_is_found(void)
{
    static const struct {
        const char *at, *found;
    } cases[] = {
        {NULL, "2026-03-05T10:00:00.000Z"},         {"2026-03-05", "2026-03-05T10:00:00.000Z"},
        {"2026-03-04", "2026-03-03T18:00:00.000Z"}, {"2026-03-03T12", "2026-03-03T09:00:00.000Z"},
        {"2026-03-03", "2026-03-03T18:00:00.000Z"}, {"2026-03-02", NULL},
    };
    g_auto(Case) one = case_new();
    g_autoptr(Vault) vault = NULL;

    put(&one, "lien.db", 1, PIECE);
    put(&one, "pack", 2, PIECE);
    save(&one, NULL, "2026-03-03T09:00:00.000Z");
    save(&one, NULL, "2026-03-03T18:00:00.000Z");
    save(&one, NULL, "2026-03-05T10:00:00.000Z");
    vault = open_place(&one, NULL, VAULT_READ);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *found = snapshot_find(vault, cases[i].at, &error);

        g_assert_cmpstr(found, ==, cases[i].found);
        if (found == NULL)
            g_assert_nonnull(strstr(error->message, "2026-03-03T09:00:00.000Z, "));
    }
}

/* ---- Refused ---- */

static void
test_the_wrong_key_opens_nothing(void)
{
    static const char name[] = "2026-01-01T00:00:00.000Z";
    g_auto(Case) one = case_new();
    g_auto(Case) plain = case_new();
    const struct {
        const Case *of;
        const char *key, *word;
    } cases[] = {
        {&one, one.other_key, "another key"},
        {&one, NULL, "--key FILE is needed"},
        {&plain, one.key, "not encrypted"},
        {&one, "/nowhere/key", "/nowhere/key"},
        {&one, one.data, "--key"},
    };

    for (size_t i = 0; i < 2; i++) {
        put(i == 0 ? &one : &plain, "lien.db", 1, PIECE);
        put(i == 0 ? &one : &plain, "pack", 2, PIECE);
    }
    save(&one, one.key, name);
    save(&plain, NULL, name);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (int use = VAULT_READ; use <= VAULT_WRITE; use++) {
            g_autoptr(GError) error = NULL;

            g_assert_null(vault_open(cases[i].of->place, cases[i].key, (VaultUse)use, &error));
            g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
            g_assert_nonnull(strstr(error->message, cases[i].word));
        }
}

static void
test_an_encrypted_place_shows_nothing_of_the_content(void)
{
    g_auto(Case) one = case_new();
    g_autofree char *path = in(one.data, "lien.db");
    g_autofree char *plain_name = NULL;
    char name[HASH_HEX_SIZE];

    put(&one, "pack", 2, PIECE);
    g_assert_true(g_file_set_contents(path, "Camille Durand", -1, NULL));
    save(&one, one.key, "2026-01-01T00:00:00.000Z");
    hash_sha256_hex("Camille Durand", strlen("Camille Durand"), name);
    plain_name = g_strdup_printf("%s/chunks/%.2s/%s", one.place, name, name);
    g_assert_false(g_file_test(plain_name, G_FILE_TEST_EXISTS));
    for (unsigned i = 0; i < 256; i++) {
        g_autofree char *shelf = g_strdup_printf("%s/chunks/%02x", one.place, i);
        g_autoptr(GDir) list = g_dir_open(shelf, 0, NULL);
        const char *entry;

        while (list != NULL && (entry = g_dir_read_name(list)) != NULL) {
            g_autofree char *piece = in(shelf, entry);
            g_autofree char *bytes = NULL;
            gsize size;

            g_assert_true(g_file_get_contents(piece, &bytes, &size, NULL));
            g_assert_null(memmem(bytes, size, "Camille", strlen("Camille")));
        }
    }
}

/* Changes, cuts or takes away the piece that holds the second part of the store. */
static void
damage(const Case *one, const char *key, int how)
{
    g_autofree char *store = in(one->data, "lien.db");
    g_autofree char *bytes = NULL, *path = NULL, *kept = NULL;
    char name[HASH_HEX_SIZE];
    g_autoptr(Vault) vault = open_place(one, key, VAULT_WRITE);
    gsize size;

    g_assert_true(g_file_get_contents(store, &bytes, NULL, NULL));
    g_assert_true(vault_put(vault, bytes + PIECE, PIECE, name, NULL));
    path = g_strdup_printf("%s/chunks/%.2s/%s", one->place, name, name);
    g_assert_true(g_file_get_contents(path, &kept, &size, NULL));
    if (how == 2) {
        g_assert_cmpint(g_unlink(path), ==, 0);
        return;
    }
    kept[size - 5] ^= 1;
    g_assert_true(g_file_set_contents(path, kept, (gssize)(how == 1 ? size - 1 : size), NULL));
}

static void
test_damage_is_told_and_nothing_is_half_restored(void)
{
    static const char name[] = "2026-01-01T00:00:00.000Z";
    static const char *const words[] = {"is damaged", "missing or cut", "missing or cut"};

    for (int sealed = 0; sealed < 2; sealed++)
        for (int how = 0; how < 3; how++) {
            g_auto(Case) one = case_new();
            const char *key = sealed ? one.key : NULL;

            put(&one, "lien.db", 1, 3 * PIECE);
            put(&one, "pack", 2, PIECE);
            save(&one, key, name);
            damage(&one, key, how);
            assert_refused(&one, key, name, words[how]);
            assert_refused(&one, key, name, "lien.db");
        }
}

static void
test_a_snapshot_that_was_changed_is_refused(void)
{
    static const char name[] = "2026-01-01T00:00:00.000Z";
    g_auto(Case) one = case_new();
    g_autofree char *path = NULL, *bytes = NULL;
    gsize size;

    put(&one, "lien.db", 1, PIECE);
    put(&one, "pack", 2, PIECE);
    save(&one, one.key, name);
    path = g_build_filename(one.place, "snapshots", name, NULL);
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    bytes[size / 2] ^= 1;
    g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
    assert_refused(&one, one.key, name, "is damaged");
}

static void
test_nothing_gets_out_of_the_directory(void)
{
    static const char *const paths[] = {"../lien.db", "/tmp/x", "files/../key", "files/.x",
                                        "other",      "",       "files/"};
    static const char name[] = "2026-01-01T00:00:00.000Z";

    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_auto(Case) one = case_new();
        g_autoptr(Vault) vault = open_place(&one, NULL, VAULT_WRITE);
        g_autofree char *text = g_strdup_printf(
            "{\"files\":[{\"path\":\"%s\",\"size\":0,\"piece\":9,\"pieces\":[]}]}", paths[i]);

        g_assert_true(vault_write_snapshot(vault, name, text, NULL));
        g_clear_pointer(&vault, vault_close);
        assert_refused(&one, NULL, name, "no file of a data directory");
    }
}

static void
test_one_backup_at_a_time(void)
{
    g_auto(Case) one = case_new();
    g_autoptr(Vault) vault = open_place(&one, NULL, VAULT_WRITE);
    g_autoptr(GError) error = NULL;

    g_assert_nonnull(vault);
    g_assert_null(vault_open(one.place, NULL, VAULT_WRITE, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
}

static void
test_a_key_is_never_written_over(void)
{
    g_auto(Case) one = case_new();
    g_autoptr(GError) error = NULL;
    GStatBuf info;

    g_assert_false(seal_key_make(one.key, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
    g_assert_cmpint(g_stat(one.key, &info), ==, 0);
    g_assert_cmpuint(info.st_mode & 0777, ==, 0600);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/backup/incremental", test_a_second_backup_keeps_only_what_is_new);
    g_test_add_func("/backup/keep", test_what_only_dropped_backups_had_goes_with_them);
    g_test_add_func("/backup/at", test_the_backup_of_a_time_is_found);
    g_test_add_func("/backup/key", test_the_wrong_key_opens_nothing);
    g_test_add_func("/backup/secret", test_an_encrypted_place_shows_nothing_of_the_content);
    g_test_add_func("/backup/damage", test_damage_is_told_and_nothing_is_half_restored);
    g_test_add_func("/backup/changed", test_a_snapshot_that_was_changed_is_refused);
    g_test_add_func("/backup/paths", test_nothing_gets_out_of_the_directory);
    g_test_add_func("/backup/once", test_one_backup_at_a_time);
    g_test_add_func("/backup/new-key", test_a_key_is_never_written_over);
    return g_test_run();
}
