#include "imap/imap-search.h"

#include "base/limits.h"

#include <string.h>

/* Commands are sent ahead: while the bodies of one come, those of the next and the sizes for later
 * ones are asked already. */
#define SIZES_MAX    256 /* mails of a command for sizes */
#define BODIES_MAX   64  /* and of one for bodies, */
#define BODIES_BYTES (4 * 1024 * 1024)
#define SIZES_AHEAD  2 /* commands under way */
#define BODIES_AHEAD 3
#define SIZED_AHEAD  (4 * BODIES_MAX) /* mails whose size is known, waiting */

typedef struct {
    ImapMail mail;
    GBytes *source; /* NULL: the server has no bytes for it */
    bool heard;
} Item;

/* A command under way. */
typedef struct {
    char tag[IMAP_TAG_SIZE];
    bool sizes;     /* it asks for sizes, else for bodies */
    bool cut;       /* for the beginning only */
    GArray *items;  /* of Item, in the order of their UIDs; never empty */
    uint64_t bytes; /* heard */
} Asked;

typedef struct {
    Imap *imap;
    const uint32_t *uids;
    size_t n_uids, next; /* the first whose size was not asked for */
    const ImapFetch *how;
    ImapEach each;
    void *data;
    GArray *sized;         /* of ImapMail, bodies not asked for yet */
    GQueue asked;          /* of Asked, oldest first */
    unsigned under_way[2]; /* commands: bodies, sizes */
} Fetch;

static void
clear_item(void *data)
{
    Item *item = data;

    g_clear_pointer(&item->source, g_bytes_unref);
}

static Asked *
asked_new(bool sizes)
{
    Asked *asked = g_new0(Asked, 1);

    asked->sizes = sizes;
    asked->items = g_array_new(FALSE, TRUE, sizeof(Item));
    g_array_set_clear_func(asked->items, clear_item);
    return asked;
}

static void
asked_free(Asked *asked)
{
    g_array_unref(asked->items);
    g_free(asked);
}

/* ---- Asking ---- */

static bool
send_asked(Fetch *fetch, Asked *asked, const char *what, GError **error)
{
    g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autofree char *set = NULL;
    size_t taken;

    for (guint i = 0; i < asked->items->len; i++)
        g_array_append_val(uids, g_array_index(asked->items, Item, i).mail.uid);
    set = imap_uid_set(&g_array_index(uids, uint32_t, 0), uids->len, &taken);
    g_assert(taken == uids->len); /* SIZES_MAX numbers are shorter than a set may be */
    g_queue_push_tail(&fetch->asked, asked);
    fetch->under_way[asked->sizes]++;
    return imap_say(fetch->imap, asked->tag, error, "UID FETCH %s (UID %s)", set, what);
}

static bool
ask_sizes(Fetch *fetch, GError **error)
{
    Asked *asked = asked_new(true);

    while (fetch->next < fetch->n_uids && asked->items->len < SIZES_MAX) {
        Item item = {.mail.uid = fetch->uids[fetch->next++]};

        g_array_append_val(asked->items, item);
    }
    return send_asked(fetch, asked, "RFC822.SIZE INTERNALDATE", error);
}

/* A mail that may be larger than its server thinks is asked for by itself, with a limit. */
static bool
is_large(const Fetch *fetch, const ImapMail *mail)
{
    return mail->size > fetch->how->max / 2;
}

static char *
what_of(const Fetch *fetch, const ImapMail *mail, bool *ret_cut)
{
    *ret_cut = mail->size > fetch->how->max;
    if (!is_large(fetch, mail))
        return g_strdup("BODY.PEEK[]");
    return g_strdup_printf("BODY.PEEK[]<0.%" G_GUINT64_FORMAT ">",
                           *ret_cut ? (uint64_t)fetch->how->head : fetch->how->max);
}

/* How many of the mails go into the next command. */
static guint
bodies_together(const Fetch *fetch, const ImapMail *mails)
{
    uint64_t bytes = mails[0].size;
    guint n = 1;

    if (fetch->how->alone || is_large(fetch, &mails[0]))
        return 1;
    while (n < fetch->sized->len && n < BODIES_MAX && !is_large(fetch, &mails[n]) &&
           bytes + mails[n].size <= BODIES_BYTES)
        bytes += mails[n++].size;
    return n;
}

static bool
ask_bodies(Fetch *fetch, GError **error)
{
    const ImapMail *mails = &g_array_index(fetch->sized, ImapMail, 0);
    guint n = bodies_together(fetch, mails);
    Asked *asked = asked_new(false);
    g_autofree char *what = what_of(fetch, mails, &asked->cut);

    for (guint i = 0; i < n; i++)
        g_array_append_val(asked->items, ((Item){.mail = mails[i]}));
    g_array_remove_range(fetch->sized, 0, n);
    return send_asked(fetch, asked, what, error);
}

/* A command that would be short waits for more sizes, unless none come. */
static bool
may_ask_bodies(const Fetch *fetch)
{
    return fetch->sized->len > 0 && fetch->under_way[false] < BODIES_AHEAD &&
           (fetch->sized->len >= BODIES_MAX || fetch->under_way[true] == 0);
}

static bool
ask_ahead(Fetch *fetch, GError **error)
{
    while (may_ask_bodies(fetch))
        if (!ask_bodies(fetch, error))
            return false;
    while (fetch->next < fetch->n_uids && fetch->under_way[true] < SIZES_AHEAD &&
           fetch->sized->len < SIZED_AHEAD)
        if (!ask_sizes(fetch, error))
            return false;
    return true;
}

/* ---- Hearing ---- */

/* What a FETCH answer says; 0 when it does not say it. */
typedef struct {
    uint64_t uid, size;
    bool has_size; /* of 0 too */
    int64_t received_at;
    const ImapToken *body;
} Heard;

static bool
is_body(const ImapToken *token)
{
    return token->kind == IMAP_WORD && g_ascii_strncasecmp(token->text, "BODY[]", 6) == 0;
}

/* 12 FETCH (UID 345 RFC822.SIZE 1203 BODY[] {1203}…) */
static bool
read_fetch(const ImapAnswer *answer, Heard *heard)
{
    *heard = (Heard){0};
    if (!imap_token_is(answer, 1, "FETCH") || imap_token(answer, 2) == NULL ||
        imap_token(answer, 2)->kind != IMAP_OPEN)
        return false;
    for (guint i = 3; i + 2 < answer->tokens->len; i = imap_token_after(answer, i + 1)) {
        const ImapToken *value = imap_token(answer, i + 1);

        if (imap_token_is(answer, i, "UID"))
            (void)imap_token_number(answer, i + 1, UINT32_MAX, &heard->uid);
        else if (imap_token_is(answer, i, "RFC822.SIZE"))
            heard->has_size = imap_token_number(answer, i + 1, UINT64_MAX, &heard->size);
        else if (imap_token_is(answer, i, "INTERNALDATE"))
            heard->received_at = imap_date_read(value->text);
        else if (is_body(imap_token(answer, i)))
            heard->body = value;
    }
    return heard->uid != 0;
}

static Item *
find_item(const Asked *asked, uint64_t uid)
{
    guint low = 0, high = asked->items->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        Item *item = &g_array_index(asked->items, Item, middle);

        if (item->mail.uid == uid)
            return item;
        if (item->mail.uid < uid)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static GBytes *
bytes_of(const ImapToken *body)
{
    if (body->kind != IMAP_TEXT) /* NIL: the server has lost them */
        return NULL;
    return body->literal != NULL ? g_bytes_ref(body->literal) : g_bytes_new(body->text, body->size);
}

/* Nothing obliges a server to answer in order: an answer finds its question by the UID. Flags that
 * changed and the like belong to none. */
static bool
hear_fetch(Imap *imap, const ImapAnswer *answer, void *data, GError **error)
{
    Fetch *fetch = data;
    Heard heard;

    if (!read_fetch(answer, &heard))
        return true;
    for (GList *at = fetch->asked.head; at != NULL; at = at->next) {
        Asked *asked = at->data;
        Item *item = asked->sizes == (heard.body == NULL) ? find_item(asked, heard.uid) : NULL;

        if (item == NULL || item->heard || (asked->sizes && !heard.has_size))
            continue;
        item->heard = true;
        if (asked->sizes) {
            item->mail.size = heard.size;
            item->mail.received_at = heard.received_at;
            return true;
        }
        item->source = bytes_of(heard.body);
        asked->bytes += heard.body->size;
        /* Sizes are often wrong by a little; whoever sends much more means harm. */
        return asked->bytes <= BODIES_BYTES + fetch->how->max ||
               imap_fail(imap, APP_ERROR_UNAVAILABLE, "protocol", "more bytes than told", error);
    }
    return true;
}

/* ---- Done ---- */

static void
take_sizes(Fetch *fetch, const Asked *asked)
{
    for (guint i = 0; i < asked->items->len; i++) {
        const Item *item = &g_array_index(asked->items, Item, i);

        if (item->heard &&
            (item->mail.received_at == 0 || item->mail.received_at >= fetch->how->since))
            g_array_append_val(fetch->sized, item->mail);
    }
}

static bool
give(Fetch *fetch, const Asked *asked, GError **error)
{
    for (guint i = 0; i < asked->items->len; i++) {
        const Item *item = &g_array_index(asked->items, Item, i);

        if (item->heard && !fetch->each(&item->mail, item->source, asked->cut, fetch->data, error))
            return false;
    }
    return true;
}

/* A mail that the server will not give, asked for alone, is given without bytes. */
static bool
finish(Fetch *fetch, const Asked *asked, const ImapAnswer *answer, GError **error)
{
    if (answer->status != IMAP_OK) {
        Item *item = &g_array_index(asked->items, Item, 0);

        if (asked->sizes || asked->items->len > 1 || item->heard)
            return imap_fail(fetch->imap, APP_ERROR_UNAVAILABLE, "rejected", answer->said, error);
        item->heard = true;
    }
    if (!asked->sizes)
        return give(fetch, asked, error);
    take_sizes(fetch, asked);
    return true;
}

static bool
hear_oldest(Fetch *fetch, GError **error)
{
    Asked *asked = g_queue_peek_head(&fetch->asked);
    const ImapAnswer *answer = imap_hear(fetch->imap, asked->tag, hear_fetch, fetch, error);

    if (answer == NULL)
        return false;
    g_queue_pop_head(&fetch->asked);
    fetch->under_way[asked->sizes]--;
    if (!finish(fetch, asked, answer, error)) {
        asked_free(asked);
        return false;
    }
    asked_free(asked);
    return true;
}

bool
imap_fetch(Imap *imap, const uint32_t *uids, size_t n_uids, const ImapFetch *how, ImapEach each,
           void *data, GError **error)
{
    g_autoptr(GArray) sized = g_array_new(FALSE, FALSE, sizeof(ImapMail));
    Fetch fetch = {.imap = imap,
                   .uids = uids,
                   .n_uids = n_uids,
                   .how = how,
                   .each = each,
                   .data = data,
                   .sized = sized,
                   .asked = G_QUEUE_INIT};
    bool done;

    imap->step = "fetch";
    while ((done = ask_ahead(&fetch, error)) && fetch.asked.length > 0)
        if (!(done = hear_oldest(&fetch, error)))
            break;
    g_queue_clear_full(&fetch.asked, (GDestroyNotify)asked_free);
    return done;
}
