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
