/* person-store: the rows of person.h. Nothing here decides anything; person.c does. */
#pragma once

#include "person/person.h"

/* What person_meet() needs of whoever has an address. */
typedef struct {
    int64_t person; /* who answers for them: themself, or whom they were merged into */
    bool has_name, has_language;
    int64_t last_at;
    int64_t failed_at; /* the address; 0: it works */
    bool claimed;      /* nobody has proved it */
} PersonAtAddress;

/* 1, 0, -1. */
int person_store_at_address(Db *db, const char *kind, const char *address,
                            PersonAtAddress *ret_found, GError **error);
bool person_store_insert(Db *tx, const Person *person, const char *folded, GError **error);
bool person_store_insert_address(Db *tx, int64_t person, const char *kind, const char *address,
                                 int64_t at, GError **error);
bool person_store_claim_address(Db *tx, const char *kind, const char *address, GError **error);
bool person_store_prove_address(Db *tx, int64_t person, const char *kind, const char *address,
                                GError **error);
/* A claim is taken away. */
bool person_store_release_address(Db *tx, const char *kind, const char *address, GError **error);
/* NULL name or language: stays. last_at only grows. */
bool person_store_update(Db *tx, int64_t person, const char *name, const char *folded,
                         const char *language, int64_t last_at, GError **error);
bool person_store_drop_words(Db *tx, int64_t person, GError **error);
bool person_store_insert_word(Db *tx, int64_t person, const char *word, GError **error);

int person_store_get(Db *db, int64_t id, Person **ret_person, GError **error);
int person_store_address(Db *db, int64_t person, const char *kind, char **ret_address,
                         GError **error);
/* *ret_person is who has it; 0 when nobody has or it failed before. */
bool person_store_fail_address(Db *tx, const char *kind, const char *address, int64_t at,
                               int64_t *ret_person, GError **error);

/* It works again: *ret_person is who has it; 0 when nobody has or it had not failed. */
bool person_store_revive_address(Db *tx, const char *kind, const char *address, int64_t *ret_person,
                                 GError **error);

/* When staff last opened the file of a person; 0: never. */
bool person_store_read_at(Db *db, int64_t person, int64_t staff, int64_t *ret_at, GError **error);
bool person_store_put_read(Db *tx, int64_t person, int64_t staff, int64_t at, GError **error);

/* ---- Lists, with the addresses of each ---- */

typedef struct {
    char *kind, *address;
    int64_t failed_at;
} PersonAddress;

typedef struct {
    Person *person;
    GArray *addresses; /* of PersonAddress, newest first */
} PersonEntry;

/* Of PersonEntry; g_ptr_array_unref() frees all. before_*: the last of the page before. */
GPtrArray *person_store_list(Db *db, int64_t before_at, int64_t before_id, size_t limit,
                             GError **error);
/* What is looked for, folded; "" where there is nothing. */
#define PERSON_QUERY_WORDS 4
typedef struct {
    const char *words[PERSON_QUERY_WORDS]; /* each begins a word of the name */
    const char *address;                   /* or this begins an address, in place of words[0] */
} PersonQuery;
GPtrArray *person_store_search(Db *db, const PersonQuery *query, int64_t before_at,
                               int64_t before_id, size_t limit, GError **error);
int person_store_entry(Db *db, int64_t person, PersonEntry **ret_entry, GError **error);
void person_entry_free(PersonEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PersonEntry, person_entry_free)

/* person-check-store.c */
extern const Invariant person_invariants[];
