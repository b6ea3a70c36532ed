#include "file/file.h"

#include "base/error.h"
#include "file/pack-cache.h"
#include "file/pack.h"
#include "lib/fixture.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    char *dir;
    Database *database;
    FileStore *store;
} House;

static House
house_new(void)
{
    House house = {.dir = scratch_path(".files"), .database = database_fresh()};
    g_autoptr(GError) error = NULL;

    house.store = file_store_open(house.dir, house.database, &error);
    g_assert_no_error(error);
    return house;
}

static void
house_free(House *house)
{
    file_store_close(house->store);
    database_close(house->database);
    g_free(house->dir);
}

typedef struct {
    FileStore *store;
    const char *text;
    bool fail; /* after the file was put */
    int64_t id;
} Put;

static bool
put_work(Db *tx, void *data, GError **error)
{
    Put *put = data;
    g_autoptr(GBytes) bytes = g_bytes_new_static(put->text, strlen(put->text));

    return file_put(put->store, tx, bytes, NULL, &put->id, error) &&
           (!put->fail || error_set(error, APP_ERROR_INVALID, "no"));
}

static int64_t
put(House *house, const char *text)
{
    Put put = {.store = house->store, .text = text};
    g_autoptr(GError) error = NULL;

    database_write(house->database, put_work, &put, &error);
    g_assert_no_error(error);
    return put.id;
}

static void
assert_holds(House *house, int64_t id, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes =
        file_get(house->store, database_reader(house->database), id, NULL, &error);

    g_assert_no_error(error);
    g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), text, strlen(text));
}

static void
test_a_file_comes_back_with_its_type(void)
{
    House house = house_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *type = NULL;
    int64_t id = put(&house, "%PDF-1.4\n%\xE2\xE3\n1 0 obj\n");
    g_autoptr(GBytes) bytes =
        file_get(house.store, database_reader(house.database), id, &type, &error);

    g_assert_no_error(error);
    g_assert_nonnull(bytes);
    g_assert_cmpstr(type, ==, "application/pdf");
    g_assert_null(file_get(house.store, database_reader(house.database), id + 1, NULL, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
    assert_holds(&house, put(&house, ""), "");
    house_free(&house);
}

static void
test_a_content_is_kept_once(void)
{
    House house = house_new();
    int64_t id = put(&house, "the same");

    g_assert_cmpint(put(&house, "another"), !=, id);
    g_assert_cmpint(put(&house, "the same"), ==, id);
    house_free(&house);
}

static void
test_a_file_of_a_failed_work_is_not_there(void)
{
    House house = house_new();
    Put failed = {.store = house.store, .text = "text", .fail = true};

    g_assert_false(database_write(house.database, put_work, &failed, NULL));
    g_assert_null(file_get(house.store, database_reader(house.database), failed.id, NULL, NULL));
    assert_holds(&house, put(&house, "text"), "text");
    house_free(&house);
}

/* Writes to the first pack from outside; start -1: at its end. */
static void
scribble(const House *house, off_t start, const char *bytes)
{
    g_autofree char *path = g_build_filename(house->dir, "000001.pack", NULL);
    int fd = open(path, O_WRONLY);

    g_assert_cmpint(fd, >=, 0);
    lseek(fd, start >= 0 ? start : 0, start >= 0 ? SEEK_SET : SEEK_END);
    g_assert_cmpint(write(fd, bytes, strlen(bytes)), ==, strlen(bytes));
    close(fd);
}

static void
test_a_pack_survives_what_a_cut_left_at_its_end(void)
{
    House house = house_new();
    int64_t before = put(&house, "before the cut");
    int64_t after;

    file_store_close(house.store);
    scribble(&house, -1, "half a fi");
    house.store = file_store_open(house.dir, house.database, NULL);
    after = put(&house, "after the cut");
    assert_holds(&house, before, "before the cut");
    assert_holds(&house, after, "after the cut");
    house_free(&house);
}

static void
test_damage_is_noticed(void)
{
    House house = house_new();
    g_autoptr(GError) error = NULL;
    int64_t id = put(&house, "untouched");

    scribble(&house, 2, "X");
    g_assert_null(file_get(house.store, database_reader(house.database), id, NULL, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INTERNAL);
    house_free(&house);
}

/* As when a command runs beside the server. */
static void
test_two_stores_of_one_folder_append_to_packs_of_their_own(void)
{
    House house = house_new();
    FileStore *other = file_store_open(house.dir, house.database, NULL);
    Put second = {.store = other, .text = "by the other"};
    int64_t first = put(&house, "by the first");

    g_assert_true(database_write(house.database, put_work, &second, NULL));
    assert_holds(&house, put(&house, "again"), "again");
    assert_holds(&house, first, "by the first");
    assert_holds(&house, second.id, "by the other");
    file_store_close(other);
    house_free(&house);
}

static void
test_a_full_pack_is_followed_by_a_new_one(void)
{
    static const struct {
        const char *text;
        int64_t pack, start;
    } cases[] = {
        {"123456", 1, 0}, {"7890", 1, 6}, {"a", 2, 0}, {"larger than a pack", 3, 0}, {"b", 4, 0},
    };
    g_autofree char *dir = scratch_path(".packs");
    Packs *packs = packs_open(dir, 10, NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) bytes = g_bytes_new_static(cases[i].text, strlen(cases[i].text));
        g_autoptr(GBytes) back = NULL;
        PackPlace place;

        g_test_message("%s", cases[i].text);
        g_assert_true(packs_append(packs, bytes, &place, NULL));
        g_assert_cmpint(place.pack, ==, cases[i].pack);
        g_assert_cmpint(place.start, ==, cases[i].start);
        back = packs_read(packs, &place, NULL);
        g_assert_true(g_bytes_equal(back, bytes));
    }
    g_assert_true(packs_sync(packs, NULL));
    packs_close(packs);
}

static void
test_reading_past_the_end_is_an_error(void)
{
    g_autofree char *dir = scratch_path(".packs");
    g_autoptr(GBytes) bytes = g_bytes_new_static("abc", 3);
    g_autoptr(GError) error = NULL;
    Packs *packs = packs_open(dir, 10, NULL);
    PackPlace place;

    g_assert_true(packs_append(packs, bytes, &place, NULL));
    place.size = 4;
    g_assert_null(packs_read(packs, &place, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INTERNAL);
    g_clear_error(&error);
    place.size = INT64_MAX;
    g_assert_null(packs_read(packs, &place, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INTERNAL);
    packs_close(packs);
}

static void
keep(PackCache *cache, int64_t pack, int64_t start, gsize size)
{
    g_autoptr(GBytes) bytes = g_bytes_new_take(g_malloc0(size), size);

    pack_cache_keep(cache, &(PackPlace){pack, start, (int64_t)size}, bytes);
}

static bool
has(PackCache *cache, int64_t pack, int64_t start, int64_t size)
{
    g_autoptr(GBytes) bytes = pack_cache_find(cache, &(PackPlace){pack, start, size});

    return bytes != NULL;
}

static void
test_what_was_used_least_recently_makes_room(void)
{
    PackCache *cache = pack_cache_new(100);

    for (int i = 0; i < 4; i++)
        keep(cache, 1, i, 25);
    g_assert_true(has(cache, 1, 0, 25));
    keep(cache, 2, 0, 25);
    g_assert_true(has(cache, 1, 0, 25));
    g_assert_false(has(cache, 1, 1, 25));
    g_assert_true(has(cache, 2, 0, 25));
    g_assert_false(has(cache, 2, 0, 24)); /* not what was asked for */
    keep(cache, 2, 0, 25);                /* twice is once */
    g_assert_true(has(cache, 1, 2, 25));
    keep(cache, 3, 0, 26);
    g_assert_false(has(cache, 3, 0, 26)); /* too large a part of all */
    pack_cache_free(cache);
}

static void
test_a_place_in_an_object_store_is_a_bucket_and_a_prefix(void)
{
    static const struct {
        const char *place;
        bool taken;
    } cases[] = {
        {"s3://lien", true},        {"s3://lien/a/b-c_d.e", true}, {"s3://", false},
        {"s3:///lien", false},      {"s3://lien/", false},         {"s3://lien//a", false},
        {"s3://lien/../b", false},  {"s3://Lien", false},          {"s3://lien?a", false},
        {"s3://a b", false},        {"https://lien", false},       {"s3://u:p@host", false},
        {"s3://lien/\r\nx", false}, {"s3://lien%2fa", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].place);
        g_assert_cmpint(object_place_refuse(cases[i].place) == NULL, ==, cases[i].taken);
    }
}

static void
test_an_object_store_without_a_key_is_said(void)
{
    const ObjectPlace place = {
        .bucket = "s3://lien", .endpoint = "http://127.0.0.1:9", .region = "a", .key = "k"};
    g_autoptr(GError) error = NULL;

    g_assert_null(object_store_new(&place, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
    g_assert_cmpstr(error_field(error), ==, "s3-secret");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/file/back", test_a_file_comes_back_with_its_type);
    g_test_add_func("/file/once", test_a_content_is_kept_once);
    g_test_add_func("/file/failed-work", test_a_file_of_a_failed_work_is_not_there);
    g_test_add_func("/file/cut", test_a_pack_survives_what_a_cut_left_at_its_end);
    g_test_add_func("/file/damage", test_damage_is_noticed);
    g_test_add_func("/file/two-stores", test_two_stores_of_one_folder_append_to_packs_of_their_own);
    g_test_add_func("/file/pack/full", test_a_full_pack_is_followed_by_a_new_one);
    g_test_add_func("/file/pack/past-end", test_reading_past_the_end_is_an_error);
    g_test_add_func("/file/cache/room", test_what_was_used_least_recently_makes_room);
    g_test_add_func("/file/object/place", test_a_place_in_an_object_store_is_a_bucket_and_a_prefix);
    g_test_add_func("/file/object/key", test_an_object_store_without_a_key_is_said);
    return g_test_run();
}
