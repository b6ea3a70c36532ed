#include "transcript/transcript-store.h"

#include "base/clock.h"
#include "base/error.h"
#include "brand/brand.h"
#include "conversation/message-addresses.h"
#include "setting/setting.h"
#include "staff/staff.h"

#include <inttypes.h>

static void
message_free(void *data)
{
    TranscriptMessage *message = data;

    g_free(message->channel);
    g_free(message->author);
    g_free(message->from_address);
    g_free(message->to);
    g_free(message->cc);
    g_free(message->subject);
    g_free(message->text);
    g_free(message->external_id);
    g_array_unref(message->files);
    g_free(message);
}

void
transcript_free(Transcript *transcript)
{
    if (transcript == NULL)
        return;
    g_free(transcript->subject);
    g_free(transcript->organisation);
    g_free(transcript->person);
    g_free(transcript->our_address);
    g_free(transcript->made_by);
    g_clear_pointer(&transcript->zone, g_time_zone_unref);
    g_ptr_array_unref(transcript->messages);
    g_free(transcript);
}

static char *
join(const GPtrArray *addresses)
{
    GString *line = g_string_new(NULL);

    for (guint i = 0; i < addresses->len; i++)
        g_string_append_printf(line, "%s%s", i > 0 ? ", " : "",
                               ((const ChannelAddress *)addresses->pdata[i])->address);
    return g_string_free(line, FALSE);
}

/* Hidden copies stay hidden: the paper may go to the person. */
static void
read_addresses(TranscriptMessage *message, const char *json)
{
    g_autoptr(Addresses) addresses = addresses_read(json);

    message->from_address = addresses->from != NULL ? g_strdup(addresses->from->address) : NULL;
    message->to = join(addresses->to);
    message->cc = join(addresses->cc);
}

static bool
fill(Context *context, Db *db, Transcript *transcript, int64_t staff, GError **error)
{
    g_autoptr(Staff) reader = NULL;
    g_autofree char *zone = setting_text(db, "calendar.zone", 0);

    if (staff_get(db, staff, &reader, error) < 0)
        return false;
    transcript->english = reader != NULL && g_strcmp0(reader->language, "en") == 0;
    transcript->made_by = g_strdup(reader != NULL ? reader->name : "");
    transcript->organisation = brand_name(context, db);
    transcript->made_at = clock_now();
    transcript->zone = g_time_zone_new_identifier(zone);
    if (transcript->zone == NULL)
        transcript->zone = g_time_zone_new_utc();
    return transcript_store_messages(db, transcript, read_addresses, error);
}

Transcript *
transcript_read(Context *context, Db *db, int64_t conversation, int64_t staff, bool notes,
                GError **error)
{
    g_autoptr(Transcript) transcript = g_new0(Transcript, 1);
    int found;

    transcript->notes = notes;
    transcript->messages = g_ptr_array_new_with_free_func(message_free);
    found = transcript_store_head(db, conversation, transcript, error);
    if (found == 0)
        error_set(error, APP_ERROR_NOT_FOUND, "no conversation %" PRId64, conversation);
    if (found <= 0 || !fill(context, db, transcript, staff, error))
        return NULL;
    return g_steal_pointer(&transcript);
}
