#include "channel/mail/mail-quote.h"

#include <stddef.h>

char *
mail_reply(const char *text)
{
    return NULL;
}
