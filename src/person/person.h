/* person: one view of whoever the organisation is in touch with, collaborators included.
 *
 * A person has several addresses; an address belongs to one person. A person is made at the first contact
 * and found again by address afterwards. A name received later fills an empty one, never replaces one.
 * Everything here is personal data. */
#pragma once

#include "db/db.h"

typedef struct {
    int64_t id;
    char *name; /* "" when not known */
    char *language;
    int64_t made_at, last_at;
} Person;

void person_free(Person *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Person, person_free)

/* The person with an address (normalised), made if there is none; writes the fact "person.met" then.
 * at: when the contact took place. A merged person gives the one they were merged into. */
bool person_meet(Db *tx, const char *kind, const char *address, const char *name,
                 const char *language, int64_t at, int64_t *ret_person, GError **error);

/* 1 and *ret_person, 0 when nobody has the address, -1. */
int person_find(Db *db, const char *kind, const char *address, int64_t *ret_person, GError **error);

/* 1 and *ret_person (owned by the caller), 0, -1. */
int person_get(Db *db, int64_t id, Person **ret_person, GError **error);

/* The address to write to a person on: the one used last that does not fail. 1, 0, -1. */
int person_address(Db *db, int64_t person, const char *kind, char **ret_address, GError **error);

/* An address refuses what we send, for good. Writes the fact "person.address_failed". */
bool person_address_fail(Db *tx, const char *kind, const char *address, GError **error);
