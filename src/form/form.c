#include "form/form.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "form/form-store.h"
#include "mailbox/mailbox.h"
#include "staff/staff.h"
#include "tag/tag.h"

#include <string.h>

int
form_get(Db *db, int64_t id, Form **ret_form, GError **error)
{
    return form_store_get(db, id, ret_form, error);
}

int
form_find(Db *db, const char *slug, Form **ret_form, GError **error)
{
    return form_store_find(db, slug, ret_form, error);
}

int
form_find_open(Db *db, Form **ret_form, GError **error)
{
    return form_store_find_open(db, ret_form, error);
}

static bool
is_slug(const char *slug)
{
    for (const char *at = slug; *at != '\0'; at++)
        if (!g_ascii_islower(*at) && !g_ascii_isdigit(*at) && (*at != '-' || at == slug))
            return false;
    return slug[0] != '\0';
}

static bool
check_tags(Db *tx, const Form *form, GError **error)
{
    for (guint i = 0; i < form->tags->len; i++) {
        int64_t present = tag_present(tx, g_array_index(form->tags, int64_t, i), error);

        if (present == 0)
            return error_set_field(error, APP_ERROR_INVALID, "tags", "names no tag of ours");
        if (present < 0)
            return false;
    }
    return true;
}

static bool
check(Db *tx, const Form *form, GError **error)
{
    g_autoptr(Form) other = NULL;
    int found;

    if (!is_slug(form->slug))
        return error_set_field(error, APP_ERROR_INVALID, "slug",
                               "is not made of small letters, digits and '-'");
    found = form_store_find(tx, form->slug, &other, error);
    if (found == 1 && other->id != form->id)
        return error_set_field(error, APP_ERROR_CONFLICT, "slug", "another form has that address");
    if (found < 0 || !check_tags(tx, form, error))
        return false;
    if (form->address == NULL)
        return true;
    found = mailbox_owns(tx, form->address, error);
    if (found == 0)
        return error_set_field(error, APP_ERROR_INVALID, "address", "is not an address of ours");
    return found == 1;
}

static bool
tell(Db *tx, const Form *form, const char *name, int64_t staff, GError **error)
{
    g_autofree char *data = g_strdup_printf("{\"version\":%" G_GINT64_FORMAT "}", form->version);
    Fact fact = {.name = name, .actor = staff, .subject = form->id, .data = data};

    return journal_append(tx, &fact, error);
}

static bool
change(Db *tx, Form *form, GError **error)
{
    g_autoptr(Form) before = NULL;
    int found = form_store_get(tx, form->id, &before, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no form %" G_GINT64_FORMAT, form->id);
    if (found < 0)
        return false;
    if (before->version != form->version)
        return error_set(error, APP_ERROR_CONFLICT, "form %" G_GINT64_FORMAT " changed meanwhile",
                         form->id);
    form->made_at = before->made_at;
    form->version++;
    return form_store_update(tx, form, error);
}

bool
form_save(Db *tx, Form *form, int64_t staff, GError **error)
{
    bool is_new = form->id == 0;

    if (!check(tx, form, error))
        return false;
    form->changed_at = clock_now();
    if (is_new) {
        form->id = id_new();
        form->version = 1;
        form->made_at = form->changed_at;
    }
    return (is_new ? form_store_insert(tx, form, error) : change(tx, form, error)) &&
           tell(tx, form, is_new ? "form.added" : "form.changed", staff, error);
}
