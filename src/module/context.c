#include "module/context.h"

#include <string.h>

const Channel *
context_channel(const Context *context, const char *name)
{
    for (const Channel *const *channel = context->channels; channel != NULL && *channel; channel++)
        if (strcmp((*channel)->name, name) == 0)
            return *channel;
    return NULL;
}

const Channel *
context_channel_out(const Context *context, const char *name)
{
    const Channel *channel = context_channel(context, name);

    return channel != NULL && channel->answered_by != NULL
               ? context_channel(context, channel->answered_by)
               : channel;
}
