#include "search/search-hit.h"

#include "base/limits.h"
#include "person/person.h"

const char *const search_kinds[] = {"message", "conversation", "person", NULL};
const char *const search_statuses[] = {"open", "waiting", "snoozed", "closed", "pending", NULL};

static const Field matter_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.name = "subject", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_SUBJECT},
    {.name = "status", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED, .choices = search_statuses},
    FIELDS_END,
};
static const Shape matter_shape = {"HitConversation", matter_fields};

static const Field hit_fields[] = {
    {.name = "kind", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED, .choices = search_kinds},
    {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.name = "conversation",
     .type = FIELD_OBJECT,
     .flags = FIELD_REQUIRED | FIELD_NULLABLE,
     .shape = &matter_shape},
    {.name = "person",
     .type = FIELD_OBJECT,
     .flags = FIELD_REQUIRED | FIELD_NULLABLE,
     .shape = &person_ref_shape},
    {.name = "at", .type = FIELD_TIME, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.name = "excerpt",
     .type = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .max = 4 * SEARCH_EXCERPT_MAX,
     .about = "The found words stand between U+E000 and U+E001."},
    FIELDS_END,
};
const Shape search_hit_shape = {"Hit", hit_fields};

bool
search_filter_passes(const SearchFilter *filter, const SearchHit *hit)
{
    if (hit->conversation == 0)
        return filter->status < 0 && filter->channel == NULL && filter->assignee == SEARCH_ANYONE &&
               filter->since == 0 && filter->until == 0;
    return (filter->status < 0 || hit->status == filter->status + 1) &&
           (filter->channel == NULL || g_strcmp0(filter->channel, hit->channel) == 0) &&
           (filter->assignee == SEARCH_ANYONE || hit->assignee == filter->assignee) &&
           (filter->since == 0 || hit->at >= filter->since) &&
           (filter->until == 0 || hit->at < filter->until);
}

static void
write_matter(JsonWriter *json, const SearchHit *hit)
{
    json_name(json, "conversation");
    if (hit->conversation == 0 || hit->status < 1 || search_statuses[hit->status - 1] == NULL) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    json_put_id(json, "id", hit->conversation);
    json_put_text(json, "subject", hit->subject);
    json_put_text(json, "status", search_statuses[hit->status - 1]);
    json_object_end(json);
}

/* A passage of the text, or of the subject when only that holds the words. Owned by the caller. */
static char *
excerpt_of(FulltextMarker *marker, const SearchHit *hit)
{
    bool in_text = true, in_subject = false;
    g_autofree char *excerpt = search_excerpt(marker, hit->text, &in_text);
    g_autofree char *subject = NULL;

    if (in_text || hit->subject == NULL)
        return g_steal_pointer(&excerpt);
    subject = search_excerpt(marker, hit->subject, &in_subject);
    return in_subject ? g_steal_pointer(&subject) : g_steal_pointer(&excerpt);
}

void
search_hit_write(JsonWriter *json, FulltextMarker *marker, const SearchHit *hit, bool as_matter)
{
    int kind = as_matter                    ? KIND_CONVERSATION
               : hit->kind == SEARCH_PERSON ? KIND_PERSON
                                            : KIND_MESSAGE;
    g_autofree char *excerpt = excerpt_of(marker, hit);

    json_object_begin(json);
    json_put_text(json, "kind", search_kinds[kind]);
    json_put_id(json, "id", as_matter ? hit->conversation : hit->id);
    write_matter(json, hit);
    json_name(json, "person");
    person_ref_write(json, hit->person, hit->name, hit->address);
    json_put_time(json, "at", hit->at);
    json_put_text(json, "excerpt", excerpt);
    json_object_end(json);
}
