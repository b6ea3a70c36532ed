#include "base/token.h"
#include "conversation/conversation.h"

/* Never changed: mails that people keep carry tokens made with these words. */
static const char thread_purpose[] = "conversation-token";
static const char bounce_purpose[] = "bounced-message";

char *
conversation_token(Context *context, int64_t conversation)
{
    return token_write(context->key, thread_purpose, conversation);
}

int64_t
conversation_of_token(Context *context, const char *token)
{
    return token_read(context->key, thread_purpose, token);
}

char *
message_bounce_token(Context *context, int64_t message)
{
    return token_write(context->key, bounce_purpose, message);
}

int64_t
message_of_bounce_token(Context *context, const char *token)
{
    return token_read(context->key, bounce_purpose, token);
}
