#include "channel/channel.h"

#include "base/clock.h"

#include <string.h>

ChannelAddress *
channel_address_new(const char *address, const char *name)
{
    ChannelAddress *made = g_new0(ChannelAddress, 1);

    made->address = g_strdup(address);
    made->name = name != NULL && name[0] != '\0' ? g_strdup(name) : NULL;
    return made;
}

void
channel_address_free(ChannelAddress *address)
{
    if (address == NULL)
        return;
    g_free(address->address);
    g_free(address->name);
    g_free(address);
}

ChannelFile *
channel_file_new(const char *name, const char *type, GBytes *bytes)
{
    ChannelFile *file = g_new0(ChannelFile, 1);

    file->name = g_strdup(name);
    file->type = g_strdup(type);
    file->bytes = g_bytes_ref(bytes);
    return file;
}

void
channel_file_free(ChannelFile *file)
{
    if (file == NULL)
        return;
    g_free(file->name);
    g_free(file->type);
    g_free(file->content_id);
    g_clear_pointer(&file->bytes, g_bytes_unref);
    g_free(file);
}

void
send_report_clear(SendReport *report)
{
    g_clear_pointer(&report->words, g_free);
    g_clear_pointer(&report->recipients, g_ptr_array_unref);
    g_clear_pointer(&report->elsewhere, g_free);
}

Incoming *
incoming_new(const char *channel)
{
    Incoming *incoming = g_new0(Incoming, 1);

    incoming->channel = channel;
    incoming->from.address = g_strdup("");
    incoming->to = g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);
    incoming->cc = g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);
    incoming->references = g_ptr_array_new_with_free_func(g_free);
    incoming->files = g_ptr_array_new_with_free_func((GDestroyNotify)channel_file_free);
    incoming->notes = g_ptr_array_new_with_free_func(g_free);
    incoming->subject = g_strdup("");
    incoming->text = g_strdup("");
    incoming->received_at = clock_now();
    return incoming;
}

void
incoming_free(Incoming *incoming)
{
    if (incoming == NULL)
        return;
    g_free(incoming->from.address);
    g_free(incoming->from.name);
    g_free(incoming->reply_to);
    g_ptr_array_unref(incoming->to);
    g_ptr_array_unref(incoming->cc);
    g_ptr_array_unref(incoming->references);
    g_ptr_array_unref(incoming->files);
    g_ptr_array_unref(incoming->notes);
    g_free(incoming->our_address);
    g_free(incoming->thread_token);
    g_free(incoming->bounce_token);
    g_free(incoming->external_id);
    g_free(incoming->subject);
    g_free(incoming->text);
    g_free(incoming->reply);
    g_free(incoming->html);
    g_free(incoming->content_hash);
    g_free(incoming->language);
    g_free(incoming->bounced_address);
    g_free(incoming->bounce_status);
    g_clear_pointer(&incoming->source, g_bytes_unref);
    g_free(incoming);
}

bool
channel_address_is_machine(const char *address)
{
    static const char *const readers[] = {"noreply",       "no-reply",        "no_reply",
                                          "donotreply",    "do-not-reply",    "ne-pas-repondre",
                                          "nepasrepondre", "ne_pas_repondre", "mailer-daemon",
                                          "postmaster",    "notification",    "notifications"};
    g_autofree char *local = g_strndup(address, strcspn(address, "@+"));

    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
        if (g_ascii_strcasecmp(local, readers[i]) == 0)
            return true;
    return false;
}
