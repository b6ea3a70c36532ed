#include "app/seed/seed-matter.h"

#include "base/clock.h"
#include "base/hash.h"

#include <math.h>
#include <string.h>

#define PERIOD  (730 * CLOCK_DAY)
#define LENGTH  8 /* words of a matter, on average */
#define LONGEST 60
#define OURS    "contact@desk.example"

struct SeedMaker {
    const SeedSize *size;
    const int64_t *teams, *advisers;
    SeedWords *words;
    SeedRandom random;
    int64_t n_matters, begun; /* matters, all and so far */
    int64_t made, mails;      /* words, Message-IDs */
};

int64_t
seed_begin(const SeedSize *size)
{
    return size->end - PERIOD;
}

SeedMaker *
seed_maker_new(const SeedSize *size, const int64_t *teams, const int64_t *advisers)
{
    SeedMaker *maker = g_new(SeedMaker, 1);

    *maker = (SeedMaker){
        .size = size,
        .teams = teams,
        .advisers = advisers,
        .words = seed_words_new(),
        .random = {size->seed},
        .n_matters = MAX(1, size->messages / LENGTH),
    };
    return maker;
}

void
seed_maker_free(SeedMaker *maker)
{
    if (maker == NULL)
        return;
    seed_words_free(maker->words);
    g_free(maker);
}

void
seed_matter_free(SeedMatter *matter)
{
    if (matter == NULL)
        return;
    g_array_unref(matter->words);
    g_ptr_array_unref(matter->texts);
    g_free(matter);
}

/* ---- Its words ---- */

static char *
keep(SeedMatter *matter, char *text)
{
    g_ptr_array_add(matter->texts, text);
    return text;
}

static void
write_mail(SeedMaker *maker, SeedMatter *matter, PastWord *word)
{
    const ChannelAddress *person = &matter->past.person;
    char hash[HASH_HEX_SIZE];

    word->direction = DIRECTION_IN;
    word->text = keep(matter, seed_letter(maker->words, &maker->random, person->name));
    word->external_id =
        keep(matter, g_strdup_printf("seed.%" G_GUINT64_FORMAT ".%" G_GINT64_FORMAT "@example.org",
                                     maker->size->seed, ++maker->mails));
    hash_sha256_hex(word->external_id, strlen(word->external_id), hash);
    word->content_hash = keep(matter, g_strdup(hash));
    if (matter->words->len > 0)
        word->subject = keep(matter, g_strconcat("Re: ", matter->past.subject, NULL));
}

static void
write_answer(SeedMaker *maker, SeedMatter *matter, PastWord *word)
{
    word->direction = seed_below(&maker->random, 8) == 0 ? DIRECTION_NOTE : DIRECTION_OUT;
    word->staff = matter->past.staff;
    word->text = keep(matter, seed_letter(maker->words, &maker->random, "L’équipe"));
}

static int64_t
hours_later(SeedMaker *maker, int64_t at, unsigned most)
{
    return MIN(at + CLOCK_HOUR * (1 + seed_below(&maker->random, most)), maker->size->end);
}

/* They write in turn. */
static void
write_words(SeedMaker *maker, SeedMatter *matter, int64_t at, int n)
{
    for (int i = 0; i < n; i++) {
        PastWord word = {.at = at};

        if (i % 2 == 0)
            write_mail(maker, matter, &word);
        else
            write_answer(maker, matter, &word);
        g_array_append_val(matter->words, word);
        at = hours_later(maker, at, i % 2 == 0 ? 48 : 72);
    }
    matter->past.settled_at = at;
}

/* ---- The matter ---- */

static void
draw_person(SeedMaker *maker, SeedMatter *matter)
{
    int64_t person = (int64_t)(seed_random(&maker->random) % (uint64_t)maker->size->persons);

    matter->past.person.address = keep(matter, seed_person_address(person));
    matter->past.person.name = keep(matter, seed_person_name(person));
}

/* Who has it in the end. What began lately is mostly open, and half of that nobody's. */
static void
draw_holder(SeedMaker *maker, Past *past)
{
    unsigned team = seed_below(&maker->random, (unsigned)maker->size->units);
    unsigned adviser = seed_below(&maker->random, SEED_ADVISERS_OF_TEAM);

    past->team = maker->teams[team];
    past->staff = maker->advisers[team * SEED_ADVISERS_OF_TEAM + adviser];
    past->closed = maker->begun < maker->n_matters * 97 / 100 || seed_below(&maker->random, 3) == 0;
    if (past->closed || seed_below(&maker->random, 2) == 0)
        past->assignee = past->staff;
}

SeedMatter *
seed_maker_next(SeedMaker *maker)
{
    int64_t left = maker->size->messages - maker->made;
    double draw = (seed_below(&maker->random, 1000000) + 1) / 1000001.0;
    int64_t after = PERIOD / maker->n_matters * MIN(maker->begun, maker->n_matters);
    int n = (int)MIN(CLAMP(1 - log(draw) * (LENGTH - 1), 1, LONGEST), left);
    SeedMatter *matter;

    if (left <= 0)
        return NULL;
    matter = g_new0(SeedMatter, 1);
    matter->texts = g_ptr_array_new_with_free_func(g_free);
    matter->words = g_array_sized_new(FALSE, FALSE, sizeof(PastWord), (guint)n);
    draw_person(maker, matter);
    draw_holder(maker, &matter->past);
    matter->past.our_address = OURS;
    matter->past.subject = keep(matter, seed_subject(maker->words, &maker->random));
    write_words(maker, matter, seed_begin(maker->size) + after, n);
    matter->past.words = (const PastWord *)(void *)matter->words->data;
    matter->past.n_words = matter->words->len;
    maker->made += n;
    maker->begun++;
    return matter;
}
