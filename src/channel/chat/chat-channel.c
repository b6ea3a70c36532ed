#include "channel/chat/chat-channel.h"

#include "base/clock.h"
#include "base/error.h"
#include "channel/chat/visitor-store.h"
#include "http/feed.h"
#include "job/job.h"
#include "module/context.h"

/* The one among the addresses that is a visitor's: 1, 0, -1. */
static int
find_recipient(Db *db, const char *const *to, Visitor **ret_visitor, GError **error)
{
    int found = 0;

    for (; found == 0 && *to != NULL; to++)
        found = visitor_store_at(db, *to, ret_visitor, error);
    return found;
}

typedef struct {
    const Visitor *visitor;
    int64_t message;
    int64_t item;
    bool first; /* it was not shown before */
    bool ask;   /* later, whether it arrived */
} Showing;

static bool
show(Db *tx, void *data, GError **error)
{
    Showing *showing = data;

    if (!visitor_store_show(tx, showing->visitor->id, showing->message, &showing->item,
                            &showing->first, error))
        return false;
    return !showing->ask || !showing->first ||
           job_add(tx, CHAT_HEARD_JOB, showing->message, NULL, clock_now() + CHAT_HEARD_AFTER,
                   error);
}

static SendOutcome
send_to_visitor(Context *context, const Outgoing *outgoing, GError **error)
{
    g_autoptr(Visitor) visitor = NULL;
    int found = find_recipient(database_reader(context->database), outgoing->to, &visitor, error);
    Showing showing = {.visitor = visitor, .message = outgoing->message};

    if (found < 0)
        return SEND_RETRY;
    if (found == 0) {
        error_set(error, APP_ERROR_NOT_FOUND, "no such visitor");
        return SEND_REFUSED;
    }
    showing.ask = feed_absence(context->feeds, visitor->address) < CHAT_GRACE;
    if (!database_write(context->database, show, &showing, error))
        return SEND_RETRY;
    feed_news(context->feeds, visitor->address);
    /* What was shown before and is sent again did not arrive. */
    if (visitor->received >= showing.item || (showing.ask && showing.first))
        return SEND_DONE;
    if (outgoing->report != NULL)
        outgoing->report->elsewhere = g_strdup(visitor->email);
    return SEND_ABSENT;
}

static bool
present(Context *context, const char *address)
{
    return feed_absence(context->feeds, address) < CHAT_GRACE;
}

/* Who it is stays inside until they have written: some sites show no names. */
static void
show_typing(Context *context, const char *address, const char *name, bool typing)
{
    feed_pass(context->feeds, address, "typing",
              typing ? "{\"typing\":true}" : "{\"typing\":false}");
}

const Channel chat_channel = {
    .name = "chat",
    .address_kind = CHAT_ADDRESS_KIND,
    .live = true,
    .text_max = 16 * 1024,
    .takes_files = true,
    .send = send_to_visitor,
    .present = present,
    .typing = show_typing,
};
