#include "person/person-store.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "person/person-words.h"

#include <string.h>

static const Field ref_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .about = "Empty when not known."},
    {.name = "address",
     .type = FIELD_TEXT,
     .flags = FIELD_REQUIRED | FIELD_NULLABLE,
     .max = LIMIT_ADDRESS},
    {.name = "failed_at",
     .type = FIELD_TIME,
     .flags = FIELD_NULLABLE,
     .about = "Since when that address refuses what we send, where that is told."},
    FIELDS_END,
};
const Shape person_ref_shape = {"PersonRef", ref_fields};

void
person_ref_write_failed(JsonWriter *json, int64_t id, const char *name, const char *address,
                        int64_t failed_at)
{
    if (id == 0) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    json_put_id(json, "id", id);
    json_put_text(json, "name", name != NULL ? name : "");
    json_put_text(json, "address", address);
    if (failed_at != 0)
        json_put_time(json, "failed_at", failed_at);
    json_object_end(json);
}

void
person_ref_write(JsonWriter *json, int64_t id, const char *name, const char *address)
{
    person_ref_write_failed(json, id, name, address, 0);
}

static const Field address_fields[] = {
    {.name = "kind", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .about = "email, phone..."},
    {.name = "address", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_ADDRESS},
    {.name = "failed_at",
     .type = FIELD_TIME,
     .flags = FIELD_REQUIRED | FIELD_NULLABLE,
     .about = "Since when it refuses what we send."},
    FIELDS_END,
};
static const Shape address_shape = {"PersonAddress", address_fields};

static const Field person_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .about = "Empty when not known."},
    {.name = "language", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.name = "addresses",
     .type = FIELD_LIST,
     .flags = FIELD_REQUIRED,
     .of = FIELD_OBJECT,
     .shape = &address_shape},
    {.name = "made_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
    {.name = "last_at",
     .type = FIELD_TIME,
     .flags = FIELD_REQUIRED,
     .about = "Last contact, in or out."},
    FIELDS_END,
};
static const Shape person_shape = {"Person", person_fields};

static const char *const languages[] = {"fr", "en", NULL};

static const Field change_fields[] = {
    {.name = "name", .type = FIELD_TEXT},
    {.name = "language", .type = FIELD_CHOICE, .flags = FIELD_NULLABLE, .choices = languages},
    FIELDS_END,
};
static const Shape change_shape = {"PersonChange", change_fields};

static const Field list_query[] = {
    {.name = "q",
     .type = FIELD_TEXT,
     .max = LIMIT_QUERY,
     .about = "The beginning of words of the name, or of an address."},
    FIELDS_END,
};

static void
write_entry(JsonWriter *json, const PersonEntry *entry)
{
    const Person *person = entry->person;

    json_object_begin(json);
    json_put_id(json, "id", person->id);
    json_put_text(json, "name", person->name);
    json_put_text(json, "language", person->language);
    json_name(json, "addresses");
    json_list_begin(json);
    for (guint i = 0; i < entry->addresses->len; i++) {
        const PersonAddress *address = &g_array_index(entry->addresses, PersonAddress, i);

        json_object_begin(json);
        json_put_text(json, "kind", address->kind);
        json_put_text(json, "address", address->address);
        json_put_time(json, "failed_at", address->failed_at);
        json_object_end(json);
    }
    json_list_end(json);
    json_put_time(json, "made_at", person->made_at);
    json_put_time(json, "last_at", person->last_at);
    json_object_end(json);
}

/* What a person types, as the store looks for it; NULL when it has no word at all. */
static GPtrArray *
search(Db *db, const char *q, const Page *page, GError **error)
{
    g_autofree char *folded = text_fold(q);
    g_auto(GStrv) words = person_words(folded, PERSON_QUERY_WORDS);
    PersonQuery query = {{"", "", "", ""}, strchr(folded, ' ') == NULL ? folded : ""};
    bool is_address = strchr(folded, '@') != NULL;

    for (size_t i = 0; !is_address && words[i] != NULL; i++)
        query.words[i] = words[i];
    return person_store_search(db, &query, page->before_key, page->before_id, page->limit + 1,
                               error);
}

static bool
list_persons(Request *request, GError **error)
{
    const char *q = request_text(request, "q");
    g_autoptr(GPtrArray) entries = NULL;
    const Person *last = NULL;
    JsonWriter *json;
    Page page;

    if (!request_page(request, &page, error))
        return false;
    entries = q != NULL && q[0] != '\0' ? search(request_db(request), q, &page, error)
                                        : person_store_list(request_db(request), page.before_key,
                                                            page.before_id, page.limit + 1, error);
    if (entries == NULL)
        return false;
    json = reply_list(request);
    for (guint i = 0; i < MIN(entries->len, page.limit); i++) {
        write_entry(json, entries->pdata[i]);
        last = ((PersonEntry *)entries->pdata[i])->person;
    }
    reply_list_end(request, entries->len > page.limit, last != NULL ? last->last_at : 0,
                   last != NULL ? last->id : 0);
    return true;
}

static bool
reply_person(Request *request, GError **error)
{
    int64_t id = request_id(request, "id");
    g_autoptr(PersonEntry) entry = NULL;
    int found = person_store_entry(request_db(request), id, &entry, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no person %" G_GINT64_FORMAT, id);
    if (found < 0 || !person_read(request_database(request), entry->person->id,
                                  request_principal(request)->staff, error))
        return false;
    write_entry(reply_json(request, 200), entry);
    return true;
}

static bool
write_change(Db *tx, void *data, GError **error)
{
    Request *request = data;
    const char *language =
        request_is_null(request, "language") ? "" : request_text(request, "language");

    return person_change(tx, request_id(request, "id"), request_text(request, "name"), language,
                         request_principal(request)->staff, error);
}

static bool
patch_person(Request *request, GError **error)
{
    return request_write(request, write_change, request, error) && reply_person(request, error);
}

static const Route routes[] = {
    {.method = "GET",
     .path = "/api/persons",
     .right = RIGHT_PERSON_READ,
     .handler = list_persons,
     .about = "Persons, the last in touch first; or those whose name or address begins so.",
     .flags = ROUTE_LIST,
     .query = list_query,
     .reply = &person_shape},
    {.method = "GET",
     .path = "/api/persons/{id}",
     .right = RIGHT_PERSON_READ,
     .handler = reply_person,
     .about = "A person's file; that it was read is journalled.",
     .reply = &person_shape},
    {.method = "PATCH",
     .path = "/api/persons/{id}",
     .right = RIGHT_PERSON_WRITE,
     .handler = patch_person,
     .about = "Corrects the name or the language.",
     .body = &change_shape,
     .reply = &person_shape,
     .example = "{\"name\": \"Camille Roussel\", \"language\": \"fr\"}"},
    ROUTES_END,
};

const Module person_module = {.name = "person", .routes = routes, .invariants = person_invariants};
