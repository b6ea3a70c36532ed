#include "draft/draft-store.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "conversation/attachment-hold-store.h"

/* The one it is saved over, if any: 1, 0, -1. */
static int
find_before(Db *tx, const DraftSave *save, KeptDraft *ret_before, GError **error)
{
    if (save->id != 0)
        return draft_store_get(tx, save->id, save->staff, ret_before, error);
    if (save->conversation == 0)
        return 0;
    return draft_store_of(tx, save->conversation, save->kind, save->staff, ret_before, error);
}

static bool
check_version(const DraftSave *save, int found, const KeptDraft *before, GError **error)
{
    int64_t present = found == 1 ? before->version : 0;

    return save->version == present ||
           error_set_field(error, APP_ERROR_CONFLICT, "version",
                           "the draft is at version %" G_GINT64_FORMAT, present);
}

static bool
has_room(Db *tx, int64_t staff, GError **error)
{
    int64_t count = draft_store_count(tx, staff, error);

    if (count >= DRAFTS_MAX)
        return error_set(error, APP_ERROR_CONFLICT, "%d drafts are kept already", DRAFTS_MAX);
    return count >= 0;
}

static bool
hold_files(Db *tx, const DraftSave *save, int64_t id, int64_t conversation, GError **error)
{
    AttachmentHolder holder = {
        .id = id, .staff = save->staff, .conversation = conversation, .open = false};

    return attachment_store_hold(tx, &holder, save->attachments, save->n_attachments, error);
}

bool
draft_save(Db *tx, const DraftSave *save, int64_t *ret_id, GError **error)
{
    g_auto(KeptDraft) before = {0};
    int found = find_before(tx, save, &before, error);
    int64_t now = clock_now();
    int64_t id = found == 1 ? before.id : id_new();

    if (found < 0)
        return false;
    if (found == 0 && save->id != 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no draft %" G_GINT64_FORMAT, save->id);
    if (!check_version(save, found, &before, error) ||
        (found == 0 && !has_room(tx, save->staff, error)))
        return false;
    if (found == 1 ? !draft_store_update(tx, save, id, now, error)
                   : !draft_store_insert(tx, save, id, now, error))
        return false;
    *ret_id = id;
    return hold_files(tx, save, id, found == 1 ? before.conversation : save->conversation, error);
}

bool
draft_drop(Db *tx, int64_t draft, GError **error)
{
    return attachment_store_let_go(tx, draft, error) && draft_store_drop(tx, draft, error);
}
