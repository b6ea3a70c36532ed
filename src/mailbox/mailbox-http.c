#include "mailbox/mailbox-http.h"

#include "base/error.h"

#include <inttypes.h>

static bool
reply_mailbox(Request *request, int64_t id, unsigned status, GError **error)
{
    g_autoptr(Mailbox) mailbox = NULL;
    int found = mailbox_get(request_db(request), id, &mailbox, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no mailbox %" PRId64, id);
    return found == 1 && mailbox_write(reply_json(request, status), request, mailbox, error);
}

/* The oldest first. There are few: a page is cut from all of them. */
bool
get_mailboxes(Request *request, GError **error)
{
    g_autoptr(GPtrArray) all = NULL;
    size_t written = 0;
    int64_t last = 0;
    JsonWriter *json;
    bool more = false;
    Page page;

    if (!request_page(request, &page, error))
        return false;
    all = mailbox_all(request_db(request), error);
    if (all == NULL)
        return false;
    json = reply_list(request);
    for (guint i = 0; i < all->len && !more; i++) {
        const Mailbox *mailbox = all->pdata[i];

        if (page.before_id != INT64_MAX && mailbox->id <= page.before_id)
            continue;
        more = written == page.limit;
        if (!more && !mailbox_write(json, request, mailbox, error))
            return false;
        if (!more)
            last = mailbox->id;
        written++;
    }
    reply_list_end(request, more, last, last);
    return true;
}

bool
get_mailbox(Request *request, GError **error)
{
    return reply_mailbox(request, request_id(request, "id"), 200, error);
}

typedef struct {
    Request *request;
    int64_t id;
} Work;

static bool
add_work(Db *tx, void *data, GError **error)
{
    Work *work = data;
    g_auto(MailboxBody) body = {0};

    mailbox_body_read(work->request, NULL, &body);
    return mailbox_add(tx, request_context(work->request), &body.draft,
                       request_principal(work->request)->staff, &work->id, error);
}

bool
post_mailbox(Request *request, GError **error)
{
    Work work = {.request = request};

    return request_write(request, add_work, &work, error) &&
           reply_mailbox(request, work.id, 201, error);
}

static bool
change_work(Db *tx, void *data, GError **error)
{
    const Work *work = data;
    g_autoptr(Mailbox) was = NULL;
    g_auto(MailboxBody) body = {0};
    int found = mailbox_get(tx, work->id, &was, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no mailbox %" PRId64, work->id);
    if (found < 0)
        return false;
    mailbox_body_read(work->request, was, &body);
    return mailbox_change(tx, request_context(work->request), work->id,
                          request_int(work->request, "version", 0), &body.draft,
                          request_principal(work->request)->staff, error);
}

bool
patch_mailbox(Request *request, GError **error)
{
    Work work = {.request = request, .id = request_id(request, "id")};

    return request_write(request, change_work, &work, error) &&
           reply_mailbox(request, work.id, 200, error);
}

static bool
remove_work(Db *tx, void *data, GError **error)
{
    const Work *work = data;

    return mailbox_remove(tx, work->id, request_principal(work->request)->staff, error);
}

bool
delete_mailbox(Request *request, GError **error)
{
    Work work = {.request = request, .id = request_id(request, "id")};

    if (!request_write(request, remove_work, &work, error))
        return false;
    reply_empty(request);
    return true;
}
