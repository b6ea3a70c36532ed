#include "app/seed/seed.h"

#include "app/modules.h"
#include "app/seed/seed-text.h"
#include "base/clock.h"
#include "base/hash.h"
#include "conversation/conversation.h"
#include "staff/staff.h"

#include <math.h>

#define BLOCK            32 /* matters written together: they share commits */
#define PERIOD           (730 * CLOCK_DAY)
#define LENGTH           8 /* messages of a matter, on average */
#define LONGEST          60
#define ADVISERS_OF_TEAM 3

typedef struct {
    int64_t person; /* its number */
    int64_t id;     /* of the conversation */
    int64_t at;     /* its last message */
    int left;       /* messages still to come */
    unsigned team;
    bool closes;
    char *subject, *first; /* Message-ID of the first mail */
} Matter;

typedef struct {
    Context *context;
    const SeedSize *size;
    SeedWords *words;
    SeedRandom random;
    int64_t *teams, *advisers; /* units, units * ADVISERS_OF_TEAM */
    int64_t made, mails;       /* messages, Message-IDs */
    int64_t n_matters, matters_begun;
    Matter *block[BLOCK];
    size_t n_block;
} Seed;

/* ---- Who answers ---- */

static bool
add_team(Db *tx, void *data, GError **error)
{
    Seed *seed = data;
    int64_t unit = seed->made++;
    g_autofree char *name = g_strdup_printf("Établissement %" G_GINT64_FORMAT, unit + 1);

    return team_add(tx, name, 0, &seed->teams[unit], error) &&
           team_change(tx, seed->teams[unit], NULL, &seed->advisers[unit * ADVISERS_OF_TEAM],
                       ADVISERS_OF_TEAM, 0, error);
}

static bool
add_staff(Seed *seed, GError **error)
{
    int64_t n = seed->size->units * ADVISERS_OF_TEAM;

    seed->teams = g_new0(int64_t, (gsize)seed->size->units);
    seed->advisers = g_new0(int64_t, (gsize)n);
    for (int64_t i = 0; i < n; i++) {
        g_autofree char *name = seed_person_name(i * 7919);
        g_autofree char *email =
            g_strdup_printf("conseil.%" G_GINT64_FORMAT "@desk.example", i + 1);

        if (!staff_add(seed->context->database, email, name, "adviser", NULL, &seed->advisers[i],
                       error))
            return false;
    }
    for (seed->made = 0; seed->made < seed->size->units;)
        if (!database_write(seed->context->database, add_team, seed, error))
            return false;
    seed->made = 0;
    return true;
}

static void
pass_hours(Seed *seed, Matter *matter, unsigned most)
{
    matter->at =
        MIN(matter->at + CLOCK_HOUR * (1 + seed_below(&seed->random, most)), seed->size->end);
}

/* ---- What persons write ---- */

static char *
next_external_id(Seed *seed)
{
    return g_strdup_printf("seed.%" G_GUINT64_FORMAT ".%" G_GINT64_FORMAT "@example.org",
                           seed->size->seed, ++seed->mails);
}

static Incoming *
write_mail(Seed *seed, Matter *matter)
{
    Incoming *incoming = incoming_new("mail");
    bool first = matter->first == NULL;
    char hash[HASH_HEX_SIZE];

    g_free(incoming->from.address);
    g_free(incoming->subject);
    g_free(incoming->text);
    incoming->from.address = seed_person_address(matter->person);
    incoming->from.name = seed_person_name(matter->person);
    incoming->our_address = g_strdup("contact@desk.example");
    g_ptr_array_add(incoming->to, channel_address_new(incoming->our_address, NULL));
    incoming->subject =
        first ? g_strdup(matter->subject) : g_strconcat("Re: ", matter->subject, NULL);
    incoming->text = seed_letter(seed->words, &seed->random, incoming->from.name);
    incoming->external_id = next_external_id(seed);
    if (first)
        matter->first = g_strdup(incoming->external_id);
    else
        g_ptr_array_add(incoming->references, g_strdup(matter->first));
    hash_sha256_hex(incoming->external_id, strlen(incoming->external_id), hash);
    incoming->content_hash = g_strdup(hash);
    incoming->sent_at = matter->at - CLOCK_MINUTE;
    incoming->received_at = matter->at;
    return incoming;
}

/* One mail of each matter that goes on. */
static bool
hear_all(Seed *seed, GError **error)
{
    g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func((GDestroyNotify)incoming_free);
    Matter *heard[BLOCK];
    Received received[BLOCK];

    clock_freeze(seed->block[0]->at);
    for (size_t i = 0; i < seed->n_block; i++) {
        Matter *matter = seed->block[i];

        if (matter->left == 0 || seed->made == seed->size->messages)
            continue;
        heard[mails->len] = matter;
        g_ptr_array_add(mails, write_mail(seed, matter));
        matter->left--;
        seed->made++;
    }
    if (mails->len > 0 && !conversation_receive(seed->context, (Incoming *const *)mails->pdata,
                                                mails->len, received, error))
        return false;
    for (guint i = 0; i < mails->len; i++)
        heard[i]->id = received[i].conversation;
    return true;
}

/* ---- What advisers do ---- */

static int64_t
adviser_of(const Seed *seed, const Matter *matter)
{
    return seed->advisers[matter->team * ADVISERS_OF_TEAM + matter->id % ADVISERS_OF_TEAM];
}

static bool
answer_one(Db *tx, Seed *seed, Matter *matter, GError **error)
{
    g_autofree char *text = seed_letter(seed->words, &seed->random, "L’équipe");
    Draft draft = {
        .conversation = matter->id,
        .direction = seed_below(&seed->random, 8) == 0 ? DIRECTION_NOTE : DIRECTION_OUT,
        .staff = adviser_of(seed, matter),
        .text = text,
        .sent = true,
    };
    int64_t message;

    pass_hours(seed, matter, 48);
    clock_freeze(matter->at);
    matter->left--;
    seed->made++;
    return conversation_write(tx, seed->context, &draft, &message, error);
}

static bool
answer_work(Db *tx, void *data, GError **error)
{
    Seed *seed = data;

    for (size_t i = 0; i < seed->n_block; i++) {
        Matter *matter = seed->block[i];

        if (matter->id != 0 && matter->left > 0 && seed->made < seed->size->messages &&
            !answer_one(tx, seed, matter, error))
            return false;
        pass_hours(seed, matter, 72);
    }
    return true;
}

static bool
settle_work(Db *tx, void *data, GError **error)
{
    Seed *seed = data;

    for (size_t i = 0; i < seed->n_block; i++) {
        const Matter *matter = seed->block[i];
        ConversationChange change = CONVERSATION_KEEP_ALL;

        if (matter->id == 0)
            continue;
        change.team = seed->teams[matter->team];
        if (matter->closes || seed_below(&seed->random, 2) == 0)
            change.assignee = adviser_of(seed, matter);
        if (matter->closes)
            change.status = STATUS_CLOSED;
        clock_freeze(matter->at);
        if (!conversation_change(tx, matter->id, &change, adviser_of(seed, matter), error))
            return false;
    }
    return true;
}

/* A work that changes the seed runs once: nothing else writes, and a failure ends the seeding. */
static bool
run_work(Seed *seed, DbWork work, GError **error)
{
    return database_write(seed->context->database, work, seed, error);
}

/* ---- Matters ---- */

static Matter *
begin_matter(Seed *seed)
{
    Matter *matter = g_new0(Matter, 1);
    double draw = (seed_below(&seed->random, 1000000) + 1) / 1000001.0;
    int64_t begun = seed->matters_begun++;

    matter->person = (int64_t)(seed_random(&seed->random) % (uint64_t)seed->size->persons);
    matter->left = (int)CLAMP(1 - log(draw) * (LENGTH - 1), 1, LONGEST);
    matter->team = seed_below(&seed->random, (unsigned)seed->size->units);
    matter->subject = seed_subject(seed->words, &seed->random);
    matter->at = seed->size->end - PERIOD + PERIOD / seed->n_matters * MIN(begun, seed->n_matters);
    /* What began lately is mostly open. */
    matter->closes = begun < seed->n_matters * 97 / 100 || seed_below(&seed->random, 3) == 0;
    return matter;
}

static void
end_block(Seed *seed)
{
    for (size_t i = 0; i < seed->n_block; i++) {
        g_free(seed->block[i]->subject);
        g_free(seed->block[i]->first);
        g_free(seed->block[i]);
    }
    seed->n_block = 0;
}

static bool
goes_on(const Seed *seed)
{
    for (size_t i = 0; i < seed->n_block; i++)
        if (seed->block[i]->left > 0)
            return seed->made < seed->size->messages;
    return false;
}

static bool
play_block(Seed *seed, GError **error)
{
    while (seed->n_block < BLOCK && seed->matters_begun < seed->made + seed->size->messages)
        seed->block[seed->n_block++] = begin_matter(seed);
    while (goes_on(seed))
        if (!hear_all(seed, error) || !run_work(seed, answer_work, error))
            return false;
    return run_work(seed, settle_work, error);
}

static bool
play(Seed *seed, SeedProgress progress, void *data, GError **error)
{
    if (!add_staff(seed, error))
        return false;
    while (seed->made < seed->size->messages) {
        bool played = play_block(seed, error);

        end_block(seed);
        if (!played)
            return false;
        if (progress != NULL)
            progress(seed->made, data);
    }
    return journal_skip(seed->context->database, module_tables()->readers,
                        module_tables()->n_readers, error);
}

bool
seed_organisation(Context *context, const SeedSize *size, SeedProgress progress, void *data,
                  GError **error)
{
    Seed seed = {
        .context = context,
        .size = size,
        .words = seed_words_new(),
        .random = {size->seed},
        .n_matters = MAX(1, size->messages / LENGTH),
    };
    bool played;

    /* Ids hold the time they were made at: the clock stands still, so that they repeat too. */
    clock_freeze(size->end - PERIOD);
    played = play(&seed, progress, data, error);
    clock_freeze(0);
    seed_words_free(seed.words);
    g_free(seed.teams);
    g_free(seed.advisers);
    return played;
}
