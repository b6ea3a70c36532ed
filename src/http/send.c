#include "http/send.h"

#include "http/event-stream.h"
#include "http/security.h"

/* What is asked of the stream in one go. */
#define STREAM_BLOCK 2048

static void
unref_bytes(void *bytes)
{
    g_bytes_unref(bytes);
}

static struct MHD_Response *
make_body(Reply *reply)
{
    gsize size = 0;
    const void *data;

    if (reply->stream != NULL)
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, event_stream_read,
                                                 reply->stream, event_stream_close);
    if (reply->bytes == NULL)
        return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    data = g_bytes_get_data(reply->bytes, &size);
    return MHD_create_response_from_buffer_with_free_callback_cls(size, (void *)data, unref_bytes,
                                                                  g_steal_pointer(&reply->bytes));
}

struct MHD_Response *
send_make(Request *request)
{
    Reply *reply = &request->reply;
    struct MHD_Response *response = make_body(reply);

    /* The handler's own come first, so that they stand where ours would. */
    for (size_t i = 0; i < reply->n_headers; i++)
        if (reply->headers[i].value[0] != '\0') /* empty: none, not even ours */
            MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
    for (const SecurityHeader *header = security_headers; header->name != NULL; header++)
        if (reply_get_header(request, header->name) == NULL)
            MHD_add_response_header(response, header->name, header->value);
    if (reply->type != NULL)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
    return response;
}

void
send_attach(Request *request, struct MHD_Connection *connection)
{
    event_stream_attach(g_steal_pointer(&request->reply.stream), connection);
}
