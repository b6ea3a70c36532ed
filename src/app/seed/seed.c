#include "app/seed/seed.h"

#include "app/modules.h"
#include "base/clock.h"
#include "staff/staff.h"

#define BATCH 500 /* matters of one transaction: some 4,000 messages */

typedef struct {
    Context *context;
    const SeedSize *size;
    int64_t *teams, *advisers; /* units, units * SEED_ADVISERS_OF_TEAM */
    SeedMaker *maker;
    int64_t written; /* messages */
} Seed;

/* ---- Who answers ---- */

static bool
add_adviser(Db *tx, int64_t n, int64_t *ret_staff, GError **error)
{
    g_autofree char *name = seed_person_name(n * 7919);
    g_autofree char *email = g_strdup_printf("conseil.%" G_GINT64_FORMAT "@desk.example", n + 1);
    StaffDraft draft = {.email = email, .name = name, .role = "adviser"};

    return staff_make(tx, &draft, ret_staff, error);
}

static bool
add_team(Db *tx, Seed *seed, int64_t unit, GError **error)
{
    g_autofree char *name = g_strdup_printf("Établissement %" G_GINT64_FORMAT, unit + 1);
    int64_t *advisers = &seed->advisers[unit * SEED_ADVISERS_OF_TEAM];

    for (int64_t i = 0; i < SEED_ADVISERS_OF_TEAM; i++)
        if (!add_adviser(tx, unit * SEED_ADVISERS_OF_TEAM + i, &advisers[i], error))
            return false;
    return team_add(tx, name, 0, &seed->teams[unit], error) &&
           team_change(tx, seed->teams[unit], NULL, advisers, SEED_ADVISERS_OF_TEAM, 0, error);
}

static bool
add_staff(Db *tx, void *data, GError **error)
{
    Seed *seed = data;

    for (int64_t unit = 0; unit < seed->size->units; unit++)
        if (!add_team(tx, seed, unit, error))
            return false;
    return true;
}

/* ---- What they say ---- */

/* The next matters, at most BATCH of them, of SeedMatter*. */
static void *
make_batch(void *data)
{
    Seed *seed = data;
    GPtrArray *batch = g_ptr_array_new_with_free_func((GDestroyNotify)seed_matter_free);
    SeedMatter *matter;

    while (batch->len < BATCH && (matter = seed_maker_next(seed->maker)) != NULL)
        g_ptr_array_add(batch, matter);
    return batch;
}

typedef struct {
    Seed *seed;
    const GPtrArray *batch;
} BatchWork;

/* Ids hold the time they were made at, and repeat when the clock stands still. */
static bool
write_batch(Db *tx, void *data, GError **error)
{
    const BatchWork *work = data;

    for (guint i = 0; i < work->batch->len; i++) {
        const SeedMatter *matter = work->batch->pdata[i];

        clock_freeze(matter->past.words[0].at);
        if (!conversation_past_write(tx, work->seed->context, &matter->past, error))
            return false;
    }
    return true;
}

static int64_t
count_words(const GPtrArray *batch)
{
    int64_t words = 0;

    for (guint i = 0; i < batch->len; i++)
        words += (int64_t)((const SeedMatter *)batch->pdata[i])->past.n_words;
    return words;
}

/* One batch is written while the next is made. */
static bool
write_all(Seed *seed, SeedProgress progress, void *data, GError **error)
{
    g_autoptr(GPtrArray) batch = make_batch(seed);
    bool written = true;

    while (written && batch->len > 0) {
        BatchWork work = {seed, batch};
        GThread *making = g_thread_new("seed", make_batch, seed);

        written = database_write(seed->context->database, write_batch, &work, error);
        seed->written += count_words(batch);
        g_ptr_array_unref(batch);
        batch = g_thread_join(making);
        if (written && progress != NULL)
            progress(seed->written, data);
    }
    return written;
}

bool
seed_organisation(Context *context, const SeedSize *size, SeedProgress progress, void *data,
                  GError **error)
{
    g_autofree int64_t *teams = g_new0(int64_t, (gsize)size->units);
    g_autofree int64_t *advisers = g_new0(int64_t, (gsize)(size->units * SEED_ADVISERS_OF_TEAM));
    Seed seed = {.context = context, .size = size, .teams = teams, .advisers = advisers};
    bool made;

    clock_freeze(seed_begin(size));
    seed.maker = seed_maker_new(size, teams, advisers);
    made = database_write(context->database, add_staff, &seed, error) &&
           write_all(&seed, progress, data, error) &&
           journal_skip(context->database, module_tables()->readers, module_tables()->n_readers,
                        error);
    clock_freeze(0);
    seed_maker_free(seed.maker);
    return made;
}
