/* person: one view of whoever the organisation is in touch with, collaborators included.
 *
 * A person has several addresses; an address belongs to one person. A person is made at the first
 * contact and found again by address afterwards. A name received later fills an empty one, never
 * replaces one. A merge is a link: who was merged keeps their addresses and is answered by the one
 * they were merged into, who is never merged themself.
 *
 * Facts: person.met, person.changed {fields}, person.address_failed, person.address_worked,
 * person.read (a member of staff opened the file; at most once an hour each). Everything here is
 * personal data.
 *
 * person.c holds the rules, person-store.c the SQL, person-words.c the words by which one is looked
 * for, person-http.c the routes, person-check-store.c what must always be true. */
#pragma once

#include "module/module.h"

typedef struct {
    int64_t id;
    char *name;    /* "" when not known */
    char *address; /* the one to show; NULL when there is none */
    char *language;
    int64_t made_at, last_at;
} Person;

void person_free(Person *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Person, person_free)

/* The person with an address (normalised), made if there is none; writes the fact "person.met"
 * then. at: when the contact took place. A merged person gives the one they were merged into. */
bool person_meet(Db *tx, const char *kind, const char *address, const char *name,
                 const char *language, int64_t at, int64_t *ret_person, GError **error);

/* A further way to reach a person; nothing happens when somebody has it already. */
bool person_address_add(Db *tx, int64_t person, const char *kind, const char *address, int64_t at,
                        GError **error);

/* An address that a person typed somewhere and that may be another's: theirs until proved
 * otherwise, unless somebody has it already, who then keeps it. What is sent there and answered
 * proves it; whoever comes with it by another way (person_meet) takes it away and is somebody else.
 */
bool person_address_claim(Db *tx, int64_t person, const char *kind, const char *address, int64_t at,
                          GError **error);
/* A person has answered what was sent to an address they had claimed. Another's claim, and an
 * address nobody claims, stay as they are. */
bool person_address_prove(Db *tx, int64_t person, const char *kind, const char *address,
                          GError **error);

/* 1 and *ret_person (who answers for a merged one), 0 when nobody has the address, -1. */
int person_find(Db *db, const char *kind, const char *address, int64_t *ret_person, GError **error);

/* 1 and *ret_person (owned by the caller), 0, -1. A merged person gives who answers for them. */
int person_get(Db *db, int64_t id, Person **ret_person, GError **error);

/* The address to write to a person on: the newest that does not fail. 1 and *ret_address (owned by
 * the caller), 0, -1. */
int person_address(Db *db, int64_t person, const char *kind, char **ret_address, GError **error);

/* An address refuses what we send, for good. Writes the fact "person.address_failed" the first
 * time. An address nobody has is no error. */
bool person_address_fail(Db *tx, const char *kind, const char *address, GError **error);

/* It took what we sent, or wrote to us: an address that had failed works again, and the fact
 * "person.address_worked" tells it. An address nobody has is no error. */
bool person_address_works(Db *tx, const char *kind, const char *address, GError **error);
/* Since when an address fails (0: it works): 1 and *ret_failed_at, 0 when nobody has it, -1. */
int person_address_failed_at(Db *db, const char *kind, const char *address, int64_t *ret_failed_at,
                             GError **error);

/* We wrote to a person, or they to us, at a time: the last contact. */
bool person_touch(Db *tx, int64_t person, int64_t at, GError **error);

/* A new name or language; NULL stays, "" takes it away. APP_ERROR_NOT_FOUND. Writes
 * "person.changed" if one differs.
 */
bool person_change(Db *tx, int64_t person, const char *name, const char *language, int64_t staff,
                   GError **error);

/* Notes that a member of staff opens a person's file. Outside of a transaction; writes only when
 * the last time is over an hour old. */
bool person_read(Database *database, int64_t person, int64_t staff, GError **error);

/* PersonRef {id, name, address} as the API gives it; null for id 0. A list reads name and address
 * from the columns of the table person. */
extern const Shape person_ref_shape;
void person_ref_write(JsonWriter *json, int64_t id, const char *name, const char *address);
/* The same, telling since when the address fails (0: it works). */
void person_ref_write_failed(JsonWriter *json, int64_t id, const char *name, const char *address,
                             int64_t failed_at);

extern const Module person_module;
