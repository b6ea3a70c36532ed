#include "conversation/conversation-http.h"

#include "conversation/conversation-merge.h"

/* Each answers with the conversation that goes on. */

typedef struct {
    Request *request;
    int64_t conversation; /* the answer */
} Turn;

static int64_t
staff_of(Request *request)
{
    return request_principal(request)->staff;
}

static bool
answer(Request *request, DbWork work, unsigned status, GError **error)
{
    Turn turn = {request, request_id(request, "id")};

    return request_write(request, work, &turn, error) &&
           reply_conversation(request, turn.conversation, status, error);
}

static bool
write_merge(Db *tx, void *data, GError **error)
{
    Turn *turn = data;

    return conversation_merge(tx, request_id(turn->request, "id"),
                              request_id(turn->request, "into"),
                              request_int(turn->request, "version", CONVERSATION_KEEP),
                              staff_of(turn->request), &turn->conversation, error);
}

bool
post_merge(Request *request, GError **error)
{
    return answer(request, write_merge, 200, error);
}

static bool
write_unmerge(Db *tx, void *data, GError **error)
{
    Turn *turn = data;

    return conversation_unmerge(tx, turn->conversation, staff_of(turn->request), error);
}

bool
post_unmerge(Request *request, GError **error)
{
    return answer(request, write_unmerge, 200, error);
}

static bool
write_split(Db *tx, void *data, GError **error)
{
    Turn *turn = data;
    Request *request = turn->request;
    g_autofree int64_t *messages = NULL;
    Split split = {
        .conversation = request_id(request, "id"),
        .subject = request_text(request, "subject"),
        .version = request_int(request, "version", CONVERSATION_KEEP),
    };

    messages = request_ids(request, "messages", &split.n_messages);
    split.messages = messages;
    return conversation_split(tx, &split, staff_of(request), &turn->conversation, error);
}

bool
post_split(Request *request, GError **error)
{
    return answer(request, write_split, 201, error);
}

static bool
write_link(Db *tx, void *data, GError **error)
{
    Turn *turn = data;

    return conversation_link(tx, turn->conversation, request_id(turn->request, "conversation"),
                             staff_of(turn->request), error);
}

bool
post_link(Request *request, GError **error)
{
    return answer(request, write_link, 201, error);
}

static bool
write_unlink(Db *tx, void *data, GError **error)
{
    Turn *turn = data;

    return conversation_unlink(tx, turn->conversation, request_id(turn->request, "other"),
                               staff_of(turn->request), error);
}

bool
delete_link(Request *request, GError **error)
{
    if (!request_write(request, write_unlink, &(Turn){request, request_id(request, "id")}, error))
        return false;
    reply_empty(request);
    return true;
}
