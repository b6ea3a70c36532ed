#include "conversation/message-link.h"

#include "conversation/message-link-store.h"

#include <string.h>

static char *
replace(const char *text, const char *what, const char *by)
{
    g_auto(GStrv) pieces = g_strsplit(text, what, -1);

    return g_strjoinv(by, pieces);
}

static void
replace_in(char **text, const char *what, const char *by)
{
    char *filled;

    if (text == NULL || *text == NULL)
        return;
    filled = replace(*text, what, by);
    g_free(*text);
    *text = filled;
}

char *
message_link_blank(const Context *context, const char *path)
{
    g_autofree char *blank = replace(path, "{}", "-");

    return g_strconcat(context->public_url, blank, NULL);
}

bool
message_link_keep(Db *tx, int64_t message, const Draft *draft, GError **error)
{
    for (size_t i = 0; i < draft->n_links; i++)
        if (!message_link_store_insert(tx, message, &draft->links[i], error))
            return false;
    return true;
}

typedef struct {
    Context *context;
    char **text, **html, *unsubscribe;
} Filling;

static void
fill(const DraftLink *link, void *data)
{
    Filling *filling = data;
    g_autofree char *token = token_write(filling->context->key, link->purpose, link->subject);
    g_autofree char *path = replace(link->path, "{}", token);
    g_autofree char *blank = replace(link->path, "{}", "-");
    g_autofree char *url = g_strconcat(filling->context->public_url, path, NULL);

    replace_in(filling->text, link->place, url);
    replace_in(filling->html, blank, path); /* after the public address as it was then */
    if (link->unsubscribe && filling->unsubscribe == NULL)
        filling->unsubscribe = g_steal_pointer(&url);
}

bool
message_link_fill(Db *db, Context *context, int64_t message, char **text, char **html,
                  char **ret_unsubscribe, GError **error)
{
    Filling filling = {context, text, html, NULL};

    if (!message_link_store_each(db, message, fill, &filling, error)) {
        g_free(filling.unsubscribe);
        return false;
    }
    if (ret_unsubscribe != NULL)
        *ret_unsubscribe = filling.unsubscribe;
    else
        g_free(filling.unsubscribe);
    return true;
}
