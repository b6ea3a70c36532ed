#include "chat/talk.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "chat/human.h"
#include "chat/talk-store.h"
#include "chat/talk-words.h"
#include "conversation/conversation.h"
#include "file/file-scan.h"
#include "file/file.h"
#include "http/events.h"
#include "http/feed.h"
#include "person/person.h"

#include <pthread.h>
#include <string.h>

#define SUBJECT_MAX 80 /* bytes of a first word that name its matter */

/* ---- Beginning ---- */

static bool
begin_work(Db *tx, void *data, GError **error)
{
    TalkBegin *begin = data;
    const Identity *identity = begin->identity;
    g_autoptr(Visitor) visitor = NULL;
    int found = identity != NULL ? visitor_store_of_identity(tx, begin->widget->id, identity->id,
                                                             &visitor, error)
                                 : 0;

    if (found < 0)
        return false;
    if (found == 0) {
        visitor = g_new0(Visitor, 1);
        visitor->widget = begin->widget->id;
        visitor->language = g_strdup(begin->language);
        visitor->page = g_strdup(begin->page);
        if (identity != NULL) {
            visitor->identity = g_strdup(identity->id);
            visitor->name = g_strdup(identity->name);
            visitor->email = g_strdup(identity->email);
        }
        if (!visitor_store_insert(tx, visitor, error))
            return false;
    } else if (!visitor_store_name(tx, visitor->id, identity->name, identity->email, error)) {
        return false;
    }
    begin->visitor = visitor->id;
    return visitor_store_open(tx, visitor->id, begin->secret, error);
}

bool
talk_begin(Database *database, TalkBegin *begin, GError **error)
{
    return database_write(database, begin_work, begin, error);
}

/* ---- Saying ---- */

/* The first words of a visitor who says two things at once are one matter: each visitor's are taken
 * in one after the other. */
#define LOCKS 16
static pthread_mutex_t locks[LOCKS] = {[0 ... LOCKS - 1] = PTHREAD_MUTEX_INITIALIZER};

typedef struct {
    Context *context;
    const Visitor *visitor;
    TalkWord *word;
    Received received;
    bool first;
} Saying;

/* Whom the site knows by a mail address is the person of that address. */
static bool
recognise(Db *tx, void *data, GError **error)
{
    const Visitor *visitor = data;
    int64_t person;

    return person_meet(tx, "email", visitor->email, visitor->name, visitor->language, clock_now(),
                       &person, error) &&
           person_address_add(tx, person, CHAT_ADDRESS_KIND, visitor->address, clock_now(), error);
}

/* One that is still to be checked comes in and is held at the desk; an infected one does not. */
static bool
may_leave(Db *db, int64_t file, GError **error)
{
    FileVerdict verdict;

    return file_scan_verdict(db, file, &verdict, error) &&
           (verdict != FILE_INFECTED ||
            error_set_field(error, APP_ERROR_INVALID, "files", "a virus was found in one"));
}

static bool
load_files(Db *db, const Saying *saying, Incoming *incoming, GError **error)
{
    for (size_t i = 0; i < saying->word->n_files; i++) {
        g_auto(TalkFile) file = {0};
        g_autoptr(GBytes) bytes = NULL;
        int found = upload_store_get(db, saying->visitor->id, saying->word->files[i], &file, error);

        if (found == 0)
            return error_set_field(error, APP_ERROR_INVALID, "files", "no such file is waiting");
        if (found == 1 && !may_leave(db, file.file, error))
            return false;
        bytes = found == 1 ? file_get(saying->context->files, db, file.file, NULL, error) : NULL;
        if (bytes == NULL)
            return false;
        g_ptr_array_add(incoming->files, channel_file_new(file.name, file.type, bytes));
    }
    return true;
}

static char *
subject_of(const char *text, const Visitor *visitor)
{
    g_autofree char *line = text_line(text);
    g_autofree char *clipped = text_clip(line, SUBJECT_MAX);

    if (clipped[0] == '\0')
        return g_strdup(talk_words(visitor->language)->subject);
    return strlen(line) > strlen(clipped) ? g_strconcat(clipped, "…", NULL)
                                          : g_steal_pointer(&clipped);
}

/* The matter they are in, unless it has been over for long, and what it is called: what is said
 * next in a chat is no other subject. */
static bool
find_matter(Db *db, Saying *saying, const char *text, Incoming *incoming, GError **error)
{
    const Visitor *visitor = saying->visitor;
    int64_t over_before = clock_now() - TALK_OVER_AFTER;
    g_autofree char *subject = NULL;
    int found = visitor->conversation != 0
                    ? talk_store_going_on(db, visitor->conversation, over_before, &subject, error)
                    : 0;

    if (found == 1)
        incoming->thread_token = conversation_token(saying->context, visitor->conversation);
    g_free(incoming->subject);
    incoming->subject = found == 1 ? g_steal_pointer(&subject) : subject_of(text, visitor);
    return found >= 0;
}

static char *
hash_of(const Saying *saying, const char *text)
{
    g_autoptr(GString) whole = g_string_new(text);
    char hex[HASH_HEX_SIZE];

    for (size_t i = 0; i < saying->word->n_files; i++)
        g_string_append_printf(whole, "\n%" G_GINT64_FORMAT, saying->word->files[i]);
    hash_sha256_hex(whole->str, whole->len, hex);
    return g_strdup(hex);
}

static bool
fill_incoming(Db *db, Saying *saying, const char *text, Incoming *incoming, GError **error)
{
    const Visitor *visitor = saying->visitor;

    g_free(incoming->from.address);
    incoming->from.address = g_strdup(visitor->address);
    incoming->from.name = g_strdup(visitor->name);
    incoming->external_id =
        g_strdup_printf("%s@%s.chat.invalid", saying->word->key, visitor->address);
    incoming->our_address = g_strdup(saying->word->widget->address);
    incoming->team = saying->word->widget->team;
    incoming->language = g_strdup(visitor->language);
    incoming->received_at = clock_now();
    incoming->content_hash = hash_of(saying, text);
    g_free(incoming->text);
    incoming->text = g_strdup(text);
    return find_matter(db, saying, text, incoming, error) &&
           load_files(db, saying, incoming, error);
}

static bool
tell_human(Db *tx, const Saying *saying, GError **error)
{
    const HumanAsked asked = {saying->visitor->id, saying->received.conversation,
                              saying->received.message, saying->word->widget->team};

    return !saying->word->human || !saying->first || human_ask(tx, saying->context, &asked, error);
}

static bool
show_own(Db *tx, void *data, GError **error)
{
    Saying *saying = data;
    TalkWord *word = saying->word;
    int64_t visitor = saying->visitor->id;

    for (size_t i = 0; i < word->n_files; i++)
        if (!upload_store_drop(tx, visitor, word->files[i], error))
            return false;
    return visitor_store_show(tx, visitor, saying->received.message, &word->item, &saying->first,
                              error) &&
           visitor_store_said(tx, visitor, saying->received.conversation, word->page, error) &&
           visitor_store_mark(tx, visitor, word->item, word->item, error) &&
           (saying->visitor->email == NULL || saying->visitor->identity != NULL ||
            talk_claim(tx, saying->visitor, saying->visitor->email, error)) &&
           tell_human(tx, saying, error);
}

/* What was said under this key before, when its files have gone with it already. */
static int
find_said(Db *db, Saying *saying, GError **error)
{
    g_autofree char *id =
        g_strdup_printf("%s@%s.chat.invalid", saying->word->key, saying->visitor->address);

    return talk_store_said(db, saying->visitor->id, id, &saying->word->item, error);
}

static bool
say_locked(Context *context, const Visitor *visitor, TalkWord *word, const char *text,
           GError **error)
{
    Database *database = context->database;
    Db *db = database_reader(database);
    Saying saying = {context, visitor, word, {0}, false};
    g_autoptr(Incoming) incoming = incoming_new("chat");
    int said = find_said(db, &saying, error);

    if (said != 0)
        return said == 1;
    if (visitor->identity != NULL && visitor->email != NULL && visitor->conversation == 0 &&
        !database_write(database, recognise, (void *)visitor, error))
        return false;
    return fill_incoming(db, &saying, text, incoming, error) &&
           context->receive(context, &incoming, 1, &saying.received, error) &&
           database_write(database, show_own, &saying, error);
}

bool
talk_say(Context *context, int64_t id, TalkWord *word, GError **error)
{
    pthread_mutex_t *lock = &locks[(uint64_t)id % LOCKS];
    g_autoptr(Visitor) visitor = NULL;
    g_autofree char *clean = text_clean(word->text, -1);
    const char *text = g_strstrip(clean);
    bool said = false;

    if (text[0] == '\0' && word->n_files == 0 && !word->human)
        return error_set_field(error, APP_ERROR_INVALID, "text", "is empty");
    pthread_mutex_lock(lock);
    if (visitor_store_get(database_reader(context->database), id, &visitor, error) == 1) {
        if (text[0] == '\0' && word->human)
            text = talk_words(visitor->language)->human;
        said = say_locked(context, visitor, word, text, error);
    }
    pthread_mutex_unlock(lock);
    if (said)
        feed_news(context->feeds, visitor->address);
    return said;
}

char *
talk_key_of(const char *external_id)
{
    const char *at = external_id != NULL ? strchr(external_id, '@') : NULL;

    return at != NULL ? g_strndup(external_id, (gsize)(at - external_id)) : NULL;
}

/* ---- What has arrived ---- */

typedef struct {
    const Visitor *visitor;
    int64_t received, read;
} Marking;

static bool
mark_work(Db *tx, void *data, GError **error)
{
    const Marking *marking = data;
    g_autoptr(GArray) waiting = talk_store_waiting(
        tx, marking->visitor->id, marking->visitor->received, marking->received, error);

    if (waiting == NULL)
        return false;
    for (guint i = 0; i < waiting->len; i++)
        if (!conversation_heard(tx, g_array_index(waiting, int64_t, i), error))
            return false;
    return visitor_store_mark(tx, marking->visitor->id, marking->received, marking->read, error);
}

/* Whoever has the matter before their eyes asks again up to where. */
static void
tell_read(Context *context, const Visitor *visitor)
{
    int64_t matter = visitor->conversation;
    g_autofree char *data = NULL;

    if (matter == 0 ||
        !talk_store_survivor(database_reader(context->database), matter, &matter, NULL))
        return;
    data = g_strdup_printf("{\"conversation\":\"%" G_GINT64_FORMAT "\"}", matter);
    events_share(context->events, RIGHT_CONVERSATION_READ, "chat.read", data);
}

bool
talk_mark(Context *context, const Visitor *visitor, int64_t received, int64_t read, GError **error)
{
    Marking marking = {visitor, received, MIN(read, received)};

    if (received <= visitor->received && read <= visitor->read)
        return true;
    if (!database_write(context->database, mark_work, &marking, error))
        return false;
    if (marking.read > visitor->read)
        tell_read(context, visitor);
    return true;
}
