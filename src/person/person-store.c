#include "person/person-store.h"

/* ---- One person ---- */

static const char at_address_sql[] =
    "SELECT coalesce(p.merged_into, p.id), coalesce(m.name, p.name) <> '',"
    "       coalesce(m.language, p.language) IS NOT NULL, coalesce(m.last_at, p.last_at),"
    "       a.failed_at, a.claimed"
    "  FROM person_address a"
    "  JOIN person p ON p.id = a.person"
    "  LEFT JOIN person m ON m.id = p.merged_into"
    " WHERE a.kind = $1 AND a.address = $2";

static const char insert_sql[] =
    "INSERT INTO person (id, name, folded, address, language, made_at, last_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";

static const char insert_address_sql[] =
    "INSERT INTO person_address (kind, address, person, made_at) VALUES ($1, $2, $3, $4)";

static const char claim_address_sql[] =
    "UPDATE person_address SET claimed = 1 WHERE kind = $1 AND address = $2";

static const char prove_address_sql[] = "UPDATE person_address SET claimed = 0"
                                        " WHERE person = $1 AND kind = $2 AND address = $3";

static const char release_address_sql[] =
    "DELETE FROM person_address WHERE kind = $1 AND address = $2 AND claimed = 1";

static const char update_sql[] =
    "UPDATE person SET name = coalesce($2, name), folded = coalesce($3, folded),"
    "       language = nullif(coalesce($4, language), ''),"
    "       last_at = CASE WHEN last_at < $5 THEN $5 ELSE last_at END"
    " WHERE id = $1";

static const char drop_words_sql[] = "DELETE FROM person_word WHERE person = $1";

static const char insert_word_sql[] =
    "INSERT INTO person_word (word, person) VALUES ($1, $2) ON CONFLICT DO NOTHING";

static const char get_sql[] =
    "SELECT id, name, address, language, made_at, last_at FROM person"
    " WHERE id = coalesce((SELECT merged_into FROM person WHERE id = $1), $1)";

static const char address_sql[] =
    "SELECT address FROM person_address WHERE person = $1 AND kind = $2 AND failed_at IS NULL"
    " ORDER BY made_at DESC, address LIMIT 1";

static const char fail_address_sql[] =
    "UPDATE person_address SET failed_at = $3"
    " WHERE kind = $1 AND address = $2 AND failed_at IS NULL RETURNING person";

static const char revive_address_sql[] =
    "UPDATE person_address SET failed_at = NULL"
    " WHERE kind = $1 AND address = $2 AND failed_at IS NOT NULL RETURNING person";

/* What is shown is an address that works, while there is one. */
static const char show_address_sql[] =
    "UPDATE person SET address = coalesce((SELECT address FROM person_address WHERE person = $1"
    "  ORDER BY failed_at IS NOT NULL, made_at DESC, address LIMIT 1), address) WHERE id = $1";

int
person_store_at_address(Db *db, const char *kind, const char *address, PersonAtAddress *ret_found,
                        GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, at_address_sql, DB_ARGS(DB_TEXT(kind), DB_TEXT(address)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_found = (PersonAtAddress){
            .person = db_rows_int(rows, 0),
            .has_name = db_rows_int(rows, 1) != 0,
            .has_language = db_rows_int(rows, 2) != 0,
            .last_at = db_rows_int(rows, 3),
            .failed_at = db_rows_int(rows, 4),
            .claimed = db_rows_int(rows, 5) != 0,
        };
    return found;
}

bool
person_store_insert(Db *tx, const Person *person, const char *folded, GError **error)
{
    return db_send(tx, insert_sql,
                   DB_ARGS(DB_INT(person->id), DB_TEXT(person->name), DB_TEXT(folded),
                           DB_TEXT(person->address), DB_TEXT(person->language),
                           DB_INT(person->made_at), DB_INT(person->last_at)),
                   error);
}

bool
person_store_insert_address(Db *tx, int64_t person, const char *kind, const char *address,
                            int64_t at, GError **error)
{
    return db_send(tx, insert_address_sql,
                   DB_ARGS(DB_TEXT(kind), DB_TEXT(address), DB_INT(person), DB_INT(at)), error);
}

bool
person_store_claim_address(Db *tx, const char *kind, const char *address, GError **error)
{
    return db_run(tx, claim_address_sql, DB_ARGS(DB_TEXT(kind), DB_TEXT(address)), error);
}

bool
person_store_prove_address(Db *tx, int64_t person, const char *kind, const char *address,
                           GError **error)
{
    return db_run(tx, prove_address_sql, DB_ARGS(DB_INT(person), DB_TEXT(kind), DB_TEXT(address)),
                  error);
}

bool
person_store_release_address(Db *tx, const char *kind, const char *address, GError **error)
{
    return db_run(tx, release_address_sql, DB_ARGS(DB_TEXT(kind), DB_TEXT(address)), error);
}

bool
person_store_update(Db *tx, int64_t person, const char *name, const char *folded,
                    const char *language, int64_t last_at, GError **error)
{
    return db_send(
        tx, update_sql,
        DB_ARGS(DB_INT(person), DB_TEXT(name), DB_TEXT(folded), DB_TEXT(language), DB_INT(last_at)),
        error);
}

bool
person_store_drop_words(Db *tx, int64_t person, GError **error)
{
    return db_send(tx, drop_words_sql, DB_ARGS(DB_INT(person)), error);
}

bool
person_store_insert_word(Db *tx, int64_t person, const char *word, GError **error)
{
    return db_run(tx, insert_word_sql, DB_ARGS(DB_TEXT(word), DB_INT(person)), error);
}

static Person *
read_person(DbRows *rows)
{
    Person *person = g_new0(Person, 1);

    person->id = db_rows_int(rows, 0);
    person->name = g_strdup(db_rows_text(rows, 1));
    person->address = g_strdup(db_rows_text(rows, 2));
    person->language = g_strdup(db_rows_text(rows, 3));
    person->made_at = db_rows_int(rows, 4);
    person->last_at = db_rows_int(rows, 5);
    return person;
}

int
person_store_get(Db *db, int64_t id, Person **ret_person, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_person = read_person(rows);
    return found;
}

int
person_store_address(Db *db, int64_t person, const char *kind, char **ret_address, GError **error)
{
    return db_find_text(db, address_sql, DB_ARGS(DB_INT(person), DB_TEXT(kind)), ret_address,
                        error);
}

bool
person_store_fail_address(Db *tx, const char *kind, const char *address, int64_t at,
                          int64_t *ret_person, GError **error)
{
    int64_t person = 0;

    if (db_find_int(tx, fail_address_sql, DB_ARGS(DB_TEXT(kind), DB_TEXT(address), DB_INT(at)),
                    &person, error) < 0)
        return false;
    *ret_person = person;
    return person == 0 || db_run(tx, show_address_sql, DB_ARGS(DB_INT(person)), error);
}

bool
person_store_revive_address(Db *tx, const char *kind, const char *address, int64_t *ret_person,
                            GError **error)
{
    int64_t person = 0;

    if (db_find_int(tx, revive_address_sql, DB_ARGS(DB_TEXT(kind), DB_TEXT(address)), &person,
                    error) < 0)
        return false;
    *ret_person = person;
    return person == 0 || db_run(tx, show_address_sql, DB_ARGS(DB_INT(person)), error);
}

/* ---- Who read whose file ---- */

static const char read_at_sql[] = "SELECT at FROM person_reading WHERE person = $1 AND staff = $2";

static const char put_read_sql[] =
    "INSERT INTO person_reading (person, staff, at) VALUES ($1, $2, $3)"
    " ON CONFLICT (person, staff) DO UPDATE SET at = excluded.at";

bool
person_store_read_at(Db *db, int64_t person, int64_t staff, int64_t *ret_at, GError **error)
{
    *ret_at = 0;
    return db_find_int(db, read_at_sql, DB_ARGS(DB_INT(person), DB_INT(staff)), ret_at, error) >= 0;
}

bool
person_store_put_read(Db *tx, int64_t person, int64_t staff, int64_t at, GError **error)
{
    return db_run(tx, put_read_sql, DB_ARGS(DB_INT(person), DB_INT(staff), DB_INT(at)), error);
}

/* ---- Lists ---- */

/* A page of persons beside their addresses: one row an address, so that a page is one query. */
#define WITH_ADDRESSES(page)                                                                       \
    "SELECT p.id, p.name, p.address, p.language, p.made_at, p.last_at,"                            \
    "       a.kind, a.address, a.failed_at"                                                        \
    "  FROM (" page ") p LEFT JOIN person_address a ON a.person = p.id"                            \
    " ORDER BY p.last_at DESC, p.id DESC, a.made_at DESC, a.address"

static const char list_sql[] =
    WITH_ADDRESSES("SELECT * FROM person WHERE merged_into IS NULL AND (last_at, id) < ($1, $2)"
                   " ORDER BY last_at DESC, id DESC LIMIT $3");

static const char entry_sql[] = WITH_ADDRESSES(
    "SELECT * FROM person WHERE id = coalesce((SELECT merged_into FROM person WHERE id = $1), $1)");

/* Any one word that begins so is looked for among the first thousand: who types one letter gets the
 * most recent of those. */
#define AND_A_WORD(from, below)                                                                    \
    " AND (" from " = '' OR EXISTS (SELECT 1 FROM person_word w WHERE w.person = person.id"        \
    "       AND w.word >= " from " AND w.word < " below "))"

static const char search_sql[] = WITH_ADDRESSES(
    "SELECT * FROM person WHERE id IN ("
    "   SELECT person FROM (SELECT person FROM person_word WHERE word >= $4 AND word < $5"
    "                        LIMIT 1000) named"
    "   UNION SELECT person FROM (SELECT person FROM person_address WHERE kind IN ('email', "
    "'phone')"
    "                              AND address >= $6 AND address < $7 LIMIT 1000) reached)"
    " AND merged_into IS NULL AND (last_at, id) < ($1, $2)" AND_A_WORD("$8", "$9")
        AND_A_WORD("$10", "$11")
            AND_A_WORD("$12", "$13") " ORDER BY last_at DESC, id DESC LIMIT $3");

static void
clear_address(void *data)
{
    PersonAddress *address = data;

    g_free(address->kind);
    g_free(address->address);
}

void
person_entry_free(PersonEntry *entry)
{
    if (entry == NULL)
        return;
    person_free(entry->person);
    g_array_unref(entry->addresses);
    g_free(entry);
}

/* Folds the rows of WITH_ADDRESSES into one entry a person. */
static GPtrArray *
read_entries(DbRows *rows, GError **error)
{
    g_autoptr(GPtrArray) entries =
        g_ptr_array_new_with_free_func((GDestroyNotify)person_entry_free);
    PersonEntry *entry = NULL;
    int more;

    while ((more = db_rows_next(rows, error)) == 1) {
        if (entry == NULL || entry->person->id != db_rows_int(rows, 0)) {
            entry = g_new0(PersonEntry, 1);
            entry->person = read_person(rows);
            entry->addresses = g_array_new(FALSE, TRUE, sizeof(PersonAddress));
            g_array_set_clear_func(entry->addresses, clear_address);
            g_ptr_array_add(entries, entry);
        }
        if (!db_rows_is_null(rows, 6)) {
            PersonAddress address = {.kind = g_strdup(db_rows_text(rows, 6)),
                                     .address = g_strdup(db_rows_text(rows, 7)),
                                     .failed_at = db_rows_int(rows, 8)};

            g_array_append_val(entry->addresses, address);
        }
    }
    return more == 0 ? g_steal_pointer(&entries) : NULL;
}

GPtrArray *
person_store_list(Db *db, int64_t before_at, int64_t before_id, size_t limit, GError **error)
{
    g_autoptr(DbRows) rows = db_query(
        db, list_sql, DB_ARGS(DB_INT(before_at), DB_INT(before_id), DB_INT((int64_t)limit)), error);

    return rows != NULL ? read_entries(rows, error) : NULL;
}

/* The first text that does not begin with prefix, of all that follow it. */
static char *
after_prefix(const char *prefix)
{
    return prefix[0] != '\0' ? g_strconcat(prefix, "\xF4\x8F\xBF\xBF", NULL) : g_strdup("");
}

GPtrArray *
person_store_search(Db *db, const PersonQuery *query, int64_t before_at, int64_t before_id,
                    size_t limit, GError **error)
{
    g_autofree char *below_address = after_prefix(query->address);
    g_auto(GStrv) below = g_new0(char *, PERSON_QUERY_WORDS + 1);
    g_autoptr(DbRows) rows = NULL;

    for (size_t i = 0; i < PERSON_QUERY_WORDS; i++)
        below[i] = after_prefix(query->words[i]);
    rows = db_query(db, search_sql,
                    DB_ARGS(DB_INT(before_at), DB_INT(before_id), DB_INT((int64_t)limit),
                            DB_TEXT(query->words[0]), DB_TEXT(below[0]), DB_TEXT(query->address),
                            DB_TEXT(below_address), DB_TEXT(query->words[1]), DB_TEXT(below[1]),
                            DB_TEXT(query->words[2]), DB_TEXT(below[2]), DB_TEXT(query->words[3]),
                            DB_TEXT(below[3])),
                    error);
    return rows != NULL ? read_entries(rows, error) : NULL;
}

int
person_store_entry(Db *db, int64_t person, PersonEntry **ret_entry, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, entry_sql, DB_ARGS(DB_INT(person)), error);
    g_autoptr(GPtrArray) entries = rows != NULL ? read_entries(rows, error) : NULL;

    if (entries == NULL)
        return -1;
    if (entries->len == 0)
        return 0;
    *ret_entry = g_ptr_array_steal_index(entries, 0);
    return 1;
}
