#include "notice/notice-http.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/text.h"
#include "conversation/conversation.h"
#include "http/events.h"
#include "notice/notice-digest.h"
#include "notice/notice-reader.h"
#include "notice/notice-store.h"
#include "person/person.h"
#include "staff/staff.h"

/* ---- The list ---- */

static void
put_excerpt(JsonWriter *json, const char *text)
{
    g_autofree char *line = text != NULL ? text_line(text) : NULL;

    json_put_text(json, "excerpt", line);
}

/* A row of notice_store_list(). */
static void
write_notice(JsonWriter *json, DbRows *rows)
{
    json_object_begin(json);
    json_put_id(json, "id", db_rows_int(rows, 1));
    json_put_text(json, "kind", notice_kind_word((NoticeKind)db_rows_int(rows, 2)));
    json_put_time(json, "at", db_rows_int(rows, 0));
    json_put_time(json, "seen_at", db_rows_int(rows, 3));
    json_put_int(json, "count", db_rows_int(rows, 4));
    json_name(json, "conversation");
    conversation_ref_write(json, db_rows_int(rows, 5), db_rows_text(rows, 6));
    json_name(json, "person");
    person_ref_write(json, db_rows_int(rows, 7), db_rows_text(rows, 8), db_rows_text(rows, 9));
    json_put_id(json, "message", db_rows_int(rows, 10));
    put_excerpt(json, db_rows_text(rows, 11));
    json_name(json, "actor");
    staff_ref_write(json, db_rows_int(rows, 12), db_rows_text(rows, 13));
    json_object_end(json);
}

static bool
get_notices(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    Page page;

    if (!request_page(request, &page, error))
        return false;
    rows = notice_store_list(request_db(request), request_principal(request)->staff,
                             request_bool(request, "unseen", false), page.before_key,
                             page.before_id, page.limit + 1, error);
    return rows != NULL && reply_rows(request, rows, page.limit, write_notice, error);
}

static bool
get_count(Request *request, GError **error)
{
    int64_t unseen =
        notice_store_count(request_db(request), request_principal(request)->staff, error);
    JsonWriter *json;

    if (unseen < 0)
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_int(json, "unseen", unseen);
    json_object_end(json);
    return true;
}

/* ---- Seeing ---- */

static bool
write_seen(Db *tx, void *data, GError **error)
{
    Request *request = data;
    int64_t staff = request_principal(request)->staff;
    int64_t conversation = request_id(request, "conversation");
    const json_t *notices = request_json(request, "notices");
    g_autoptr(GArray) ids = g_array_new(FALSE, TRUE, sizeof(int64_t));

    if (request_bool(request, "all", false))
        return notice_see(tx, staff, NULL, 0, 0, error);
    if (conversation != 0 && !notice_see(tx, staff, NULL, 0, conversation, error))
        return false;
    for (size_t i = 0; i < json_array_size(notices); i++) {
        int64_t id = 0;

        id_parse(json_string_value(json_array_get(notices, i)), &id);
        g_array_append_val(ids, id);
    }
    return ids->len == 0 ||
           notice_see(tx, staff, (const int64_t *)(void *)ids->data, ids->len, 0, error);
}

/* The other pages of the same person show it too. */
static bool
post_seen(Request *request, GError **error)
{
    if (!request_write(request, write_seen, request, error))
        return false;
    events_tell_staff(request_context(request)->events, request_principal(request)->staff,
                      "notice_seen", "{}");
    return get_count(request, error);
}

/* ---- Preferences ---- */

static bool
write_kinds(Db *db, JsonWriter *json, int64_t staff, GError **error)
{
    json_name(json, "kinds");
    json_list_begin(json);
    for (NoticeKind kind = NOTICE_ASSIGNED; kind <= NOTICE_KINDS; kind++) {
        int ways = notice_ways(db, staff, kind, error);

        if (ways < 0)
            return false;
        json_object_begin(json);
        json_put_text(json, "kind", notice_kind_word(kind));
        json_put_bool(json, "page", (ways & NOTICE_PAGE) != 0);
        json_put_bool(json, "desktop", (ways & NOTICE_DESKTOP) != 0);
        json_put_bool(json, "mail", (ways & NOTICE_MAIL) != 0);
        json_object_end(json);
    }
    json_list_end(json);
    return true;
}

static bool
get_preferences(Request *request, GError **error)
{
    int64_t staff = request_principal(request)->staff;
    NoticeRhythm rhythm;
    JsonWriter *json;

    if (!notice_rhythm_get(request_db(request), staff, &rhythm, error))
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    if (!write_kinds(request_db(request), json, staff, error))
        return false;
    json_put_text(json, "digest", notice_digest_words[rhythm.digest]);
    json_put_int(json, "digest_hour", rhythm.digest_hour);
    json_put_bool(json, "outside_hours", rhythm.outside_hours);
    json_put_bool(json, "content", rhythm.content);
    json_put_time(json, "quiet_until", rhythm.quiet_until > clock_now() ? rhythm.quiet_until : 0);
    json_object_end(json);
    return true;
}

static bool
choose_kinds(Db *tx, const json_t *kinds, int64_t staff, GError **error)
{
    for (size_t i = 0; i < json_array_size(kinds); i++) {
        const json_t *choice = json_array_get(kinds, i);
        const char *word = json_string_value(json_object_get(choice, "kind"));
        int ways = (json_is_true(json_object_get(choice, "page")) ? NOTICE_PAGE : 0) |
                   (json_is_true(json_object_get(choice, "desktop")) ? NOTICE_DESKTOP : 0) |
                   (json_is_true(json_object_get(choice, "mail")) ? NOTICE_MAIL : 0);

        for (NoticeKind kind = NOTICE_ASSIGNED; kind <= NOTICE_KINDS; kind++)
            if (g_strcmp0(word, notice_kind_word(kind)) == 0 &&
                !notice_store_choose(tx, staff, kind, ways, error))
                return false;
    }
    return true;
}

/* Who asks for mails gets those of what comes, not of what has waited all along. */
static bool
write_preferences(Db *tx, void *data, GError **error)
{
    Request *request = data;
    int64_t staff = request_principal(request)->staff, now = clock_now();
    NoticeRhythm rhythm;
    bool was_off;

    if (!notice_rhythm_get(tx, staff, &rhythm, error) ||
        !choose_kinds(tx, request_json(request, "kinds"), staff, error))
        return false;
    was_off = rhythm.digest == DIGEST_OFF;
    rhythm.digest = (NoticeDigest)request_choice(request, "digest", (int)rhythm.digest);
    rhythm.digest_hour = (int)request_int(request, "digest_hour", rhythm.digest_hour);
    rhythm.outside_hours = request_bool(request, "outside_hours", rhythm.outside_hours);
    rhythm.content = request_bool(request, "content", rhythm.content);
    rhythm.quiet_until = request_is_null(request, "quiet_until")
                             ? 0
                             : request_time(request, "quiet_until", rhythm.quiet_until);
    if (was_off && rhythm.digest != DIGEST_OFF) {
        rhythm.digest_at = now;
        if (!notice_store_mailed(tx, staff, now, error))
            return false;
    }
    return notice_store_set_rhythm(tx, staff, &rhythm, error);
}

static bool
put_preferences(Request *request, GError **error)
{
    return request_write(request, write_preferences, request, error) &&
           get_preferences(request, error);
}

typedef struct {
    Request *request;
    size_t told;
} Digest;

static bool
write_digest(Db *tx, void *data, GError **error)
{
    Digest *digest = data;

    return notice_digest_send(tx, request_context(digest->request),
                              request_principal(digest->request)->staff, true, &digest->told,
                              error);
}

static bool
post_digest(Request *request, GError **error)
{
    Digest digest = {.request = request};
    JsonWriter *json;

    if (!request_write(request, write_digest, &digest, error))
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_int(json, "told", (int64_t)digest.told);
    json_object_end(json);
    return true;
}

/* ---- Module ---- */

static const Field list_fields[] = {
    {.name = "unseen", .type = FIELD_BOOL, .about = "Only those not seen yet."},
    FIELDS_END,
};

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/api/notices",
        .right = RIGHT_CONVERSATION_READ,
        .handler = get_notices,
        .about = "What one is told of, the newest first.",
        .flags = ROUTE_LIST,
        .query = list_fields,
        .reply = &notice_shape,
    },
    {
        .method = "GET",
        .path = "/api/notices/count",
        .right = RIGHT_SIGNED_IN,
        .handler = get_count,
        .about = "How many have not been seen.",
        .reply = &notice_count_shape,
    },
    {
        .method = "POST",
        .path = "/api/notices/seen",
        .right = RIGHT_SIGNED_IN,
        .handler = post_seen,
        .about = "Some, those of a conversation or all have been seen; others' are left alone.",
        .body = &notice_seen_shape,
        .reply = &notice_count_shape,
        .example = "{\"all\": true}",
    },
    {
        .method = "GET",
        .path = "/api/notices/preferences",
        .right = RIGHT_SIGNED_IN,
        .handler = get_preferences,
        .about = "By which ways one is told of each kind, and when.",
        .reply = &notice_preferences_shape,
    },
    {
        .method = "PUT",
        .path = "/api/notices/preferences",
        .right = RIGHT_SIGNED_IN,
        .handler = put_preferences,
        .about = "Changes them; what is left out stays.",
        .body = &notice_wanted_shape,
        .reply = &notice_preferences_shape,
        .example = "{\"kinds\": [{\"kind\": \"mention\", \"page\": true, \"desktop\": true, "
                   "\"mail\": false}], \"digest\": \"daily\", \"digest_hour\": 8}",
    },
    {
        .method = "POST",
        .path = "/api/notices/digest",
        .right = RIGHT_SIGNED_IN,
        .handler = post_digest,
        .about = "Sends me now the mail of what waits and was in no mail yet.",
        .reply = &notice_digest_shape,
    },
    ROUTES_END,
};

const Module notice_module = {
    .name = "notice",
    .routes = routes,
    .jobs = notice_jobs,
    .timers = notice_timers,
    .readers = notice_readers,
    .invariants = notice_invariants,
    .start = notice_start,
    .stop = notice_stop,
};
