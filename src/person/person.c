#include "person/person-store.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "person/person-words.h"

#include <string.h>

#define READ_AGAIN_AFTER CLOCK_HOUR

void
person_free(Person *person)
{
    if (person == NULL)
        return;
    g_free(person->name);
    g_free(person->address);
    g_free(person->language);
    g_free(person);
}

/* A name as we keep it, "" if it tells nothing: many programs put the address there again. */
static char *
clean_name(const char *name)
{
    g_autofree char *line = name != NULL ? text_line(name) : g_strdup("");

    if (strchr(line, '@') != NULL)
        line[0] = '\0';
    return text_clip(line, LIMIT_NAME);
}

static bool
put_words(Db *tx, int64_t person, const char *folded, GError **error)
{
    g_auto(GStrv) words = person_words(folded, PERSON_NAME_WORDS);

    for (char **word = words; *word != NULL; word++)
        if (!person_store_insert_word(tx, person, *word, error))
            return false;
    return true;
}

static bool
meet_new(Db *tx, const char *kind, const char *address, const char *name, const char *language,
         int64_t at, int64_t *ret_person, GError **error)
{
    g_autofree char *clean = clean_name(name);
    g_autofree char *folded = text_fold(clean);
    Person person = {.id = id_new(), .name = clean, .made_at = at, .last_at = at};
    Fact fact = {.name = "person.met", .person = person.id, .at = at};

    person.address = (char *)address;
    person.language = (char *)language;
    if (!person_store_insert(tx, &person, folded, error) ||
        !person_store_insert_address(tx, person.id, kind, address, at, error) ||
        !put_words(tx, person.id, folded, error) || !journal_append(tx, &fact, error))
        return false;
    *ret_person = person.id;
    return true;
}

static bool
told_change(Db *tx, int64_t person, bool name, bool language, int64_t staff, GError **error)
{
    const char *data = name && language ? "{\"fields\":[\"name\",\"language\"]}"
                       : name           ? "{\"fields\":[\"name\"]}"
                                        : "{\"fields\":[\"language\"]}";

    return journal_append(
        tx, &(Fact){.name = "person.changed", .person = person, .actor = staff, .data = data},
        error);
}

bool
person_meet(Db *tx, const char *kind, const char *address, const char *name, const char *language,
            int64_t at, int64_t *ret_person, GError **error)
{
    PersonAtAddress known;
    g_autofree char *clean = NULL;
    g_autofree char *folded = NULL;
    int found = person_store_at_address(tx, kind, address, &known, error);

    if (found < 0)
        return false;
    if (found == 1 && known.claimed) {
        if (!person_store_release_address(tx, kind, address, error))
            return false;
        found = 0;
    }
    if (found == 0)
        return meet_new(tx, kind, address, name, language, at, ret_person, error);
    *ret_person = known.person;
    if (known.failed_at != 0 && !person_address_works(tx, kind, address, error))
        return false;
    if (!known.has_name)
        clean = clean_name(name);
    if (clean != NULL && clean[0] == '\0')
        g_clear_pointer(&clean, g_free);
    if (known.has_language)
        language = NULL;
    if (clean == NULL && language == NULL && at <= known.last_at)
        return true;
    folded = clean != NULL ? text_fold(clean) : NULL;
    return person_store_update(tx, known.person, clean, folded, language, at, error) &&
           (folded == NULL || put_words(tx, known.person, folded, error)) &&
           ((clean == NULL && language == NULL) ||
            told_change(tx, known.person, clean != NULL, language != NULL, 0, error));
}

bool
person_address_add(Db *tx, int64_t person, const char *kind, const char *address, int64_t at,
                   GError **error)
{
    PersonAtAddress known;
    int found = person_store_at_address(tx, kind, address, &known, error);

    return found == 0 ? person_store_insert_address(tx, person, kind, address, at, error)
                      : found == 1;
}

bool
person_address_claim(Db *tx, int64_t person, const char *kind, const char *address, int64_t at,
                     GError **error)
{
    PersonAtAddress known;
    int found = person_store_at_address(tx, kind, address, &known, error);

    if (found != 0)
        return found == 1;
    return person_store_insert_address(tx, person, kind, address, at, error) &&
           person_store_claim_address(tx, kind, address, error);
}

bool
person_address_prove(Db *tx, int64_t person, const char *kind, const char *address, GError **error)
{
    return person_store_prove_address(tx, person, kind, address, error);
}

bool
person_touch(Db *tx, int64_t person, int64_t at, GError **error)
{
    return person_store_update(tx, person, NULL, NULL, NULL, at, error);
}

int
person_find(Db *db, const char *kind, const char *address, int64_t *ret_person, GError **error)
{
    PersonAtAddress known;
    int found = person_store_at_address(db, kind, address, &known, error);

    if (found == 1)
        *ret_person = known.person;
    return found;
}

int
person_get(Db *db, int64_t id, Person **ret_person, GError **error)
{
    return person_store_get(db, id, ret_person, error);
}

int
person_address(Db *db, int64_t person, const char *kind, char **ret_address, GError **error)
{
    return person_store_address(db, person, kind, ret_address, error);
}

bool
person_address_fail(Db *tx, const char *kind, const char *address, GError **error)
{
    int64_t person = 0;

    return person_store_fail_address(tx, kind, address, clock_now(), &person, error) &&
           (person == 0 ||
            journal_append(tx, &(Fact){.name = "person.address_failed", .person = person}, error));
}

bool
person_address_works(Db *tx, const char *kind, const char *address, GError **error)
{
    int64_t person = 0;

    return person_store_revive_address(tx, kind, address, &person, error) &&
           (person == 0 ||
            journal_append(tx, &(Fact){.name = "person.address_worked", .person = person}, error));
}

int
person_address_failed_at(Db *db, const char *kind, const char *address, int64_t *ret_failed_at,
                         GError **error)
{
    PersonAtAddress known;
    int found = person_store_at_address(db, kind, address, &known, error);

    if (found == 1)
        *ret_failed_at = known.failed_at;
    return found;
}

bool
person_change(Db *tx, int64_t person, const char *name, const char *language, int64_t staff,
              GError **error)
{
    g_autoptr(Person) before = NULL;
    g_autofree char *clean = name != NULL ? clean_name(name) : NULL;
    g_autofree char *folded = NULL;
    int found = person_store_get(tx, person, &before, error);
    bool renamed, spoken;

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no person %" G_GINT64_FORMAT, person);
    if (found < 0)
        return false;
    renamed = clean != NULL && strcmp(clean, before->name) != 0;
    spoken =
        language != NULL && strcmp(language, before->language != NULL ? before->language : "") != 0;
    if (!renamed && !spoken)
        return true;
    folded = renamed ? text_fold(clean) : NULL;
    return person_store_update(tx, before->id, renamed ? clean : NULL, folded,
                               spoken ? language : NULL, before->last_at, error) &&
           (!renamed || (person_store_drop_words(tx, before->id, error) &&
                         put_words(tx, before->id, folded, error))) &&
           told_change(tx, before->id, renamed, spoken, staff, error);
}

typedef struct {
    int64_t person, staff, now;
} Reading;

static bool
write_read(Db *tx, void *data, GError **error)
{
    const Reading *reading = data;

    return person_store_put_read(tx, reading->person, reading->staff, reading->now, error) &&
           journal_append(tx,
                          &(Fact){.name = "person.read",
                                  .person = reading->person,
                                  .actor = reading->staff,
                                  .at = reading->now},
                          error);
}

bool
person_read(Database *database, int64_t person, int64_t staff, GError **error)
{
    Reading reading = {person, staff, clock_now()};
    int64_t last = 0;

    if (!person_store_read_at(database_reader(database), person, staff, &last, error))
        return false;
    if (reading.now - last < READ_AGAIN_AFTER)
        return true;
    return database_write(database, write_read, &reading, error);
}
