#include "conversation/conversation-arrival.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "conversation/message-addresses.h"
#include "file/file-policy.h"

#include <string.h>

char *
message_preview(const char *text)
{
    /* White space shrinks: four times the bytes are enough for nearly all. */
    g_autofree char *beginning = text_clip(text, 4 * LIMIT_PREVIEW);
    g_autofree char *line = text_line(beginning);

    return text_clip(line, LIMIT_PREVIEW);
}

/* A copy within max, with a note when something had to go. */
static char *
clip(const char *text, gsize max, const char *note, GPtrArray *notes)
{
    if (text == NULL)
        return NULL;
    if (strlen(text) > max)
        g_ptr_array_add(notes, (void *)note);
    return text_clip(text, max);
}

static char *
write_notes(const GPtrArray *theirs, const GPtrArray *ours)
{
    const GPtrArray *lists[] = {theirs, ours};
    GString *out;
    JsonWriter json;

    if (theirs->len == 0 && ours->len == 0)
        return NULL;
    out = g_string_new(NULL);
    json_writer_init(&json, out);
    json_list_begin(&json);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        for (guint j = 0; j < lists[i]->len; j++)
            json_text(&json, lists[i]->pdata[j]);
    json_list_end(&json);
    return g_string_free(out, FALSE);
}

/* A form on a site writes from our own address and names the person in Reply-To. */
static void
find_author(Context *context, Arrival *arrival)
{
    const Incoming *incoming = arrival->incoming;
    const char *ours = context->mail != NULL ? context->mail->address : NULL;
    const char *from = incoming->from.address;

    arrival->author = &incoming->from;
    if (incoming->reply_to != NULL && from[0] != '\0' &&
        (g_strcmp0(from, ours) == 0 || g_strcmp0(from, arrival->our_address) == 0)) {
        arrival->written_by = (ChannelAddress){.address = incoming->reply_to};
        arrival->author = &arrival->written_by;
    }
}

/* A mail keeps what is not taken in its source; what has no source was judged where it came in. */
static void
leave_out(Context *context, const Incoming *incoming, Arrival *arrival, GPtrArray *notes)
{
    g_autoptr(FilePolicy) policy = NULL;
    bool any = false;

    arrival->left_out = g_new0(bool, incoming->files->len + 1);
    if (incoming->source == NULL || incoming->files->len == 0)
        return;
    policy = file_policy_get(database_reader(context->database), FILE_COMES_IN);
    for (guint i = 0; i < incoming->files->len; i++) {
        const ChannelFile *file = incoming->files->pdata[i];

        any |= arrival->left_out[i] =
            file_policy_judge(policy, file->name, file->type, g_bytes_get_size(file->bytes)) !=
            FILE_ACCEPTED;
    }
    if (any)
        g_ptr_array_add(notes, (void *)"a file is of a kind or size that is not taken");
}

void
arrival_prepare(Context *context, const Incoming *incoming, Arrival *arrival)
{
    const Channel *channel = context_channel(context, incoming->channel);
    g_autoptr(GPtrArray) notes = g_ptr_array_new();
    g_autofree char *subject = text_line(incoming->subject);

    *arrival = (Arrival){.incoming = incoming};
    arrival->address_kind = incoming->from_kind != NULL ? incoming->from_kind
                            : channel != NULL           ? channel->address_kind
                                                        : incoming->channel;
    if (incoming->our_address != NULL)
        arrival->our_address = address_plain(incoming->our_address);
    find_author(context, arrival);
    arrival->subject = clip(subject, LIMIT_SUBJECT, "subject cut", notes);
    arrival->text = clip(incoming->text, LIMIT_TEXT, "text cut", notes);
    arrival->reply = clip(incoming->reply, LIMIT_TEXT, "reply cut", notes);
    arrival->html = clip(incoming->html, LIMIT_HTML, "html cut", notes);
    arrival->preview = message_preview(arrival->reply != NULL ? arrival->reply : arrival->text);
    arrival->addresses =
        addresses_write(&incoming->from, incoming->reply_to, incoming->to, incoming->cc, NULL);
    leave_out(context, incoming, arrival, notes);
    arrival->notes = write_notes(incoming->notes, notes);
}

void
arrival_clear(Arrival *arrival)
{
    g_free(arrival->our_address);
    g_free(arrival->subject);
    g_free(arrival->text);
    g_free(arrival->reply);
    g_free(arrival->html);
    g_free(arrival->preview);
    g_free(arrival->addresses);
    g_free(arrival->notes);
    g_free(arrival->left_out);
}
