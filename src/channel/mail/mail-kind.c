#include "channel/mail/mail-kind.h"

void
mail_tell_kind(Incoming *incoming, GMimeMessage *message)
{
}
