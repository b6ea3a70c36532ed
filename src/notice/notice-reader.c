#include "notice/notice-reader.h"

#include "base/clock.h"
#include "base/id.h"
#include "http/events.h"
#include "notice/notice-store.h"
#include "setting/setting.h"

#include <inttypes.h>
#include <jansson.h>
#include <pthread.h>

/* ---- Telling pages after the commit ---- */

/* What is to be said once it is durable. A transaction that fails leaves its own here: its pages
 * ask, and find nothing new. */
typedef struct {
    int64_t staff;
    char *data;
} Announcement;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GArray *waiting; /* of Announcement; NULL while nobody listens */

static void
clear_announcement(void *data)
{
    g_free(((Announcement *)data)->data);
}

static void
after_commit(void *data)
{
    Context *context = data;
    g_autoptr(GArray) told = NULL;

    pthread_mutex_lock(&lock);
    if (waiting != NULL && waiting->len > 0) {
        told = waiting;
        waiting = g_array_new(FALSE, FALSE, sizeof(Announcement));
        g_array_set_clear_func(waiting, clear_announcement);
    }
    pthread_mutex_unlock(&lock);
    for (guint i = 0; told != NULL && i < told->len; i++) {
        const Announcement *one = &g_array_index(told, Announcement, i);

        events_tell_staff(context->events, one->staff, "notice", one->data);
    }
}

bool
notice_start(Context *context, GError **error)
{
    pthread_mutex_lock(&lock);
    waiting = g_array_new(FALSE, FALSE, sizeof(Announcement));
    g_array_set_clear_func(waiting, clear_announcement);
    pthread_mutex_unlock(&lock);
    database_after_commit(context->database, after_commit, context);
    return true;
}

void
notice_stop(Context *context)
{
    database_forget(context->database, context);
    pthread_mutex_lock(&lock);
    g_clear_pointer(&waiting, g_array_unref);
    pthread_mutex_unlock(&lock);
}

/* Whether it may be shown on the desktop now, and with names. */
static bool
may_show(Db *tx, const Notice *notice, int ways, bool *ret_content, GError **error)
{
    g_autoptr(Calendar) calendar = NULL;
    NoticeRhythm rhythm;

    *ret_content = false;
    if ((ways & NOTICE_DESKTOP) == 0)
        return false;
    calendar = setting_calendar(tx, error);
    if (calendar == NULL || !notice_rhythm_get(tx, notice->staff, &rhythm, error))
        return false;
    *ret_content = rhythm.content;
    return notice_may_disturb(&rhythm, calendar, clock_now());
}

bool
notice_announce(Db *tx, Context *context, const Notice *notice, int64_t id, int ways,
                GError **error)
{
    g_autoptr(GString) data = g_string_new(NULL);
    g_autoptr(GError) failed = NULL;
    bool content, desktop = may_show(tx, notice, ways, &content, &failed);
    JsonWriter json;

    if (failed != NULL) {
        g_propagate_error(error, g_steal_pointer(&failed));
        return false;
    }
    json_writer_init(&json, data);
    json_object_begin(&json);
    json_put_id(&json, "notice", id);
    json_put_text(&json, "kind", notice_kind_word(notice->kind));
    json_put_id(&json, "conversation", notice->conversation);
    json_put_bool(&json, "desktop", desktop);
    json_put_bool(&json, "content", content);
    json_object_end(&json);
    pthread_mutex_lock(&lock);
    if (waiting != NULL) {
        Announcement one = {notice->staff, g_strdup(data->str)};

        g_array_append_val(waiting, one);
    }
    pthread_mutex_unlock(&lock);
    return true;
}

/* ---- Facts ---- */

/* The id or the word that a fact holds under a name. */
static int64_t
id_in(const Fact *fact, const char *name)
{
    json_t *data = json_loads(fact->data != NULL ? fact->data : "{}", 0, NULL);
    const char *text = json_string_value(json_object_get(data, name));
    int64_t id = 0;

    if (text == NULL || !id_parse(text, &id))
        id = 0;
    json_decref(data);
    return id;
}

static bool
has_word(const Fact *fact, const char *name, const char *word)
{
    json_t *data = json_loads(fact->data != NULL ? fact->data : "{}", 0, NULL);
    bool same = g_strcmp0(json_string_value(json_object_get(data, name)), word) == 0;

    json_decref(data);
    return same;
}

static bool
tell(Db *tx, Context *context, const Fact *fact, NoticeKind kind, int64_t staff, GError **error)
{
    bool about_message = g_str_has_prefix(fact->name, "message.");

    return notice_tell(tx, context,
                       &(Notice){
                           .staff = staff,
                           .kind = kind,
                           .conversation = fact->conversation,
                           .message = about_message ? fact->subject : 0,
                           .actor = fact->actor,
                           .at = fact->at,
                       },
                       error);
}

static bool
on_assigned(Db *tx, Context *context, const Fact *fact, GError **error)
{
    return tell(tx, context, fact, NOTICE_ASSIGNED, id_in(fact, "assignee"), error);
}

static bool
tell_team(Db *tx, Context *context, const Fact *fact, int64_t team, GError **error)
{
    g_autoptr(GArray) members = notice_store_members(tx, team, error);

    for (guint i = 0; members != NULL && i < members->len; i++)
        if (!tell(tx, context, fact, NOTICE_TEAM, g_array_index(members, int64_t, i), error))
            return false;
    return members != NULL;
}

static bool
on_received(Db *tx, Context *context, const Fact *fact, GError **error)
{
    int64_t assignee = 0, team = 0;

    if (notice_store_holder(tx, fact->conversation, &assignee, &team, error) < 0)
        return false;
    if (assignee != 0)
        return tell(tx, context, fact, NOTICE_MESSAGE, assignee, error);
    return team == 0 || tell_team(tx, context, fact, team, error);
}

static bool
on_mentioned(Db *tx, Context *context, const Fact *fact, GError **error)
{
    return tell(tx, context, fact, NOTICE_MENTION, id_in(fact, "staff"), error);
}

/* The author of a reply that met something. */
static bool
tell_author(Db *tx, Context *context, const Fact *fact, NoticeKind kind, GError **error)
{
    int64_t author = 0;

    return notice_store_author(tx, fact->subject, &author, error) >= 0 &&
           tell(tx, context, fact, kind, author, error);
}

static bool
on_delivery(Db *tx, Context *context, const Fact *fact, GError **error)
{
    return !has_word(fact, "delivery", "failed") ||
           tell_author(tx, context, fact, NOTICE_FAILED, error);
}

static bool
on_held(Db *tx, Context *context, const Fact *fact, GError **error)
{
    return tell_author(tx, context, fact, NOTICE_HELD, error);
}

/* By its time, not because the person wrote: that is told already. */
static bool
on_status(Db *tx, Context *context, const Fact *fact, GError **error)
{
    int64_t assignee = 0, team = 0;

    if (fact->actor != 0 || fact->subject != 0 || !has_word(fact, "from", "snoozed"))
        return true;
    return notice_store_holder(tx, fact->conversation, &assignee, &team, error) >= 0 &&
           tell(tx, context, fact, NOTICE_WOKEN, assignee, error);
}

static bool
on_loop(Db *tx, Context *context, const Fact *fact, GError **error)
{
    int64_t owner = 0;

    return notice_store_loop_owner(tx, fact->subject, &owner, error) >= 0 &&
           tell(tx, context, fact, NOTICE_LOOP, owner, error);
}

static bool
make(Db *tx, Context *context, const Fact *fact, GError **error)
{
    static const struct {
        const char *fact;
        bool (*handle)(Db *, Context *, const Fact *, GError **);
    } rows[] = {
        {"conversation.assigned", on_assigned},
        {"conversation.status_changed", on_status},
        {"message.received", on_received},
        {"message.mentioned", on_mentioned},
        {"message.delivery_changed", on_delivery},
        {"message.held_back", on_held},
        {"loop.opened", on_loop},
        {"loop.taken", on_loop},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (g_str_equal(rows[i].fact, fact->name))
            return rows[i].handle(tx, context, fact, error);
    return true;
}

const JournalReader notice_readers[] = {
    {
        .name = "notice.make",
        .facts = (const char *const[]){"conversation.assigned", "conversation.status_changed",
                                       "message.received", "message.mentioned",
                                       "message.delivery_changed", "message.held_back",
                                       "loop.opened", "loop.taken", NULL},
        .handle = make,
    },
    JOURNAL_READERS_END,
};
