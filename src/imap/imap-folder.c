#include "imap/imap-search.h"

#include "base/limits.h"

#include <string.h>

char *
imap_folder_encode(const char *name)
{
    return g_convert(name, -1, "UTF-7-IMAP", "UTF-8", NULL, NULL, NULL);
}

/* A name in no form at all (servers of today send UTF-8) is kept as it is, if it is text. */
char *
imap_folder_decode(const char *wire)
{
    char *name = g_convert(wire, -1, "UTF-8", "UTF-7-IMAP", NULL, NULL, NULL);

    if (name == NULL && g_utf8_validate(wire, -1, NULL))
        name = g_strdup(wire);
    return name;
}

/* ---- LIST ---- */

/* LIST (\HasNoChildren) "/" "Clients/2026" */
static bool
hear_list(Imap *imap, const ImapAnswer *answer, void *data, GError **error)
{
    GPtrArray *folders = data;
    guint end = imap_token_after(answer, 1);
    const ImapToken *wire = imap_token(answer, end + 1);
    char *name;

    if (!imap_token_is(answer, 0, "LIST") || wire == NULL || wire->kind == IMAP_OPEN ||
        folders->len >= LIMIT_IMAP_FOLDERS || strlen(wire->text) > LIMIT_NAME)
        return true;
    for (guint i = 1; i < end; i++)
        if (imap_token_is(answer, i, "\\Noselect") || imap_token_is(answer, i, "\\NonExistent"))
            return true;
    name = imap_folder_decode(wire->text);
    if (name != NULL)
        g_ptr_array_add(folders, name);
    return true;
}

GPtrArray *
imap_folders(Imap *imap, GError **error)
{
    g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);

    imap->step = "folder";
    if (!imap_do(imap, hear_list, folders, error, "LIST \"\" \"*\""))
        return NULL;
    return g_steal_pointer(&folders);
}

/* ---- SELECT ---- */

bool
imap_select(Imap *imap, const char *folder, bool read_only, ImapFolder *ret_folder, GError **error)
{
    g_autofree char *wire = imap_folder_encode(folder);
    g_autofree char *quoted = NULL;
    const ImapAnswer *answer = NULL;
    int asked;

    imap->step = "folder";
    g_clear_pointer(&imap->folder, g_free);
    imap->state = (ImapFolder){0};
    if (wire == NULL || strpbrk(wire, "\r\n") != NULL)
        return imap_fail(imap, APP_ERROR_NOT_FOUND, "no-such-folder", NULL, error);
    quoted = imap_quote(wire);
    asked = imap_ask(imap, NULL, NULL, &answer, error, "%s %s", read_only ? "EXAMINE" : "SELECT",
                     quoted);
    if (asked < 0)
        return false;
    if (asked == 0)
        return imap_fail(imap, APP_ERROR_NOT_FOUND, "no-such-folder", answer->said, error);
    if (imap->state.uid_validity == 0)
        return imap_fail(imap, APP_ERROR_UNAVAILABLE, "protocol", "no UIDVALIDITY", error);
    imap->folder = g_steal_pointer(&wire);
    imap->read_only = read_only;
    if (imap->state.uid_next == 0 && !imap_find_uid_next(imap, error))
        return false;
    imap->news = false;
    *ret_folder = imap->state;
    return true;
}
