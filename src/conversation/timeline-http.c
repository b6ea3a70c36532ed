#include "conversation/conversation-http.h"

#include "base/error.h"
#include "conversation/conversation-arrival.h"
#include "conversation/timeline-store.h"
#include "person/person.h"
#include "staff/staff.h"

typedef struct {
    Db *db;
    JsonWriter *json;
    size_t left;
    bool more;
    int64_t last;     /* position of the last fact written */
    const Fact *fact; /* being written */
} Timeline;

static void
write_said(JsonWriter *json, int64_t id, const TimelineWords *words)
{
    g_autofree char *preview = NULL;

    json_name(json, "message");
    if (words->direction == 0) {
        json_none(json);
        return;
    }
    preview = message_preview(words->text);
    json_object_begin(json);
    json_put_id(json, "id", id);
    json_put_text(json, "direction", message_direction_word(words->direction));
    json_put_text(json, "channel", words->channel);
    json_put_text(json, "preview", preview);
    json_object_end(json);
}

static void
write_item(const TimelineWords *words, void *data)
{
    const Timeline *timeline = data;
    const Fact *fact = timeline->fact;
    JsonWriter *json = timeline->json;

    json_object_begin(json);
    json_put_id(json, "id", fact->position);
    json_put_time(json, "at", fact->at);
    json_put_text(json, "name", fact->name);
    json_name(json, "actor");
    staff_ref_write(json, words->actor != NULL ? fact->actor : 0, words->actor);
    json_name(json, "conversation");
    conversation_ref_write(json, words->subject != NULL ? fact->conversation : 0, words->subject);
    write_said(json, fact->subject, words);
    json_name(json, "data");
    json_raw(json, fact->data != NULL ? fact->data : "{}");
    json_object_end(json);
}

static bool
write_fact(const Fact *fact, void *data, GError **error)
{
    Timeline *timeline = data;
    int64_t message = g_str_has_prefix(fact->name, "message.") ? fact->subject : 0;

    if (timeline->left == 0) {
        timeline->more = true;
        return false;
    }
    timeline->left--;
    timeline->last = fact->position;
    timeline->fact = fact;
    return timeline_store_words(timeline->db, fact->actor, fact->conversation, message, write_item,
                                timeline, error);
}

bool
get_timeline(Request *request, GError **error)
{
    Db *db = request_db(request);
    int64_t id = request_id(request, "id");
    g_autoptr(Person) person = NULL;
    Timeline timeline = {.db = db};
    int found = person_get(db, id, &person, error);
    Page page;

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no person %" G_GINT64_FORMAT, id);
    if (found < 0 || !request_page(request, &page, error) ||
        !person_read(request_database(request), person->id, request_principal(request)->staff,
                     error))
        return false;
    timeline.left = page.limit;
    timeline.json = reply_list(request);
    if (journal_read_person(db, person->id, page.before_key == INT64_MAX ? 0 : page.before_key,
                            page.limit + 1, write_fact, &timeline, error) < 0)
        return false;
    reply_list_end(request, timeline.more, timeline.last, 0);
    return true;
}
