/* draft: what someone is writing and has not sent. It is kept here, not in a browser: a reload, a
 * cut, another machine lose nothing. It is its author's alone: nobody else reads it, whatever their
 * role.
 *
 * A conversation has one reply and one note of each of us at most; conversations that are to be
 * opened have drafts of their own. A draft has a version: who saves over a newer one (another tab,
 * another machine) is told, and chooses. Its files are held until it is dropped
 * (attachment-hold-store.h). When a conversation is merged, its drafts follow, unless one is there.
 *
 * A draft is no business fact: the journal knows nothing of it. Texts are personal data.
 *
 * draft.c: rules; draft-store.c: SQL; draft-http.c: routes. */
#pragma once

#include "module/module.h"

typedef enum { DRAFT_REPLY = 1, DRAFT_NOTE, DRAFT_NEW } DraftKind;

#define DRAFTS_MAX 500 /* of one account */

typedef struct {
    int64_t id, staff;
    int64_t conversation; /* 0: of DRAFT_NEW */
    char *subject;        /* of the conversation; NULL */
    DraftKind kind;
    char *text, *html; /* html: NULL, typed as text; as the screen gave it, sanitised when sent */
    char *letter;      /* JSON */
    int64_t version, saved_at;
} KeptDraft;

void kept_draft_clear(KeptDraft *draft);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KeptDraft, kept_draft_clear)

/* What is saved: borrowed texts. id or conversation says which; neither: a new DRAFT_NEW. */
typedef struct {
    int64_t id, staff, conversation;
    DraftKind kind;
    const char *text, *html, *letter;
    const int64_t *attachments;
    size_t n_attachments;
    int64_t version; /* the one that was seen; 0: none was there */
} DraftSave;

/* *ret_id is the draft. APP_ERROR_CONFLICT on "version" when another one is there now (or none any
 * more); APP_ERROR_NOT_FOUND: no such conversation, no such draft of theirs; APP_ERROR_INVALID: a
 * file that is not theirs; APP_ERROR_CONFLICT at DRAFTS_MAX. */
bool draft_save(Db *tx, const DraftSave *save, int64_t *ret_id, GError **error);

/* Drops it and lets its files go; nothing happens when there is none. */
bool draft_drop(Db *tx, int64_t draft, GError **error);

extern const Module draft_module;
